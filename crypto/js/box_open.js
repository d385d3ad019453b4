/** Open sealed boxes (PROTOCOL.md 2.1), one at once or many with what the browser computed ahead. Client half. */
import { ensure, orFail } from './errors.js';
import { boxCipher } from './boxes.js';
import { hex } from './encoding.js';
import { x25519 } from './vendor/noble.js';
import { nativeX25519 } from './x25519_native.js';

const KEY_BYTES = 32;
/** Bytes a sealed box adds: ephemeral key and tag. */
const BOX_OVERHEAD = 48;

/**
 * X25519 of a key pair and the ephemeral keys it met, by their hex. A conversation is opened, shown and passed on with the
 * same boxes, and this is what takes time there. It lasts as long as the key pair, from which it follows.
 * @type {WeakMap<BoxKeys, Map<string, Uint8Array>>}
 */
const met = new WeakMap();

/** @typedef {import('./boxes.js').BoxKeys} BoxKeys */

/**
 * Open a sealed box, or `decrypt`.
 * @param {Uint8Array} box
 * @param {BoxKeys} keys
 */
export function boxOpen(box, keys) {
  ensure(box.length >= BOX_OVERHEAD, 'decrypt');
  const epk = box.slice(0, KEY_BYTES);
  const known = metBy(keys);
  const name = hex(epk);
  return orFail('decrypt', () => {
    const shared = known.get(name) ?? x25519.getSharedSecret(keys.secretKey, epk);
    known.set(name, shared);
    return boxCipher(epk, keys.pk, shared).decrypt(box.slice(KEY_BYTES));
  });
}

/**
 * Let the browser itself compute what opening these boxes needs, where it can: 200 take 20 ms instead of 500. `boxOpen`
 * finds it then, and decides about whatever the browser refused. Never fails.
 * @param {Uint8Array[]} boxes
 * @param {BoxKeys} keys
 * @param {Promise<import('./x25519_native.js').Native|null>} [native] another one in tests
 */
export async function agreeAhead(boxes, keys, native = nativeX25519()) {
  const agree = await (await native)?.(keys.secretKey).catch(() => null);
  if (!agree) return;
  const known = metBy(keys);
  const meet = async (/** @type {Uint8Array} */ epk) => {
    const shared = known.has(hex(epk)) ? null : await agree(epk).catch(() => null);
    if (shared !== null) known.set(hex(epk), shared);
  };
  await Promise.all(boxes.map((box) => meet(box.slice(0, KEY_BYTES))));
}

/** @param {BoxKeys} keys */
function metBy(keys) {
  const known = met.get(keys) ?? new Map();
  met.set(keys, known);
  return known;
}
