/**
 * Receipts (PROTOCOL.md 6.5): the service's signed word that a report or a change of track arrived on a day.
 *
 * Every line is made again from the event and from what the reporter sent, and all of it is compared.
 */
import { ensure } from './errors.js';
import { Lines, b64, dayParse, dayStr, equal, hex, unb64 } from './encoding.js';
import { clocks } from './clocks.js';
import { EVENT, SALT_BYTES, commit, eventParse } from './log_entry.js';
import { signedBy, splitNote } from './note.js';
import { TRACK } from './track.js';

const HEAD = 'wbp/1/receipt';
const MERGE_DAYS_MAX = 2;
const CLOCK_SKEW_DAYS = 1;
const TERMS_DAYS = 400;
const NO_DATE = '-';
const TRACK_NAMES = Object.keys(TRACK);

/**
 * A verified receipt. `due` and `feedbackDueLatest` are civil days, 0 for advice; `commit` is what must stand in the log
 * by `mergeBy`.
 * @typedef {{event: import('./log_entry.js').Event, day: number, due: number, feedbackDueLatest: number, mergeBy: number,
 *   commit: Uint8Array}} Receipt
 * @typedef {{raw: Uint8Array, salt: Uint8Array, log: string, mergeBy: number}} ReceiptLines
 */

/**
 * Verify against what this client sent itself. In order: note `format`, `signature`, lines `format`, contents `policy`.
 * @param {string} note
 * @param {import('./directory.js').Root} root
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @param {number} track
 * @param {Uint8Array} subject hash of the report's envelope, or of the WBG1
 * @param {number} today civil day on which it was sent, give or take one
 * @returns {Receipt}
 */
export function verifyReceipt(note, root, orgId, caseId, track, subject, today) {
  const signed = splitNote(note);
  ensure(signedBy(signed, [root.receipt]).length === 1, 'signature');
  const lines = parse(signed.text);
  const event = eventParse(lines.raw);
  ensure(equal(event.orgId, orgId) && equal(event.caseId, caseId), 'policy');
  ensure(event.track === track && equal(event.ref, subject), 'policy');
  ensure(Math.abs(event.day - today) <= CLOCK_SKEW_DAYS && lines.log === root.log.name, 'policy');
  const limits = limitsOf(event);
  ensure((event.type === EVENT.received || event.type === EVENT.track) && event.due === limits.ack, 'policy');
  ensure(lines.mergeBy >= event.day && lines.mergeBy <= event.day + MERGE_DAYS_MAX, 'policy');
  ensure(textOf(event, limits, lines) === signed.text, 'policy');
  const { mergeBy } = lines;
  return { event, day: event.day, due: event.due, feedbackDueLatest: limits.feedback, mergeBy, commit: commit(lines.salt, lines.raw) };
}

/**
 * Nominal limits, 0 for advice.
 * @param {import('./log_entry.js').Event} event
 */
function limitsOf({ track, day }) {
  if (track === TRACK.sparren) return { ack: 0, feedback: 0 };
  dayStr(day + TERMS_DAYS); // leaves room for the terms in the last year that has a name
  const { ackLimit, feedbackLimit } = clocks(track === TRACK.extern ? 'authority' : 'employer', day);
  return { ack: ackLimit, feedback: feedbackLimit };
}

/**
 * @param {import('./log_entry.js').Event} event
 * @param {{ack: number, feedback: number}} limits
 * @param {ReceiptLines} lines
 */
function textOf(event, limits, { raw, salt, log, mergeBy }) {
  const dateOrNone = (/** @type {number} */ day) => (day === 0 ? NO_DATE : dayStr(day));
  return [
    HEAD,
    `org ${hex(event.orgId)}`,
    `case ${hex(event.caseId)}`,
    `track ${TRACK_NAMES[event.track - 1]}`,
    `subject ${hex(event.ref)}`,
    `received ${dayStr(event.day)}`,
    `ack-due ${dateOrNone(limits.ack)}`,
    `feedback-due-latest ${dateOrNone(limits.feedback)}`,
    `event ${b64(raw)}`,
    `salt ${b64(salt)}`,
    `log ${log}`,
    `merge-by ${dayStr(mergeBy)}`,
    '',
  ].join('\n');
}

/** Each line in its place and well formed; whether it is true is for the caller. @param {string} text @returns {ReceiptLines} */
function parse(text) {
  const lines = new Lines(text, HEAD);
  for (const keyword of ['org', 'case']) ensure(/^[0-9a-f]{32}$/.test(lines.take(keyword)), 'format');
  ensure(TRACK_NAMES.includes(lines.take('track')), 'format');
  ensure(/^[0-9a-f]{64}$/.test(lines.take('subject')), 'format');
  dayParse(lines.take('received'));
  for (const keyword of ['ack-due', 'feedback-due-latest']) {
    const value = lines.take(keyword);
    if (value !== NO_DATE) dayParse(value);
  }
  const [raw, salt] = [unb64(lines.take('event')), unb64(lines.take('salt'))];
  const [log, mergeBy] = [lines.take('log'), dayParse(lines.take('merge-by'))];
  lines.done();
  ensure(salt.length === SALT_BYTES, 'format');
  return { raw, salt, log, mergeBy };
}
