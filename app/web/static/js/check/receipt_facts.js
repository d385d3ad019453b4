// @ts-check
/**
 * A receipt checked on its own, as by somebody who did not send the report (PROTOCOL 6.5): who signed it, and whether its lines
 * follow from its event; and whether a proof shows that event in the log. Pure: texts in, values out.
 */

import { eventParse, verifyLogbookReceipt, verifyTlogProof } from "/crypto/js/vendor/reporter_mailbox.js";
import { dayStr, equal, unb64, verifyReceipt } from "/crypto/js/vendor/reporter_protocol.js";

const EVENT_LINE = /^event (\S+)$/m;
const SALT_LINE = /^salt (\S+)$/m;
const HEAD = "wbp/1/receipt\n";
const LOGBOOK_HEAD = "wbp/1/logbook-receipt\n";
const LOGBOOK_LINES = /^org ([0-9a-f]{32})\nlogbook ([0-9a-f]{32})\nposition (\d{1,4})\nentry ([0-9a-f]{64})$/m;
const PROOF_HEAD = "c2sp.org/tlog-proof@v1\n";

/**
 * Verify a receipt of an organisation. Fails with `empty`, `none` (no receipt at all), `part` (a part is missing), `signature`,
 * `other` (another organisation) or `lines` (they contradict each other).
 * @param {string} text as pasted
 * @param {import("/crypto/js/directory.js").Root} root
 */
export function checkReceipt(text, root) {
  const note = pasted(text);
  if (note.trim() === "") throw { code: "empty" };
  if (!note.startsWith(HEAD)) throw { code: "none" };
  const event = eventOf(note);
  try {
    const { day, due, feedbackDueLatest, mergeBy } = verifyReceipt(note, root, event.orgId, event.caseId, event.track, event.ref, event.day);
    if (!equal(event.orgId, root.orgId)) throw { code: "other" };
    return { track: event.track, day: dayStr(day), ack: due === 0 ? null : dayStr(due), feedback: due === 0 ? null : dayStr(feedbackDueLatest), mergeBy: dayStr(mergeBy) };
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    // A key of another organisation may be the reason; its number stands in the receipt in clear.
    if (code === "other" || (code === "signature" && !equal(event.orgId, root.orgId))) throw { code: "other" };
    throw { code: /** @type {Record<string, string>} */ ({ format: "part", signature: "signature" })[code] ?? "lines" };
  }
}

/** Whether a text is the receipt of an entry in a logbook, which is another kind. @param {string} text as pasted */
export const isOfLogbook = (text) => pasted(text).startsWith(LOGBOOK_HEAD);

/**
 * Verify a receipt of a logbook entry by its own lines (PROTOCOL 3.5). Fails with `part`, `signature`, `other` or `lines`.
 * @param {string} text as pasted
 * @param {import("/crypto/js/directory.js").Root} root
 */
export function checkLogbookReceipt(text, root) {
  const note = pasted(text);
  const found = LOGBOOK_LINES.exec(note);
  if (found === null) throw { code: "part" };
  const [org, logbook, entry] = [found[1], found[2], found[4]].map((hex) => bytes(String(hex)));
  if (org === undefined || logbook === undefined || entry === undefined) throw { code: "part" };
  if (!equal(org, root.orgId)) throw { code: "other" };
  try {
    return { position: Number(found[3]), day: dayStr(verifyLogbookReceipt(note, root, org, logbook, Number(found[3]), entry, null)) };
  } catch (error) {
    throw { code: /** @type {Record<string, string>} */ ({ format: "part", signature: "signature" })[/** @type {any} */ (error).code] ?? "lines" };
  }
}

/** @param {string} hex */
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** @param {string} note */
function eventOf(note) {
  try {
    return eventParse(unb64(EVENT_LINE.exec(note)?.[1] ?? "?"));
  } catch {
    throw { code: "part" };
  }
}

/**
 * Verify that the event of a receipt stands in the log. Fails with `none`, `part`, `signature`, `path` or `other` (another receipt's).
 * @param {string} text as pasted
 * @param {string} receipt verified
 * @param {import("/crypto/js/directory.js").Root} root
 */
export function checkProof(text, receipt, root) {
  const proof = pasted(text);
  if (!proof.startsWith(PROOF_HEAD)) throw { code: "none" };
  const note = pasted(receipt);
  const [raw, salt] = [EVENT_LINE, SALT_LINE].map((line) => unb64(line.exec(note)?.[1] ?? ""));
  try {
    const { checkpoint, event, salt: found } = verifyTlogProof(proof, root);
    if (!raw || !salt || event === null || found === null || !equal(event, raw) || !equal(found, salt)) throw { code: "other" };
    return { size: checkpoint.size };
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    throw { code: /** @type {Record<string, string>} */ ({ format: "part", signature: "signature", other: "other" })[code] ?? "path" };
  }
}

/** What copying changes and does not matter: line ends, and space around the whole. @param {string} text */
const pasted = (text) => `${text.replace(/\r\n?/g, "\n").trim()}\n`;
