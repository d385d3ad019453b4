/** Duty statements WBY1 and the clocks of the law (PROTOCOL.md 6.1, 6.2). Days in, days out; nothing asks what day it is. */
import { WbpError, ensure } from './errors.js';
import { Reader, concat, dayParse, equal, u32, u8, utf8 } from './encoding.js';
import { hash, sign, signPublicKey, verify } from './primitives.js';

const MAGIC = utf8('WBY1');
const STATEMENT_BYTES = 176;
const SIGNED_BYTES = 112;
const DAY_MS = 86_400_000;

/** Kinds that carry a rule of their own. */
export const ACK_SENT = 2;
const ROUTED_EXTERNAL = 6;
const NOT_A_REPORT = 14;

/**
 * @typedef {{raw: Uint8Array, kind: number, flags: number, space: number, detail: number, orgId: Uint8Array,
 *   caseId: Uint8Array, actor: Uint8Array, ref: Uint8Array, day: number, due: number, hash: Uint8Array}} DutyStatement
 * @typedef {{ackLimit: number, ackAtw: number, feedbackLimit: number, feedbackAtw: number}} Clocks
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

/** @param {Uint8Array} raw @returns {DutyStatement} */
function parse(raw) {
  ensure(raw.length === STATEMENT_BYTES, 'format');
  const fields = new Reader(raw).expect(MAGIC);
  const [kind, flags, space, detail] = [fields.u8(), fields.u8(), fields.u8(), fields.u8()];
  const [orgId, caseId, actor, ref] = [fields.take(16), fields.take(16), fields.take(32), fields.take(32)];
  const [day, due] = [fields.u32(), fields.u32()];
  ensure(kind >= 1 && kind <= NOT_A_REPORT && space <= 15, 'format');
  ensure(flags <= (kind === ROUTED_EXTERNAL ? 1 : 0), 'format');
  ensure(kind === NOT_A_REPORT ? detail >= 1 && detail <= 5 : detail === 0, 'format');
  return { raw: raw.slice(), kind, flags, space, detail, orgId, caseId, actor, ref, day, due, hash: hash('duty', raw) };
}

/**
 * The limits of a report received on a day; that day itself does not count.
 * Profile `employer`: feedback runs from the acknowledgement, and a late one buys no time. Profile `authority`: from
 * receipt, once extended to six months. Else `policy`.
 * @param {'employer'|'authority'} profile
 * @param {number} receipt
 * @param {number|null} [ackSent]
 * @param {boolean} [extended]
 * @returns {Clocks}
 */
export function clocks(profile, receipt, ackSent = null, extended = false) {
  ensure(ackSent === null || ackSent >= receipt, 'policy');
  const ackLimit = receipt + 7;
  let feedbackLimit;
  if (profile === 'employer' && !extended) feedbackLimit = addMonths(Math.min(ackSent ?? ackLimit, ackLimit), 3);
  else if (profile === 'authority') feedbackLimit = addMonths(receipt, extended ? 6 : 3);
  else throw new WbpError('policy');
  // Six months is outside the Algemene termijnenwet: the outer limit is the nominal one.
  const feedbackAtw = extended ? feedbackLimit : atwEnd(feedbackLimit);
  return { ackLimit, ackAtw: atwEnd(ackLimit), feedbackLimit, feedbackAtw };
}

/** The same day of the month, or the last day of a shorter month. @param {number} day @param {number} months */
function addMonths(day, months) {
  const date = new Date(day * DAY_MS);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
  return last.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate())) / DAY_MS;
}

/** First day from this one on that can end a term. @param {number} day */
export function atwEnd(day) {
  let end = day;
  while (isFreeDay(end)) end += 1;
  return end;
}

/** Days equated by decree (Algemene termijnenwet 3(3), Staatscourant, for 2026-2028): dated data. */
const EQUATED_DAYS = ['2026-01-02', '2026-05-15', '2027-05-07', '2028-04-28', '2028-05-26'].map(dayParse);
/** Good Friday, Easter (two days), Ascension, Whit (two days), counted from Easter Sunday. */
const MOVING_DAYS = [-2, 0, 1, 39, 49, 50];

/** Weekend, generally recognised holiday, Good Friday or equated day. @param {number} day */
function isFreeDay(day) {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  /** @param {number} month @param {number} dayOfMonth */
  const on = (month, dayOfMonth) => Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
  const kingsDay = new Date(Date.UTC(year, 3, 27)).getUTCDay() === 0 ? on(4, 26) : on(4, 27);
  const fixed = [on(1, 1), kingsDay, on(5, 5), on(12, 25), on(12, 26)];
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return weekend || fixed.includes(day) || EQUATED_DAYS.includes(day) || MOVING_DAYS.includes(day - easterSunday(year));
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876). @param {number} year */
function easterSunday(year) {
  /** @param {number} a @param {number} b */
  const div = (a, b) => Math.floor(a / b);
  const golden = year % 19;
  const century = div(year, 100);
  const rest = year % 100;
  const correction = div(century - div(century + 8, 25) + 1, 3);
  const epact = (19 * golden + century - div(century, 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * div(rest, 4) - epact - (rest % 4)) % 7;
  const sum = epact + weekday - 7 * div(golden + 11 * epact + 22 * weekday, 451) + 114;
  return Date.UTC(year, div(sum, 31) - 1, (sum % 31) + 1) / DAY_MS;
}
