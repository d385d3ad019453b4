// @ts-check
/**
 * Taking a case over, in the worker (PROTOCOL 5.3 step 5, 6.2 kind 1): what was passed on is checked against the reporter's own consent,
 * message by message, and then signed for once.
 */

import { b64, dayParse, DUTY, equal, hex, parseToken, PURPOSE, signDuty, unb64, unhex, verify, verifyRewrap } from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current } from "/static/js/workplace_worker/account.js";
import { openedFile, openFile, whyNot } from "/static/js/workplace_worker/case_file.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { boxesOf, identity } from "/static/js/workplace_worker/own_keys.js";
import { recordsOf } from "/static/js/workplace_worker/rewrap.js";

const SPACE = 0;
const SIGNED_BYTES = 144;
/** @type {number[]} */
const NEW_COUNSELLOR = [PURPOSE.handOver, PURPOSE.deputy, PURPOSE.preparedDeputy];

/** @typedef {import("/static/js/workplace_worker/case_file.js").CaseFile} CaseFile */

/**
 * What was passed on to this counsellor and not signed for yet; null when nothing was. `isWhole`: the reporter agreed to exactly these
 * messages, and every one of them opens here.
 * @param {CaseFile} file
 * @returns {{ref: string, count: number, isWhole: boolean, isDeputy: boolean}|null}
 */
export function acceptanceOf(file) {
  const { report } = file.conversation;
  if (report === null || typeof file.answer.assignee !== "string" || !equal(unb64(file.answer.assignee), file.idPk)) return null;
  const own = boxesOf(current().vault, file.org);
  const mine = recordsOf(file.answer).filter((/** @type {any} */ one) => own.some((box) => equal(box.kid, one.info.kid)));
  const open = mine.filter((/** @type {any} */ one) => !file.statements.some((said) => said.kind === DUTY.assigned && said.ref === hex(one.info.hash)));
  const last = open.at(-1);
  if (last === undefined || open.length !== mine.length) return null;
  const { purpose, holds } = groundOf(last, file, report.signPk);
  const letters = file.conversation.letters;
  const opens = last.info.items.every((/** @type {any} */ item) => letters.some((one) => equal(one.hash, item.envHash) && one.opened !== null));
  return { ref: hex(last.info.hash), count: last.info.items.length, isWhole: holds && opens, isDeputy: purpose === PURPOSE.preparedDeputy };
}

/** Whether the reporter signed for this record: the scope is computed again from it. @param {any} record @param {CaseFile} file @param {Uint8Array} signPk */
function groundOf({ raw, info }, { answer, orgId, caseId }, signPk) {
  const none = { purpose: 0, holds: false };
  try {
    if (info.tokenId.every((/** @type {number} */ byte) => byte === 0)) {
      verifyRewrap(raw, orgId, caseId, null, signPk, signPk);
      return { purpose: 0, holds: true };
    }
    for (const told of answer.consents ?? []) {
      const signed = unb64(told.token);
      const token = parseToken(signed);
      if (!equal(token.tokenId, info.tokenId)) continue;
      verify(signPk, "consent", signed.slice(0, SIGNED_BYTES), signed.slice(SIGNED_BYTES));
      verifyRewrap(raw, orgId, caseId, token, info.wrapperPk, signPk);
      return { purpose: token.purpose, holds: token.space === SPACE && NEW_COUNSELLOR.includes(token.purpose) };
    }
  } catch {
    return none;
  }
  return none;
}

/**
 * Sign that this counsellor took the case over by that record.
 * @param {{id: string}} wish
 * @throws {Refusal} `policy` when nothing waits for it, or what was passed on is not whole; a reason of `whyNot`
 */
export async function acceptCase({ id }) {
  const file = openedFile(id);
  const reason = whyNot(file);
  if (reason !== null) throw new Refusal(reason, { serviceDay: file.where.days.serviceDay, deviceDay: file.where.days.deviceDay });
  const found = acceptanceOf(file);
  if (found === null || !found.isWhole) throw new Refusal("policy");
  const { seed } = identity(current().vault);
  const ref = unhex(found.ref);
  const raw = signDuty(DUTY.assigned, 0, SPACE, 0, file.orgId, file.caseId, seed, ref, dayParse(file.serviceDay), 0);
  await asked("POST", `/w/v1/cases/${encodeURIComponent(id)}/statements`, { statement: b64(raw) });
  return openFile(id);
}
