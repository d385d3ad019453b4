// @ts-check
/**
 * The reporter's conversations with authorities and helpers, one for each space from 2 on (PROTOCOL 4.1, 5.5). Whose a space is
 * follows from the reporter's own consent, and never from what the service says. Values in, values out.
 */

import { FLAG, PURPOSE } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, clocks, dayParse, dayStr, fingerprint, FROM_RECIPIENT, FROM_REPORTER, NO_ACK, newestEntry } from "/crypto/js/vendor/reporter_protocol.js";
import { chainIsWhole, envelopesOf, inTime, newestOf, openMessage } from "/static/js/reporter_worker/checks.js";
import { nameOf } from "/static/js/shared/reporter_client.js";
import { signedConsents } from "/static/js/reporter_worker/consent.js";
import { isRecorded, packagesIn, readersOf, signedOutside } from "/static/js/reporter_worker/outside_signed.js";

const AUTHORITY = 3;
/** So many messages of the reporter may wait beyond as many for each answer (PROTOCOL 5.5). */
const UNANSWERED = 20;
/** @type {number[]} */
const OUTSIDE = [PURPOSE.external, PURPOSE.conditionalExternal];
const STANDING = ["used", "released"];
const WAITING = ["waiting", "withdrawn"];
/** Which statement belongs to what a message says of itself (`fields.status`). @type {Record<string, string>} */
const STATUS = {
  answered: "answered", "more-time": "extended", "not-competent": "declined",
  "declined-minor": "declined", "declined-insufficient-interest": "declined", "declined-known-matter": "declined",
};

/**
 * The spaces outside with whom the reporter let in there, in order.
 * @param {any} session @returns {{ space: number, recipientId: Uint8Array, consents: { token: any, told: any }[] }[]}
 */
function spacesOf({ keys, now: { answer } }) {
  const carried = signedConsents(answer, keys).filter(({ token, told }) => OUTSIDE.includes(token.purpose) && [...STANDING, "withdrawn"].includes(told.state));
  const spaces = [...new Set(carried.map(({ token }) => token.space))].sort((a, b) => a - b);
  return spaces.flatMap((space) => {
    const consents = carried.filter(({ token }) => token.space === space);
    const [first] = consents;
    return first === undefined ? [] : [{ space, recipientId: first.token.recipientId, consents }];
  });
}

/** Conversations that can be shown: something was fetched there, or written. @param {any} session @param {boolean} isOlder the list of keys is */
export const talksOf = (session, isOlder) => spacesOf(session)
  .map((place) => ({ place, envelopes: envelopesOf(session.now.answer.envelopes, place.space) }))
  .filter(({ place, envelopes }) => envelopes.length > 0 || isFetched(session, place))
  .map(({ place, envelopes }) => talkOf(session, place, envelopes, isOlder));

/** @param {any} session @param {{ space: number, recipientId: Uint8Array }} place */
const isFetched = (session, { space, recipientId }) => packagesIn(session, space, recipientId).some((/** @type {any} */ one) => !WAITING.includes(one.state));

/** Where a message to somebody outside goes; null when nobody has this space. @param {any} session @param {number} space */
export function placeOutside(session, space) {
  const found = spacesOf(session).find((one) => one.space === space);
  return found === undefined ? null : { space, entries: keysOf(session.organisation.directory, readersOf(session, space, found.recipientId)), envelopes: envelopesOf(session.now.answer.envelopes, space) };
}

/** What was seen last in a space, as the reporter's state keeps it. @param {any} session @param {number} space */
export function headsOf(session, space) {
  const envelopes = placeOutside(session, space)?.envelopes ?? [];
  return [FROM_REPORTER, FROM_RECIPIENT].map((direction) => newestOf(envelopes, direction)).filter((one) => one !== null)
    .map(({ direction, index, hash }) => ({ space, dir: direction, index, hash: b64(hash) }));
}

