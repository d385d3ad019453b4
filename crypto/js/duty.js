/** Duty statements WBY1 (PROTOCOL.md 6.2); the clocks of the law and changes of track are reached from here too. */
import { ensure } from './errors.js';
import { Reader, concat, equal, u32, u8, utf8 } from './encoding.js';
import { hash, sign, signPublicKey, verify } from './primitives.js';

export { atwEnd, clocks } from './clocks.js';
export { signTrack, verifyTrack } from './track.js';

const MAGIC = utf8('WBY1');
const STATEMENT_BYTES = 176;
const SIGNED_BYTES = 112;

/** What was done: 7, 8, 12 and 13 by the authority, 9 by the reporter, the others by the assignee of the space. */
export const DUTY = {
  assigned: 1,
  ackSent: 2,
  feedbackGiven: 3,
  followUpPlan: 4,
  closed: 5,
  routedExternal: 6,
  externalAck: 7,
  externalFeedback: 8,
  contest: 9,
  unable: 10,
  dispute: 11,
  extended: 12,
  ackSuppressed: 13,
  notAReport: 14,
};
export const ACK_SENT = DUTY.ackSent;
/** @type {number[]} */
const BY_AUTHORITY = [DUTY.externalAck, DUTY.externalFeedback, DUTY.extended, DUTY.ackSuppressed];

/**
 * @typedef {{raw: Uint8Array, kind: number, flags: number, space: number, detail: number, orgId: Uint8Array,
 *   caseId: Uint8Array, actor: Uint8Array, ref: Uint8Array, day: number, due: number, hash: Uint8Array}} DutyStatement
 */

/**
 * Make and sign a statement (176 bytes); a wrong shape is `format`.
 * @param {number} kind
 * @param {number} flags
 * @param {number} space
 * @param {number} detail
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @param {Uint8Array} actorSeed
 * @param {Uint8Array} ref hash of the envelope or record it speaks of, or zeros
 * @param {number} day
 * @param {number} due nominal limit, or 0
 */
export function signDuty(kind, flags, space, detail, orgId, caseId, actorSeed, ref, day, due) {
  const head = concat(MAGIC, u8(kind), u8(flags), u8(space), u8(detail), orgId, caseId);
  const body = concat(head, signPublicKey(actorSeed), ref, u32(day), u32(due));
  const raw = concat(body, sign(actorSeed, 'duty', body));
  parse(raw);
  return raw;
}

/**
 * Check in order: shape `format`, actor `sender`, organisation and case `policy`, signature.
 * @param {Uint8Array} raw
 * @param {Map<number, Uint8Array[]>} allowed Ed25519 keys that may make a statement of each kind
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @returns {DutyStatement}
 */
export function verifyDuty(raw, allowed, orgId, caseId) {
  const statement = parse(raw);
  ensure((allowed.get(statement.kind) ?? []).some((pk) => equal(pk, statement.actor)), 'sender');
  ensure(equal(statement.orgId, orgId) && equal(statement.caseId, caseId), 'policy');
  verify(statement.actor, 'duty', raw.slice(0, SIGNED_BYTES), raw.slice(SIGNED_BYTES));
  return statement;
}

/**
 * Who may make each kind, for `verifyDuty`: the signing keys of the three parties; null: there is nobody in that part.
 * @param {Uint8Array|null} assignee of the statement's own space
 * @param {Uint8Array|null} [authority]
 * @param {Uint8Array|null} [reporter]
 * @returns {Map<number, Uint8Array[]>}
 */
export function allowedActors(assignee, authority = null, reporter = null) {
  return new Map(
    Object.values(DUTY).map((kind) => {
      const actor = BY_AUTHORITY.includes(kind) ? authority : kind === DUTY.contest ? reporter : assignee;
      return [kind, actor === null ? [] : [actor]];
    }),
  );
}

/**
 * Check that a statement names the limit its duty had, as nominal civil days, or `policy`. A limit of 0 stands for none: on
 * the track of advice every statement has due 0.
 * @param {DutyStatement} statement
 * @param {number} ackLimit
 * @param {number} feedbackLimit
 * @param {number} [newLimit] of an extension
 */
export function checkDue({ kind, due }, ackLimit, feedbackLimit, newLimit = 0) {
  /** @type {Record<number, number>} */
  const limits = {
    [DUTY.ackSent]: ackLimit,
    [DUTY.externalAck]: ackLimit,
    [DUTY.feedbackGiven]: feedbackLimit,
    [DUTY.externalFeedback]: feedbackLimit,
    [DUTY.extended]: newLimit,
  };
  ensure(due === (limits[kind] ?? 0), 'policy');
}

/** @param {Uint8Array} raw @returns {DutyStatement} */
function parse(raw) {
  ensure(raw.length === STATEMENT_BYTES, 'format');
  const fields = new Reader(raw).expect(MAGIC);
  const [kind, flags, space, detail] = [fields.u8(), fields.u8(), fields.u8(), fields.u8()];
  const [orgId, caseId, actor, ref] = [fields.take(16), fields.take(16), fields.take(32), fields.take(32)];
  const [day, due] = [fields.u32(), fields.u32()];
  ensure(kind >= 1 && kind <= DUTY.notAReport && space <= 15, 'format');
  ensure(flags <= (kind === DUTY.routedExternal ? 1 : 0), 'format');
  ensure(kind === DUTY.notAReport ? detail >= 1 && detail <= 5 : detail === 0, 'format');
  return { raw: raw.slice(), kind, flags, space, detail, orgId, caseId, actor, ref, day, due, hash: hash('duty', raw) };
}
