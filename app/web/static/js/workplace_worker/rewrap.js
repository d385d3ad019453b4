// @ts-check
/**
 * Cases that change hands, in the worker (PROTOCOL 5.1 to 5.3): what was passed on to this counsellor, who may be asked to
 * take over, and the record that carries out what the reporter allowed. Nothing is wrapped without the reporter's signature.
 */

import {
  b64, eligibleEntries, equal, fingerprint, itemOf, makeRewrapAsync, parseRewrap, parseToken, PURPOSE, roleWords, scopeHash, TYPE, unb64, verify,
  verifyRewrap,
} from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current } from "/static/js/workplace_worker/account.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { involvedIn } from "/static/js/workplace_worker/involved.js";
import { identity } from "/static/js/workplace_worker/own_keys.js";

const SPACE = 0;
const SIGNED_BYTES = 144;
/** Roles of whoever may hold the counsellor's space: counsellor, and counsellor for integrity. */
const COUNSELLORS = [1, 2];
/** @type {number[]} */
const NEW_COUNSELLOR = [PURPOSE.handOver, PURPOSE.deputy, PURPOSE.preparedDeputy];

/** @typedef {{orgId: Uint8Array, caseId: Uint8Array}} Place */
/** @typedef {import("/crypto/js/consent_token.js").ConsentToken} ConsentToken */

/** Records of a case answer that have a shape; nothing else is trusted of them yet. @param {any} answer */
export function recordsOf(answer) {
  return (answer.rewraps ?? []).flatMap((/** @type {any} */ one) => {
    try {
      const raw = unb64(one.record);
      return [{ raw, info: parseRewrap(raw) }];
    } catch {
      return [];
    }
  });
}

/** What leaves the case with its counsellor: a release, and what goes outside. @type {number[]} */
const KEEPS_CASE = [PURPOSE.release, PURPOSE.external];
/** A counsellor's client carries out what gives the case to another counsellor, releases it, or takes it outside. @param {ConsentToken} token */
const isCarriedOutHere = ({ space, purpose }) => (space === SPACE && NEW_COUNSELLOR.includes(purpose)) || KEEPS_CASE.includes(purpose);

/** The token of a consent as the reporter signed it for this case; null when it does not hold. @param {any} told @param {Place} place @param {Uint8Array} signPk of the reporter @returns {ConsentToken|null} */
function signedToken(told, { orgId, caseId }, signPk) {
  try {
    const raw = unb64(told.token);
    const token = parseToken(raw);
    verify(signPk, "consent", raw.slice(0, SIGNED_BYTES), raw.slice(SIGNED_BYTES));
    const holds = equal(token.orgId, orgId) && equal(token.caseId, caseId) && equal(scopeHash(told.scope.map(unb64)), token.scope);
    return holds && isCarriedOutHere(token) ? token : null;
  } catch {
    return null;
  }
}

/**
 * Identity keys of who held the case before, by records that hold on the ground of the reporter's own consent. Where the reporter
 * wrapped, no record names who that was: then it can have been every counsellor on the list.
 * @param {any} answer @param {Place} place @param {Uint8Array} signPk of the reporter @param {any} directory verified, or null @returns {Uint8Array[]}
 */
export function formerKeys(answer, place, signPk, directory = null) {
  const tokens = (answer.consents ?? []).map((/** @type {any} */ told) => signedToken(told, place, signPk)).filter((/** @type {any} */ one) => one !== null && one.space === SPACE);
  /** @type {Uint8Array[]} */
  const found = tokens.map((/** @type {ConsentToken} */ token) => token.recipientId);
  for (const { raw, info } of recordsOf(answer)) {
    const token = tokens.find((/** @type {ConsentToken} */ one) => equal(one.tokenId, info.tokenId));
    const isOwn = token === undefined && info.tokenId.every((/** @type {number} */ byte) => byte === 0);
    try {
      if (token === undefined && !isOwn) continue;
      verifyRewrap(raw, place.orgId, place.caseId, token ?? null, info.wrapperPk, signPk);
      found.push(...(equal(info.wrapperPk, signPk) ? counsellorsOf(directory) : [info.wrapperPk]));
    } catch {
      continue;
    }
  }
  return found;
}

/** Everybody who holds or held such a key. @param {any} directory @returns {Uint8Array[]} */
const counsellorsOf = (directory) => (directory?.entries ?? []).filter((/** @type {any} */ one) => COUNSELLORS.includes(one.record.role)).map((/** @type {any} */ one) => one.record.idPk);

/**
 * Who may be asked to take over: listed and valid today, not oneself, and nobody the reporter ticked as involved.
 * @param {any} file
 */
