// @ts-check
/**
 * How a duty stands on a day: which one is next, by when, and how much of its time is gone. Dates come from the
 * clocks of PROTOCOL 6.1; near means three days for an acknowledgement and two weeks for feedback.
 */

import { dayParse, dayStr } from "/crypto/js/vendor/workplace_protocol.js";

const NEAR_DAYS = { acknowledge: 3, feedback: 14 };

/**
 * @typedef {object} DutyView
 * @property {"acknowledge"|"feedback"|"none"} kind
 * @property {"met"|"missed"|"near"|"open"|"none"} state
 * @property {string|null} limit the nominal day, `YYYY-MM-DD`
 * @property {string|null} outer the outer day of the Algemene termijnenwet, when known
 * @property {string|null} metOn the day on which it was done
 * @property {number} daysLeft negative when missed
 * @property {number} share of the time that is gone, 0-100
 */

/** @type {DutyView} a case without a clock */
export const NO_DUTY = { kind: "none", state: "none", limit: null, outer: null, metOn: null, daysLeft: 0, share: 0 };

/**
 * @param {"acknowledge"|"feedback"} kind
 * @param {{from: string, limit: string, outer?: string|null, metOn?: string|null, today: number}} facts
 * @returns {DutyView}
 */
export function standing(kind, { from, limit, outer = null, metOn = null, today }) {
  const last = dayParse(limit);
  const first = dayParse(from);
  const daysLeft = last - today;
  const gone = Math.round((100 * (today - first)) / Math.max(1, last - first));
  const share = metOn === null && daysLeft >= 0 ? Math.max(2, Math.min(98, gone)) : 100;
  const state = metOn === null ? stateOf(kind, daysLeft) : dayParse(metOn) <= last ? "met" : "missed";
  return { kind, state, limit, outer, metOn, daysLeft, share };
}

/** @param {"acknowledge"|"feedback"} kind @param {number} daysLeft @returns {"missed"|"near"|"open"} */
function stateOf(kind, daysLeft) {
  if (daysLeft < 0) return "missed";
  return daysLeft <= NEAR_DAYS[kind] ? "near" : "open";
}

/**
 * The duty that comes first for one row of the worklist.
 * @param {{receivedOn: string, ackLimit: string|null, feedbackLimit: string|null, acknowledgedOn: string|null}} row
 * @param {number} today
 * @returns {DutyView}
 */
export function nextDuty(row, today) {
  if (row.ackLimit === null) return NO_DUTY;
  if (row.acknowledgedOn === null) {
    return standing("acknowledge", { from: row.receivedOn, limit: row.ackLimit, today });
  }
  if (row.feedbackLimit === null) return NO_DUTY;
  const from = dayStr(Math.min(dayParse(row.acknowledgedOn), dayParse(row.ackLimit)));
  return standing("feedback", { from, limit: row.feedbackLimit, today });
}
