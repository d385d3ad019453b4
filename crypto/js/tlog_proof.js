/** Proofs that an entry stands in the log, checked without the log at hand (PROTOCOL.md 6.4, c2sp.org/tlog-proof). */
import { ensure } from './errors.js';
import { decimal, unb64 } from './encoding.js';
import { verifyCheckpoint } from './checkpoint.js';
import { EVENT_BYTES, SALT_BYTES, commit, commitmentEntry, eventParse } from './log_entry.js';
import { leafHash, verifyInclusion } from './tree.js';

const HEAD = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';
const INDEX = 'index ';

/**
 * An entry proved to stand in a signed tree; event (128) and salt (32) are null for an entry in clear.
 * @typedef {{entry: Uint8Array, index: number, checkpoint: import('./checkpoint.js').Checkpoint,
 *   event: Uint8Array|null, salt: Uint8Array|null}} ProvenEntry
 */

/**
 * Verify in order: syntax `format`, checkpoint `format` or `signature`, path `proof`.
 * @param {string} proof
 * @param {import('./directory.js').Root} root
 * @param {Uint8Array|null} [entry] what must stand there; null: a commitment, whose salt and event the proof carries
 * @param {string[]} [witnesses] as in `verifyCheckpoint`
 * @param {number} [now]
 * @returns {ProvenEntry}
 */
export function verifyTlogProof(proof, root, entry = null, witnesses = [], now = 0) {
  const { extra, index, path, note } = take(proof);
  ensure((extra === null) !== (entry === null), 'format');
  const checkpoint = verifyCheckpoint(note, root, witnesses, now);
  const [salt, event] = extra ? [extra.slice(0, SALT_BYTES), extra.slice(SALT_BYTES)] : [null, null];
  const found = salt && event ? commitmentEntry(commit(salt, event)) : entry ?? new Uint8Array();
  verifyInclusion(leafHash(found), index, checkpoint.size, path, checkpoint.root);
  return { entry: found, index, checkpoint, event, salt };
}

/** @param {string} proof */
function take(proof) {
  ensure(typeof proof === 'string', 'format');
  const end = proof.indexOf('\n\n');
  ensure(end > 0, 'format');
  const [head, ...lines] = proof.slice(0, end).split('\n');
  ensure(head === HEAD, 'format');
  const extra = lines[0]?.startsWith(EXTRA) ? takeExtra(String(lines.shift())) : null;
  const index = lines.shift() ?? '';
  ensure(index.startsWith(INDEX), 'format');
  const path = lines.map(unb64);
  ensure(path.every((node) => node.length === 32), 'format');
  return { extra, index: decimal(index.slice(INDEX.length)), path, note: proof.slice(end + 2) };
}

/** Salt and event; the event must be one. @param {string} line */
function takeExtra(line) {
  const extra = unb64(line.slice(EXTRA.length));
  ensure(extra.length === SALT_BYTES + EVENT_BYTES, 'format');
  eventParse(extra.slice(SALT_BYTES));
  return extra;
}
