// @ts-check
/**
 * How a duty stands on a day: which one is next, by when, and how much of its time is gone. Dates come from the
 * clocks of PROTOCOL 6.1; near means the same here as in reminders and in the order of the worklist.
 */

import { dayParse, dayStr } from "/crypto/js/vendor/workplace_protocol.js";
import { NEAR_DAYS } from "/static/js/shared/near_days.js";

/**
 * @typedef {object} DutyView
 * @property {"acknowledge"|"feedback"|"close"|"none"} kind `close`: everything that was owed is given
 * @property {"met"|"missed"|"near"|"open"|"closed"|"none"} state
 * @property {string|null} limit the nominal day, `YYYY-MM-DD`
 * @property {string|null} outer the outer day of the Algemene termijnenwet, when known
 * @property {string|null} metOn the day on which it was done
 * @property {number} daysLeft negative when missed
 * @property {number} share of the time that is gone, 0-100
 * @property {boolean} promise the counsellor's own word, which the law does not count: it is never missed
 */

/** @type {DutyView} a case without a clock */
export const NO_DUTY = { kind: "none", state: "none", limit: null, outer: null, metOn: null, daysLeft: 0, share: 0, promise: false };

/**
 * @param {"acknowledge"|"feedback"} kind
 * @param {{from: string, limit: string, outer?: string|null, metOn?: string|null, today: number, promise?: boolean}} facts
 * @returns {DutyView}
 */
export function standing(kind, { from, limit, outer = null, metOn = null, today, promise = false }) {
  const last = dayParse(limit);
  const first = dayParse(from);
  const daysLeft = last - today;
  const gone = Math.round((100 * (today - first)) / Math.max(1, last - first));
  const share = metOn === null && daysLeft >= 0 ? Math.max(2, Math.min(98, gone)) : 100;
  const strict = metOn === null ? stateOf(daysLeft) : dayParse(metOn) <= last ? "met" : "missed";
  const state = promise && strict === "missed" ? (metOn === null ? "near" : "met") : strict;
  return { kind, state, limit, outer, metOn, daysLeft, share, promise };
}

/** @param {number} daysLeft @returns {"missed"|"near"|"open"} */
function stateOf(daysLeft) {
  if (daysLeft < 0) return "missed";
  return daysLeft <= NEAR_DAYS ? "near" : "open";
}

/**
 * The duty that comes first for one row of the worklist; what was answered or closed comes without a day.
 * @param {{receivedOn: string, ackLimit: string|null, feedbackLimit: string|null, acknowledgedOn: string|null, clockStartsAtRelease?: boolean,
 *   feedbackOn?: string|null, dismissedOn?: string|null, closedOn?: string|null}} row
 * @param {number} today
 * @returns {DutyView}
 */
export function nextDuty(row, today) {
  const { closedOn = null, acknowledgedOn } = row;
  const answeredOn = row.feedbackOn ?? row.dismissedOn ?? null;
  if (closedOn !== null) return { ...NO_DUTY, state: "closed", metOn: closedOn };
  if (answeredOn !== null) return { ...NO_DUTY, kind: "close", state: "met", metOn: answeredOn };
  if (row.ackLimit === null) return NO_DUTY;
  if (acknowledgedOn === null) {
    return standing("acknowledge", { from: row.receivedOn, limit: row.ackLimit, today, promise: row.clockStartsAtRelease ?? false });
  }
  if (row.feedbackLimit === null) return NO_DUTY;
  const from = dayStr(Math.min(dayParse(acknowledgedOn), dayParse(row.ackLimit)));
  return standing("feedback", { from, limit: row.feedbackLimit, today });
}
