// @ts-check
/**
 * Brought outside by the reporter's own hand (PROTOCOL 3.4, 6.2 kind 6): day, place and number are sealed in a message, and the signed
 * word names that message. Nothing here says that anything arrived.
 */

import { DUTY, signDuty } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, dayParse, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { openedCase, reloadCase, write } from "/static/js/reporter_worker/case.js";

const BY_HAND = 1; // flags bit 0
const SPACE = 0;
const NO_HASH = b64(new Uint8Array(32));

/**
 * Say, signed, that it was brought. Each part looks first whether it is there already, so an answer that was lost doubles nothing.
 * Fails with `network` (unknown whether it arrived), `policy`.
 * @param {{ text: string, on: string, to: string, reference: string }} params `text`: the same in words, for the counsellor; `on`: ISO date
 */
export async function sayBrought({ text, on, to, reference }) {
  const { session, asked } = openedCase();
  const fields = { broughtOn: on, ...(to === "" ? {} : { broughtTo: to }), ...(reference === "" ? {} : { reference }) };
  let view = await reloadCase();
  const wanted = JSON.stringify(fields);
  const told = () => view.messages.filter((/** @type {any} */ one) => one.mine && JSON.stringify(one.fields) === wanted).at(-1)?.ref;
  // Where nothing may be sealed to the counsellor, only the bare word is signed.
  if (told() === undefined && view.canWrite) view = await write({ text, fields });
  const ref = told() ?? NO_HASH;
  const { keys, now: { answer } } = session;
  const own = b64(keys.signPk);
  if (view.acts.some((one) => one.name === "routed" && one.actor === own && one.ref === ref && (ref !== NO_HASH || one.day === answer.today))) return view;
  const day = dayParse(answer.today);
  const statement = signDuty(DUTY.routedExternal, BY_HAND, SPACE, 0, keys.orgId, keys.caseId, keys.sender.signSeed, unb64(ref), day, 0);
  await asked("POST", "/r/v1/statements", { statement: b64(statement) });
  return reloadCase();
}
