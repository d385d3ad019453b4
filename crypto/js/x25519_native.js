/**
 * X25519 by the browser itself (WebCrypto): the same bytes as the library, fifty times as fast. Not every browser has it, and
 * none outside a secure context; so it is tried with known answers first, and whoever asks can do without.
 */
import { concat, equal, isZero, unhex } from './encoding.js';
import { ensure } from './errors.js';

/** What stands before the 32 bytes of a secret key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = '302e020100300506032b656e04220420';
const ALGORITHM = 'X25519';
const SHARED_BITS = 256;

/** RFC 7748, 5.2, both of them with a bit that must be ignored: secret key, public key, result. */
const KNOWN = /** @type {const} */ ([
  [
    'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
    'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
    'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  ],
  [
    '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
    'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
    '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
  ],
]);

/**
 * @typedef {(pk: Uint8Array) => Promise<Uint8Array>} Agree 32 bytes, or it rejects: an unusable public key
 * @typedef {(sk: Uint8Array) => Promise<Agree>} Native begins with a secret key of 32 bytes
 */

/** @type {Promise<Native|null>|undefined} */
let found;

/** X25519 of this browser, tried once; null where there is none, or one that errs. */
export const nativeX25519 = () => (found ??= triedX25519(globalThis.crypto?.subtle));

/**
 * X25519 of a WebCrypto, when it knows the known answers and refuses a public key of small order; otherwise null.
 * @param {SubtleCrypto|undefined} subtle undefined outside a secure context
 * @returns {Promise<Native|null>}
 */
export async function triedX25519(subtle) {
  if (subtle === undefined) return null;
  const native = nativeOf(subtle);
  try {
    for (const [sk, pk, expected] of KNOWN) {
      const agree = await native(unhex(sk));
      if (!equal(await agree(unhex(pk)), unhex(expected))) return null;
      if (await agree(new Uint8Array(32)).then(() => true, () => false)) return null;
    }
    return native;
  } catch {
    return null;
  }
}

/** @param {SubtleCrypto} subtle @returns {Native} */
function nativeOf(subtle) {
  return async (sk) => {
    const secret = await subtle.importKey('pkcs8', concat(unhex(PKCS8_HEAD), sk), ALGORITHM, false, ['deriveBits']);
    return async (pk) => {
      const other = await subtle.importKey('raw', pk.slice(), ALGORITHM, false, []);
      const shared = new Uint8Array(await subtle.deriveBits({ name: ALGORITHM, public: other }, secret, SHARED_BITS));
      ensure(shared.length === 32 && !isZero(shared), 'key');
      return shared;
    };
  };
}
