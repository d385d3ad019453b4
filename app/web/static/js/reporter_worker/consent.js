// @ts-check
/**
 * What the reporter was asked and allowed, as this client checks it, and the reporter's own signature under an answer
 * (PROTOCOL 3.4, 5.1). The service's word for who holds the case counts only where the reporter signed for that key.
 */

import { FLAG, parseToken, PURPOSE, rolesOf, scopeHash, signConsent, signWithdrawal, verify } from "/crypto/js/vendor/reporter_mailbox.js";
import {
  b64, blake2b, dayStr, equal, fingerprint, isValidOn, roleWords, sealState, TYPE, unb64,
} from "/crypto/js/vendor/reporter_protocol.js";
import { nameOf } from "/static/js/shared/reporter_client.js";
import { nextState } from "/static/js/reporter_worker/sealing.js";

const SPACE = 0;
const SIGNED_BYTES = 144;
/** A consent lives so long when nobody carries it out. */
const LIFE_DAYS = 14;
/** @type {number[]} */
const NEW_COUNSELLOR = [PURPOSE.handOver, PURPOSE.deputy, PURPOSE.preparedDeputy];
const CARRIED_OUT = ["used", "released"];

/** @typedef {{ assignee: Uint8Array, earlier: Uint8Array[], isDoubtful: boolean }} Holders */

/** The id of a token as the state keeps it. @param {Uint8Array} id */
export const hexOf = (id) => [...id].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Consents that the reporter signed for this case, with what the service says of them.
 * @param {any} answer @param {any} keys
 * @returns {{ token: import("/crypto/js/consent_token.js").ConsentToken, told: any }[]}
 */
export function signedConsents(answer, keys) {
  return (answer.consents ?? []).flatMap((/** @type {any} */ told) => {
    try {
      const raw = unb64(told.token);
      const token = parseToken(raw);
      verify(keys.signPk, "consent", raw.slice(0, SIGNED_BYTES), raw.slice(SIGNED_BYTES));
      const isOurs = equal(token.orgId, keys.orgId) && equal(token.caseId, keys.caseId) && equal(scopeHash(told.scope.map(unb64)), token.scope);
      return isOurs ? [{ token, told }] : [];
    } catch {
      return [];
    }
  });
}

/**
 * Who holds the case by the reporter's own word, and who held it before.
 * @param {any} answer @param {any} state of this client @param {any} keys
 * @returns {Holders} `isDoubtful`: the service names somebody the reporter never agreed to
 */
export function holdersOf(answer, state, keys) {
  const pinned = unb64(state.assignee);
  const takenBack = (state.tokens ?? []).filter((/** @type {any} */ one) => one.withdrawn === true).map((/** @type {any} */ one) => one.id);
  const allowed = signedConsents(answer, keys)
    .filter(({ token, told }) => token.space === SPACE && NEW_COUNSELLOR.includes(token.purpose) && CARRIED_OUT.includes(told.state) && !takenBack.includes(hexOf(token.tokenId)))
    .map(({ token }) => token.recipientId);
  const told = typeof answer.assignee === "string" ? unb64(answer.assignee) : pinned;
  const isDoubtful = ![pinned, ...allowed].some((one) => equal(one, told));
  const assignee = isDoubtful ? pinned : told;
  const others = [pinned, ...(state.former ?? []).map(unb64), ...allowed].filter((one) => !equal(one, assignee));
  return { assignee, earlier: others.filter((one, at) => others.findIndex((other) => equal(other, one)) === at), isDoubtful };
}

/**
 * What the page shows of questions and answers.
 * @param {any} session @param {any[]} messages as opened
 */
export function controlOf({ organisation: { directory, today }, keys, now: { answer } }, messages) {
  const consents = signedConsents(answer, keys).filter(({ token }) => token.purpose === PURPOSE.release || (token.space === SPACE && (token.purpose === PURPOSE.handOver || token.purpose === PURPOSE.deputy)));
  const requests = (answer.requests ?? []).filter((/** @type {any} */ one) => one.purpose === PURPOSE.release || (one.purpose === PURPOSE.handOver && one.space === SPACE));
  return {
    requests: requests.map((/** @type {any} */ one) => requestView(one, directory, today, messages)),
    consents: consents.map(({ token, told }) => ({
      id: hexOf(token.tokenId), isRelease: token.purpose === PURPOSE.release, name: nameOf(directory, token.recipientId), count: told.scope.length,
      givenOn: told.givenOn, endsOn: told.endsOn, settledOn: told.settledOn, state: told.state,
    })),
  };
}

/** @param {any} one @param {any} directory @param {number} today @param {any[]} messages */
function requestView(one, directory, today, messages) {
  const entry = recipientOf(one, directory, today);
  const words = messages.find((message) => !message.mine && message.ref === one.message && message.type === TYPE.handOverOffer);
  const recipient = unb64(one.recipient);
  const print = fingerprint(recipient);
  const roles = entry === null ? null : roleWords(entry.name);
  return {
    id: one.id, isRelease: one.purpose === PURPOSE.release, summary: summaryOf(one, messages), state: one.state, askedOn: one.askedOn, settledOn: one.settledOn, name: nameOf(directory, recipient), fingerprint: print,
    external: roles?.external ?? false, subjects: roles?.subjects ?? [], integrity: entry?.record.role === 2,
    why: words?.text ?? null, until: dayStr(today + LIFE_DAYS), scope: scopeOf(one, messages), count: scopeOf(one, messages).length, hasIdentity: messages.some(isIdentity),
    barrier: entry === null ? "unlisted" : barrierOf(print, messages),
  };
}

