// @ts-check
/**
 * The reporter's own ways out, made by this client (PROTOCOL 5.1, 5.2, 5.6): messages for an authority or helper, now or if a duty
 * is missed, and a deputy. What a trial shows is what is signed afterwards. Keys are wrapped here, for one recipient.
 */

import { FLAG, itemOf, makeRewrap, parseToken, PURPOSE, rolesOf, signConsent } from "/crypto/js/vendor/reporter_mailbox.js";
import {
  b64, blake2b, dayParse, dayStr, equal, fingerprint, FROM_RECIPIENT, FROM_REPORTER, isValidOn, roleWords, sealState, unb64,
} from "/crypto/js/vendor/reporter_protocol.js";
import { SPACE } from "/static/js/reporter_worker/checks.js";
import { barrierOf, hexOf, isIdentity, signedConsents } from "/static/js/reporter_worker/consent.js";
import { nextState } from "/static/js/reporter_worker/sealing.js";

const FIRST_OUTSIDE = 2;
const SPACE_MAX = 15;
const SEND_DAYS = 14;
const CONDITIONAL_DAYS = 400;
const WITHDRAWAL_DAYS = 2;
const UNACKNOWLEDGED_DAYS = 5;
const DUTIES = { acknowledgement: 2, feedback: 3 };
/** @type {Record<string, { purpose: number, path: string }>} */
const WAYS = {
  now: { purpose: PURPOSE.external, path: "/r/v1/consents" },
  later: { purpose: PURPOSE.conditionalExternal, path: "/r/v1/conditional" },
  deputy: { purpose: PURPOSE.preparedDeputy, path: "/r/v1/conditional" },
};

/** @typedef {"now" | "later" | "deputy"} Way */
/** @typedef {{ way: Way, to: string, duty?: "acknowledgement" | "feedback", messages?: string[], withIdentity?: boolean, mayWrite?: boolean, isByCounsellor?: boolean }} Wish `to`: a fingerprint; `messages`: their hashes, base64; a deputy gets them all; `mayWrite`: the recipient may write to the reporter; `isByCounsellor`: the counsellor asked, and passes it on */
/** @typedef {{ way: Way, purpose: number, recipient: import("/crypto/js/directory.js").Entry, print: string, lines: any[], space: number, duty: number, flags: number, expires: number }} Drawn */

/**
 * Who may be chosen, each once with the newest key: listed, active and valid today, and not ticked as involved.
 * @param {any} session @param {any[]} messages as opened @param {Way} way
 */
export function peopleFor({ organisation: { directory, today }, now: { holders } }, messages, way) {
  if (directory.expired) return [];
  const roles = rolesOf(WAYS[way]?.purpose ?? 0, way === "deputy" ? SPACE : FIRST_OUTSIDE);
  /** @type {Map<string, import("/crypto/js/directory.js").Entry>} */
  const newest = new Map();
  for (const entry of directory.entries) {
    const { record } = entry;
    const print = fingerprint(record.idPk);
    const other = newest.get(print);
    const isThere = entry.state === "active" && roles.includes(record.role) && isValidOn(record, today);
    if (!isThere || equal(record.idPk, holders.assignee) || barrierOf(print, messages) === "involved") continue;
    if (other === undefined || other.record.epoch < record.epoch) newest.set(print, entry);
  }
  return [...newest].map(([print, entry]) => ({ print, entry }));
}

/** The plain data of somebody for the page. @param {{ print: string, entry: import("/crypto/js/directory.js").Entry }} one */
export function personView({ print, entry: { name, record } }) {
  const words = roleWords(name);
  return {
    fingerprint: print, name: words?.person ?? name, isAuthority: record.role === 3, validUntil: dayStr(record.notAfter),
    external: words?.external ?? false, subjects: words?.subjects ?? [], integrity: record.role === 2,
  };
}

/** Messages that can go along: those that this client opens, in the order of a scope. @param {any[]} messages */
export const passable = (messages) => messages.filter((one) => one.opened !== undefined).sort((a, b) => Number(b.mine) - Number(a.mine) || a.index - b.index);

/**
 * What a wish comes to, before anything is signed.
 * Fails with `unlisted`, `empty` (nothing ticked), `no-copy` (the report itself cannot be passed on), `full`.
 * @param {any} session @param {any[]} messages as opened @param {Wish} wish
 * @returns {Drawn}
 */
export function drawn(session, messages, wish) {
  const { today } = session.organisation;
  const found = peopleFor(session, messages, wish.way).find(({ print }) => print === wish.to);
  const chosen = WAYS[wish.way];
  if (found === undefined || chosen === undefined) throw { code: "unlisted" };
  const isDeputy = wish.way === "deputy";
  const isWanted = (/** @type {any} */ one) => (isIdentity(one) ? !isDeputy && wish.withIdentity === true : isDeputy || (wish.messages ?? []).includes(one.ref));
  const lines = passable(messages).filter(isWanted);
  if (lines.length === 0) throw { code: "empty" };
  if (isDeputy && !(lines[0]?.mine && lines[0].index === 0)) throw { code: "no-copy" };
  const { record } = found.entry;
  const life = wish.way === "now" ? SEND_DAYS : CONDITIONAL_DAYS;
  return {
    way: wish.way, purpose: chosen.purpose, recipient: found.entry, print: found.print, lines,
    space: isDeputy ? SPACE : spaceOf(session, record.idPk),
    duty: wish.way === "later" ? DUTIES[wish.duty ?? "feedback"] : 0,
    // A deputy answers as a counsellor does, and needs no word for it.
    flags: (lines.some(isIdentity) ? FLAG.identity : 0) | (!isDeputy && wish.mayWrite === true ? FLAG.mayWrite : 0),
    expires: Math.min(today + life, record.notAfter),
  };
}

