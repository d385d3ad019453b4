// @ts-check
/**
 * The mailbox's part of the reporter's worker: open a case with code and words, check it, and write.
 * Everything shown was opened and verified here; what does not fit becomes a warning and never hides the rest.
 */

import { clocks, open } from "/crypto/js/vendor/reporter_mailbox.js";
import {
  b64, blake2b, dayParse, dayStr, derive, envHash, equal, FROM_RECIPIENT, FROM_REPORTER, fromUtf8, isValidOn, newestEntry,
  NO_ACK, normalise, openState, parseCaseCode, readJson, safetyNumber, seal, sealState, TYPE, unb64, utf8,
} from "/crypto/js/vendor/reporter_protocol.js";
import { acknowledgement, chainIsWhole, inTime, seenIsThere } from "/static/js/reporter_checks.js";
import { ask, fetchOrganisation, nameOf, shown, signIn, wordList } from "/static/js/reporter_client.js";

const ZEROS = new Uint8Array(32);
const SPACE = 0;
const MELDING = 2;
const NO_SELF_COPY = 2; // flags bit 1
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
    session = { slug, pin, organisation, keys, token: await signIn(keys), pending: null };
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
  const envelopes = answer.envelopes
    .filter((/** @type {any} */ one) => one.space === SPACE && one.direction <= FROM_RECIPIENT)
    .map((/** @type {any} */ one) => {
      const bytes = unb64(one.envelope);
      return { direction: one.direction, index: one.index, bytes, hash: envHash(bytes) };
    });
  const stateBlob = unb64(answer.state);
  session.now = { answer, envelopes, stateBlob, state: openState(session.keys, stateBlob) };
  return view();
}

/** What the page shows of the case. */
function view() {
  const { organisation, keys, now: { answer, envelopes, state } } = session;
  const { directory, root, today } = organisation;
  const assignee = unb64(state.assignee);
  const entry = newestEntry(directory, assignee);
  const messages = envelopes.map((/** @type {any} */ one) => message(one, assignee));
  const acknowledged = acknowledgement(answer.duties, messages, assignee, root.orgId, keys.caseId);
  const report = messages.find((/** @type {any} */ one) => one.mine && one.index === 0)?.opened;
  const isOlder = directory.version < state.directoryVersion
    || (directory.version === state.directoryVersion && b64(directory.dirHash) !== state.directoryHash);
  const notices = [
    directory.expired ? "expired" : "",
    isOlder ? "older-list" : "",
    entry === null ? "absent" : entry.state === "active" ? "" : entry.state,
    chainIsWhole(messages) && seenIsThere(state, envelopes) ? "" : "chain",
    report !== undefined && report.track !== answer.track ? "track" : "",
    acknowledged.isFalse ? "false-acknowledgement" : "",
  ].filter((code) => code !== "");
  const received = dayParse(answer.receivedOn);
  const limits = answer.track === MELDING ? clocks("employer", received, acknowledged.day) : null;
  session.canWrite = entry !== null && entry.state !== "revoked" && !isOlder;
  return {
    track: answer.track,
    receivedOn: answer.receivedOn,
    today: dayStr(today),
    counsellor: nameOf(directory, assignee),
    acknowledgedOn: acknowledged.day === null ? null : dayStr(acknowledged.day),
    limits: limits === null ? null : { ack: dayStr(limits.ackLimit), feedback: dayStr(limits.feedbackLimit) },
    messages: messages.map((/** @type {any} */ { opened: _opened, ...rest }) => rest).sort(inTime),
    notices,
    canWrite: session.canWrite,
    organisation: shown(organisation),
    assigneeState: entry?.state ?? "absent",
    stateSeq: state.seq,
    orgName: root.orgName,
    safetyNumber: safetyNumber(root.orgId, keys.caseId, keys.signPk, assignee),
  };
}

