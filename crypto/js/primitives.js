/**
 * Hash, key derivation, signatures and randomness of WBP/1 (PROTOCOL.md 2). Nothing here opens anything.
 *
 * Every use has a label of its own (appendix A), so a value made for one purpose never counts for another.
 */
import { ensure, orFail } from './errors.js';
import { concat, equal, hex, utf8 } from './encoding.js';
import { blake2b, ed25519, sha512, x25519 } from './vendor/noble.js';

const LABELS = new Set(
  (
    'kid fp name org-id root directory env recips scope ref safety duty consent-token rewrap-record track release ' +
    'receipt recovery reporter-salt logbook-salt drill drill-kept reporter-box reporter-sign reporter-locator ' +
    'reporter-state draft case-id commit payload vault-auth vault-wrap recovery-wrap recovery-auth msg-sig login ' +
    'register logbook consent rewrap keyrec pow log-commit att'
  ).split(' '),
);
/** @type {Map<string, {point: import('./vendor/noble.js').Point, uses: number}>} keys that were found good */
const signers = new Map();
const SIGNERS_MAX = 16;
const SIGNER_BUSY = 20; // from here on a table costs less than it saves
const RANDOM_LIMIT = 65_536; // getRandomValues refuses more in one call

/**
 * The label's bytes, `u8(length) || "wbp/1/" || name`; a name outside the registry is `policy`.
 * @param {string} name
 */
export function label(name) {
  ensure(LABELS.has(name), 'policy');
  const text = utf8(`wbp/1/${name}`);
  return concat(Uint8Array.of(text.length), text);
}

/**
 * BLAKE2b-256 under a label: 32 bytes.
 * @param {string} name
 * @param {Uint8Array} data
 */
export const hash = (name, data) => blake2b(concat(label(name), data), { dkLen: 32 });

/** BLAKE2b-256 without a label: how a stored vault or state is named when it is replaced. @param {Uint8Array} data */
export const plainHash = (data) => blake2b(data, { dkLen: 32 });

/**
 * A 32-byte key made from a 32-byte key.
 * @param {Uint8Array} key
 * @param {string} name
 * @param {Uint8Array} [info]
 */
export function kdf(key, name, info = new Uint8Array()) {
  ensure(key.length === 32, 'key');
  return blake2b(concat(label(name), info), { dkLen: 32, key });
}

/** Ed25519 public key of a 32-byte seed. @param {Uint8Array} seed */
export function signPublicKey(seed) {
  ensure(seed.length === 32, 'key');
  return ed25519.getPublicKey(seed);
}

/** X25519 secret key of a box seed, as libsodium makes it: half of SHA-512. @param {Uint8Array} seed */
export function boxSecretKey(seed) {
  ensure(seed.length === 32, 'key');
  return sha512(seed).slice(0, 32);
}

/** X25519 public key of a 32-byte box seed. @param {Uint8Array} seed */
export const boxPublicKey = (seed) => x25519.getPublicKey(boxSecretKey(seed));

/**
 * Ed25519 signature (64 bytes) over the labelled message.
 * @param {Uint8Array} seed 32 bytes: what libsodium calls a seed, not its 64-byte secret key
 * @param {string} name
 * @param {Uint8Array} message
 */
export function sign(seed, name, message) {
  ensure(seed.length === 32, 'key');
  return ed25519.sign(concat(label(name), message), seed);
}

/**
 * @param {Uint8Array} pk
 * @param {string} name
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 */
export const verify = (pk, name, message, signature) => verifyRaw(pk, concat(label(name), message), signature);

/**
 * Strict verification, or `signature` (PROTOCOL.md 2.2). The library's own check is cofactored and would accept an R with
 * an order-8 component, which libsodium refuses; so R is made anew as S·B − k·A and its bytes are compared. With A in the
 * prime-order subgroup that R is in it too, in its only encoding.
 * @param {Uint8Array} pk
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 */
export function verifyRaw(pk, message, signature) {
  ensure(pk.length === 32 && signature.length === 64, 'signature');
  const [r, s] = [signature.slice(0, 32), integerOf(signature.slice(32))];
  const { BASE, Fn } = ed25519.Point;
  ensure(s < Fn.ORDER, 'signature');
  const again = orFail('signature', () => {
    const k = integerOf(sha512(concat(r, pk, message))) % Fn.ORDER;
    return BASE.multiplyUnsafe(s).subtract(signerOf(pk).multiplyUnsafe(k));
  });
  ensure(!again.isSmallOrder() && equal(again.toBytes(), r), 'signature');
}

/** Little-endian, as signatures count. @param {Uint8Array} bytes */
const integerOf = (bytes) => BigInt(`0x${hex(bytes.slice().reverse())}`);

/**
 * The point of a signing key, which must be in the prime-order subgroup. To see that takes as long as the signature itself
 * and a conversation has few signers, so some are remembered, and of busy ones a table: public keys only.
 * @param {Uint8Array} pk
 */
function signerOf(pk) {
  const name = hex(pk);
  let signer = signers.get(name);
  if (!signer) {
    const point = ed25519.Point.fromBytes(pk, false);
    ensure(!point.isSmallOrder() && point.isTorsionFree(), 'signature');
    if (signers.size === SIGNERS_MAX) signers.clear();
    signers.set(name, (signer = { point, uses: 0 }));
  }
  signer.uses += 1;
  if (signer.uses === SIGNER_BUSY) signer.point.precompute();
  return signer.point;
}

/** Short name of a signing key: 16 bytes. @param {Uint8Array} pk */
export const kidSign = (pk) => hash('kid', concat(Uint8Array.of(1), pk)).slice(0, 16);

/** Short name of a box key: 16 bytes. @param {Uint8Array} pk */
export const kidBox = (pk) => hash('kid', concat(Uint8Array.of(2), pk)).slice(0, 16);

/** @param {number} size */
export function randomBytes(size) {
  const out = new Uint8Array(size);
  for (let at = 0; at < size; at += RANDOM_LIMIT) crypto.getRandomValues(out.subarray(at, at + RANDOM_LIMIT));
  return out;
}

/** An unbiased number in 0..limit-1: draws above the last whole multiple are thrown away. @param {number} limit */
export function randomIndex(limit) {
  ensure(Number.isInteger(limit) && limit > 0 && limit <= 2 ** 32, 'policy');
  const draw = new Uint32Array(1);
  const fair = 2 ** 32 - (2 ** 32 % limit);
  do crypto.getRandomValues(draw);
  while (/** @type {number} */ (draw[0]) >= fair);
  return /** @type {number} */ (draw[0]) % limit;
}
