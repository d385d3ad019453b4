// @ts-check
/**
 * A receipt checked on its own, as by somebody who did not send the report (PROTOCOL 6.5): who signed it, and whether its lines
 * follow from its event; and whether a proof shows that event in the log. Pure: texts in, values out.
 */

import { eventParse, verifyTlogProof } from "/crypto/js/vendor/reporter_mailbox.js";
import { dayStr, equal, unb64, verifyReceipt } from "/crypto/js/vendor/reporter_protocol.js";

const EVENT_LINE = /^event (\S+)$/m;
const SALT_LINE = /^salt (\S+)$/m;
const HEAD = "wbp/1/receipt\n";
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
