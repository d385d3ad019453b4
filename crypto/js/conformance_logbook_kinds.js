/** What the kinds of vector of a logbook ask: its keys, its opening, its entries, its receipts (PROTOCOL.md 3.5, 11). */
import { logbookMessage } from './challenge.js';
import { normalise, parseCaseCode } from './codes.js';
import { verifyRootChain } from './directory.js';
import { dayParse, dayStr, hex, unhex } from './encoding.js';
import { deriveLogbook, openEntry } from './logbook.js';
import { verifyLogbookReceipt } from './logbook_receipt.js';
import { sign } from './primitives.js';
import { ReporterKeys } from './reporter.js';

/** @typedef {any} Input the members depend on the kind */

/** @param {Input} input */
async function derived({ org_id, code, phrase }) {
  const keys = await deriveLogbook(unhex(org_id), parseCaseCode(code), normalise(phrase));
  const { root, signPk, selfKid, locator, caseId } = keys;
  return { root: hex(root), sign_pk: hex(signPk), self_kid: hex(selfKid), locator: hex(locator), logbook_id: hex(caseId) };
}

/** @param {Input} input */
function signed({ org_id, logbook_id, locator, self_kid, env_hash, challenge, sign_seed }) {
  const ids = [unhex(org_id), unhex(logbook_id), unhex(locator), unhex(self_kid)];
  const [orgId, logbookId, place, kid] = /** @type {[Uint8Array, Uint8Array, Uint8Array, Uint8Array]} */ (ids);
  const message = logbookMessage(orgId, logbookId, place, kid, unhex(env_hash), unhex(challenge));
  return { signature: hex(sign(unhex(sign_seed), 'logbook', message)) };
}

/** @param {Input} input */
function entryOpened({ org_id, root, position, envelope }) {
  const { text, day, codes, written, prev, envHash } = openEntry(new ReporterKeys(unhex(org_id), unhex(root)), position, unhex(envelope));
  return { text, day: dayStr(day), codes, written: dayStr(written), prev: hex(prev), env_hash: hex(envHash) };
}

/** @param {Input} input */
function receiptVerified({ note, root, org_id, logbook_id, position, env_hash, today }) {
  const now = today === null ? null : dayParse(today);
  const day = verifyLogbookReceipt(note, verifyRootChain(root), unhex(org_id), unhex(logbook_id), position, unhex(env_hash), now);
  return { day: dayStr(day) };
}

/** @type {Record<string, (input: Input) => unknown>} */
export const LOGBOOK_KINDS = {
  logbook_derive: derived,
  logbook_sign: signed,
  logbook_entry_open: entryOpened,
  logbook_receipt_verify: receiptVerified,
};
