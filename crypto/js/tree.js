/**
 * The public log as a Merkle tree (PROTOCOL.md 6.3, 6.4; RFC 6962, RFC 9162): roots, proofs, and checking that an
 * entry is in it. That it only grows: `tree_consistency`.
 *
 * Leaves are leaf hashes. Sizes may pass 2^32, so everything here is arithmetic: JavaScript shifts are 32-bit.
 */
import { ensure } from './errors.js';
import { concat, equal } from './encoding.js';
import { sha256 } from './vendor/noble.js';

const NODE_BYTES = 32;

/** SHA-256 of 0x00 and the entry: an entry is never taken for an inner node. @param {Uint8Array} entry */
export const leafHash = (entry) => sha256(concat(Uint8Array.of(0), entry));

/** SHA-256 of 0x01 and both children. @param {Uint8Array} left @param {Uint8Array} right */
export const nodeHash = (left, right) => sha256(concat(Uint8Array.of(1), left, right));

/** The root over these leaf hashes; over none, the hash of nothing. @param {Uint8Array[]} leaves */
export function root(leaves) {
  let level = leaves;
  while (level.length > 1) {
    /** @type {Uint8Array[]} */
    const above = [];
    for (let i = 0; i < level.length; i += 2) above.push(parent(level.slice(i, i + 2)));
    level = above;
  }
  return level[0] ?? sha256(new Uint8Array());
}

/** A last node without a sibling goes up as it is. @param {Uint8Array[]} children one or two */
const parent = ([left, right]) => (left && right ? nodeHash(left, right) : /** @type {Uint8Array} */ (left));

/**
 * The path that proves a leaf, lowest node first; `proof` when there is no such leaf.
 * @param {number} index
 * @param {Uint8Array[]} leaves
 * @returns {Uint8Array[]}
 */
export function inclusion(index, leaves) {
  ensure(Number.isSafeInteger(index) && index >= 0 && index < leaves.length, 'proof');
  if (leaves.length === 1) return [];
  const middle = split(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return index < middle ? [...inclusion(index, left), root(right)] : [...inclusion(index - middle, right), root(left)];
}

/**
 * The path that proves the first `older` leaves to be the beginning of all; `proof` unless 1 ≤ older ≤ their number.
 * @param {number} older
 * @param {Uint8Array[]} leaves
 * @returns {Uint8Array[]}
 */
export function consistency(older, leaves) {
  ensure(Number.isSafeInteger(older) && older >= 1 && older <= leaves.length, 'proof');
  return consistencyWithin(older, leaves, true);
}

/**
 * @param {number} older
 * @param {Uint8Array[]} leaves
 * @param {boolean} isWhole the older tree begins where these leaves begin
 * @returns {Uint8Array[]}
 */
function consistencyWithin(older, leaves, isWhole) {
  if (older === leaves.length) return isWhole ? [] : [root(leaves)];
  const middle = split(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  if (older <= middle) return [...consistencyWithin(older, left, isWhole), root(right)];
  return [...consistencyWithin(older - middle, right, false), root(left)];
}

/** The largest power of two below a number from 2 on: so many leaves go left. @param {number} size */
function split(size) {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/**
 * Check that a leaf hash is leaf `index` of the tree with this size and root (RFC 9162, 2.1.3.2), or `proof`.
 * @param {Uint8Array} leaf
 * @param {number} index
 * @param {number} size
 * @param {Uint8Array[]} path
 * @param {Uint8Array} rootHash
 */
export function verifyInclusion(leaf, index, size, path, rootHash) {
  ensure(isCount(index) && isCount(size) && index < size && areHashes(leaf, rootHash, ...path), 'proof');
  const way = new Way(index, size - 1);
  let digest = leaf;
  for (const sibling of path) {
    digest = way.hasLeft() ? nodeHash(sibling, digest) : nodeHash(digest, sibling);
    way.up();
  }
  ensure(way.isAtRoot() && equal(digest, rootHash), 'proof');
}

/** The way from a node up to the root: where it is on each level, and where the level ends. */
export class Way {
  /** @param {number} at @param {number} last */
  constructor(at, last) {
    this.at = at;
    this.last = last;
  }

  #halve() {
    this.at = Math.floor(this.at / 2);
    this.last = Math.floor(this.last / 2);
  }

  /** Up past every node that is a right child. */
  skipRightEdges() {
    while (this.at % 2 === 1) this.#halve();
  }

  /** The sibling stands to the left; levels on which the last node has none are skipped. `proof` above the root. */
  hasLeft() {
    ensure(this.last > 0, 'proof');
    if (this.at % 2 === 0 && this.at !== this.last) return false;
    while (this.at > 0 && this.at % 2 === 0) this.#halve();
    return true;
  }

  up() {
    this.#halve();
  }

  isAtRoot() {
    return this.last === 0;
  }
}

/** @param {number} value */
export const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

/** @param {...Uint8Array} values */
export const areHashes = (...values) => values.every((value) => value.length === NODE_BYTES);
