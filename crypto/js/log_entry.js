/**
 * What stands in the public log (PROTOCOL.md 6.3): events as salted commitments, and versions of directories in clear.
 * The service makes events; who was told one reads it here and computes its commitment.
 */
import { ensure } from './errors.js';
import { Reader, concat, u32, utf8 } from './encoding.js';
import { label } from './primitives.js';
import { sha256 } from './vendor/noble.js';

const EVENT_MAGIC = utf8('WBV1');
export const EVENT_BYTES = 128;
export const SALT_BYTES = 32;

/** What happened, by number. */
export const EVENT = {
  received: 1,
  assigned: 2,
  ack: 3,
  feedback: 4,
  deadlineMissed: 5,
  consent: 6,
  handover: 7,
  routedExternal: 8,
  externalAck: 9,
  externalFeedback: 10,
  contest: 11,
  closed: 12,
  deleted: 13,
  unable: 14,
  track: 15,
  conditionalStored: 16,
  dispute: 17,
  extended: 18,
  dismissed: 19,
};

/**
 * A WBV1 taken apart. Days are civil; `due` is the nominal limit or 0; `actor` is a key id, zeros for the service itself.
 * @typedef {{type: number, detail: number, track: number, space: number, orgId: Uint8Array, caseId: Uint8Array,
 *   day: number, actor: Uint8Array, ref: Uint8Array, due: number, prev: Uint8Array}} Event
 */

/**
 * Read a WBV1: length, magic, type 1–19, track 1–4, space 0–15, or `format`. Nothing is proved by it.
 * @param {Uint8Array} raw
 * @returns {Event}
 */
export function eventParse(raw) {
  ensure(raw.length === EVENT_BYTES, 'format');
  const fields = new Reader(raw).expect(EVENT_MAGIC);
  const [type, detail, track, space] = [fields.u8(), fields.u8(), fields.u8(), fields.u8()];
  ensure(type >= EVENT.received && type <= EVENT.dismissed, 'format');
  ensure(track >= 1 && track <= 4 && space <= 15, 'format');
  const [orgId, caseId, day] = [fields.take(16), fields.take(16), fields.u32()];
  const [actor, ref, due, prev] = [fields.take(16), fields.take(32), fields.u32(), fields.take(32)];
  return { type, detail, track, space, orgId, caseId, day, actor, ref, due, prev };
}

/**
 * The commitment (32) of an event; another length of either is `format`.
 * @param {Uint8Array} salt
 * @param {Uint8Array} event
 */
export function commit(salt, event) {
  ensure(salt.length === SALT_BYTES && event.length === EVENT_BYTES, 'format');
  return sha256(concat(label('log-commit'), salt, event));
}

/** The log entry of a commitment (36 bytes). @param {Uint8Array} commitment */
export function commitmentEntry(commitment) {
  ensure(commitment.length === 32, 'format');
  return concat(utf8('WBL1'), commitment);
}

/**
 * The log entry of a version of a directory (56 bytes).
 * @param {Uint8Array} orgId
 * @param {number} version
 * @param {Uint8Array} dirHash
 */
export function directoryEntry(orgId, version, dirHash) {
  ensure(orgId.length === 16 && dirHash.length === 32, 'format');
  return concat(utf8('WBD1'), orgId, u32(version), dirHash);
}
