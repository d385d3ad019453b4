// @ts-check
/** Messages in the space of a package (PROTOCOL 4.4, 5.4): each opened with an own key or one that a colleague passed on, or told why not. */

import { equal, hex, inspect, itemOf, openUnpinnedWithCk, openWithCk, unb64 } from "/crypto/js/vendor/workplace_protocol.js";
import { inReadingOrder } from "/static/js/workplace_worker/conversation.js";
import { isOneOf } from "/static/js/workplace_worker/package_desk.js";

/** @typedef {import("/static/js/workplace_worker/conversation.js").Letter} Letter */

/** @param {any} file as opened @returns {Letter[]} in reading order */
export function talkOf(file) {
  return inReadingOrder(file.answer.messages.map((/** @type {any} */ one) => letterOf(one, file)));
}

/** @param {{ direction: 0|1, index: number, envelope: string }} message @param {any} file @returns {Letter} */
function letterOf({ direction, index, envelope }, file) {
  /** @type {Letter} */
  const letter = { dir: direction, index, hash: new Uint8Array(32), opened: null, error: null };
  try {
    const raw = unb64(envelope);
    letter.hash = inspect(raw).envHash;
    letter.opened = openedBy(raw, direction, index, file);
  } catch (error) {
    letter.error = typeof (/** @type {any} */ (error)?.code) === "string" ? /** @type {any} */ (error).code : "failed";
  }
  return letter;
}

/** @param {Uint8Array} raw @param {0|1} direction @param {number} index @param {any} file */
function openedBy(raw, direction, index, { package: { token, signPk }, passed, boxes, readers }) {
  const context = { orgId: token.orgId, caseId: token.caseId, direction, space: token.space, index };
  const { envHash, kids } = inspect(raw);
  const isMine = kids.some((/** @type {Uint8Array} */ kid) => boxes.some((/** @type {any} */ own) => equal(own.kid, kid)));
  const key = isMine ? undefined : passed.keys.get(hex(envHash));
  const contentKey = key ?? itemOf(raw, context, boxes).contentKey;
  if (direction === 0) return openWithCk(raw, context, contentKey, signPk);
  const opened = openUnpinnedWithCk(raw, context, contentKey);
  if (!isOneOf(readers, opened.signPk)) throw Object.assign(new Error("sender"), { code: "sender" });
  return opened;
}