/** Somebody the reporter ticked as involved never becomes a recipient. @param {string} print @param {any[]} messages */
export function barrierOf(print, messages) {
  const report = messages.find((message) => message.mine && message.index === 0);
  if (report?.opened === undefined) return "unknown";
  const { involved } = report.fields;
  return Array.isArray(involved) && involved.includes(print) ? "involved" : "";
}

/** The key that is asked for, when the verified list has it and it may receive today. @param {any} one @param {any} directory @param {number} today */
function recipientOf(one, directory, today) {
  if (directory.expired) return null;
  const found = directory.entries.find((/** @type {any} */ entry) => equal(entry.record.idPk, unb64(one.recipient)) && equal(entry.record.kidBox, unb64(one.kid)));
  return found !== undefined && found.state === "active" && rolesOf(one.purpose, one.space).includes(found.record.role) && isValidOn(found.record, today) ? found : null;
}

/** @param {any} message */
export const isIdentity = (message) => message.mine && message.type === TYPE.identityDetails;

/**
 * The conversation up to now, in the order of a scope. The reporter's name, sealed apart, stays out; of own messages without
 * a copy this client cannot tell, so of these only what was asked for goes along.
 * @param {any} request @param {any[]} messages @returns {string[]} hashes
 */
function scopeOf(request, messages) {
  // A release names its messages; a hand-over takes along what came since it was asked.
  const isNamed = (/** @type {any} */ one) => request.purpose !== PURPOSE.release || request.scope.includes(one.ref);
  const goes = (/** @type {any} */ one) => isNamed(one) && (one.problem === "no-copy" ? request.scope.includes(one.ref) : !isIdentity(one));
  return messages.filter(goes).sort((a, b) => Number(b.mine) - Number(a.mine) || a.index - b.index).map((one) => one.ref);
}

/** What goes along when that is only what the counsellor wrote: then the reporter says first whether it is right. @param {any} request @param {any[]} messages @returns {string | null} */
export function summaryOf(request, messages) {
  const named = request.purpose === PURPOSE.release ? messages.filter((one) => request.scope.includes(one.ref)) : [];
  return named.length === 0 || named.some(({ mine }) => mine) ? null : named.map(({ text }) => text).join("\n\n");
}

/**
 * The body of `POST /r/v1/consents`.
 * Fails with `unlisted` or `involved`: then nothing is signed; `scope` when not everything that was named is here; `part` when
 * nothing of the reporter's own is among what was ticked.
 * @param {any} session @param {string} id of the request @param {any[]} messages as opened
 * @param {boolean} isTicked hand-over: who holds the case now may read on for a month; release: the case officer may write
 * @param {string[]} agreement hash of the own message that says that a summary is right
 * @param {string[]} only hashes of the messages of a release that may go; empty: all that were named
 */
export function signedAnswer(session, id, messages, isTicked, agreement = [], only = []) {
  const { organisation: { directory, today }, keys, now: { answer, stateBlob } } = session;
  const request = answer.requests.find((/** @type {any} */ one) => one.id === id);
  const recipient = request === undefined ? null : recipientOf(request, directory, today);
  if (recipient === null) throw { code: "unlisted" };
  if (barrierOf(fingerprint(recipient.record.idPk), messages) === "involved") throw { code: "involved" };
  const isRelease = request.purpose === PURPOSE.release;
  const named = scopeOf(request, messages);
  if (isRelease && named.length !== request.scope.length) throw { code: "scope" };
  const scope = [...agreement, ...(isRelease && only.length > 0 ? named.filter((hash) => only.includes(hash)) : named)];
  if (only.length > 0 && !messages.some((one) => one.mine && scope.includes(one.ref))) throw { code: "part" };
  const offer = {
    purpose: request.purpose, flags: isRelease && isTicked ? FLAG.mayWrite : 0, space: request.space, duty: 0, orgId: keys.orgId, caseId: keys.caseId, recipient,
    scope: scope.map(unb64), expires: today + LIFE_DAYS,
  };
  const raw = signConsent(offer, keys.sender.signSeed, today);
  const { tokenId, purpose, duty, hash } = parseToken(raw);
  const state = nextState(session, []);
  const tokens = [...(state.tokens ?? []), { id: hexOf(tokenId), purpose, duty, hash: b64(hash) }];
  return {
    token: b64(raw), scope, rewrap: null, keepsAccess: isTicked && !isRelease,
    state: b64(sealState(keys, { ...state, tokens })), previousState: b64(blake2b(stateBlob, { dkLen: 32 })),
  };
}

/** The body of `POST /r/v1/consents/withdrawals`; `unknown` when there is no such consent. @param {any} session @param {string} id */
export function signedWithdrawal({ organisation: { today }, keys, now: { answer } }, id) {
  const found = signedConsents(answer, keys).find(({ token }) => hexOf(token.tokenId) === id);
  if (found === undefined) throw { code: "unknown" };
  return { token: b64(signWithdrawal(found.token, keys.sender.signSeed, today)) };
}
