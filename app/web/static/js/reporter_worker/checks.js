// @ts-check
/**
 * Whether a case is whole: each message opened with the key it must be from, nothing missing, replaced or turned back.
 * Values in, values out.
 */

import { checkChain, open } from "/crypto/js/vendor/reporter_mailbox.js";
import {
  b64, dayStr, envHash, equal, FROM_RECIPIENT, FROM_REPORTER, fromUtf8, isValidOn, NO_ACK, readJson, unb64,
} from "/crypto/js/vendor/reporter_protocol.js";

export const SPACE = 0;
const ZEROS = new Uint8Array(32);

/** Messages of both sides by day; on one day the reporter's question stands before the answer. @param {any} a @param {any} b */
export const inTime = (a, b) => (a.day ?? "").localeCompare(b.day ?? "") || a.seenBefore - b.seenBefore || a.index - b.index;

/**
 * Open one envelope; what cannot be opened stands there with a `problem`.
 * @param {any} one direction, index, bytes and hash
 * @param {any} session its organisation and keys
 * @param {Uint8Array[]} writers identity keys of who holds the case and who held it before
 * @param {number} [space] in which it stands
 */
export function openMessage(one, { organisation: { root, directory }, keys }, writers, space = SPACE) {
  const mine = one.direction === FROM_REPORTER;
  const context = { orgId: root.orgId, caseId: keys.caseId, direction: one.direction, space, index: one.index };
  const base = { mine, space, index: one.index, hash: one.hash, ref: b64(one.hash), seenBefore: 0, day: null, type: 0, text: "", newer: false };
  try {
    const opened = openFrom(one.bytes, context, keys, mine ? [keys.signPk] : writers);
    const isKnown = mine || directory.entries.some((/** @type {any} */ entry) =>
      equal(entry.record.idPk, opened.signPk) && isValidOn(entry.record, opened.day));
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
    const isSealedToOthers = /** @type {any} */ (error).code === "not-recipient";
    return { ...base, opened: undefined, fields: {}, problem: !isSealedToOthers ? "unreadable" : mine ? "no-copy" : "not-sealed", seenBefore: one.index };
  }
}

/** Open what one of these people signed. @param {Uint8Array} bytes @param {any} context @param {any} keys @param {Uint8Array[]} writers */
function openFrom(bytes, context, keys, writers) {
  for (const writer of writers.slice(0, -1)) {
    try {
      return open(bytes, context, [keys.box], writer);
    } catch (error) {
      if (/** @type {any} */ (error).code !== "sender") throw error;
    }
  }
  return open(bytes, context, [keys.box], /** @type {Uint8Array} */ (writers.at(-1)));
}

/** Nothing is missing or replaced; own messages without a copy count by their place. @param {any[]} messages */
export function chainIsWhole(messages) {
  const sequence = messages.flatMap((one) => {
    if (one.opened !== undefined) return [one.opened];
    if (one.problem !== "no-copy") return [];
    const before = messages.find((other) => other.mine && other.index === one.index - 1);
    const base = { direction: FROM_REPORTER, space: one.space, index: one.index, envHash: one.hash };
    return [{ ...base, prev: before?.hash ?? ZEROS, ackIndex: NO_ACK, ackHash: ZEROS }];
  });
  return checkChain(/** @type {any} */ (sequence)).length === 0 && messages.every((one) => !["unreadable", "not-sealed"].includes(one.problem));
}

/** What the reporter had seen at the last visit is still there. @param {any} state @param {any[]} envelopes */
export const seenIsThere = (state, envelopes) =>
  (state.last ?? []).every((/** @type {any} */ seen) =>
    seen.space !== SPACE || envelopes.some((one) => one.direction === seen.dir && one.index === seen.index && b64(one.hash) === seen.hash));

/**
 * The sealed state is the one that went with the newest own message: each of them raised `seq` by one. An older one would make
 * this client forget what it had seen.
 * @param {any} state @param {any[]} envelopes
 */
export const stateIsNewest = (state, envelopes) => state.seq >= envelopes.filter((one) => one.direction === FROM_REPORTER).length;

/** @param {any[]} envelopes @param {number} direction */
export const newestOf = (envelopes, direction) =>
  envelopes.filter((one) => one.direction === direction).reduce((best, one) => (best === null || one.index > best.index ? one : best), null);

/** Envelopes of one space, as bytes with their hashes. @param {any[]} told @param {number} [space] */
export const envelopesOf = (told, space = SPACE) => told
  .filter((one) => one.space === space && one.direction <= FROM_RECIPIENT)
  .map((one) => {
    const bytes = unb64(one.envelope);
    return { direction: one.direction, index: one.index, bytes, hash: envHash(bytes) };
  });
