/** Receipts of logbook entries: the service's signed word on which day an entry came (PROTOCOL.md 3.5). */
import { Lines, dayParse, dayStr, decimal, hex } from './encoding.js';
import { ensure } from './errors.js';
import { signedBy, splitNote } from './note.js';

const HEAD = 'wbp/1/logbook-receipt';
const CLOCK_SKEW_DAYS = 1;

/**
 * The civil day of a receipt, verified against the entry this client holds, line by line. In order: note `format`,
 * `signature`, lines `format`, contents `policy`.
 * @param {string} note
 * @param {import('./directory.js').Root} root
 * @param {Uint8Array} orgId
 * @param {Uint8Array} logbookId
 * @param {number} position
 * @param {Uint8Array} envHash
 * @param {number|null} today civil day on which it was sent just now, give or take one; null when it is read later
 */
export function verifyLogbookReceipt(note, root, orgId, logbookId, position, envHash, today) {
  const signed = splitNote(note);
  ensure(signedBy(signed, [root.receipt]).length === 1, 'signature');
  const lines = new Lines(signed.text, HEAD);
  for (const keyword of ['org', 'logbook']) ensure(/^[0-9a-f]{32}$/.test(lines.take(keyword)), 'format');
  decimal(lines.take('position'));
  ensure(/^[0-9a-f]{64}$/.test(lines.take('entry')), 'format');
  const day = dayParse(lines.take('received'));
  lines.done();
  const text = [
    HEAD,
    `org ${hex(orgId)}`,
    `logbook ${hex(logbookId)}`,
    `position ${position}`,
    `entry ${hex(envHash)}`,
    `received ${dayStr(day)}`,
    '',
  ].join('\n');
  ensure(text === signed.text, 'policy');
  ensure(today === null || Math.abs(day - today) <= CLOCK_SKEW_DAYS, 'policy');
  return day;
}
