/** The terms of the law (PROTOCOL.md 6.1). Days in, days out; nothing asks what day it is. */
import { WbpError, ensure } from './errors.js';
import { dayParse } from './encoding.js';

const DAY_MS = 86_400_000;

/** @typedef {{ackLimit: number, ackAtw: number, feedbackLimit: number, feedbackAtw: number}} Clocks */

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
