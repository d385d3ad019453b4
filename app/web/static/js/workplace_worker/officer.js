// @ts-check
/**
 * Released cases, in the case officer's worker (PROTOCOL 5, 5.4): the list, and one case opened whole or not at all. What was
 * released stands first, then what officer and reporter wrote to each other; of the counsellor's space there is nothing else.
 */

import {
  caseRef, checkChain, dayParse, dayStr, equal, fingerprint, hex, inspect, kidBox, open, openPackage, parsePackage, parseToken, unb64,
} from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current, saveVault } from "/static/js/workplace_worker/account.js";
import { inReadingOrder, letterView } from "/static/js/workplace_worker/conversation.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { loadOrganisations, organisation } from "/static/js/workplace_worker/organisations.js";
import { boxesOf, identity } from "/static/js/workplace_worker/own_keys.js";
import { newestPin, pinOf, withPins } from "/static/js/workplace_worker/pins.js";
import { readStatements } from "/static/js/workplace_worker/statements.js";

export const SPACE = 1;
const SPACE_AT = 6;

/** Released cases of this document that were opened. @type {Map<string, any>} */
const opened = new Map();

/** @param {string} id @throws {Refusal} `unknown` when it was not opened in this document */
export function openedRelease(id) {
  const file = opened.get(id);
  if (file === undefined) throw new Refusal("unknown");
  return file;
}

/** The cases that were released to this account, nearest day first. */
export async function listReleased() {
  const answer = await asked("GET", "/w/v1/released-cases");
  return answer.cases.map((/** @type {any} */ one) => rowOf(one, answer.today));
}

/** @param {any} one @param {string} today */
function rowOf(one, today) {
  const { id, track, receivedOn, releasedOn, ackLimit, feedbackLimit, acknowledgedOn, feedbackOn, dismissedOn, closedOn, missed } = one;
  const orgName = organisation(hex(unb64(one.orgId)))?.name ?? "";
  return { id, ref: caseRef(unb64(one.caseId)), orgName, today, track, receivedOn, releasedOn, ackLimit, feedbackLimit, acknowledgedOn, feedbackOn, dismissedOn, closedOn, missed };
}

/**
 * Fetch a released case and open all of it; nothing is shown unless every release holds.
 * @param {string} id @returns {Promise<object>} the view for the page
 * @throws {Refusal} `sealed` when something in it does not hold
 */
export async function openReleased(id) {
  const answer = await asked("GET", `/w/v1/released-cases/${encodeURIComponent(id)}`);
  const org = hex(unb64(answer.orgId));
  if (organisation(org) === null) await loadOrganisations();
  const file = held(id, org, answer);
  opened.set(id, file);
  await saveVault((vault) => withPins(vault, org, hex(file.caseId), file.signPk, newestOf(file))).catch(() => undefined);
  return viewOf(file);
}

/** @param {string} id @param {string} org hex @param {any} answer */
function held(id, org, answer) {
  const { vault } = current();
  const where = organisation(org);
  if (where === null || where.root === null || where.directory === null || where.trust !== "ok") throw new Refusal("untrusted");
  const place = { orgId: unb64(answer.orgId), caseId: unb64(answer.caseId) };
  const pin = pinOf(vault, org, hex(place.caseId));
  const idPk = identity(vault).pk;
  try {
    const releases = answer.releases.map((/** @type {any} */ one) => releaseOf(one, place, where, idPk, boxesOf(vault, org)));
    const { signPk } = releases[0];
    if (releases.some((/** @type {any} */ one) => !equal(one.signPk, signPk)) || (pin !== null && !equal(unb64(pin.signPk), signPk))) throw new TypeError("another reporter");
    const letters = lettersOf(answer, place, boxesOf(vault, org), { signPk, idPk });
    const report = { signPk, boxPk: boxOf(releases, letters) };
    const signed = answer.duties.filter((/** @type {string} */ raw) => unb64(raw)[SPACE_AT] === SPACE);
    const statements = readStatements(signed, { letters, report }, { ...place, idPk });
    const warnings = [...checkChain(letters.flatMap((/** @type {any} */ one) => (one.opened === null ? [] : [one.opened]))).map(({ code }) => code), ...missing(letters, pin)];
    if (report.boxPk !== null && !equal(kidBox(report.boxPk), unb64(answer.selfKid))) warnings.push("self-kid");
    return { id, org, ...place, answer, where, releases, letters, statements, warnings, signPk, boxPk: report.boxPk, unsent: null };
  } catch {
    throw new Refusal("sealed");
  }
}

/**
 * One release, for the day on which it was made: the service's word, but never a day to come.
 * @param {any} told @param {{orgId: Uint8Array, caseId: Uint8Array}} place @param {any} where @param {Uint8Array} idPk @param {any[]} boxes
 */