/** The space this recipient has already, or the next free one. @param {any} session @param {Uint8Array} idPk */
function spaceOf({ keys, now: { answer } }, idPk) {
  const taken = signedConsents(answer, keys).map(({ token }) => token).filter(({ space }) => space >= FIRST_OUTSIDE);
  const own = taken.find(({ recipientId }) => equal(recipientId, idPk));
  if (own !== undefined) return own.space;
  for (let space = FIRST_OUTSIDE; space <= SPACE_MAX; space += 1) if (!taken.some((one) => one.space === space)) return space;
  throw { code: "full" };
}

/**
 * A trial: exactly what would be sent, to whom and when. Nothing is signed.
 * @param {any} session @param {any[]} messages @param {Wish} wish @param {any} limits of the case; null where no term runs
 */
export function trialOf(session, messages, wish, limits) {
  const item = drawn(session, messages, wish);
  return {
    way: item.way, isByCounsellor: wish.isByCounsellor === true, duty: wish.duty ?? "", ...personView({ print: item.print, entry: item.recipient }), expires: dayStr(item.expires),
    mayWrite: (item.flags & FLAG.mayWrite) !== 0, lines: item.lines.map(({ opened: _opened, hash: _hash, ...rest }) => rest), ...daysOf(session, item, limits),
  };
}

/** The last day of the duty, and the first day on which it could go out. @param {any} session @param {Drawn} item @param {any} limits */
function daysOf({ now: { answer } }, item, limits) {
  if (item.way === "now") return { due: null, earliest: null };
  if (item.way === "deputy") {
    const due = dayParse(answer.receivedOn) + UNACKNOWLEDGED_DAYS;
    return { due: dayStr(due), earliest: dayStr(due + 1) };
  }
  const day = item.duty === DUTIES.acknowledgement ? limits?.ack : limits?.feedback;
  if (day === null || day === undefined) throw { code: "no-date" };
  return { due: day, earliest: dayStr(dayParse(day) + 1 + WITHDRAWAL_DAYS) };
}

/**
 * Sign the token, wrap the keys of its messages for the recipient, and give the request that hands both in.
 * @param {any} session @param {any[]} messages @param {Wish} wish
 * @returns {{ path: string, body: object }}
 */
export function signedItem(session, messages, wish) {
  const { organisation: { today }, keys, now: { stateBlob } } = session;
  const item = drawn(session, messages, wish);
  const scope = item.lines.map((one) => one.hash);
  const { purpose, flags, space, duty, recipient, expires } = item;
  const raw = signConsent({ purpose, flags, space, duty, orgId: keys.orgId, caseId: keys.caseId, recipient, scope, expires }, keys.sender.signSeed, today);
  const token = parseToken(raw);
  const place = { orgId: keys.orgId, caseId: keys.caseId, signSeed: keys.sender.signSeed };
  const rewrap = makeRewrap(item.lines.map((line) => wrapped(session, line)), recipient.record.boxPk, token, place);
  const state = nextState(session, []);
  const tokens = [...(state.tokens ?? []), { id: hexOf(token.tokenId), purpose, duty, hash: b64(token.hash) }];
  return {
    path: String(WAYS[item.way]?.path),
    body: {
      token: b64(raw), scope: scope.map(b64), rewrap: wish.isByCounsellor === true ? null : b64(rewrap), keepsAccess: false,
      state: b64(sealState(keys, { ...state, tokens })), previousState: b64(blake2b(stateBlob, { dkLen: 32 })),
    },
  };
}

/** The key of one message, taken out of the reporter's own copy. @param {any} session @param {any} line */
function wrapped({ keys, now: { envelopes } }, line) {
  const direction = line.mine ? FROM_REPORTER : FROM_RECIPIENT;
  const found = envelopes.find((/** @type {any} */ one) => one.direction === direction && one.index === line.index);
  const context = { orgId: keys.orgId, caseId: keys.caseId, direction, space: SPACE, index: line.index };
  return itemOf(found.bytes, context, [keys.box]);
}

/** Whether exactly this is there already: an answer that was lost is not signed twice. @param {any} session @param {Drawn} item */
export const isStored = ({ keys, now: { answer } }, item) => signedConsents(answer, keys).some(({ token, told }) => (
  token.purpose === item.purpose && token.duty === item.duty && token.flags === item.flags && ["given", "used", "suspended"].includes(told.state) &&
  equal(token.recipientId, item.recipient.record.idPk) && told.scope.length === item.lines.length &&
  item.lines.every((line) => told.scope.some((/** @type {string} */ hash) => equal(unb64(hash), line.hash)))));
