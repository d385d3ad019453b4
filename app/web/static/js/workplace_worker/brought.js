// @ts-check
/** Signing that the dossier was brought outside by hand, in the worker (PROTOCOL 5.5, 6.2 kind 6): the signer's word, and no more. */

import { b64, dayParse, DUTY, signDuty, unhex } from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current } from "/static/js/workplace_worker/account.js";
import { openedFile, openFile, whyNot } from "/static/js/workplace_worker/case_file.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { identity } from "/static/js/workplace_worker/own_keys.js";

/** Bit 0 of the flags: by hand, through the recipient's own channel. */
const BY_HAND = 1;

/**
 * @param {{id: string, ref: string}} wish `ref`: hex hash of the reporter's message that agreed to it
 * @throws {Refusal} `policy` when there is no such message, or a reason of `whyNot`
 */
export async function bringDossier({ id, ref }) {
  const file = openedFile(id);
  const reason = whyNot(file);
  if (reason !== null) throw new Refusal(reason, { serviceDay: file.where.days.serviceDay, deviceDay: file.where.days.deviceDay });
  const hash = unhex(ref);
  const agreed = file.conversation.letters.find((one) => one.dir === 0 && one.index > 0 && one.opened !== null && one.hash.every((byte, at) => byte === hash[at]));
  if (agreed === undefined) throw new Refusal("policy");
  const { seed } = identity(current().vault);
  const raw = signDuty(DUTY.routedExternal, BY_HAND, 0, 0, file.orgId, file.caseId, seed, agreed.hash, dayParse(file.serviceDay), 0);
  await asked("POST", `/w/v1/cases/${encodeURIComponent(id)}/statements`, { statement: b64(raw) });
  return openFile(id);
}
