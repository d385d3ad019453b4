// @ts-check
/**
 * Which of the reporter's own messages the counsellor of now cannot open: after a hand-over, what was sealed to the one before
 * and did not go along (PROTOCOL 3.4, 5.2). Values in, values out.
 */

import { inspect } from "/crypto/js/vendor/reporter_mailbox.js";
import { equal } from "/crypto/js/vendor/reporter_protocol.js";
import { signedConsents } from "/static/js/reporter_consent.js";

const CARRIED_OUT = ["used", "released"];

/**
 * @param {any} session with the case as it was last read @param {any[]} messages as opened
 * @returns {Set<string>} hashes (base64) of messages; empty before any hand-over, and where a record went along without a consent
 */
export function beyondScope({ organisation: { directory }, keys, now: { answer, envelopes, holders } }, messages) {
  const isWrappedByReporter = (answer.rewraps ?? []).some((/** @type {any} */ one) => one.tokenId === null);
  if (holders.earlier.length === 0 || isWrappedByReporter) return new Set();
  const own = directory.entries.filter((/** @type {any} */ one) => equal(one.record.idPk, holders.assignee)).map((/** @type {any} */ one) => one.record.kidBox);
  const passedOn = new Set(signedConsents(answer, keys)
    .filter(({ token, told }) => equal(token.recipientId, holders.assignee) && CARRIED_OUT.includes(told.state))
    .flatMap(({ told }) => told.scope));
  /** @param {any} one */
  const opens = ({ ref, hash }) => passedOn.has(ref) || kidsOf(envelopes.find((/** @type {any} */ other) => equal(other.hash, hash)).bytes).some((kid) => own.some((/** @type {Uint8Array} */ key) => equal(kid, key)));
  return new Set(messages.filter((one) => one.mine && !opens(one)).map(({ ref }) => ref));
}

/** @param {Uint8Array} bytes @returns {Uint8Array[]} whom it is sealed to; nobody when it cannot be read */
function kidsOf(bytes) {
  try {
    return inspect(bytes).kids;
  } catch {
    return [];
  }
}