/** @param {any} session @param {any} place @param {any[]} envelopes @param {boolean} isOlder */
function talkOf(session, place, envelopes, isOlder) {
  const { organisation: { directory } } = session;
  const { space, recipientId, consents } = place;
  const entry = newestEntry(directory, recipientId);
  const readers = readersOf(session, space, recipientId);
  const messages = envelopes.map((one) => openMessage(one, session, readers, space));
  const said = signedOutside(session, space, recipientId);
  const standing = consents.filter((/** @type {any} */ { told }) => STANDING.includes(told.state));
  const mayWrite = standing.some((/** @type {any} */ { token }) => (token.flags & FLAG.mayWrite) !== 0);
  const wasInvited = consents.some((/** @type {any} */ { token }) => (token.flags & FLAG.mayWrite) !== 0);
  const theirs = messages.filter(({ mine }) => !mine);
  const seen = seenOf(session, space, messages);
  const closed = closedWhy({ canSeal: !isOlder && keysOf(directory, readers).length > 0, isOver: standing.length === 0, isFetched: isFetched(session, place), messages });
  return {
    space, name: nameOf(directory, recipientId), fingerprint: fingerprint(recipientId), isAuthority: entry?.record.role === AUTHORITY, people: readers.length, mayWrite, closed,
    unread: theirs.filter(({ index }) => index > seen).length,
    terms: entry?.record.role === AUTHORITY ? termsOf(session, place, said) : null, said: said.map(({ hash: _hash, ...rest }) => rest),
    messages: messages.map((one) => ({ ...shownMessage(one, said), isNew: !one.mine && one.index > seen })).sort(inTime),
    doubts: [
      chainIsWhole(messages) && isAllThere(session, space, envelopes) ? "" : "chain",
      theirs.length > 0 && !wasInvited ? "uninvited" : "",
      isRecorded(session, space, readers, said) ? "" : "log",
    ].filter((code) => code !== ""),
  };
}

/** One message, with what it says of itself and whether that was signed too. @param {any} one @param {any[]} said */
function shownMessage({ opened: _opened, hash: _hash, ...rest }, said) {
  const code = rest.mine || typeof rest.fields?.status !== "string" ? "" : rest.fields.status;
  const statements = said.filter(({ ref, isTrue }) => isTrue && ref === rest.ref);
  return { ...rest, from: "", status: STATUS[code] === undefined ? "" : code, isSigned: statements.some(({ name }) => name === STATUS[code]) };
}

/** The newest key of each who reads there, without who left; nobody whose key was revoked. @param {any} directory @param {Uint8Array[]} readers @returns {any[]} entries */
function keysOf(directory, readers) {
  const entries = readers.map((one) => newestEntry(directory, one)).filter((entry) => entry !== null && entry.state !== "revoked");
  const active = entries.filter((entry) => entry?.state === "active");
  return active.length > 0 ? active : entries;
}

/** Why nothing can be written there now; empty when it can. @param {{ canSeal: boolean, isOver: boolean, isFetched: boolean, messages: any[] }} known */
function closedWhy({ canSeal, isOver, isFetched: wasFetched, messages }) {
  if (!canSeal) return "revoked";
  if (isOver) return "over";
  if (!wasFetched) return "unfetched";
  const own = messages.filter(({ mine }) => mine).length;
  return own - UNANSWERED * (messages.length - own) >= UNANSWERED ? "full" : "";
}

/** The newest message of theirs that the reporter has seen: by the state, by this visit, or by the own message after it. @param {any} session @param {number} space @param {any[]} messages */
function seenOf({ now: { state }, read = new Map() }, space, messages) {
  const kept = [...(state.last ?? []), ...(read.get(space) ?? [])].filter((one) => one.space === space && one.dir === FROM_RECIPIENT).map(({ index }) => index);
  const answered = messages.filter(({ mine, opened }) => mine && opened !== undefined && opened.ackIndex !== NO_ACK).map(({ opened }) => opened.ackIndex);
  return Math.max(-1, ...kept, ...answered);
}

/** What was seen at an earlier visit is still there. @param {any} session @param {number} space @param {any[]} envelopes */
const isAllThere = ({ now: { state } }, space, envelopes) => (state.last ?? []).every((/** @type {any} */ seen) =>
  seen.space !== space || envelopes.some((one) => one.direction === seen.dir && one.index === seen.index && b64(one.hash) === seen.hash));

/** The terms of the law from the newest day on which something was there for this authority. @param {any} session @param {any} place @param {any[]} said */
function termsOf(session, { space, recipientId, consents }, said) {
  const made = packagesIn(session, space, recipientId).filter((/** @type {any} */ one) => one.state !== "withdrawn").at(-1);
  if (made === undefined || consents.length === 0) return null;
  const names = said.filter(({ isTrue }) => isTrue).map(({ name }) => name);
  const { ackLimit, feedbackLimit } = clocks("authority", dayParse(made.madeOn), null, names.includes("extended"));
  const isOver = names.includes("declined");
  return {
    ack: dayStr(ackLimit), feedback: dayStr(feedbackLimit),
    owesAck: !isOver && !["received", "answered", "unconfirmed"].some((name) => names.includes(name)), owesFeedback: !isOver && !names.includes("answered"),
  };
}
