// @ts-check
/**
 * What a case leaves as evidence of having reported (Wbk art. 17eb): receipts, events with their proofs, signed statements,
 * and the keys by which all of it can be checked. No word of the conversation is in it. Values in, values out.
 */

import { EVENT, eventParse, kidSign } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, equal, pinEncode, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { nameOf } from "/static/js/shared/reporter_client.js";
import { viewOf } from "/static/js/reporter_worker/view.js";

const SERVICE = new Uint8Array(16);

/**
 * @typedef {{ type: number, detail: number, day: string, by: string, isOwn: boolean, isService: boolean, isLogged: boolean, mergeBy: string,
 *   event: string, salt: string, proof: string }} EvidenceEvent `by`: a name, or empty for the reporter, the service and people who are not on the list
 * @typedef {{ name: string, day: string, by: string, isTrue: boolean, contestedOn: string | null, raw: string }} EvidenceStatement
 * @typedef {{ note: string, proof: string, day: string, isChange: boolean }} EvidenceReceipt
 * @typedef {{ organisation: string, pin: string, today: string, caseId: string, receipts: EvidenceReceipt[], events: EvidenceEvent[],
 *   statements: EvidenceStatement[], changes: { track: number, day: string, raw: string }[], signPk: string, root: string, doubts: string[] }} Evidence
 */

/** @param {any} session with the case as it was last read @param {string[]} root its notes, oldest first @returns {Evidence} */
export function evidenceOf(session, root) {
  const { organisation, keys, now: { answer } } = session;
  const view = viewOf(session);
  const events = view.proofs.events.map((told, at) => eventOf(answer.events[at], told, organisation.directory, keys));
  const last = view.trackChanges.at(-1);
  return {
    organisation: organisation.root.orgName,
    pin: pinEncode(organisation.root.orgId),
    today: view.today,
    caseId: hexOf(keys.caseId),
    receipts: [
      { note: view.proofs.receipt.state === "verified" ? view.proofs.receipt.note : "", proof: view.proofs.receipt.proof ?? "", day: view.firstReceivedOn, isChange: false },
      { note: view.proofs.trackReceipt.state === "verified" ? view.proofs.trackReceipt.note : "", proof: events.filter(({ type }) => type === EVENT.track).at(-1)?.proof ?? "", day: last?.day ?? "", isChange: true },
    ].filter(({ note }) => note !== ""),
    events,
    statements: view.acts.map(({ name, day, isTrue, contestedOn, place, actor }) => (
      { name, day, isTrue, contestedOn, raw: answer.duties[place], by: nameOf(organisation.directory, unb64(actor)) })),
    changes: view.trackChanges.map(({ track, day }, at) => ({ track, day, raw: answer.trackChanges[at].change })),
    signPk: b64(keys.signPk),
    root: root.join(""),
    doubts: view.proofs.doubts,
  };
}

/** @param {any} raw of the answer @param {any} told as checked @param {any} directory @param {any} keys @returns {EvidenceEvent} */
function eventOf({ event, salt, proof }, { type, detail, day, isLogged, by }, directory, keys) {
  const { actor } = eventParse(unb64(event));
  const entry = directory.entries.find((/** @type {any} */ one) => equal(kidSign(one.record.idPk), actor));
  return {
    type, detail, day, isLogged, mergeBy: by, event, salt, proof: isLogged ? proof : "",
    by: entry === undefined ? "" : nameOf(directory, entry.record.idPk),
    isOwn: equal(actor, kidSign(keys.signPk)),
    isService: equal(actor, SERVICE),
  };
}

/** @param {Uint8Array} bytes */
const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
