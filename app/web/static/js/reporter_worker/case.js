// @ts-check
/**
 * The mailbox's part of the reporter's worker: open a case with code and words, write, and contest.
 * Everything shown was opened and verified here; what does not fit becomes a warning and never hides the rest.
 */

import { DUTY, signDuty } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, dayParse, derive, equal, normalise, openState, parseCaseCode, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { envelopesOf } from "/static/js/reporter_worker/checks.js";
import { ask, fetchOrganisation, signIn, wordList } from "/static/js/shared/reporter_client.js";
import { checkLog } from "/static/js/reporter_worker/log.js";
import { holdersOf, signedAnswer, signedWithdrawal } from "/static/js/reporter_worker/consent.js";
import { headOfList } from "/static/js/reporter_worker/proofs.js";
import { sealedMessage } from "/static/js/reporter_worker/sealing.js";
import { openedMessages, viewOf } from "/static/js/reporter_worker/view.js";

const SEAL_ATTEMPTS = 3;

/** @type {any} all there is between signing in and out: keys, token, organisation and the case as it was last read */
let session = null;

/**
 * Sign in and open everything.
 * Fails with `code` or `words` (mistyped, found here), `denied` (with the places of words that are in no list), or as `fetchOrganisation`.
 * @param {{ slug: string, pin: string, code: string, words: string }} params
 * @param {(step: any) => void} progress
 */
export async function openCase({ slug, pin, code, words }, progress) {
  const caseCode = typed("code", () => parseCaseCode(code));
  const phrase = typed("words", () => normalise(words));
  const organisation = await fetchOrganisation(slug, pin, true);
  const keys = await derive(organisation.root.orgId, caseCode, phrase, {
    onProgress: (fraction) => progress({ step: "keys", fraction }),
  });
  progress({ step: "open", fraction: 1 });
  try {
    session = { slug, pin, organisation, keys, token: await signIn(keys), pending: null, withdrawn: [], read: new Map() };
  } catch (error) {
    if (/** @type {any} */ (error).code !== "denied") throw error;
    throw { code: "denied", unknown: await unknownWords(phrase.words) };
  }
  return reloadCase();
}

/** @template T @param {string} code @param {() => T} parse */
function typed(code, parse) {
  try {
    return parse();
  } catch {
    throw { code };
  }
}

/** Places (from 1) of words that are in neither list; empty when the lists cannot be had. @param {string[]} words */
async function unknownWords(words) {
  try {
    const known = new Set((await Promise.all([wordList("nl"), wordList("en")])).flat());
    return words.map((word, at) => (known.has(word) ? 0 : at + 1)).filter((place) => place > 0);
  } catch {
    return [];
  }
}

/** Ask with the session's token; an expired session renews itself once. @param {string} method @param {string} path @param {object | null} [body] */
async function asked(method, path, body = null) {
  try {
    return await ask(method, path, body, session.token);
  } catch (error) {
    if (/** @type {any} */ (error).code !== "denied") throw error;
  }
  session.token = await signIn(session.keys);
  return ask(method, path, body, session.token);
}

/** Read the case again and open all of it. */
export async function reloadCase() {
  if (session === null) throw { code: "denied" };
  const answer = await asked("GET", "/r/v1/case");
  const stateBlob = unb64(answer.state);
  const state = openState(session.keys, stateBlob);
  session.now = { answer, envelopes: envelopesOf(answer.envelopes), stateBlob, state, log: NO_LOG, holders: holdersOf(answer, state, session.keys) };
  const { heads } = viewOf(session);
  const ofList = headOfList(session.organisation);
  session.now.log = await checkLog(ofList === null ? heads : [...heads, ofList], rememberedHead(state), session.organisation.root.practice);
  return view();
}

/** The end of the log as it was at the last message. @param {any} state */
const rememberedHead = ({ checkpoint }) => (typeof checkpoint?.size === "number" ? checkpoint : null);

const NO_LOG = { head: null, doubt: "", isCompared: false };

/** What the page shows. */
function view() {
  const { heads: _heads, ...shown } = viewOf(session);
  session.canWrite = shown.canWrite;
  return shown;
}

/**
 * Seal a message and send it. When something arrived in between it is read and the message sealed again.
 * Fails with `network` (unknown whether it arrived; the next call finds out), `revoked`, `policy`, `size`, `busy`.
 * @param {{ text: string, fields?: object }} params `fields`: what goes sealed beside the text, such as forms of retaliation
 */
