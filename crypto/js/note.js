/** Signed notes (C2SP signed-note): text that people can read, signed by keys that sign nothing else. */
import { ensure } from './errors.js';
import { b64, concat, equal, hex, unb64, utf8 } from './encoding.js';
import { verifyRaw } from './primitives.js';
import { sha256 } from './vendor/noble.js';

/** Key types: an ordinary Ed25519 key, and a witness that signs a text together with a time. */
export const ED25519 = 1;
export const COSIGNATURE = 4;

const SIGNATURE_LINE = /^\u2014 ([!-*,-~]+) ([A-Za-z0-9+/=]+)$/;

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
 * A note taken apart, nothing verified yet.
 * @typedef {{text: string, signatures: {name: string, keyId: Uint8Array, signature: Uint8Array}[]}} SignedText
 */

/**
 * Take a note apart at its last empty line, or `format`. The text ends in LF and is signed as it stands.
 * @param {string} note
 * @returns {SignedText}
 */
export function splitNote(note) {
  ensure(typeof note === 'string' && !/[\x00-\x09\x0b-\x1f\p{Cs}]/u.test(note), 'format');
  const end = note.lastIndexOf('\n\n');
  ensure(end > 0 && note.endsWith('\n'), 'format');
  const lines = note.slice(end + 2, -1).split('\n');
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

/**
 * Which of these keys signed, each once. Lines of other keys are passed over; a listed key with a bad signature is fatal
 * (`signature`), even next to good ones: somebody put it there to be believed.
 * @param {SignedText} note
 * @param {VerifierKey[]} vkeys
 */
export function signedBy(note, vkeys) {
  const message = utf8(note.text);
  return vkeys.filter((vkey) => {
    const own = note.signatures.filter(({ name, keyId }) => name === vkey.name && equal(keyId, vkey.keyId));
    // Cosignatures belong to a later stage: refuse rather than guess.
    ensure(own.length === 0 || vkey.type === ED25519, 'policy');
    for (const { signature } of own) verifyRaw(vkey.pk, message, signature);
    return own.length > 0;
  });
}

/**
 * The text of a note and the listed keys that signed it; `signature` when none did.
 * @param {string} note
 * @param {VerifierKey[]} vkeys
 * @returns {{text: string, signed: VerifierKey[]}}
 */
export function openNote(note, vkeys) {
  const parts = splitNote(note);
  const signed = signedBy(parts, vkeys);
  ensure(signed.length > 0, 'signature');
  return { text: parts.text, signed };
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
