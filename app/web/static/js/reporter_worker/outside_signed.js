// @ts-check
/**
 * What somebody outside signed about what the reporter gave, as this client checks it (PROTOCOL 5.4, 5.5, 6.2): by that person or a
 * colleague whom they let in, in that space, about that consent or a message that is there, with the term of the law. What does not hold is told as such.
 */

import { checkDue, DUTY, EVENT, eventParse, kidSign, verifyDuty } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, clocks, dayParse, dayStr, envHash, equal, FROM_RECIPIENT, newestEntry, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { signedConsents } from "/static/js/reporter_worker/consent.js";

const AUTHORITY = 3;
/** What each kind is called here. @type {Record<number, string>} */
const SAID = { [DUTY.assigned]: "colleague", [DUTY.externalAck]: "received", [DUTY.externalFeedback]: "answered", [DUTY.unable]: "declined", [DUTY.extended]: "extended", [DUTY.ackSuppressed]: "unconfirmed" };
/** What the log says of each; that nothing was confirmed it does not say. @type {Record<string, number>} */
const LOGGED = { received: EVENT.externalAck, answered: EVENT.externalFeedback, declined: EVENT.unable, extended: EVENT.extended };

/**
 * @typedef {{ name: string, day: string | null, due: string | null, ref: string, hash: string, isTrue: boolean }} Said
 * `name` is empty and `day` null for what nobody of this space signed; `isTrue`: what it speaks of is there, and its term is the law's
 */

/** Packages that went to somebody in a space, by the reporter's own consents. @param {any} session @param {number} space @param {Uint8Array} recipientId */
export const packagesIn = ({ now: { answer } }, space, recipientId) => (answer.packages ?? [])
  .filter((/** @type {any} */ one) => one.space === space && equal(unb64(one.recipient), recipientId));

/** Raw statements of a space, each once. @param {any} session @param {number} space @param {Uint8Array} recipientId @returns {string[]} */
const rawsIn = (session, space, recipientId) => [...new Set(/** @type {string[]} */ (packagesIn(session, space, recipientId).flatMap((/** @type {any} */ one) => one.statements)))];

/**
 * Who reads in a space: whom the reporter named, and every colleague for whom one who reads there signed, and who stands on the list
 * in the same role and under the same name.
 * @param {any} session @param {number} space @param {Uint8Array} recipientId
 * @returns {Uint8Array[]} identity keys, the named one first
 */
export function readersOf(session, space, recipientId) {
  const { organisation: { directory }, keys } = session;
  const named = newestEntry(directory, recipientId);
  const readers = [recipientId];
  // Whoever was let in may let in the next: so again and again, until nobody is added.
  for (let before = 0; before < readers.length;) {
    before = readers.length;
    for (const raw of rawsIn(session, space, recipientId)) {
      const added = colleagueOf(raw, readers, keys, space);
      const isListed = directory.entries.some((/** @type {any} */ { record, name }) =>
        added !== null && equal(record.idPk, added) && named !== null && record.role === named.record.role && name === named.name);
      if (added !== null && isListed && !readers.some((one) => equal(one, added))) readers.push(added);
    }
  }
  return readers;
}

/** The identity key that a statement of kind 1 lets in; null when it is none that holds. @param {string} raw @param {Uint8Array[]} readers @param {any} keys @param {number} space */
function colleagueOf(raw, readers, keys, space) {
  try {
    const statement = verifyDuty(unb64(raw), new Map([[DUTY.assigned, readers]]), keys.orgId, keys.caseId);
    return statement.space === space ? statement.ref : null;
  } catch {
    return null;
  }
}

/**
 * Everything somebody signed in a space, in the order in which the service keeps it; the same statement once.
 * @param {any} session with the case as it was last read @param {number} space @param {Uint8Array} recipientId
 * @returns {Said[]}
 */
export function signedOutside(session, space, recipientId) {
  const { organisation: { directory }, keys, now: { answer } } = session;
  const packages = packagesIn(session, space, recipientId);
  const readers = readersOf(session, space, recipientId);
  const known = {
    keys, space, readers,
    consents: new Set(signedConsents(answer, keys).filter(({ token }) => token.space === space).map(({ token }) => b64(token.hash))),
    messages: new Set(answer.envelopes.filter((/** @type {any} */ one) => one.space === space && one.direction === FROM_RECIPIENT)
      .map((/** @type {any} */ one) => b64(envHash(unb64(one.envelope))))),
    limits: newestEntry(directory, recipientId)?.record.role === AUTHORITY ? packages.flatMap(limitsOf) : [[0, 0, 0]],
  };
  return rawsIn(session, space, recipientId).map((raw) => statementOf(raw, known));
}

/** The terms of an authority from the day a package was there: as they are, and once longer. @param {any} told @returns {number[][]} */
function limitsOf({ madeOn }) {
  const [usual, longer] = [false, true].map((extended) => clocks("authority", dayParse(madeOn), null, extended));
  const [ack, feedback, last] = [usual?.ackLimit ?? 0, usual?.feedbackLimit ?? 0, longer?.feedbackLimit ?? 0];
  return [[ack, feedback, last], [ack, last, last]];
}

/**
 * @param {string} raw
 * @param {{ keys: any, space: number, readers: Uint8Array[], consents: Set<string>, messages: Set<string>, limits: number[][] }} known
 * @returns {Said}
 */
function statementOf(raw, { keys, space, readers, consents, messages, limits }) {
  try {
    const allowed = new Map(Object.keys(SAID).map((kind) => [Number(kind), readers]));
    const statement = verifyDuty(unb64(raw), allowed, keys.orgId, keys.caseId);
    if (statement.space !== space) throw new TypeError("space");
    const ref = b64(statement.ref);
    const isAbout = statement.kind === DUTY.assigned ? readers.some((one) => equal(one, statement.ref)) : messages.has(ref) || (statement.kind !== DUTY.extended && consents.has(ref));
    return {
      name: SAID[statement.kind] ?? "", day: dayStr(statement.day), due: statement.due === 0 ? null : dayStr(statement.due), ref, hash: b64(statement.hash),
      isTrue: isAbout && limits.some(([ack = 0, feedback = 0, last = 0]) => isOfLaw(statement, ack, feedback, last)),
    };
  } catch {
    return { name: "", day: null, due: null, ref: "", hash: "", isTrue: false };
  }
}

/** @param {any} statement @param {number} ack @param {number} feedback @param {number} last */
function isOfLaw(statement, ack, feedback, last) {
  try {
    checkDue(statement, ack, feedback, last);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether log and statements of a space are the same: nothing recorded that is not shown, nothing shown that was not recorded.
 * @param {any} session @param {number} space @param {Uint8Array[]} readers @param {Said[]} said
 */
export function isRecorded({ now: { answer } }, space, readers, said) {
  try {
    const events = (answer.events ?? []).map((/** @type {any} */ one) => eventParse(unb64(one.event)))
      .filter((/** @type {any} */ event) => event.space === space && Object.values(LOGGED).includes(event.type));
    const shown = said.filter(({ name }) => LOGGED[name] !== undefined);
    return events.length === shown.length && shown.every(({ name, hash }) =>
      events.some((/** @type {any} */ event) => event.type === LOGGED[name] && b64(event.ref) === hash && readers.some((one) => equal(event.actor, kidSign(one)))));
  } catch {
    return false;
  }
}
