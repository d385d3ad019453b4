// @ts-check
/**
 * Passing the case on by the reporter's own client (PROTOCOL 3.4, 5.3): to whom, whether the counsellor of now is gone, and the
 * record made from the reporter's own copies. Values in, values out; nothing is sent here.
 */

import { itemOf, makeRewrap, parseToken, PURPOSE, signConsent } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, blake2b, dayParse, equal, FROM_RECIPIENT, FROM_REPORTER, isValidOn, sealState, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { SPACE } from "/static/js/reporter_worker/checks.js";
import { hexOf, isIdentity, signedConsents } from "/static/js/reporter_worker/consent.js";
import { passable, peopleFor, personView } from "/static/js/reporter_worker/outside.js";
import { nextState } from "/static/js/reporter_worker/sealing.js";

const ORGANISATION = 1;
const SILENT_DAYS = 5;
const LIFE_DAYS = 14;
/** @type {number[]} */
const NEW_COUNSELLOR = [PURPOSE.handOver, PURPOSE.deputy];

/** @typedef {{ print: string, entry: import("/crypto/js/directory.js").Entry }} Somebody */
/** @typedef {"" | "revoked" | "retired" | "expired" | "absent" | "unable" | "silent"} Why nobody can be expected to hand the case over */

/**
 * Who may take the case over: a listed counsellor, active and valid today, who does not hold it, is not ticked as involved, did not
 * say in this case to be unable to go on, and is not the case officer whom the reporter let in.
 * @param {any} session @param {any[]} messages as opened @param {any[]} acts as verified
 * @returns {Somebody[]}
 */
export function successors(session, messages, acts) {
  const { keys, now: { answer } } = session;
  const officers = signedConsents(answer, keys).filter(({ token, told }) => token.space === ORGANISATION && told.state === "used").map(({ token }) => token.recipientId);
  const unable = acts.filter(({ name, contestedOn }) => name === "unable" && contestedOn === null).map(({ actor }) => unb64(actor));
  const isOut = (/** @type {Uint8Array} */ idPk) => [...officers, ...unable].some((one) => equal(one, idPk));
  return peopleFor(session, messages, "deputy").filter(({ entry }) => !isOut(entry.record.idPk));
}

/**
 * Why the counsellor of now counts as gone, empty while somebody is there. The service asks the same and decides.
 * @param {any} session @param {any[]} acts @param {any} standing
 * @returns {Why}
 */
export function whyGone({ organisation: { directory, today }, keys, now: { answer, holders } }, acts, standing) {
  if (standing.unableOn !== null) return "unable";
  const entries = directory.entries.filter((/** @type {any} */ one) => equal(one.record.idPk, holders.assignee));
  if (!entries.some((/** @type {any} */ one) => one.state === "active" && isValidOn(one.record, today))) {
    if (entries.length === 0) return "absent";
    return entries.some((/** @type {any} */ one) => one.state === "active") ? "expired" : entries.some((/** @type {any} */ one) => one.state === "revoked") ? "revoked" : "retired";
  }
  const own = b64(keys.signPk);
  const isSilent = standing.acknowledgedOn === null && acts.every(({ actor }) => actor === own);
  return isSilent && today > dayParse(answer.receivedOn) + SILENT_DAYS ? "silent" : "";
}

/** What goes along: all that was written until now and opens here, without the name that was sealed apart. @param {any[]} messages */
const linesOf = (messages) => passable(messages).filter((one) => !isIdentity(one));

/**
 * What the page shows of passing on. `waits`: to whom the reporter said yes already; that is taken back first, or it would be
 * carried out by the next counsellor.
 * @param {any} session @param {any[]} messages @param {any[]} acts @param {any} standing @param {boolean} isOlder the list is
 */
export function passingOf(session, messages, acts, standing, isOlder) {
  const lines = linesOf(messages);
  return {
    why: whyGone(session, acts, standing), isOlder, isOut: session.organisation.directory.expired,
    people: successors(session, messages, acts).map(personView),
    count: lines.length, left: messages.filter((one) => one.mine && one.problem === "no-copy").length,
    hasReport: hasReport(lines), hasIdentity: messages.some(isIdentity), waits: standingConsents(session).length > 0,
  };
}

