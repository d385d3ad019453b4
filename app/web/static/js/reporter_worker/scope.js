// @ts-check
/**
 * Which of the reporter's own messages the counsellor of now cannot open: after a hand-over, what was sealed to the one before
 * and did not go along (PROTOCOL 3.4, 5.2). Values in, values out.
 */

import { inspect, verifyRewrap } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, equal, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { signedConsents } from "/static/js/reporter_worker/consent.js";

const CARRIED_OUT = ["used", "released"];

/**
 * @param {any} session with the case as it was last read @param {any[]} messages as opened
 * @returns {Set<string>} hashes (base64) of messages; empty before any hand-over
 */
export function beyondScope({ organisation: { directory }, keys, now: { answer, envelopes, holders } }, messages) {
  if (holders.earlier.length === 0) return new Set();
  const own = directory.entries.filter((/** @type {any} */ one) => equal(one.record.idPk, holders.assignee)).map((/** @type {any} */ one) => one.record.kidBox);
  const passedOn = new Set(signedConsents(answer, keys)
    .filter(({ token, told }) => equal(token.recipientId, holders.assignee) && CARRIED_OUT.includes(told.state))
    .flatMap(({ told }) => told.scope)
    .concat((answer.rewraps ?? []).flatMap((/** @type {any} */ one) => wrappedHere(one, keys, own))));
  /** @param {any} one */
  const opens = ({ ref, hash }) => passedOn.has(ref) || kidsOf(envelopes.find((/** @type {any} */ other) => equal(other.hash, hash)).bytes).some((kid) => own.some((/** @type {Uint8Array} */ key) => equal(kid, key)));
  return new Set(messages.filter((one) => one.mine && !opens(one)).map(({ ref }) => ref));
}

/** What this reporter wrapped without a consent for one of these keys (PROTOCOL 5.2). @param {any} told @param {any} keys @param {Uint8Array[]} own @returns {string[]} */
function wrappedHere({ tokenId, record }, keys, own) {
  try {
    if (tokenId !== null) return [];
    const { kid, items } = verifyRewrap(unb64(record), keys.orgId, keys.caseId, null, keys.signPk, keys.signPk);
    return own.some((one) => equal(one, kid)) ? items.map(({ envHash }) => b64(envHash)) : [];
  } catch {
    return [];
  }
}

/** @param {Uint8Array} bytes @returns {Uint8Array[]} whom it is sealed to; nobody when it cannot be read */
function kidsOf(bytes) {
  try {
    return inspect(bytes).kids;
  } catch {
    return [];
  }
}
