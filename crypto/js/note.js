/** Signed notes (C2SP signed-note): text that people can read, signed by keys that sign nothing else. */
import { ensure } from './errors.js';
import { b64, concat, equal, hex, unb64, utf8 } from './encoding.js';
import { verifyRaw } from './primitives.js';
import { sha256 } from './vendor/noble.js';

/** Key types: an ordinary Ed25519 key, and a witness that signs a text together with a time. */
export const ED25519 = 1;
export const COSIGNATURE = 4;

const SIGNATURE_LINE = /^\u2014 ([!-*,-~]+) ([A-Za-z0-9+/=]+)$/;
const SIGNATURES_MAX = 100;

/**
 * A key that may sign notes; `text` is the vkey it was read from.
 * @typedef {{name: string, keyId: Uint8Array, type: number, pk: Uint8Array, text: string}} VerifierKey
 */

/**
 * Read `name+hex key id+base64(type || public key)`, or `format`. Names are printable ASCII without space and `+`.
 * @param {string} text
 * @returns {VerifierKey}
 */
export function parseVkey(text) {
  const [, name, id, key] = /^([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  ensure(name !== undefined && id !== undefined && key !== undefined, 'format');
  const typed = unb64(key);
  const type = typed[0] ?? 0;
  ensure(typed.length === 33 && (type === ED25519 || type === COSIGNATURE), 'format');
  const keyId = sha256(concat(utf8(`${name}\n`), typed)).slice(0, 4);
  ensure(hex(keyId) === id, 'format');
  return { name, keyId, type, pk: typed.slice(1), text };
}

/**
 * The text of a note and which of these keys signed it. Signatures of other keys are passed over; a listed key with a
 * bad signature is fatal (`signature`).
 * @param {string} note
 * @param {VerifierKey[]} vkeys of type Ed25519
 * @returns {{text: string, signed: VerifierKey[]}}
 */
export function openNote(note, vkeys) {
  const end = note.lastIndexOf('\n\n');
  ensure(end >= 0 && note.endsWith('\n') && !/[\x00-\x09\x0b-\x1f\x7f]/.test(note), 'format');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  ensure(lines.length <= SIGNATURES_MAX, 'format');
  const message = utf8(text);
  /** @type {Set<VerifierKey>} */
  const signed = new Set();
  for (const { name, keyId, signature } of lines.map(parseSignature)) {
    const vkey = vkeys.find((one) => one.name === name && equal(one.keyId, keyId));
    if (!vkey) continue;
    ensure(vkey.type === ED25519, 'signature');
    verifyRaw(vkey.pk, message, signature);
    signed.add(vkey);
  }
  return { text, signed: [...signed] };
}

/** @param {string} line */
function parseSignature(line) {
  const [, name, value] = SIGNATURE_LINE.exec(line) ?? [];
  ensure(name !== undefined && value !== undefined, 'format');
  const bytes = unb64(value);
  ensure(bytes.length > 4, 'format');
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/** The vkey line of a public key. @param {string} name @param {Uint8Array} pk */
export function vkeyText(name, pk) {
  const typed = concat(Uint8Array.of(ED25519), pk);
  return `${name}+${hex(sha256(concat(utf8(`${name}\n`), typed)).slice(0, 4))}+${b64(typed)}`;
}