export async function write({ text, fields }) {
  if (session === null) throw { code: "denied" };
  if (session.pending !== null) {
    const now = await reloadCase();
    const { hash, text: before } = session.pending;
    const arrived = session.now.envelopes.some((/** @type {any} */ one) => equal(one.hash, hash));
    session.pending = null;
    if (arrived && before === text) return { ...now, arrivedBefore: true };
  }
  // The list may have changed since the page was opened: a key that was withdrawn must not be sealed to.
  session.organisation = await fetchOrganisation(session.slug, session.pin, true, session.organisation.directory.version);
  view();
  for (let attempt = 1; ; attempt += 1) {
    if (!session.canWrite) throw { code: "revoked" };
    try {
      await post(text, fields);
      return await reloadCase();
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      if (!["newer", "stale"].includes(code) || attempt === SEAL_ATTEMPTS) throw error;
      await reloadCase();
    }
  }
}

/** @param {string} text @param {object} [fields] what goes sealed beside it */
async function post(text, fields) {
  const { hash, body } = sealedMessage(session, text, fields);
  try {
    await asked("POST", "/r/v1/messages", body);
  } catch (error) {
    if (["network", "failed"].includes(/** @type {any} */ (error).code)) session.pending = { hash, text };
    throw error;
  }
}

/**
 * Sign that an act of the counsellor, or of the case officer in the organisation's space, is not what it says (PROTOCOL 6.2, kind 9); the duty is open again. It looks first whether
 * that was done already, so it is never done twice.
 * Fails with `network` (unknown whether it arrived), `policy` (nothing that can be contested).
 * @param {{ hash: string }} params of the statement
 */
export async function contest({ hash }) {
  const before = await reloadCase();
  const about = [...before.acts, ...(before.officer?.acts ?? [])].find((/** @type {any} */ one) => one.hash === hash);
  if (about === undefined) throw { code: "policy" };
  if (about.contestedOn !== null) return before;
  const { keys, now: { answer } } = session;
  const day = dayParse(answer.today);
  const statement = signDuty(DUTY.contest, 0, about.space, 0, keys.orgId, keys.caseId, keys.sender.signSeed, unb64(hash), day, 0);
  await asked("POST", "/r/v1/statements", { statement: b64(statement) });
  return reloadCase();
}

/**
 * Answer a question of the counsellor: yes is signed with the key of the case, no asks for nothing. It looks first what became
 * of the question, so nothing is answered twice.
 * Fails with `policy` (no longer open), `unlisted` or `involved` (nothing was signed), `network`.
 * @param {{ id: string, isYes: boolean, keepsAccess?: boolean, agreement?: string, only?: string[] }} params of the request; `agreement`: the word that a summary is right; `only`: of a release, the messages that may go
 */
export async function answerRequest({ id, isYes, keepsAccess = false, agreement = "", only = [] }) {
  session.organisation = await fetchOrganisation(session.slug, session.pin, true, session.organisation.directory.version);
  const before = await reloadCase();
  const request = before.control.requests.find((/** @type {any} */ one) => one.id === id);
  if (request?.state === (isYes ? "agreed" : "refused")) return before;
  if (request?.state !== "open") throw { code: "policy" };
  if (isYes && !session.canWrite) throw { code: "revoked" };
  const word = isYes && request.summary !== null ? [await agreed(agreement)] : [];
  if (isYes) await asked("POST", "/r/v1/consents", signedAnswer(session, id, openedMessages(session), keepsAccess, word, only));
  else await asked("POST", `/r/v1/requests/${encodeURIComponent(id)}/refusal`);
  return reloadCase();
}

/**
 * A summary goes along with the reporter's own word that it is right, sealed and signed like every message; said once.
 * @param {string} text @returns {Promise<string>} hash of that word
 */
async function agreed(text) {
  const said = () => openedMessages(session).filter((/** @type {any} */ one) => one.mine && one.text === text).at(-1)?.ref;
  if (said() === undefined) {
    await post(text);
    await reloadCase();
  }
  return String(said());
}

/** Take a consent back that nobody carried out yet. Fails with `policy` when it was. @param {{ id: string }} params of the token */
export async function withdrawConsent({ id }) {
  const before = await reloadCase();
  if (before.control.consents.some((/** @type {any} */ one) => one.id === id && one.state === "withdrawn")) return before;
  await asked("POST", "/r/v1/consents/withdrawals", signedWithdrawal(session, id));
  session.withdrawn.push(id);
  return reloadCase();
}

/**
 * What is open now, for the reporter's own steps (`reporter_steps.js`).
 * @returns {{ session: any, asked: (method: string, path: string, body?: object | null) => Promise<any> }}
 */
export function openedCase() {
  if (session === null) throw { code: "denied" };
  return { session, asked };
}

/** End the session here and on the service. */
export async function signOut() {
  const token = session?.token;
  session = null;
  if (token !== undefined) await ask("DELETE", "/r/v1/session", null, token).catch(() => undefined);
  return {};
}
