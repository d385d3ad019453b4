/** Checkpoints (PROTOCOL.md 6.4, C2SP tlog-checkpoint): the log's signed word on how long it is and what stands in it. */
import { WbpError, ensure } from './errors.js';
import { decimal, equal, unb64, utf8 } from './encoding.js';
import { COSIGNATURE, signedBy, splitNote } from './note.js';
import { verifyRaw } from './primitives.js';

const ROOT_BYTES = 32;
const TIME_BYTES = 8;
const COSIGNATURE_MAX_AGE_S = 72 * 3600;

/**
 * @typedef {{size: number, root: Uint8Array, origin: string}} Checkpoint a tree of `size` leaves with this root hash
 * @typedef {import('./directory.js').Root} Root
 */

/**
 * Verify a checkpoint of the log that an organisation's root names: note and lines `format`, log key and cosignatures
 * `signature`. Cosignatures are asked for only by a root with a quorum.
 * @param {string} note
 * @param {Root} root
 * @param {string[]} [witnesses] verifier keys that come with this client
 * @param {number} [now] seconds since 1970
 * @returns {Checkpoint}
 */
export function verifyCheckpoint(note, root, witnesses = [], now = 0) {
  const signed = splitNote(note);
  ensure(signedBy(signed, [root.log]).length === 1, 'signature');
  const checkpoint = parse(signed.text);
  ensure(checkpoint.origin === root.log.name, 'format');
  const known = root.quorum > 0 ? root.witnesses.filter(({ text }) => witnesses.includes(text)) : [];
  const fresh = known.filter((witness) => hasCosigned(signed, witness, now));
  ensure(fresh.length >= root.quorum, 'signature');
  return checkpoint;
}

/**
 * Whether a witness signed text and time at most 72 h ago; a bad signature of its is fatal.
 * @param {import('./note.js').SignedText} signed
 * @param {import('./note.js').VerifierKey} witness
 * @param {number} now
 */
function hasCosigned({ text, signatures }, { name, keyId, type, pk }, now) {
  const own = signatures.filter((one) => type === COSIGNATURE && one.name === name && equal(one.keyId, keyId));
  const ages = own.map(({ signature }) => {
    const seconds = signature.slice(0, TIME_BYTES).reduce((value, byte) => value * 256n + BigInt(byte), 0n);
    verifyRaw(pk, utf8(`cosignature/v1\ntime ${seconds}\n${text}`), signature.slice(TIME_BYTES));
    return BigInt(now) - seconds;
  });
  return ages.some((age) => age <= COSIGNATURE_MAX_AGE_S);
}

/** @param {string} text @returns {Checkpoint} */
function parse(text) {
  const [origin, size, hash, end, ...more] = text.split('\n');
  if (!origin || size === undefined || hash === undefined || end !== '' || more.length > 0) throw new WbpError('format');
  const root = unb64(hash);
  ensure(root.length === ROOT_BYTES, 'format');
  return { size: decimal(size), root, origin };
}
