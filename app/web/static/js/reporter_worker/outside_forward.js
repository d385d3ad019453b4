// @ts-check
/**
 * Questions whether something may go on to another authority or helper (purpose 2; PROTOCOL 3.4, 5.5): of an authority that is not
 * competent, or of the counsellor. Who asks follows from the sealed message, and never from what the service says.
 */

import { PURPOSE, rolesOf } from "/crypto/js/vendor/reporter_mailbox.js";
import { equal, fingerprint, isValidOn, TYPE, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { nameOf } from "/static/js/shared/reporter_client.js";
import { barrierOf, isIdentity } from "/static/js/reporter_worker/consent.js";
import { passable } from "/static/js/reporter_worker/outside.js";

const AUTHORITY = 3;
const COUNSELLOR_SPACE = 0;

/**
 * @param {any} session with the case as it was last read @param {any[]} messages of the counsellor's space, as opened
 * @param {any[]} talks outside, as shown
 */
export function forwardsOf(session, messages, talks) {
  return (session.now.answer.requests ?? []).filter((/** @type {any} */ one) => one.purpose === PURPOSE.external)
    .map((/** @type {any} */ one) => forwardView(one, session, messages, talks));
}

/** @param {any} one @param {any} session @param {any[]} messages @param {any[]} talks */
function forwardView(one, { organisation: { directory, today } }, messages, talks) {
  const asker = askerOf(one.message, messages, talks);
  const recipient = unb64(one.recipient);
  const entry = directory.expired ? undefined : directory.entries.find((/** @type {any} */ { record, state }) =>
    equal(record.idPk, recipient) && equal(record.kidBox, unb64(one.kid)) && state === "active" && rolesOf(PURPOSE.external, one.space).includes(record.role) && isValidOn(record, today));
  const print = fingerprint(recipient);
  const wanted = messages.filter(({ ref }) => one.scope.includes(ref));
  const goes = passable(wanted).filter((message) => !isIdentity(message)).map(({ ref }) => ref);
  return {
    id: one.id, state: one.state, askedOn: one.askedOn, settledOn: one.settledOn, name: nameOf(directory, recipient), fingerprint: print, isAuthority: entry?.record.role === AUTHORITY,
    by: asker?.name ?? "", bySpace: asker?.space ?? null, isByCounsellor: asker?.space === COUNSELLOR_SPACE, why: asker?.why ?? null, mayWrite: asker?.mayWrite ?? false,
    messages: goes, missing: one.scope.length - goes.length,
    barrier: asker === null ? "nobody" : entry === undefined ? "unlisted" : goes.length === 0 ? "no-copy" : barrierOf(print, messages),
  };
}

/** Who wrote the message that asks, in the counsellor's space or in one that the reporter opened. @param {string} ref @param {any[]} messages @param {any[]} talks */
function askerOf(ref, messages, talks) {
  const holds = (/** @type {any} */ one) => !one.mine && one.ref === ref && one.problem === "" && one.type === TYPE.handOverOffer;
  const said = messages.find(holds);
  if (said !== undefined) return { space: COUNSELLOR_SPACE, name: "", why: said.text, mayWrite: true };
  const talk = talks.find((one) => one.messages.some(holds));
  return talk === undefined ? null : { space: talk.space, name: talk.name, why: talk.messages.find(holds).text, mayWrite: talk.mayWrite };
}
