// @ts-check
/**
 * Opening a case: every envelope in the order of PROTOCOL 4.4, against what this vault remembers. A message that
 * does not open stays in its place with its reason; nothing the service says about a case is shown unchecked.
 */

import {
  checkChain, equal, fromUtf8, hex, inspect, kidBox, NO_ACK, open, openAhead, openPassedOn, readJson, TYPE, unb64,
} from "/crypto/js/vendor/workplace_protocol.js";
import { newestPin } from "/static/js/workplace_worker/pins.js";


/**
 * @typedef {object} Letter one envelope of the counsellor's space
 * @property {0|1} dir 0: from the reporter
 * @property {number} index
 * @property {Uint8Array} hash env_hash
 * @property {import("/crypto/js/envelope_open.js").Opened|null} opened null when it did not open
 * @property {string|null} error the precise code, shown here and told to nobody
 */

/**
 * @typedef {object} Conversation
 * @property {Letter[]} letters in reading order
 * @property {any} report the opened report, null when it did not open
 * @property {{code: string, dir?: number, index?: number}[]} warnings
 */

/**
 * @param {object} given
 * @param {Uint8Array} given.orgId
 * @param {Uint8Array} given.caseId
 * @param {{direction: number, space: number, index: number, envelope: string}[]} given.envelopes
 * @param {Uint8Array} given.selfKid as the service has it
 * @param {import("/static/js/workplace_worker/pins.js").CasePin|null} given.pin
 * @param {any[]} given.boxes own box keys
 * @param {Uint8Array} given.idPk own identity key
 * @param {{raw: Uint8Array, info: any}[]} given.records that may have passed keys on
 * @param {(signPk: Uint8Array) => Uint8Array[]} given.former identity keys of who held the case before, once the reporter's key is known
 * @returns {Conversation}
 */
export function openConversation({ orgId, caseId, envelopes, selfKid, pin, boxes, idPk, records = [], former = () => [] }) {
  const here = envelopes.filter((one) => one.space === 0 && one.direction <= 1)
    .sort((a, b) => a.direction - b.direction || a.index - b.index);
  let reporter = pin === null ? null : unb64(pin.signPk);
  /** @type {any} */
  let report = null;
  /** @type {Uint8Array[]|null} who may have signed what the reporter got; looked up once */
  let ours = null;
  const letters = here.map((one) => {
    const raw = unb64(one.envelope);
    const dir = /** @type {0|1} */ (one.direction);
    if (dir === 1) ours ??= [idPk, ...(reporter === null ? [] : former(reporter))];
    const senders = dir === 0 || ours === null ? [reporter] : ours;
    const first = dir === 0 && one.index === 0;
    const letter = openLetter(raw, dir, one.index, { orgId, caseId, direction: dir, space: 0, index: one.index }, { boxes, records }, senders, first);
    if (first && letter.opened !== null) {
      report = letter.opened;
      reporter ??= report.signPk;
    }
    if (dir === 1 && letter.opened !== null) ours = likelyFirst(senders, letter.opened.signPk);
    return letter;
  });
  const opened = letters.flatMap((letter) => (letter.opened === null ? [] : [letter.opened]));
  /** @type {Conversation["warnings"]} */
  const warnings = [...checkChain(opened).map(({ code, direction, index }) => ({ code, dir: direction, index })), ...pinWarnings(letters, pin)];
  if (report !== null && !equal(kidBox(report.boxPk), selfKid)) warnings.push({ code: "self-kid" });
  return { letters: inReadingOrder(letters), report, warnings };
}

/** Who wrote one letter probably wrote the next one too. @param {(Uint8Array|null)[]} senders @param {Uint8Array} signPk @returns {Uint8Array[]} */
const likelyFirst = (senders, signPk) => [signPk, ...senders.filter((one) => one !== null && !equal(one, signPk))].filter((one) => one !== null);

/**
 * Let the browser prepare what the opening asks of it (PROTOCOL 2.1); without this everything opens as well, slower.
 * @param {{envelope: string}[]} envelopes @param {any[]} boxes own box keys @param {{info: any}[]} records
 */
export const prepareOpening = (envelopes, boxes, records) => openAhead(envelopes.map((one) => unb64(one.envelope)), records.map(({ info }) => info), boxes);

/**
 * @param {Uint8Array} raw @param {0|1} dir @param {number} index @param {import("/crypto/js/envelope_inspect.js").Context} ctx @param {Means} means
 * @param {(Uint8Array|null)[]} senders who may have signed; null: no key is known yet, only the report itself may bring one
 * @param {boolean} first @returns {Letter}
 */
function openLetter(raw, dir, index, ctx, means, senders, first) {
  /** @type {Uint8Array} */
  let hash = new Uint8Array(32);
  try {
    const info = inspect(raw);
    hash = info.envHash;
    if (senders[0] === null && !first) return { dir, index, hash, opened: null, error: "sender" };
    const opened = openFrom(raw, info, ctx, means, senders);
    if ((opened.type === TYPE.report) !== first) return { dir, index, hash, opened: null, error: "payload" };
    return { dir, index, hash, opened, error: null };
  } catch (error) {
    return { dir, index, hash, opened: null, error: codeOf(error) };
  }
}