/** @param {any[]} lines in the order of a scope */
const hasReport = ([first]) => first !== undefined && first.mine && first.index === 0;

/** Consents for a new counsellor that nobody carried out yet. @param {any} session */
const standingConsents = ({ keys, now: { answer } }) => signedConsents(answer, keys)
  .filter(({ token, told }) => token.space === SPACE && NEW_COUNSELLOR.includes(token.purpose) && told.state === "given" && told.endsOn >= answer.today);

/**
 * The request that passes the case on: without a token where the counsellor is gone, else with a consent and its record in one.
 * Fails with `unlisted` (this person may not), `no-copy` (the report itself cannot be passed on), `waits`.
 * @param {any} session @param {any[]} messages @param {any[]} acts
 * @param {{ to: string, keepsAccess?: boolean }} wish fingerprint; whether who held it may read on for a month
 * @param {boolean} isGone
 * @returns {{ path: string, body: object }}
 */
export function passingBody(session, messages, acts, { to, keepsAccess = false }, isGone) {
  const found = successors(session, messages, acts).find(({ print }) => print === to);
  if (found === undefined) throw { code: "unlisted" };
  if (standingConsents(session).length > 0) throw { code: "waits" };
  const lines = linesOf(messages);
  if (!hasReport(lines)) throw { code: "no-copy" };
  const items = lines.map((line) => itemFor(session, line));
  return isGone ? withoutToken(session, items, found.entry) : withToken(session, items, found.entry, keepsAccess);
}

/** @param {any} session @param {any[]} items @param {import("/crypto/js/directory.js").Entry} entry */
function withoutToken(session, items, { record }) {
  const { keys, now: { stateBlob, holders } } = session;
  const rewrap = makeRewrap(items, record.boxPk, null, placeOf(keys));
  const former = [holders.assignee, ...holders.earlier].filter((one) => !equal(one, record.idPk)).map(b64);
  // No token stands behind it: this client itself writes down whom it trusts from now on.
  const state = { ...nextState(session, []), assignee: b64(record.idPk), former };
  return { path: "/r/v1/rewraps", body: { rewrap: b64(rewrap), state: b64(sealState(keys, state)), previousState: b64(blake2b(stateBlob, { dkLen: 32 })) } };
}

/** @param {any} session @param {any[]} items @param {import("/crypto/js/directory.js").Entry} recipient @param {boolean} keepsAccess */
function withToken(session, items, recipient, keepsAccess) {
  const { organisation: { today }, keys, now: { stateBlob } } = session;
  const { record } = recipient;
  const scope = items.map(({ envHash }) => envHash);
  const offer = {
    purpose: PURPOSE.handOver, flags: 0, space: SPACE, duty: 0, orgId: keys.orgId, caseId: keys.caseId, recipient, scope,
    expires: Math.min(today + LIFE_DAYS, record.notAfter),
  };
  const raw = signConsent(offer, keys.sender.signSeed, today);
  const token = parseToken(raw);
  const rewrap = makeRewrap(items, record.boxPk, token, placeOf(keys));
  const state = nextState(session, []);
  const tokens = [...(state.tokens ?? []), { id: hexOf(token.tokenId), purpose: token.purpose, duty: token.duty, hash: b64(token.hash) }];
  return {
    path: "/r/v1/consents",
    body: {
      token: b64(raw), scope: scope.map(b64), rewrap: b64(rewrap), keepsAccess,
      state: b64(sealState(keys, { ...state, tokens })), previousState: b64(blake2b(stateBlob, { dkLen: 32 })),
    },
  };
}

/** @param {any} keys */
export const placeOf = (keys) => ({ orgId: keys.orgId, caseId: keys.caseId, signSeed: keys.sender.signSeed });

/** The key of one message, taken out of the reporter's own copy. @param {any} session @param {any} line */
export function itemFor({ keys, now: { envelopes } }, line) {
  const direction = line.mine ? FROM_REPORTER : FROM_RECIPIENT;
  const found = envelopes.find((/** @type {any} */ one) => one.direction === direction && one.index === line.index);
  return itemOf(found.bytes, { orgId: keys.orgId, caseId: keys.caseId, direction, space: SPACE, index: line.index }, [keys.box]);
}
