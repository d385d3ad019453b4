/** The route of a report, and the reporter's signed change of it: WBG1, 144 bytes (PROTOCOL.md 3.1). */
import { ensure } from './errors.js';
import { Reader, concat, equal, u32, u8, utf8 } from './encoding.js';
import { hash, sign, verify } from './primitives.js';

const MAGIC = utf8('WBG1');
const CHANGE_BYTES = 144;
const SIGNED_BYTES = 80;

/** Advice has no clock and no register; `extern` goes to an authority at once. */
export const TRACK = { sparren: 1, melding: 2, klacht: 3, extern: 4 };

/**
 * A verified change; `hash` is the subject of its receipt.
 * @typedef {{raw: Uint8Array, track: number, seq: number, orgId: Uint8Array, caseId: Uint8Array, ref: Uint8Array,
 *   day: number, hash: Uint8Array}} TrackChange
 */

/**
 * Make and sign a change of track; a wrong shape is `format`.
 * @param {number} track
 * @param {number} seq counts the changes of this case, from 1
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @param {Uint8Array} ref hash of the envelope it belongs to, or zeros
 * @param {number} day
 * @param {Uint8Array} seed the reporter's signing seed
 */
export function signTrack(track, seq, orgId, caseId, ref, day, seed) {
  const body = concat(MAGIC, u8(track), u8(seq), new Uint8Array(2), orgId, caseId, ref, u32(day), u32(0));
  const raw = concat(body, sign(seed, 'track', body));
  parse(raw);
  return raw;
}

/**
 * Check in order: shape `format`; case, order, new track `policy`; signature.
 * @param {Uint8Array} raw
 * @param {Uint8Array} signPk the reporter's key
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @param {number} current the track of the case
 * @param {number} lastSeq of its last change, 0 for none yet
 * @returns {TrackChange}
 */
export function verifyTrack(raw, signPk, orgId, caseId, current, lastSeq) {
  const change = parse(raw);
  ensure(equal(change.orgId, orgId) && equal(change.caseId, caseId) && change.seq === lastSeq + 1, 'policy');
  ensure(change.track !== current && change.track !== TRACK.sparren, 'policy');
  verify(signPk, 'track', raw.slice(0, SIGNED_BYTES), raw.slice(SIGNED_BYTES));
  return change;
}

/** @param {Uint8Array} raw @returns {TrackChange} */
function parse(raw) {
  ensure(raw.length === CHANGE_BYTES, 'format');
  const fields = new Reader(raw).expect(MAGIC);
  const [track, seq] = [fields.u8(), fields.u8()];
  fields.expect(new Uint8Array(2));
  const [orgId, caseId, ref, day] = [fields.take(16), fields.take(16), fields.take(32), fields.u32()];
  fields.expect(new Uint8Array(4));
  ensure(track >= TRACK.sparren && track <= TRACK.extern && seq >= 1, 'format');
  return { raw: raw.slice(), track, seq, orgId, caseId, ref, day, hash: hash('track', raw) };
}
