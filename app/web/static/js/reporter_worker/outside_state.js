// @ts-check
/**
 * How far everything outside came, as this client checks it (PROTOCOL 5.4, 5.6): what waits, each package with what its recipient
 * signed, and whether a release is proved. The service's word for a state is told as a state, and never as more.
 */

import { checkUnableActor, PURPOSE, verifyRelease, verifyRewrap } from "/crypto/js/vendor/reporter_mailbox.js";
import { dayParse, dayStr, equal, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { nameOf } from "/static/js/shared/reporter_client.js";
import { hexOf, signedConsents } from "/static/js/reporter_worker/consent.js";
import { forwardsOf } from "/static/js/reporter_worker/outside_forward.js";
import { passable, peopleFor, personView } from "/static/js/reporter_worker/outside.js";
import { signedOutside } from "/static/js/reporter_worker/outside_signed.js";
import { talksOf } from "/static/js/reporter_worker/outside_talk.js";

const ROUTED = 8;
const FIRST_OUTSIDE = 2;
const WAITS = ["given", "suspended"];
const ITEMS_MAX = 4;
/** @type {Record<number, string>} */
const WAYS = { [PURPOSE.external]: "now", [PURPOSE.conditionalExternal]: "later", [PURPOSE.preparedDeputy]: "deputy" };
/** @type {Record<number, string>} */
const DUTIES = { 2: "acknowledgement", 3: "feedback" };
/** Which signature a state needs before it is told. @type {Record<string, string>} */
const NEEDS = { acknowledged: "received", answered: "answered", declined: "declined" };

/**
 * What the page shows of the ways out.
 * @param {any} session @param {any[]} messages as opened
 * @param {{ limits: any, standing: any, isPromise: boolean, events: any[], isOlder: boolean }} known of the case, as checked; a promise is never noted as missed
 */
export function outsideOf(session, messages, { limits, standing, isPromise, events, isOlder }) {
  const { keys, now: { answer } } = session;
  const consents = signedConsents(answer, keys);
  const items = consents.filter(({ token }) => WAYS[token.purpose] !== undefined).map((one) => itemView(one, session));
  const packages = (answer.packages ?? []).filter((/** @type {any} */ one) => one.space > 1 || one.releaseNote !== null)
    .map((/** @type {any} */ one) => packageView(one, session, messages));
  const talks = talksOf(session, isOlder);
  return {
    talks, forwards: forwardsOf(session, messages, talks),
    people: peopleFor(session, messages, "now").map(personView),
    deputies: peopleFor(session, messages, "deputy").map(personView),
    messages: passable(messages).map(({ ref }) => ref),
    knowsInvolved: messages.some((one) => one.mine && one.index === 0 && one.opened !== undefined),
    duties: dutiesOf(isPromise ? null : limits, standing, session.organisation.today),
    isFull: items.filter((one) => one.way === "later" && WAITS.includes(one.state)).length >= ITEMS_MAX,
    hasDeputy: items.some((one) => one.way === "deputy" && WAITS.includes(one.state)),
    items, packages, doubts: doubtsOf(items, packages, events, session),
  };
}

/** Duties that can still be missed after today, each with its last day. @param {any} limits @param {any} standing @param {number} today */
function dutiesOf(limits, standing, today) {
  if (limits === null || standing.closedOn !== null) return [];
  const each = [
    { duty: "acknowledgement", day: limits.ack, isOpen: standing.receiptOn === null },
    { duty: "feedback", day: limits.feedback, isOpen: standing.answeredOn === null },
  ];
  return each.filter(({ day, isOpen }) => isOpen && day !== null && dayParse(day) >= today).map(({ duty, day }) => ({ duty, day }));
}

/** @param {{ token: any, told: any }} one @param {any} session */
function itemView({ token, told }, { organisation: { directory } }) {
  return {
    id: hexOf(token.tokenId), way: WAYS[token.purpose] ?? "", duty: DUTIES[token.duty] ?? "", name: nameOf(directory, token.recipientId),
    count: told.scope.length, givenOn: told.givenOn, endsOn: told.endsOn, settledOn: told.settledOn, state: told.state,
  };
}

/** A state that only a signature can show is told when that signature holds. @param {any} told @param {any} session @param {any[]} messages */
function packageView(told, session, messages) {
  const { organisation: { directory }, keys, now: { answer } } = session;
  const recipient = unb64(told.recipient);
  const found = signedConsents(answer, keys).find(({ token }) => equal(token.tokenId, unb64(told.tokenId)));
  const isOurs = found !== undefined && equal(found.token.recipientId, recipient);
  const said = told.space < FIRST_OUTSIDE ? [] : signedOutside(session, told.space, recipient);
  const isUnproved = NEEDS[told.state] !== undefined && !said.some(({ name, isTrue }) => isTrue && name === NEEDS[told.state]);
  return {
    id: told.id, space: told.space, tokenId: found === undefined ? "" : hexOf(found.token.tokenId), way: WAYS[found?.token.purpose ?? 0] ?? "",
    name: nameOf(directory, recipient), isOurs, madeOn: told.madeOn, state: isUnproved ? "fetched" : told.state, isUnproved, changedOn: told.changedOn, reference: told.reference,
    release: isOurs ? releaseOf(told, found.token, session, messages) : null,
  };
}

/**
 * Why a prepared item was released, proved line by line; `isProved` false when nothing proves it. Null for what was given directly.
 * @param {any} told @param {any} token @param {any} session @param {any[]} messages
 */
function releaseOf(told, token, { organisation: { root, directory, today }, keys, now: { answer } }, messages) {
  if (token.purpose === PURPOSE.external) return null;
  const report = messages.find((one) => one.mine && one.index === 0);
  const reportDay = report?.opened?.day ?? dayParse(answer.firstReceivedOn ?? answer.receivedOn);
  const kept = (answer.rewraps ?? []).find((/** @type {any} */ one) => one.tokenId === told.tokenId);
  for (const { proof } of answer.events ?? []) {
    try {
      const { hash } = verifyRewrap(unb64(kept.record), keys.orgId, keys.caseId, token, keys.signPk, keys.signPk);
      const release = verifyRelease(String(told.releaseNote), root, token, hash, proof, today, reportDay);
      checkUnableActor(release.event, directory);
      return { isProved: true, duty: release.duty, due: release.due === 0 ? null : dayStr(release.due), missed: dayStr(release.missed), released: dayStr(release.released) };
    } catch {
      continue;
    }
  }
  return { isProved: false, duty: "", due: null, missed: null, released: null };
}

/**
 * What the reporter has to know: a release that nothing proves, one after a withdrawal, a package that nobody allowed, or one that the
 * log names and the service does not show.
 * @param {any[]} items @param {any[]} packages @param {any[]} events @param {any} session
 */
function doubtsOf(items, packages, events, { now: { state, answer } }) {
  const takenBack = (state.tokens ?? []).filter((/** @type {any} */ one) => one.withdrawn === true).map((/** @type {any} */ one) => one.id);
  const outside = (answer.packages ?? []).filter((/** @type {any} */ one) => one.space > 1);
  const routed = events.filter((one) => one.type === ROUTED && one.detail !== 0);
  return [
    packages.some((one) => one.release !== null && !one.release.isProved) ? "unproved" : "",
    packages.some((one) => !one.isOurs) ? "not-ours" : "",
    items.some((one) => one.state === "released" && takenBack.includes(one.id)) ? "withdrawn" : "",
    routed.length === outside.length ? "" : "hidden",
    packages.some((one) => one.isUnproved) ? "unsigned" : "",
  ].filter((code) => code !== "");
}
