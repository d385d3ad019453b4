/**
 * Why a conditional package was released (PROTOCOL.md 5.6): a note by the receipt key, made again from token, re-wrap
 * record and event by whoever verifies it, with a proof that the event stands in the log.
 */
import { ensure } from './errors.js';
import { Lines, b64, dayParse, dayStr, equal, hex, isZero, unb64 } from './encoding.js';
import { clocks } from './clocks.js';
import { PURPOSE } from './consent_token.js';
import { ROLE } from './keys.js';
import { EVENT, SALT_BYTES, eventParse } from './log_entry.js';
import { signedBy, splitNote } from './note.js';
import { verifyTlogProof } from './tlog_proof.js';

const HEAD = 'wbp/1/release';
const WITHDRAWAL_DAYS = 2;
const UNACKNOWLEDGED_DAYS = 5;
const SKEW_DAYS = 1;
const TERMS_DAYS = 400;
const NO_DATE = '-';
const WORDS = ['ack', 'feedback', 'unable', 'unacknowledged'];

/**
 * @typedef {import('./consent_token.js').ConsentToken} ConsentToken
 * @typedef {import('./log_entry.js').Event} Event
 * @typedef {{raw: Uint8Array, salt: Uint8Array, released: number}} ReleaseLines
 * @typedef {{released: number, missed: number, due: number, duty: string, event: Event}} Release days are civil; `due` is
 *   0 and `duty` "unable" when a counsellor said so: then `checkUnableActor` has to say whether it was one
 */

/**
 * Verify against token and re-wrap record that were verified before. In order: note `format`, `signature`, lines
 * `format`, contents, gate and dates `policy`, `proof`.
 * @param {string} note
 * @param {import('./directory.js').Root} root
 * @param {ConsentToken} token
 * @param {Uint8Array} rewrapHash
 * @param {string|null} proof of the event, from the log
 * @param {number} today
 * @param {number} reportDay civil day that the reporter signed in the report
 * @returns {Release}
 */
export function verifyRelease(note, root, token, rewrapHash, proof, today, reportDay) {
  const signed = splitNote(note);
  ensure(signedBy(signed, [root.receipt]).length === 1, 'signature');
  const lines = parse(signed.text);
  const event = eventParse(lines.raw);
  const { released } = lines;
  checkGate(token, event, released);
  ensure(released <= today + SKEW_DAYS && textOf(token, rewrapHash, event, lines) === signed.text, 'policy');
  const duty = wordOf(token, event);
  ensure(event.due === 0 || event.due >= earliestDue(duty, reportDay), 'policy');
  ensure(proof !== null, 'proof');
  const proven = verifyTlogProof(proof, root);
  ensure(proven.event !== null && equal(proven.event, lines.raw), 'proof');
  ensure(proven.salt !== null && equal(proven.salt, lines.salt), 'proof');
  return { released, missed: event.day, due: event.due, duty, event };
}

/**
 * An inability was said by a counsellor whom the verified directory names, else `policy`.
 * @param {Event} event
 * @param {import('./directory.js').Directory} directory
 */
export function checkUnableActor(event, directory) {
  const counsellors = directory.entries.filter(({ record }) => record.role <= ROLE.integrityCounsellor);
  ensure(event.type !== EVENT.unable || counsellors.some(({ record }) => equal(record.kidSign, event.actor)), 'policy');
}

/** The event opens this item, and the window to withdraw was over. @param {ConsentToken} token @param {Event} event @param {number} day */
function checkGate(token, event, day) {
  const isRoute = token.purpose === PURPOSE.conditionalExternal;
  ensure(isRoute || token.purpose === PURPOSE.preparedDeputy, 'policy');
  ensure(equal(event.orgId, token.orgId) && equal(event.caseId, token.caseId) && event.day >= token.issued, 'policy');
  const missed = event.type === EVENT.deadlineMissed && event.detail === token.duty && event.day > event.due && event.due > 0;
  const unable = event.type === EVENT.unable && event.space === 0 && event.due === 0 && !isZero(event.actor);
  ensure(missed || (unable && !isRoute), 'policy');
  ensure(day >= event.day + (isRoute ? WITHDRAWAL_DAYS : 0) && day <= token.expires, 'policy');
}

/** @param {ConsentToken} token @param {Event} event */
function wordOf(token, event) {
  if (event.type === EVENT.unable) return 'unable';
  return token.duty === 2 ? 'ack' : token.duty === 3 ? 'feedback' : 'unacknowledged';
}

/** The nominal limit of a report of that day, less the day that clocks may differ. @param {string} duty @param {number} day */
function earliestDue(duty, day) {
  if (duty === 'unacknowledged') return day + UNACKNOWLEDGED_DAYS - SKEW_DAYS;
  dayStr(day + TERMS_DAYS); // leaves room for the terms in the last year that has a name
  const { ackLimit, feedbackLimit } = clocks('authority', day);
  return (duty === 'ack' ? ackLimit : feedbackLimit) - SKEW_DAYS;
}

/** @param {ConsentToken} token @param {Uint8Array} rewrapHash @param {Event} event @param {ReleaseLines} lines */
function textOf(token, rewrapHash, event, { raw, salt, released }) {
  return [
    HEAD,
    `org ${hex(token.orgId)}`,
    `case ${hex(token.caseId)}`,
    `token ${hex(token.tokenId)}`,
    `consent ${hex(token.hash)}`,
    `rewrap ${hex(rewrapHash)}`,
    `duty ${wordOf(token, event)}`,
    `due ${event.due === 0 ? NO_DATE : dayStr(event.due)}`,
    `missed ${dayStr(event.day)}`,
    `released ${dayStr(released)}`,
    `event ${b64(raw)}`,
    `salt ${b64(salt)}`,
    '',
  ].join('\n');
}

/** Each line in its place and well formed; whether it is true is for the caller. @param {string} text @returns {ReleaseLines} */
function parse(text) {
  const lines = new Lines(text, HEAD);
  for (const keyword of ['org', 'case', 'token']) ensure(/^[0-9a-f]{32}$/.test(lines.take(keyword)), 'format');
  for (const keyword of ['consent', 'rewrap']) ensure(/^[0-9a-f]{64}$/.test(lines.take(keyword)), 'format');
  ensure(WORDS.includes(lines.take('duty')), 'format');
  const due = lines.take('due');
  if (due !== NO_DATE) dayParse(due);
  dayParse(lines.take('missed'));
  const released = dayParse(lines.take('released'));
  const [raw, salt] = [unb64(lines.take('event')), unb64(lines.take('salt'))];
  lines.done();
  ensure(salt.length === SALT_BYTES, 'format');
  return { raw, salt, released };
}