/** Open one envelope. @param {any} one @param {Uint8Array} assignee */
function message(one, assignee) {
  const { organisation: { root, directory }, keys } = session;
  const mine = one.direction === FROM_REPORTER;
  const context = { orgId: root.orgId, caseId: keys.caseId, direction: one.direction, space: SPACE, index: one.index };
  const base = { mine, index: one.index, hash: one.hash, seenBefore: 0, day: null, type: 0, text: "", newer: false };
  try {
    const opened = open(one.bytes, context, [keys.box], mine ? keys.signPk : assignee);
    const isKnown = mine || directory.entries.some((/** @type {any} */ entry) =>
      equal(entry.record.idPk, assignee) && isValidOn(entry.record, opened.day));
    const body = readJson(fromUtf8(opened.body, "payload"));
    return {
      ...base,
      opened,
      day: dayStr(opened.day),
      type: opened.type,
      newer: body.v !== 1,
      text: typeof body.text === "string" ? body.text : "",
      fields: body.fields !== null && typeof body.fields === "object" ? body.fields : {},
      // Where it stands in time: after as many of the other side's messages as its writer had seen.
      seenBefore: one.index + (opened.ackIndex === NO_ACK ? 0 : opened.ackIndex + 1),
      problem: isKnown ? "" : "key",
    };
  } catch (error) {
    const isStrict = mine && /** @type {any} */ (error).code === "not-recipient";
    return { ...base, opened: undefined, fields: {}, problem: isStrict ? "no-copy" : "unreadable", seenBefore: one.index };
  }
}

/**
 * Seal a message and send it. When something arrived in between it is read and the message sealed again.
 * Fails with `network` (unknown whether it arrived; the next call finds out), `revoked`, `policy`, `size`, `busy`.
 * @param {{ text: string }} params
 */
export async function write({ text }) {
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
      await post(text);
      return await reloadCase();
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      if (!["newer", "stale"].includes(code) || attempt === SEAL_ATTEMPTS) throw error;
      await reloadCase();
    }
  }
}

/** @param {string} text */
async function post(text) {
  const { organisation: { root, directory, today }, keys, now: { envelopes, state, stateBlob } } = session;
  const entry = newestEntry(directory, unb64(state.assignee));
  const own = newestOf(envelopes, FROM_REPORTER);
  const theirs = newestOf(envelopes, FROM_RECIPIENT);
  const index = own === null ? 0 : own.index + 1;
  const keepsCopy = directory.selfcopy === "allow";
  const recordPk = /** @type {NonNullable<typeof entry>} */ (entry).record.boxPk;
  const envelope = seal(
    { orgId: root.orgId, caseId: keys.caseId, direction: FROM_REPORTER, space: SPACE, index },
    {
      type: TYPE.message,
      flags: keepsCopy ? 0 : NO_SELF_COPY,
      track: 0,
      day: today,
      prev: own?.hash ?? ZEROS,
      ack: theirs === null ? null : { index: theirs.index, hash: theirs.hash },
      dirHash: directory.dirHash,
      body: utf8(JSON.stringify({ v: 1, text })),
    },
    keys.sender,
    keepsCopy ? [recordPk, keys.boxPk] : [recordPk],
  );
  const hash = envHash(envelope);
  const seen = [{ space: SPACE, dir: FROM_REPORTER, index, hash: b64(hash) }];
  if (theirs !== null) seen.push({ space: SPACE, dir: FROM_RECIPIENT, index: theirs.index, hash: b64(theirs.hash) });
  const elsewhere = (state.last ?? []).filter((/** @type {any} */ one) => one.space !== SPACE);
  const next = {
    ...state,
    seq: state.seq + 1,
    rootVersion: root.version,
    directoryVersion: directory.version,
    directoryHash: b64(directory.dirHash),
    last: [...elsewhere, ...seen],
  };
  try {
    await asked("POST", "/r/v1/messages", {
      envelope: b64(envelope),
      index,
      state: b64(sealState(keys, next)),
      previousState: b64(blake2b(stateBlob, { dkLen: 32 })),
    });
  } catch (error) {
    if (["network", "failed"].includes(/** @type {any} */ (error).code)) session.pending = { hash, text };
    throw error;
  }
}

/** @param {any[]} envelopes @param {number} direction */
const newestOf = (envelopes, direction) =>
  envelopes.filter((one) => one.direction === direction).reduce((best, one) => (best === null || one.index > best.index ? one : best), null);

/** End the session here and on the service. */
export async function signOut() {
  const token = session?.token;
  session = null;
  if (token !== undefined) await ask("DELETE", "/r/v1/session", null, token).catch(() => undefined);
  return {};
}
