/** Checking that the public log only grew (PROTOCOL.md 6.4; RFC 9162, 2.1.4.2): what no report needs, and a mailbox does. */
import { WbpError, ensure } from './errors.js';
import { equal } from './encoding.js';
import { Way, areHashes, isCount, nodeHash } from './tree.js';

/**
 * Check that the newer tree begins with the older one (RFC 9162, 2.1.4.2), or `proof`. Equal sizes take an empty path;
 * an older size of 0 proves nothing and is refused.
 * @param {number} older
 * @param {number} newer
 * @param {Uint8Array} olderRoot
 * @param {Uint8Array} newerRoot
 * @param {Uint8Array[]} path
 */
export function verifyConsistency(older, newer, olderRoot, newerRoot, path) {
  ensure(isCount(older) && isCount(newer) && older >= 1 && older <= newer, 'proof');
  ensure(areHashes(olderRoot, newerRoot, ...path) && (path.length === 0) === (older === newer), 'proof');
  if (older === newer) return ensure(equal(olderRoot, newerRoot), 'proof');
  // A whole older tree is a node of the newer one, and the path leaves it out.
  const [first, ...rest] = isPowerOfTwo(older) ? [olderRoot, ...path] : path;
  if (first === undefined) throw new WbpError('proof');
  const way = new Way(older - 1, newer - 1);
  way.skipRightEdges();
  let [before, after] = [first, first];
  for (const sibling of rest) {
    const isLeft = way.hasLeft();
    if (isLeft) before = nodeHash(sibling, before);
    after = isLeft ? nodeHash(sibling, after) : nodeHash(after, sibling);
    way.up();
  }
  ensure(way.isAtRoot() && equal(before, olderRoot) && equal(after, newerRoot), 'proof');
}

/** @param {number} value from 1 on */
function isPowerOfTwo(value) {
  let odd = value;
  while (odd % 2 === 0) odd /= 2;
  return odd === 1;
}
