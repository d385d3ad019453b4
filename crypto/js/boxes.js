/** Sealing boxes, authenticated encryption and Argon2id (client half); `box_open` opens boxes. */
import { WbpError, ensure, orFail } from './errors.js';
import { concat, utf8 } from './encoding.js';
import { boxSecretKey, kidBox, randomBytes } from './primitives.js';
import { argon2idAsync, blake2b, hsalsa, x25519, xchacha20poly1305, xsalsa20poly1305 } from './vendor/noble.js';

/** Fixed costs (PROTOCOL.md 3.1, 3.2); never told by a server. */
const COSTS = { reporter: { t: 2, m: 19_456 }, vault: { t: 3, m: 65_536 } };

/** How long the derivation may hold the worker before messages are heard again, in ms. */
const SLICE_MS = 60;

/** How much further a derivation must be before it tells so again. */
const STEP = 0.01;

/**
 * How a long computation is followed and stopped.
 * @typedef {{onProgress?: (fraction: number) => void, signal?: AbortSignal}} Watch
 */

/** A key pair that opens sealed boxes. Only the public half and its short name are visible to printing or JSON. */
export class BoxKeys {
  #secretKey;

  /** @param {Uint8Array} seed 32 bytes */
  constructor(seed) {
    this.#secretKey = boxSecretKey(seed);
    this.pk = x25519.getPublicKey(this.#secretKey);
    this.kid = kidBox(this.pk);
  }

  get secretKey() {
    return this.#secretKey;
  }
}

/** The key pair of a 32-byte seed. @param {Uint8Array} seed */
export const boxKeys = (seed) => new BoxKeys(seed);

/**
 * Seal to a public key; a low-order or malformed key is `key`.
 * @param {Uint8Array} message
 * @param {Uint8Array} pk
 */
export const boxSeal = (message, pk) => boxSealFixed(message, pk, randomBytes(32));

/**
 * As `boxSeal`, with a given ephemeral key: for the vectors, and for `envelope_seal` which draws all its randomness first.
 * @param {Uint8Array} message
 * @param {Uint8Array} pk
 * @param {Uint8Array} ephemeral 32 bytes, never used twice
 */
export function boxSealFixed(message, pk, ephemeral) {
  const epk = orFail('key', () => x25519.getPublicKey(ephemeral));
  const shared = orFail('key', () => x25519.getSharedSecret(ephemeral, pk));
  return concat(epk, boxCipher(epk, pk, shared).encrypt(message));
}

/**
 * The cipher of a box, for one use: HSalsa20 of the X25519 secret, and a nonce that both keys make. The library works on
 * words: copies come first, because a view at an odd offset throws.
 * @param {Uint8Array} epk
 * @param {Uint8Array} pk
 * @param {Uint8Array} shared 32 bytes, X25519 of one secret key and the other public key
 */
export function boxCipher(epk, pk, shared) {
  const key = new Uint32Array(8);
  hsalsa(words(utf8('expand 32-byte k')), words(shared), new Uint32Array(4), key);
  return xsalsa20poly1305(new Uint8Array(key.buffer), blake2b(concat(epk, pk), { dkLen: 24 }));
}

/** @param {Uint8Array} bytes */
const words = (bytes) => new Uint32Array(bytes.slice().buffer);

/**
 * XChaCha20-Poly1305; adds 16 bytes.
 * @param {Uint8Array} key 32 bytes
 * @param {Uint8Array} nonce 24 bytes
 * @param {Uint8Array} plain
 * @param {Uint8Array} aad
 */
export function aeadSeal(key, nonce, plain, aad) {
  ensure(key.length === 32 && nonce.length === 24, 'key');
  return xchacha20poly1305(key, nonce, aad).encrypt(plain);
}

/**
 * The plaintext, or `decrypt` before any of it is released.
 * @param {Uint8Array} key
 * @param {Uint8Array} nonce
 * @param {Uint8Array} sealed
 * @param {Uint8Array} aad
 */
export const aeadOpen = (key, nonce, sealed, aad) =>
  orFail('decrypt', () => xchacha20poly1305(key, nonce, aad).decrypt(sealed));

/**
 * Argon2id: 32 bytes. Half a second, or several without a compiler, so it reports progress and can be stopped:
 * a stopped derivation rejects with the signal's reason.
 * @param {Uint8Array} password
 * @param {Uint8Array} salt 16 bytes
 * @param {keyof typeof COSTS} profile
 * @param {Watch} [watch]
 */
export async function argon2id(password, salt, profile, watch = {}) {
  const cost = COSTS[profile];
  if (!cost) throw new WbpError('policy');
  ensure(salt.length === 16, 'key');
  watch.signal?.throwIfAborted();
  let told = 0;
  return argon2idAsync(password, salt, {
    ...cost,
    p: 1,
    dkLen: 32,
    asyncTick: SLICE_MS,
    onProgress: (fraction) => {
      watch.signal?.throwIfAborted();
      // It is asked ten thousand times; telling each would take a page longer than the derivation itself.
      if (fraction < 1 && fraction - told < STEP) return;
      told = fraction;
      watch.onProgress?.(fraction);
    },
  });
}
