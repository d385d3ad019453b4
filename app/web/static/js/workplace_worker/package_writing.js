// @ts-check
/**
 * What an authority or helper says about a package (PROTOCOL 5.5, 6.2): a message sealed to the reporter and to everybody of the desk who
 * reads, and the signed statement that speaks of it. What was signed but got no answer is kept and sent again byte for byte.
 */

import {
  b64, clocks, dayParse, dayStr, DUTY, envHash, fingerprint as fingerprintOf, isValidOn, seal, signDuty, TYPE, unb64, utf8,
} from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current } from "/static/js/workplace_worker/account.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { boxesOf, identity } from "/static/js/workplace_worker/own_keys.js";
import { boxesOfReaders, keysOf } from "/static/js/workplace_worker/package_desk.js";
import { boxOf, openedPackage, openPackageFile } from "/static/js/workplace_worker/packages.js";

const ZEROS = new Uint8Array(32);
const MAX_BYTES = 200_000;
const NOTE = 2;

/** @typedef {{ type: number, kind: number|null, status: string, needsText: boolean }} Act */
/** What each act is: the type of its message, the kind of its statement, and what the message says it is. @type {Record<string, Act>} */
const ACTS = {
  receive: { type: 0, kind: DUTY.externalAck, status: "", needsText: false },
  unconfirmed: { type: 0, kind: DUTY.ackSuppressed, status: "", needsText: false },
  ask: { type: TYPE.message, kind: null, status: "", needsText: true },
  respond: { type: TYPE.feedback, kind: DUTY.externalFeedback, status: "answered", needsText: false },
  "more-time": { type: TYPE.status, kind: DUTY.extended, status: "more-time", needsText: true },
  decline: { type: TYPE.status, kind: DUTY.unable, status: "", needsText: false },
  forward: { type: TYPE.handOverOffer, kind: DUTY.unable, status: "not-competent", needsText: true },
};

/**
 * @typedef {object} Wish
 * @property {string} id of the package
 * @property {string} act a name of ACTS
 * @property {string} text empty: a statement alone
 * @property {string} reference the own number of the case, or empty
 * @property {string} [reason] why it is not taken up: a code that is sealed in the message (Wbk article 2f)
 * @property {string} [to] base64 short name of the box key of the authority that is competent
 */

/**
 * @param {Wish} wish
 * @returns {Promise<object>} the package as it is afterwards
 * @throws {Refusal} `unknown`, `empty`, `size`, `clock`, `mute` (the reporter wants no messages), `unopened` (no key of theirs is known)
 */
export async function statePackage(wish) {
  const file = openedPackage(wish.id);
  const act = ACTS[wish.act];
  if (act === undefined) throw new Refusal("unknown");
  check(file, act, wish);
  const key = JSON.stringify(wish);
  file.unsent = file.unsent?.key === key ? file.unsent : { key, ...made(file, act, wish) };
  const { envelope, index, statement } = file.unsent;
  const path = `/w/v1/packages/${encodeURIComponent(file.id)}`;
  if (envelope !== null && wish.to !== undefined) await asked("POST", `${path}/forwarding-requests`, { envelope: b64(envelope), index, recipient: wish.to });
  else if (envelope !== null) await asked("POST", `${path}/messages`, { envelope: b64(envelope), index });
  if (statement !== null) await asked("POST", `${path}/statements`, { statement: b64(statement), reference: wish.reference === "" ? null : wish.reference });
  file.unsent = null;
  return openPackageFile(wish.id);
}

/** @param {any} file @param {Act} act @param {Wish} wish */
function check(file, { needsText }, { text }) {
  const { where, answer } = file;
  if (where.days.differs) throw new Refusal("clock", { serviceDay: where.days.serviceDay, deviceDay: where.days.deviceDay });
  const isSilent = text.trim() === "";
  if (needsText && isSilent) throw new Refusal("empty");
  if (!isSilent && !answer.mayWrite) throw new Refusal("mute");
  if (!isSilent && boxOf(file) === null) throw new Refusal("unopened");
  if (utf8(text).length > MAX_BYTES) throw new Refusal("size");
}

/** @param {any} file @param {Act} act @param {Wish} wish */
function made(file, act, wish) {
  const { token } = file.package;
  const isAlone = act.type === 0 || wish.text.trim() === "";
  const message = isAlone ? null : sealed(file, act.type, wish.text, wish.reason ?? act.status);
  const ref = message?.hash ?? token.hash;
  const { seed } = identity(current().vault);
  const statement = act.kind === null ? null : signDuty(act.kind, 0, token.space, 0, token.orgId, token.caseId, seed, ref, dayParse(file.answer.today), dueOf(file, act.kind));
  return { envelope: message?.envelope ?? null, index: message?.index ?? -1, statement };
}