export function successors({ where, idPk, conversation }) {
  if (where.directory === null || where.directory.expired || conversation.report === null) return [];
  const involved = involvedIn(conversation);
  /** @type {Map<string, import("/crypto/js/directory.js").Entry>} */
  const newest = new Map();
  for (const entry of eligibleEntries(where.directory, SPACE, where.days.today)) {
    const print = fingerprint(entry.record.idPk);
    const before = newest.get(print);
    if (equal(entry.record.idPk, idPk) || involved.includes(print)) continue;
    if (before === undefined || before.record.epoch < entry.record.epoch) newest.set(print, entry);
  }
  return [...newest].map(([print, entry]) => ({ print, entry, words: roleWords(entry.name) }));
}

/** Plain data of these people for the page. @param {any} file */
export const successorViews = (file) => successors(file).map(({ print, entry, words }) => (
  { print, name: words?.person ?? entry.name, external: words?.external ?? false, integrity: entry.record.role === 2, subjects: words?.subjects ?? [] }));

/**
 * What a request says in the clear, beside its message.
 * @param {any} file @param {string} print fingerprint of whom is asked for
 * @throws {Refusal} `absent` when this person cannot receive
 */
export function requestFor(file, print) {
  const found = successors(file).find((one) => one.print === print);
  if (found === undefined) throw new Refusal("gone");
  const scope = inScope(file.conversation.letters).map((one) => b64(one.hash));
  const { idPk, kidBox } = found.entry.record;
  return { purpose: PURPOSE.handOver, space: SPACE, recipient: b64(idPk), kid: b64(kidBox), scope };
}

/** Every message that opened, without the reporter's name, in the order of a scope. @param {any[]} letters @returns {any[]} */
const inScope = (letters) => letters.filter((one) => one.opened !== null && one.opened.type !== TYPE.identityDetails).sort((a, b) => a.dir - b.dir || a.index - b.index);

/**
 * Carry out what the reporter allowed, when something waits. The original messages stay as they are; only their keys are
 * wrapped once more, for the one key the reporter named.
 * @param {any} file @returns {Promise<{name: string, keepsCase: boolean}|null>} to whom it went; null when nothing waits
 */
export async function carryOut({ answer, id, orgId, caseId, where, boxes, conversation, idPk }) {
  const { report } = conversation;
  if (report === null || where.directory === null || where.trust !== "ok" || !equal(unb64(answer.assignee), idPk)) return null;
  for (const told of answer.consents ?? []) {
    const token = told.state === "given" ? signedToken(told, { orgId, caseId }, report.signPk) : null;
    const entry = token === null ? undefined : recipientOf(token, where);
    if (token === null || entry === undefined || involvedIn(conversation).includes(fingerprint(entry.record.idPk))) continue;
    const records = recordsOf(answer).map((/** @type {any} */ one) => one.info);
    const letters = new Map(conversation.letters.map((/** @type {any} */ one) => [b64(one.hash), one]));
    const items = told.scope.map((/** @type {string} */ hash) => itemFor(letters.get(hash), answer.envelopes, { orgId, caseId }, boxes, records));
    const rewrap = await makeRewrapAsync(items, entry.record.boxPk, token, { orgId, caseId, signSeed: identity(current().vault).seed });
    await asked("POST", `/w/v1/cases/${encodeURIComponent(id)}/rewraps`, { tokenId: told.tokenId, rewrap: b64(rewrap) });
    return { name: roleWords(entry.name)?.person ?? entry.name, keepsCase: KEEPS_CASE.includes(token.purpose) };
  }
  return null;
}

/** @param {ConsentToken} token @param {any} where @returns {import("/crypto/js/directory.js").Entry|undefined} */
function recipientOf(token, where) {
  return eligibleEntries(where.directory, token.space, where.days.today).find(({ record }) => equal(record.idPk, token.recipientId) && equal(record.kidBox, token.recipientKid));
}

/** @param {any} letter undefined when it is not there @param {any[]} envelopes @param {Place} place @param {any[]} boxes that opened it before @param {any[]} records */
function itemFor(letter, envelopes, place, boxes, records) {
  const told = letter === undefined ? undefined : envelopes.find((one) => one.space === SPACE && one.direction === letter.dir && one.index === letter.index);
  if (letter === undefined || told === undefined || letter.opened?.type === TYPE.identityDetails) throw new Refusal("policy");
  return itemOf(unb64(told.envelope), { ...place, direction: letter.dir, space: SPACE, index: letter.index }, boxes, records);
}

/** What was asked in this case and what became of it, for the page. @param {any} answer @param {any} where @param {number} purpose */
export function requestViews(answer, where, purpose = PURPOSE.handOver) {
  return (answer.requests ?? []).filter((/** @type {any} */ one) => one.purpose === purpose).map((/** @type {any} */ one) => {
    const entry = where.directory?.entries.find((/** @type {any} */ other) => equal(other.record.idPk, unb64(one.recipient)));
    return { name: entry === undefined ? "" : roleWords(entry.name)?.person ?? entry.name, askedOn: one.askedOn, settledOn: one.settledOn, state: one.state };
  });
}
