// @ts-check
/**
 * What was signed in a case, checked by the reporter's client (PROTOCOL 6.2): who signed it, and that the message it speaks of is
 * there and is what it is called. Pure: values in, values out.
 */

import { allowedActors, DUTY, verifyDuty } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, clocks, dayParse, dayStr, TYPE, unb64 } from "/crypto/js/vendor/reporter_protocol.js";

/** What each kind is called here, and the types of message it may speak of. */
const KINDS = new Map([
  [DUTY.assigned, { name: "assigned", types: [] }],
  [DUTY.ackSent, { name: "acknowledgement", types: [TYPE.acknowledgement] }],
  [DUTY.feedbackGiven, { name: "feedback", types: [TYPE.feedback] }],
  [DUTY.followUpPlan, { name: "plan", types: [TYPE.status] }],
  [DUTY.closed, { name: "closed", types: [TYPE.status] }],
  [DUTY.routedExternal, { name: "routed", types: [] }],
  [DUTY.contest, { name: "contest", types: [] }],
  [DUTY.unable, { name: "unable", types: [TYPE.message] }],
  [DUTY.dispute, { name: "dispute", types: [TYPE.acknowledgement, TYPE.feedback] }],
  [DUTY.notAReport, { name: "dismissal", types: [TYPE.message] }],
]);
const NO_HASH = b64(new Uint8Array(32));

/**
 * A verified statement. `isTrue`: the message it speaks of is there and is what the statement says it is. `place`: which of the
 * statements of the case it is, from 0. `isFormer`: signed on a track that the reporter left, so it fulfils nothing on this one.
 * @typedef {{ name: string, kind: number, day: string, detail: number, hash: string, ref: string, isTrue: boolean,
 *   contestedOn: string | null, place: number, isFormer: boolean, actor: string, space: number }} Act
 */

/**
 * Every statement that somebody of this case signed, in the order of the case; what nobody signed is only counted.
 * @param {string[]} duties
 * @param {any[]} messages as opened
 * @param {Uint8Array[]} writers identity keys: who holds the case, and who held it before
 * @param {any} keys of the reporter
 * @param {(place: number) => { receivedOn: string, isFormer: boolean }} trackAt on which track the statement at a place was signed
 * @returns {{ acts: Act[], unsigned: number }}
 */
export function actsOf(duties, messages, writers, keys, trackAt) {
  const actors = actorsOf(writers, keys);
  /** @type {Act[]} */
  const acts = [];
  let unsigned = 0;
  for (const [place, duty] of duties.entries()) {
    try {
      const { receivedOn, isFormer } = trackAt(place);
      const due = feedbackLimits(dayParse(receivedOn));
      const statement = verifyDuty(unb64(duty), actors, keys.orgId, keys.caseId);
      const { kind, detail } = statement;
      const known = KINDS.get(kind);
      if (known === undefined) throw new TypeError("kind");
      const ref = b64(statement.ref);
      const named = messages.find((one) => !one.mine && one.ref === ref);
      const isTrue = isWhatItSays(statement, known, ref, named, acts, due);
      acts.push({ name: known.name, kind, day: dayStr(statement.day), detail, hash: b64(statement.hash), ref, isTrue, contestedOn: null, place, isFormer, actor: b64(statement.actor), space: statement.space });
    } catch {
      unsigned += 1;
    }
  }
  for (const one of acts.filter(({ name }) => name === "contest")) {
    const about = acts.find(({ hash }) => hash === one.ref);
    if (about !== undefined) about.contestedOn ??= one.day;
  }
  return { acts, unsigned };
}

/**
 * @param {import("/crypto/js/duty.js").DutyStatement} statement
 * @param {{ name: string, types: number[] }} known
 * @param {string} ref
 * @param {any} named the message it speaks of
 * @param {Act[]} before
 * @param {{ earliest: number, latest: number }} due
 */
function isWhatItSays(statement, known, ref, named, before, due) {
  if (["assigned", "routed"].includes(known.name)) return true;
  if (known.name === "contest") return before.some(({ hash }) => hash === ref);
  if (known.name === "closed" && ref === NO_HASH) return true;
  if (named === undefined || !known.types.includes(named.type)) return false;
  if (known.name !== "feedback") return true;
  return hasAnswer(named) && (statement.due === 0 || (statement.due >= due.earliest && statement.due <= due.latest));
}

/** Whose signature each kind may carry. @param {Uint8Array[]} writers @param {any} keys */
function actorsOf(writers, keys) {
  const each = writers.map((writer) => allowedActors(writer, null, keys.signPk));
  const actors = new Map(Object.values(DUTY).map((kind) => [kind, each.flatMap((one) => one.get(kind) ?? [])]));
  actors.get(DUTY.routedExternal)?.push(keys.signPk);
  return actors;
}

/** Feedback says something: in its text or in one of its four parts. @param {any} message */
const hasAnswer = ({ text, fields }) => [text, ...Object.values(fields)].some((part) => typeof part === "string" && part.trim() !== "");

/**
 * What stands on the track of now: given, true and not contested. Days are ISO dates, null when it was not done.
 * @param {Act[]} all
 */
export function standingOf(all) {
  const acts = all.filter(({ isFormer }) => !isFormer);
  /** @param {string} name */
  const first = (name) => acts.find((one) => one.name === name && one.isTrue && one.contestedOn === null)?.day ?? null;
  const closing = acts.map(({ name }) => name).lastIndexOf("closed");
  const isOpenAgain = acts.slice(closing + 1).some(({ name }) => name === "contest");
  const [acknowledgedOn, feedbackOn, dismissedOn] = [first("acknowledgement"), first("feedback"), first("dismissal")];
  /** @param {(string | null)[]} days */
  const earliest = (...days) => days.filter((day) => day !== null).sort()[0] ?? null;
  return {
    acknowledgedOn,
    feedbackOn,
    dismissedOn,
    // Feedback and a dismissal confirm receipt too, when the acknowledgement itself was contested.
    receiptOn: earliest(acknowledgedOn, feedbackOn, dismissedOn),
    answeredOn: earliest(feedbackOn, dismissedOn),
    unableOn: first("unable"),
    closedOn: closing >= 0 && !isOpenAgain ? String(acts[closing]?.day) : null,
  };
}

/** Between which days the limit for feedback lies, whatever day receipt was confirmed. @param {number} received civil day */
function feedbackLimits(received) {
  return {
    earliest: clocks("employer", received, received).feedbackLimit,
    latest: clocks("employer", received).feedbackLimit,
  };
}

/**
 * What a signed word about bringing says beside its day: whose word it is, and what the message tells that it names.
 * @param {any} act @param {any[]} messages as opened @param {string} own the reporter's key, base64
 */
export function broughtOf(act, messages, own) {
  if (act.name !== "routed") return null;
  const fields = messages.find((one) => one.mine && one.ref === act.ref)?.fields ?? {};
  const text = (/** @type {string} */ name) => (typeof fields[name] === "string" ? fields[name] : "");
  const on = text("broughtOn");
  return { isMine: act.actor === own, on: /^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(on)) ? on : "", to: text("broughtTo"), reference: text("reference") };
}
