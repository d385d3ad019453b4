// @ts-check
/**
 * The signed statements of a case (PROTOCOL 6.2), verified in the worker: who said what on which day, over which
 * letter, and what of it still stands. The service's own word about any of this is never taken.
 */

import { allowedActors, DUTY, equal, hex, TYPE, unb64, verifyDuty } from "/crypto/js/vendor/workplace_protocol.js";

/** What a letter has to be for the statement about it to hold. A closure may come without one. */
const LETTER_TYPES = new Map([
  [DUTY.ackSent, TYPE.acknowledgement], [DUTY.feedbackGiven, TYPE.feedback], [DUTY.followUpPlan, TYPE.status],
  [DUTY.closed, TYPE.status], [DUTY.unable, TYPE.message], [DUTY.notAReport, TYPE.message],
]);

/** @type {Map<number, keyof Standing>} */
const NAMES = new Map([
  [DUTY.ackSent, "acknowledged"], [DUTY.feedbackGiven, "feedback"], [DUTY.notAReport, "dismissed"], [DUTY.unable, "unable"], [DUTY.closed, "closed"],
]);

/**
 * @typedef {object} Statement
 * @property {number} kind one of DUTY
 * @property {number} detail the reason of a dismissal, else 0
 * @property {number} day
 * @property {string} hash hex record hash, by which a contest speaks of it
 * @property {string} ref hex
 * @property {number|null} contestedOn the day on which the reporter signed that it is none
 * @property {boolean} earlier whoever held the case before signed it
 * @property {boolean} isFormer signed on a track that the reporter left, so it fulfils nothing on this one
 * @property {number|null} about the kind that a contest speaks of, else null
 */

/**
 * @typedef {object} Standing the day of each act that stands, null for what was not done or was contested
 * @property {number|null} acknowledged
 * @property {number|null} feedback
 * @property {number|null} dismissed
 * @property {number|null} unable
 * @property {number|null} closed
 */

/**
 * Every statement that holds, in the order in which they were kept.
 * @param {string[]} signed base64 WBY1
 * @param {{letters: {dir: number, hash: Uint8Array, opened: any}[], report: any}} conversation
 * @param {{orgId: Uint8Array, caseId: Uint8Array, idPk: Uint8Array, former?: Uint8Array[], formerCount?: number}} where idPk: own identity key, the assignee's; former: who held the case before; formerCount: so many were signed on a track before
 * @returns {Statement[]}
 */
export function readStatements(signed, conversation, { orgId, caseId, idPk, former = [], formerCount = 0 }) {
  const each = [idPk, ...former].map((one) => allowedActors(one, null, conversation.report?.signPk ?? null));
  const actors = new Map(Object.values(DUTY).map((kind) => [kind, each.flatMap((one) => one.get(kind) ?? [])]));
  /** @type {Statement[]} */
  const found = [];
  for (const [place, raw] of signed.entries()) {
    const duty = verified(raw, actors, orgId, caseId);
    if (duty === null || !speaksOfALetter(duty, conversation.letters)) continue;
    const ref = hex(duty.ref);
    const named = duty.kind === DUTY.contest ? found.find((one) => one.hash === ref) : undefined;
    if (duty.kind === DUTY.contest && named === undefined) continue;
    if (named !== undefined) named.contestedOn = duty.day;
    found.push({ kind: duty.kind, detail: duty.detail, day: duty.day, hash: hex(duty.hash), ref, contestedOn: null, earlier: !equal(duty.actor, idPk) && former.some((one) => equal(one, duty.actor)), isFormer: place < formerCount, about: named?.kind ?? null });
  }
  return found;
}

/** @param {string} raw @param {Map<number, Uint8Array[]>} actors @param {Uint8Array} orgId @param {Uint8Array} caseId */
function verified(raw, actors, orgId, caseId) {
  try {
    return verifyDuty(unb64(raw), actors, orgId, caseId);
  } catch {
    return null;
  }
}

/** @param {{kind: number, ref: Uint8Array}} duty @param {{dir: number, hash: Uint8Array, opened: any}[]} letters */
function speaksOfALetter({ kind, ref }, letters) {
  if (kind === DUTY.contest) return true;
  if (kind === DUTY.closed && ref.every((byte) => byte === 0)) return true;
  const letter = letters.find((one) => one.dir === 1 && equal(one.hash, ref));
  if (kind === DUTY.dispute) return letter !== undefined;
  return letter?.opened?.type === LETTER_TYPES.get(kind);
}

/** What all of them together make of the case; a contest opens a closed case again. @param {Statement[]} statements @returns {Standing} */
export function standingOf(statements) {
  /** @type {Standing} */
  const days = { acknowledged: null, feedback: null, dismissed: null, unable: null, closed: null };
  for (const { kind, day, about, isFormer } of statements) {
    if (isFormer) continue;
    const name = NAMES.get(about ?? kind);
    if (about !== null) days.closed = null;
    if (name !== undefined) days[name] = about === null ? day : null;
  }
  return days;
}