/** The day that a statement names: the limits of the service, which follow from the day it was there. @param {any} file @param {number} kind */
function dueOf({ answer }, kind) {
  if (kind === DUTY.extended) return clocks("authority", dayParse(answer.madeOn), null, true).feedbackLimit;
  const limit = kind === DUTY.externalAck ? answer.ackLimit : kind === DUTY.externalFeedback ? answer.feedbackLimit : null;
  return limit === null ? 0 : dayParse(limit);
}

/** A message to the reporter, which everybody of the desk who reads can open. @param {any} file @param {number} type @param {string} text @param {string} status */
function sealed(file, type, text, status) {
  const { package: { token }, where, answer, letters } = file;
  const [theirs, ours] = [0, 1].map((dir) => letters.filter((/** @type {any} */ one) => one.dir === dir).at(-1));
  const index = ours === undefined ? 0 : ours.index + 1;
  const message = {
    type, flags: 0, track: 0, day: dayParse(answer.today), prev: ours?.hash ?? ZEROS,
    ack: theirs === undefined ? null : { index: theirs.index, hash: theirs.hash }, dirHash: where.directory?.dirHash ?? ZEROS,
    body: utf8(JSON.stringify({ v: 1, text, fields: status === "" ? undefined : { status } })),
  };
  const place = { orgId: token.orgId, caseId: token.caseId, direction: 1, space: token.space, index };
  const { sender, box } = own(file);
  const others = boxesOfReaders(file.desk, file.readers, where.days.today).filter((one) => b64(one) !== b64(box));
  const envelope = seal(place, message, sender, [/** @type {Uint8Array} */ (boxOf(file)), box, ...others]);
  return { envelope, index, hash: envHash(envelope) };
}

/** Own keys for sealing. @param {any} file */
function own({ org }) {
  const { vault } = current();
  const box = /** @type {any} */ (boxesOf(vault, org).at(-1)).pk;
  return { sender: { signSeed: identity(vault).seed, boxPk: box }, box };
}

/**
 * Let a colleague read: the keys of all that this account can open, sealed to them as a note of the space, and the signed word for them.
 * Who reads already gets the keys of what they lack.
 * @param {{ id: string, fingerprint: string }} wish
 */
export async function letColleagueRead({ id, fingerprint }) {
  const file = openedPackage(id);
  const { package: { token }, where, answer } = file;
  if (where.days.differs) throw new Refusal("clock", { serviceDay: where.days.serviceDay, deviceDay: where.days.deviceDay });
  const entry = colleague(file, fingerprint);
  const key = `colleague ${fingerprint}`;
  file.unsent = file.unsent?.key === key ? file.unsent : { key, ...noted(file, entry) };
  const { seed } = identity(current().vault);
  const reads = file.readers.some((/** @type {Uint8Array} */ one) => b64(one) === b64(entry.record.idPk));
  const statement = reads ? null : signDuty(DUTY.assigned, 0, token.space, 0, token.orgId, token.caseId, seed, entry.record.idPk, dayParse(answer.today), 0);
  await asked("POST", `/w/v1/packages/${encodeURIComponent(id)}/colleagues`, {
    statement: statement === null ? null : b64(statement), envelope: b64(file.unsent.envelope), index: file.unsent.index,
  });
  file.unsent = null;
  return openPackageFile(id);
}

/** @param {any} file @param {string} print @returns {import("/crypto/js/directory.js").Entry} @throws {Refusal} `unlisted` */
function colleague({ desk, where }, print) {
  const there = desk.filter((/** @type {any} */ one) => one.state === "active" && isValidOn(one.record, where.days.today) && fingerprintOf(one.record.idPk) === print);
  const found = there.sort((/** @type {any} */ a, /** @type {any} */ b) => b.record.epoch - a.record.epoch)[0];
  if (found === undefined) throw new Refusal("unlisted");
  return found;
}

/** @param {any} file @param {import("/crypto/js/directory.js").Entry} entry */
function noted(file, entry) {
  const { package: { token }, where, answer, day } = file;
  const index = answer.notes.length;
  const message = {
    type: TYPE.message, flags: 0, track: 0, day: dayParse(answer.today), prev: index === 0 ? ZEROS : envHash(unb64(answer.notes[index - 1].envelope)), ack: null,
    dirHash: where.directory?.dirHash ?? ZEROS, body: utf8(JSON.stringify({ v: 1, text: "", fields: { package: file.id, openedOn: dayStr(day), keys: keysOf(file) } })),
  };
  const place = { orgId: token.orgId, caseId: token.caseId, direction: NOTE, space: token.space, index };
  return { envelope: seal(place, message, own(file).sender, [entry.record.boxPk]), index };
}
