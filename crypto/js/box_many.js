/** Seal many boxes to one key, by the browser's own X25519 where it has it; else one by one. Client half. */
import { boxCipher, boxSealFixed } from './boxes.js';
import { concat } from './encoding.js';
import { randomBytes } from './primitives.js';
import { nativeX25519 } from './x25519_native.js';

/** @typedef {import('./x25519_native.js').Native} Native */

/** Where X25519 begins (RFC 7748). */
const BASE_U = 9;

/**
 * A box for each message, each with an ephemeral key of its own; an unusable public key is `key`.
 * @param {Uint8Array[]} messages
 * @param {Uint8Array} pk
 */
export const boxSealMany = async (messages, pk) => boxSealManyFixed(messages, pk, messages.map(() => randomBytes(32)), await nativeX25519());

/**
 * As `boxSealMany`, with given ephemeral keys and a given X25519: for tests only. The bytes are those of `boxSealFixed`.
 * @param {Uint8Array[]} messages
 * @param {Uint8Array} pk
 * @param {Uint8Array[]} esks 32 bytes each, none used twice
 * @param {Native|null} native
 */
export function boxSealManyFixed(messages, pk, esks, native) {
  return Promise.all(messages.map(async (message, i) => {
    const esk = esks[i] ?? new Uint8Array();
    return (native && (await sealedBy(native, message, pk, esk).catch(() => null))) ?? boxSealFixed(message, pk, esk);
  }));
}

/** @param {Native} native @param {Uint8Array} message @param {Uint8Array} pk @param {Uint8Array} esk */
async function sealedBy(native, message, pk, esk) {
  const agree = await native(esk);
  const base = Uint8Array.of(BASE_U, ...new Uint8Array(31));
  const [epk, shared] = await Promise.all([agree(base), agree(pk)]);
  return concat(epk, boxCipher(epk, pk, shared).encrypt(message));
}