function releaseOf(told, { orgId, caseId }, where, idPk, boxes) {
  const raw = unb64(told.package);
  const { recipientKid } = parseToken(parsePackage(raw).token);
  const entry = where.directory.entries.find((/** @type {any} */ { record }) => equal(record.kidBox, recipientKid) && equal(record.idPk, idPk));
  if (entry === undefined) throw new TypeError("somebody else's");
  // Who left since goes on with what was released before.
  const me = entry.state === "retired" ? { ...entry, state: "active" } : entry;
  const made = openPackage(raw, orgId, me, boxes, Math.min(dayParse(told.madeOn), where.days.today));
  if (!equal(made.token.caseId, caseId)) throw new TypeError("another case");
  return made;
}

/** What was written in this space. @param {any} answer @param {any} place @param {any[]} boxes @param {{signPk: Uint8Array, idPk: Uint8Array}} writers */
function lettersOf(answer, place, boxes, { signPk, idPk }) {
  return answer.envelopes.filter((/** @type {any} */ one) => one.space === SPACE && one.direction <= 1).map((/** @type {any} */ one) => {
    const raw = unb64(one.envelope);
    const letter = { dir: one.direction, index: one.index, hash: inspect(raw).envHash };
    try {
      const context = { ...place, direction: one.direction, space: SPACE, index: one.index };
      return { ...letter, opened: open(raw, context, boxes, one.direction === 0 ? signPk : idPk), error: null };
    } catch (error) {
      return { ...letter, opened: null, error: /** @type {any} */ (error).code ?? "failed" };
    }
  });
}

/** The reporter's box key, from a word of the reporter; null when there is none here. @param {any[]} releases @param {any[]} letters */
function boxOf(releases, letters) {
  const words = [...releases.flatMap(({ messages }) => messages), ...letters.flatMap(({ opened: one }) => (one === null ? [] : [one]))];
  return words.find(({ direction }) => direction === 0)?.boxPk ?? null;
}

/** What was read before and is gone or different now. @param {any[]} letters @param {any} pin */
const missing = (letters, pin) => [0, 1].flatMap((dir) => {
  const known = newestPin(pin, dir, SPACE);
  if (known === null) return [];
  const now = letters.find((one) => one.dir === dir && one.index === known.index);
  return now !== undefined && equal(now.hash, unb64(known.hash)) ? [] : ["missing"];
});

/** The newest letter of each side. @param {any} file */
export const newestOf = ({ letters }) => [0, 1].flatMap((dir) => {
  const newest = letters.filter((/** @type {any} */ one) => one.dir === dir && one.opened !== null).at(-1);
  return newest === undefined ? [] : [{ space: SPACE, dir, index: newest.index, hash: newest.hash }];
});

/** Why nothing can be written from here, null when it can. @param {any} file */
export function whyNot({ answer, where, boxPk }) {
  if (where.state === "revoked") return "revoked";
  if (!answer.mayWrite) return "mute";
  if (boxPk === null) return "unopened";
  return where.days.differs ? "clock" : null;
}

/** @param {any} file */
function viewOf(file) {
  const { id, answer, where, releases, letters, statements, warnings } = file;
  const own = identity(current().vault).pk;
  return {
    ...rowOf(answer, answer.today), id, organisation: where.view, warnings, whyNot: whyNot(file),
    demands: answer.demands ?? [],
    steps: Object.entries(answer.steps).map(([step, day]) => ({ step, day })), openSteps: answer.openSteps, mustHear: answer.mustHear, rulesMissing: answer.rulesMissing, tasks: answer.tasks,
    released: releases.flatMap((/** @type {any} */ one) => one.messages.map((/** @type {any} */ message) => letterOf(message, where))),
    letters: inReadingOrder(letters).map((/** @type {any} */ one) => spoken(one, statements, own)),
    signed: statements.map((/** @type {any} */ { kind, day, contestedOn, about }) => ({ kind, about, day: dayStr(day), contestedOn: contestedOn === null ? null : dayStr(contestedOn) })),
    fingerprint: fingerprint(own),
  };
}

/** A released message with who signed it. @param {any} message @param {any} where */
function letterOf(message, { directory }) {
  const entry = directory.entries.find((/** @type {any} */ one) => equal(one.record.idPk, message.signPk));
  const shown = letterView({ dir: message.direction, index: message.index, hash: message.envHash, opened: message, error: null }, message.index, message.signPk);
  return { ...shown, day: dayStr(message.day), unread: false, act: null, contested: false, from: message.direction === 0 ? null : entry?.name.split(";")[0] ?? "" };
}

/** A message of this space, with the statement that was signed over it. @param {any} letter @param {any[]} statements @param {Uint8Array} own */
function spoken(letter, statements, own) {
  const shown = letterView(letter, letter.index, own);
  const said = statements.find((one) => one.ref === hex(letter.hash));
  return { ...shown, unread: false, act: said?.kind ?? null, contested: said !== undefined && said.contestedOn !== null, day: shown.day === null ? null : dayStr(shown.day) };
}

