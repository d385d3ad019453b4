// @ts-check
/**
 * Letting the organisation in on the reporter's own initiative (PROTOCOL 3.4, 5.1, purpose 5): to which case officer, which messages,
 * and by whom the keys are wrapped. What a trial shows is what is signed afterwards. Values in, values out; nothing is sent here.
 */

import { FLAG, makeRewrap, parseToken, PURPOSE, rolesOf, signConsent } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, blake2b, dayStr, equal, fingerprint, isValidOn, sealState, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { barrierOf, hexOf, isIdentity, signedConsents } from "/static/js/reporter_worker/consent.js";
import { passable, personView } from "/static/js/reporter_worker/outside.js";
import { itemFor, placeOf } from "/static/js/reporter_worker/passing.js";
import { nextState } from "/static/js/reporter_worker/sealing.js";

const ORGANISATION = 1;
const LIFE_DAYS = 14;
const CONTINUES = [2, 3];
const CARRIED_OUT = ["used", "released"];

/** @typedef {{ to: string, messages: string[], withIdentity: boolean, mayWrite: boolean, byCounsellor: boolean }} Wish `to`: a fingerprint; `messages`: their hashes, base64; `byCounsellor`: the counsellor passes it on at the next visit */
/** @typedef {{ recipient: import("/crypto/js/directory.js").Entry, print: string, lines: any[], flags: number, expires: number }} Drawn */

/**
 * Which case officers may get it: listed, active and valid today, not ticked as involved, and without a counsellor's part in this case.
 * @param {any} session @param {any[]} messages as opened
 */
export function officersFor({ organisation: { directory, today }, now: { holders } }, messages) {
  if (directory.expired) return [];
  /** @type {Map<string, import("/crypto/js/directory.js").Entry>} */
  const newest = new Map();
  const counsellors = [holders.assignee, ...holders.earlier];
  for (const entry of directory.entries) {
    const { record } = entry;
    const print = fingerprint(record.idPk);
    const other = newest.get(print);
    const isThere = entry.state === "active" && rolesOf(PURPOSE.release, ORGANISATION).includes(record.role) && isValidOn(record, today);
    if (!isThere || counsellors.some((one) => equal(one, record.idPk)) || barrierOf(print, messages) === "involved") continue;
    if (other === undefined || other.record.epoch < record.epoch) newest.set(print, entry);
  }
  return [...newest].map(([print, entry]) => ({ print, entry }));
}

/**
 * What the page shows of it. `barrier`: why it cannot be done now, empty when it can.
 * @param {any} session @param {any[]} messages @param {{ isClosed: boolean, isOlder: boolean, officer: any }} known
 */
export function releasingOf(session, messages, { isClosed, isOlder, officer }) {
  const { organisation: { directory }, now: { answer } } = session;
  const people = officersFor(session, messages).map((one) => ({ ...personView(one), isLetIn: officer !== null && officer.fingerprint === one.print }));
  const lines = passable(messages);
  const barrier = directory.expired || isOlder ? "list" : isClosed ? "closed" : !CONTINUES.includes(answer.track) ? "advice"
    : waiting(session).length > 0 ? "waits" : people.length === 0 ? "nobody" : lines.some((one) => one.mine && !isIdentity(one)) ? "" : "no-copy";
  return {
    barrier, people, messages: lines.filter((one) => !isIdentity(one)).map(({ ref }) => ref), hasIdentity: lines.some(isIdentity),
    knowsInvolved: messages.some((one) => one.mine && one.index === 0 && one.opened !== undefined),
  };
}

/** A yes to a release that nobody carried out yet: one stands at a time. @param {any} session */
const waiting = ({ keys, now: { answer } }) => signedConsents(answer, keys)
  .filter(({ token, told }) => token.purpose === PURPOSE.release && told.state === "given" && told.endsOn >= answer.today);

/**
 * What a wish comes to, before anything is signed.
 * Fails with `unlisted`, `empty` (nothing of the reporter's own is ticked: the officer would know nobody to answer).
 * @param {any} session @param {any[]} messages @param {Wish} wish
 * @returns {Drawn}
 */
export function drawnRelease(session, messages, wish) {
  const found = officersFor(session, messages).find(({ print }) => print === wish.to);
  if (found === undefined) throw { code: "unlisted" };
  const lines = passable(messages).filter((one) => (isIdentity(one) ? wish.withIdentity : wish.messages.includes(one.ref)));
  if (!lines.some((one) => one.mine && !isIdentity(one))) throw { code: "empty" };
  return {
    recipient: found.entry, print: found.print, lines, expires: Math.min(session.organisation.today + LIFE_DAYS, found.entry.record.notAfter),
    flags: (lines.some(isIdentity) ? FLAG.identity : 0) | (wish.mayWrite ? FLAG.mayWrite : 0),
  };
}

/** Exactly what would be read, by whom. Nothing is signed. @param {any} session @param {any[]} messages @param {Wish} wish */
export function trialOfRelease(session, messages, wish) {
  const item = drawnRelease(session, messages, wish);
  return {
    ...personView({ print: item.print, entry: item.recipient }), expires: dayStr(item.expires), mayWrite: wish.mayWrite, byCounsellor: wish.byCounsellor,
    lines: item.lines.map(({ opened: _opened, hash: _hash, ...rest }) => rest),
  };
}

/**
 * The body of `POST /r/v1/consents`; with the record when this client wraps, without it when the counsellor is to.
 * @param {any} session @param {any[]} messages @param {Wish} wish
 */
export function signedRelease(session, messages, wish) {
  const { organisation: { today }, keys, now: { stateBlob } } = session;
  const { recipient, lines, flags, expires } = drawnRelease(session, messages, wish);
  const scope = lines.map((one) => one.hash);
  const offer = { purpose: PURPOSE.release, flags, space: ORGANISATION, duty: 0, orgId: keys.orgId, caseId: keys.caseId, recipient, scope, expires };
  const raw = signConsent(offer, keys.sender.signSeed, today);
  const token = parseToken(raw);
  const rewrap = wish.byCounsellor ? null : b64(makeRewrap(lines.map((line) => itemFor(session, line)), recipient.record.boxPk, token, placeOf(keys)));
  const state = nextState(session, []);
  const tokens = [...(state.tokens ?? []), { id: hexOf(token.tokenId), purpose: token.purpose, duty: token.duty, hash: b64(token.hash) }];
  return {
    token: b64(raw), scope: scope.map(b64), rewrap, keepsAccess: false,
    state: b64(sealState(keys, { ...state, tokens })), previousState: b64(blake2b(stateBlob, { dkLen: 32 })),
  };
}

/** Whether exactly this was signed already: an answer that was lost is not signed twice. @param {any} session @param {Drawn} item */
export const isReleased = ({ keys, now: { answer } }, item) => signedConsents(answer, keys).some(({ token, told }) => (
  token.purpose === PURPOSE.release && ["given", ...CARRIED_OUT].includes(told.state) && token.flags === item.flags &&
  equal(token.recipientId, item.recipient.record.idPk) && told.scope.length === item.lines.length &&
  item.lines.every((line) => told.scope.some((/** @type {string} */ hash) => equal(unb64(hash), line.hash)))));
