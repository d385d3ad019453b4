// @ts-check
/**
 * What is owed in a case and what may be done now, from its facts alone (PROTOCOL 3.4, 6.1, 6.2). The service decides the same
 * by itself; here it is known before anything is signed.
 */

import { clocks, dayParse, dayStr } from "/crypto/js/vendor/workplace_protocol.js";
import { standing } from "/static/js/workplace/duties.js";

const SPARREN = 1;

/** A recorded miss can be disputed on three days after the last one: it is recorded on the first, and two more follow. */
const DISPUTE_DAYS = 3;

/**
 * @typedef {object} Facts
 * @property {number} track
 * @property {string} receivedOn `YYYY-MM-DD`
 * @property {string} [startsOn] the day on which the clocks began when that is another, because they waited for release
 * @property {boolean} atRelease the clocks of the law wait until the reporter lets the case go to the employer
 * @property {import("/static/js/workplace_worker/statements.js").Standing} done
 * @property {number} today
 */

/** @typedef {{ackLimit: number, ackAtw: number, feedbackLimit: number|null, feedbackAtw: number|null}} Limits */

/** The last days of this case, null where no clock runs. @param {Facts} facts @returns {Limits|null} */
export function limitsOf({ track, receivedOn, startsOn = receivedOn, atRelease, done }) {
  if (track === SPARREN) return null;
  const start = dayParse(startsOn);
  const days = clocks("employer", start, done.acknowledged === null ? null : Math.max(done.acknowledged, start));
  return atRelease ? { ...days, feedbackLimit: null, feedbackAtw: null } : days;
}

/** What is owed, what comes next on top. @param {Facts} facts @returns {import("/static/js/workplace/duties.js").DutyView[]} */
export function dutiesOf(facts) {
  const limits = limitsOf(facts);
  if (limits === null) return [];
  const { done, today, atRelease } = facts;
  const answered = first(done.feedback, done.dismissed);
  const received = first(done.acknowledged, answered);
  const made = [standing("acknowledge", {
    from: facts.startsOn ?? facts.receivedOn, limit: dayStr(limits.ackLimit), outer: atRelease ? null : dayStr(limits.ackAtw), metOn: text(received), today, promise: atRelease,
  })];
  if (limits.feedbackLimit !== null) {
    const base = Math.min(done.acknowledged ?? limits.ackLimit, limits.ackLimit);
    made.push(standing("feedback", {
      from: dayStr(base), limit: dayStr(limits.feedbackLimit), outer: text(limits.feedbackAtw), metOn: text(answered), today,
    }));
  }
  return made.sort((a, b) => Number(a.metOn !== null) - Number(b.metOn !== null));
}

/** The feedback day when receipt is confirmed today; null when that changes nothing. @param {Facts} facts */
export function feedbackIfToday(facts) {
  const limits = limitsOf(facts);
  if (limits === null || limits.feedbackLimit === null || facts.done.acknowledged !== null || facts.today >= limits.ackLimit) return null;
  return dayStr(clocks("employer", dayParse(facts.startsOn ?? facts.receivedOn), facts.today).feedbackLimit);
}

/**
 * What may be done: null is yes, `done` is no more, the others name what has to come first.
 * @param {Facts} facts
 * @returns {Record<string, null|"done"|"receipt"|"feedback">}
 */
export function offered({ track, done }) {
  const over = done.closed !== null;
  const answered = done.feedback !== null || done.dismissed !== null;
  const clock = track !== SPARREN;
  return {
    answer: null,
    acknowledge: over || answered || done.acknowledged !== null ? "done" : null,
    plan: over ? "done" : null,
    feedback: over || answered ? "done" : clock && done.acknowledged === null ? "receipt" : null,
    close: over ? "done" : clock && !answered ? "feedback" : null,
    dismiss: over || answered ? "done" : null,
    unable: over || done.unable !== null ? "done" : null,
  };
}

/**
 * The last day of a miss that can still be disputed, null for none.
 * @param {import("/static/js/workplace/duties.js").DutyView[]} duties @param {number} today
 */
export function disputable(duties, today) {
  const days = duties.filter((duty) => duty.state === "missed" && duty.limit !== null).map((duty) => dayParse(String(duty.limit)));
  const open = days.filter((day) => today <= day + DISPUTE_DAYS);
  return open.length === 0 ? null : Math.max(...open);
}

/** @param {(number|null)[]} days */
function first(...days) {
  const known = days.filter((day) => day !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** @param {number|null} day */
const text = (day) => (day === null ? null : dayStr(day));