/** @typedef {import("/crypto/js/envelope_inspect.js").EnvelopeInfo} Info */

/** @typedef {{boxes: any[], records: {raw: Uint8Array, info: any}[]}} Means own keys, and records that passed keys on */

/** Open what one of these people signed. @param {Uint8Array} raw @param {Info} info @param {any} ctx @param {Means} means @param {(Uint8Array|null)[]} senders */
function openFrom(raw, info, ctx, means, senders) {
  for (const sender of senders.slice(0, -1)) {
    try {
      return openWith(raw, info, ctx, means, sender);
    } catch (error) {
      if (codeOf(error) !== "sender") throw error;
    }
  }
  return openWith(raw, info, ctx, means, senders.at(-1) ?? null);
}

/** With an own key, or else with one that was passed on to it. @param {Uint8Array} raw @param {Info} info @param {any} ctx @param {Means} means @param {Uint8Array|null} sender */
function openWith(raw, info, ctx, { boxes, records }, sender) {
  const { envHash, kids } = info;
  const isOwn = (/** @type {Uint8Array} */ kid) => boxes.some((own) => equal(own.kid, kid));
  const record = kids.some(isOwn) ? undefined
    : records.find((one) => isOwn(one.info.kid) && one.info.items.some((/** @type {any} */ item) => equal(item.envHash, envHash)));
  return record === undefined ? open(raw, ctx, boxes, sender, info) : openPassedOn(record.info, raw, ctx, boxes, sender, info);
}

/** @param {any} error */
function codeOf(error) {
  return typeof error?.code === "string" ? error.code : "failed";
}

/** What was read before and is gone or different now. @param {Letter[]} letters @param {any} pin */
function pinWarnings(letters, pin) {
  return [0, 1].flatMap((dir) => {
    const newest = newestPin(pin, dir);
    if (newest === null) return [];
    const now = letters.find((letter) => letter.dir === dir && letter.index === newest.index);
    if (now === undefined) return [{ code: "missing", dir, index: newest.index }];
    return equal(now.hash, unb64(newest.hash)) ? [] : [{ code: "replaced", dir, index: newest.index }];
  });
}

/**
 * Both sides in one order: nobody answers what they had not seen, and otherwise the earlier day comes first.
 * @param {Letter[]} letters @returns {Letter[]}
 */
export function inReadingOrder(letters) {
  const theirs = letters.filter((letter) => letter.dir === 0);
  const ours = letters.filter((letter) => letter.dir === 1);
  const result = [];
  while (theirs.length > 0 || ours.length > 0) {
    const [their] = theirs;
    const [our] = ours;
    const takeOurs = our !== undefined && (their === undefined || comesFirst(our, their));
    result.push(/** @type {Letter} */ (takeOurs ? ours.shift() : theirs.shift()));
  }
  return result;
}

/** @param {Letter} our @param {Letter} their */
function comesFirst(our, their) {
  if (seen(our) >= their.index) return false;
  if (seen(their) >= our.index) return true;
  return (our.opened?.day ?? 0) < (their.opened?.day ?? 0);
}

/** The newest index of the other side its writer had seen, -1 for none. @param {Letter} letter */
function seen(letter) {
  const index = letter.opened?.ackIndex ?? NO_ACK;
  return index === NO_ACK ? -1 : index;
}

/**
 * What one letter says, as plain data for the page.
 * @param {Letter} letter @param {number} readUpTo newest index of the reporter that was read before
 * @param {Uint8Array} idPk own identity key
 */
export function letterView(letter, readUpTo, idPk) {
  const { dir, index, opened, error } = letter;
  const base = { dir, index, id: hex(letter.hash).slice(0, 12), error, unread: dir === 0 && index > readUpTo, earlier: dir === 1 && opened !== null && !equal(opened.signPk, idPk) };
  if (opened === null) return { ...base, type: 0, day: null, text: "", fields: {}, files: 0, newer: false };
  const body = bodyOf(opened.body);
  const identity = opened.type === TYPE.identityDetails;
  return { ...base, type: opened.type, identity, day: opened.day, bySealer: (opened.flags & 1) === 1, ...body };
}

/** @param {Uint8Array} bytes */
function bodyOf(bytes) {
  const empty = { text: "", fields: {}, files: 0, newer: false };
  try {
    const json = /** @type {any} */ (readJson(fromUtf8(bytes, "payload")));
    if (json.v !== 1) return { ...empty, newer: true };
    const fields = typeof json.fields === "object" && json.fields !== null ? json.fields : {};
    return { text: String(json.text ?? ""), fields, files: Array.isArray(json.att) ? json.att.length : 0, newer: false };
  } catch {
    return { ...empty, error: "payload" };
  }
}
