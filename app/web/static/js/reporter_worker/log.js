// @ts-check
/**
 * Whether the public log only grew since this client last looked (PROTOCOL 6.4). It asks for public text and says nothing of a case.
 */

import { verifyConsistency } from "/crypto/js/vendor/reporter_mailbox.js";
import { unb64 } from "/crypto/js/vendor/reporter_protocol.js";

const PATIENCE_MS = 60_000;

/** @typedef {import("/static/js/reporter_worker/proofs.js").Head} Head */

/**
 * Compare every signed tree that is known with the longest.
 * @param {Head[]} heads of this visit
 * @param {Head | null} remembered of an earlier visit
 * @param {boolean} isPractice
 * @returns {Promise<{ head: Head | null, doubt: "" | "shrunk" | "two-logs", isCompared: boolean }>} `isCompared`: with an earlier visit
 */
export async function checkLog(heads, remembered, isPractice) {
  const head = heads.reduce((/** @type {Head | null} */ longest, one) => (longest === null || one.size > longest.size ? one : longest), null);
  const found = { head, doubt: /** @type {const} */ (""), isCompared: false };
  if (remembered !== null && (head === null || head.size < remembered.size)) return { ...found, doubt: "shrunk" };
  if (head === null) return found;
  for (const older of remembered === null ? heads : [...heads, remembered]) {
    try {
      const path = older.size === head.size ? [] : await pathBetween(older.size, head.size, isPractice);
      verifyConsistency(older.size, head.size, unb64(older.root), unb64(head.root), path);
    } catch (error) {
      // Without an answer nothing is proved and nothing is wrong; it is compared at the next visit.
      if (error === NO_ANSWER) return found;
      return { ...found, doubt: "two-logs" };
    }
  }
  return { ...found, isCompared: remembered !== null };
}

const NO_ANSWER = { code: "network" };

/** @param {number} older @param {number} newer @param {boolean} isPractice */
async function pathBetween(older, newer, isPractice) {
  const options = /** @type {const} */ ({ credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
  /** @type {string | null} */
  const text = await fetch(`/log/${isPractice ? "practice/" : ""}consistency/${older}/${newer}`, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((answer) => (answer.ok ? answer.text() : null), () => null);
  if (text === null) throw NO_ANSWER;
  return text.split("\n").filter(Boolean).map(unb64);
}
