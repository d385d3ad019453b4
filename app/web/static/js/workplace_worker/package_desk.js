// @ts-check
/**
 * Who of a desk reads a package, and the keys they passed on (PROTOCOL 5.4): a colleague counts when somebody who reads already signed
 * for them and the organisation's list has them in the same role and under the same name. Neither alone is enough.
 */

import {
  b64, DUTY, equal, fingerprint, fromUtf8, hex, isValidOn, itemOf, openUnpinnedWithCk, parsePackage, parseRewrap, readJson, unb64, unhex, verifyDuty,
} from "/crypto/js/vendor/workplace_protocol.js";

const NOTE = 2;

/** @typedef {import("/crypto/js/directory.js").Entry} Entry */
/** @typedef {{ kind: number, day: number, due: number, actor: Uint8Array, ref: Uint8Array, hash: Uint8Array }} Said */

/**
 * Entries of one desk on a list: the same role and the same name as the entry that the consent names.
 * @param {Entry[]} entries @param {Entry} named
 */
export const deskOf = (entries, named) => entries.filter(({ name, record }) => name === named.name && record.role === named.record.role);

/**
 * Who reads a package, in the order in which they were let in, and every statement that holds.
 * @param {string[]} statements as the service gives them @param {Entry[]} desk @param {{ recipientId: Uint8Array, orgId: Uint8Array, caseId: Uint8Array, space: number }} token
 * @returns {{ readers: Uint8Array[], said: Said[] }}
 */
export function readersOf(statements, desk, { recipientId, orgId, caseId, space }) {
  const readers = [recipientId];
  /** @type {Said[]} */
  const said = [];
  for (const text of statements) {
    try {
      const one = verifyDuty(unb64(text), new Map(Object.values(DUTY).map((kind) => [kind, readers])), orgId, caseId);
      if (one.space !== space) continue;
      if (one.kind === DUTY.assigned && desk.some(({ record }) => equal(record.idPk, one.ref))) readers.push(one.ref);
      said.push(one);
    } catch {
      continue;
    }
  }
  return { readers, said };
}

/** Whether this is one of these keys. @param {Uint8Array[]} keys @param {Uint8Array} key */
export const isOneOf = (keys, key) => keys.some((one) => equal(one, key));

/**
 * What colleagues passed on in their notes: content keys by message, and the day on which this package was opened first.
 * @param {{ id: string, notes: { index: number, envelope: string }[] }} answer @param {{ orgId: Uint8Array, caseId: Uint8Array, space: number }} place
 * @param {any[]} boxes own box keys @param {Uint8Array[]} readers
 */
export function passedKeys({ id, notes }, { orgId, caseId, space }, boxes, readers) {
  /** @type {Map<string, Uint8Array>} */
  const keys = new Map();
  let openedOn = "";
  for (const { index, envelope } of notes) {
    try {
      const raw = unb64(envelope);
      const context = { orgId, caseId, direction: NOTE, space, index };
      const opened = openUnpinnedWithCk(raw, context, itemOf(raw, context, boxes).contentKey);
      if (!isOneOf(readers, opened.signPk)) continue;
      const { fields } = /** @type {any} */ (readJson(fromUtf8(opened.body, "payload")));
      if (fields.package === id) openedOn ||= String(fields.openedOn);
      for (const [hash, key] of fields.keys) keys.set(hex(unb64(hash)), unb64(key));
    } catch {
      continue;
    }
  }
  return { keys, openedOn };
}

/**
 * The content keys of everything this account can read of a package, to be passed on; what does not open is left out.
 * @param {any} file as opened
 * @returns {[string, string][]} hash and key of each message, base64
 */
export function keysOf({ answer, raw, boxes, passed, package: { token } }) {
  const { rewrap, messages } = parsePackage(raw);
  const record = parseRewrap(rewrap);
  const sealed = [
    ...messages.map(({ context, envelope }) => ({ context, envelope, records: [record] })),
    ...answer.messages.map((/** @type {any} */ { direction, index, envelope }) => (
      { context: { orgId: token.orgId, caseId: token.caseId, direction, space: token.space, index }, envelope: unb64(envelope), records: [] })),
  ];
  /** @type {[string, string][]} */
  const found = [...passed.keys].map(([hash, key]) => [b64(unhex(hash)), b64(key)]);
  for (const { context, envelope, records } of sealed) {
    try {
      const { envHash, contentKey } = itemOf(envelope, context, boxes, records);
      found.push([b64(envHash), b64(contentKey)]);
    } catch {
      continue;
    }
  }
  return [...new Map(found)];
}

/**
 * The people of the desk for the page: who reads, who could, and who left.
 * @param {Entry[]} desk @param {Uint8Array[]} readers @param {Uint8Array} me @param {number} today
 */
export function peopleOf(desk, readers, me, today) {
  /** @type {Map<string, Entry>} */
  const newest = new Map();
  for (const entry of desk) {
    const print = fingerprint(entry.record.idPk);
    const other = newest.get(print);
    if (other === undefined || other.record.epoch < entry.record.epoch) newest.set(print, entry);
  }
  return [...newest].map(([print, { state, record }]) => ({
    fingerprint: print, isMe: equal(record.idPk, me), reads: isOneOf(readers, record.idPk), state: state === "active" && !isValidOn(record, today) ? "ended" : state,
  }));
}

/** The newest box keys of everybody who reads and has not left, for sealing. @param {Entry[]} desk @param {Uint8Array[]} readers @param {number} today */
export function boxesOfReaders(desk, readers, today) {
  return readers.flatMap((key) => {
    const own = desk.filter(({ state, record }) => state === "active" && equal(record.idPk, key) && isValidOn(record, today));
    const newest = own.sort((a, b) => b.record.epoch - a.record.epoch)[0];
    return newest === undefined ? [] : [newest.record.boxPk];
  });
}
