// @ts-check
/**
 * Whether a case is whole: nothing missing or replaced, and an acknowledgement that really is one. Pure: values in, values out.
 */

import { ACK_SENT, checkChain, verifyDuty } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, equal, FROM_REPORTER, NO_ACK, TYPE, unb64 } from "/crypto/js/vendor/reporter_protocol.js";

const SPACE = 0;
const ZEROS = new Uint8Array(32);

/** Messages of both sides by day; on one day the reporter's question stands before the answer. @param {any} a @param {any} b */
export const inTime = (a, b) => (a.day ?? "").localeCompare(b.day ?? "") || a.seenBefore - b.seenBefore || a.index - b.index;

/** Nothing is missing or replaced; own messages without a copy count by their place. @param {any[]} messages */
export function chainIsWhole(messages) {
  const sequence = messages.flatMap((one) => {
    if (one.opened !== undefined) return [one.opened];
    if (one.problem !== "no-copy") return [];
    const before = messages.find((other) => other.mine && other.index === one.index - 1);
    const base = { direction: FROM_REPORTER, space: SPACE, index: one.index, envHash: one.hash };
    return [{ ...base, prev: before?.hash ?? ZEROS, ackIndex: NO_ACK, ackHash: ZEROS }];
  });
  return checkChain(/** @type {any} */ (sequence)).length === 0 && messages.every((one) => one.problem !== "unreadable");
}

/** What the reporter had seen at the last visit is still there. @param {any} state @param {any[]} envelopes */
export const seenIsThere = (state, envelopes) =>
  (state.last ?? []).every((/** @type {any} */ seen) =>
    seen.space !== SPACE || envelopes.some((one) => one.direction === seen.dir && one.index === seen.index && b64(one.hash) === seen.hash));

/**
 * The signed statement that receipt was acknowledged: made by the assignee, about a type 4 message that is here.
 * @param {string[]} duties
 * @param {any[]} messages as opened
 * @param {Uint8Array} assignee identity key
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 */
export function acknowledgement(duties, messages, assignee, orgId, caseId) {
  let isFalse = false;
  for (const duty of duties) {
    try {
      const statement = verifyDuty(unb64(duty), new Map([[ACK_SENT, [assignee]]]), orgId, caseId);
      const said = messages.find((one) => !one.mine && one.type === TYPE.acknowledgement && equal(one.hash, statement.ref));
      if (said !== undefined) return { day: statement.day, isFalse: false };
      isFalse = true;
    } catch {
      isFalse = true;
    }
  }
  return { day: null, isFalse };
}
