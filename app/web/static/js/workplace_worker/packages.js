// @ts-check
/**
 * What reporters sealed for this account, in the worker (PROTOCOL 5.4, 5.6): the list, a package opened whole or not at all, why it
 * was released and whether that is proved, and what was written and signed in its space since.
 */

import {
  b64, caseRef, checkUnableActor, dayParse, dayStr, equal, fingerprint, hex, isValidOn, openPackage, openPackageWith, parsePackage, parseToken, TYPE, unb64, verifyRelease,
} from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current, saveVault } from "/static/js/workplace_worker/account.js";
import { letterView } from "/static/js/workplace_worker/conversation.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { loadOrganisations, organisation } from "/static/js/workplace_worker/organisations.js";
import { boxesOf, identity } from "/static/js/workplace_worker/own_keys.js";
import { deskOf, passedKeys, peopleOf, readersOf } from "/static/js/workplace_worker/package_desk.js";
import { talkOf } from "/static/js/workplace_worker/package_talk.js";
import { withPackage } from "/static/js/workplace_worker/pins.js";

const DEPUTY = 7;
const AUTHORITY = 3;

/** Packages of this document that were opened. @type {Map<string, any>} */
const opened = new Map();

/** The packages sealed to this account; nothing of what is in them. */
export async function listPackages() {
  const answer = await asked("GET", "/w/v1/packages");
  return answer.packages.map((/** @type {any} */ one) => rowOf(one, answer.today));
}

/** @param {any} one @param {string} today */
function rowOf(one, today) {
  const org = hex(unb64(one.orgId));
  const { id, space, state, madeOn, changedOn, reference, ackLimit, feedbackLimit, wasReleased } = one;
  return { id, org, orgName: organisation(org)?.name ?? "", isDeputy: space === 0, today, state, madeOn, changedOn, reference, ackLimit, feedbackLimit, wasReleased };
}

/**
 * Fetch a package and open it with the own keys; from then on it counts as fetched. Nothing is shown unless all of it holds.
 * @param {string} id
 * @throws {Refusal} `sealed` when something in it does not hold
 */
export async function openPackageFile(id) {
  const answer = await asked("POST", `/w/v1/packages/${encodeURIComponent(id)}/fetch`, {});
  const org = hex(unb64(answer.orgId));
  if (organisation(org) === null) await loadOrganisations();
  const file = held(id, org, answer);
  opened.set(id, file);
  const pin = { openedOn: dayStr(file.day), signPk: b64(file.package.signPk) };
  await saveVault((vault) => withPackage(vault, org, id, pin)).catch(() => undefined);
  return viewOf(file);
}

/** @param {string} id @param {string} org hex @param {any} answer */
function held(id, org, answer) {
  const { vault } = current();
  const where = organisation(org);
  if (where === null || where.root === null || where.directory === null || where.trust !== "ok") throw new Refusal("untrusted");
  const seen = vault.orgs[org]?.packages?.[id];
  const boxes = boxesOf(vault, org);
  try {
    const raw = unb64(answer.package);
    const token = parseToken(parsePackage(raw).token);
    const named = where.directory.entries.find(({ record }) => equal(record.kidBox, token.recipientKid) && equal(record.idPk, token.recipientId));
    if (named === undefined) throw new TypeError("somebody who is not listed");
    const desk = deskOf(where.directory.entries, named);
    const { readers, said } = readersOf(answer.statements, desk, token);
    const passed = passedKeys(answer, token, boxes, readers);
    const isMine = equal(token.recipientId, identity(vault).pk);
    const day = seen !== undefined ? dayParse(seen.openedOn) : isMine ? where.days.today : dayParse(passed.openedOn);
    // Whom the reporter named may have left since: the consent counted on the day on which it was opened first.
    const counted = seen === undefined && isMine ? named : { ...named, state: /** @type {const} */ ("active") };
    const made = isMine ? openPackage(raw, unb64(answer.orgId), counted, boxes, day)
      : openPackageWith(raw, unb64(answer.orgId), counted, (_, wanted) => keyIn(passed.keys, wanted), day);
    if (seen !== undefined && !equal(unb64(seen.signPk), made.signPk)) throw new TypeError("another reporter");
    const file = { id, org, raw, answer, where, day, named, desk, readers, said, passed, boxes, package: made, release: releaseOf(made, where, answer) };
    return { ...file, letters: talkOf(file), unsent: /** @type {any} */ (null) };
  } catch {
    throw new Refusal("sealed");
  }
}

/** @param {Map<string, Uint8Array>} keys @param {Uint8Array} wanted hash of a message */
function keyIn(keys, wanted) {
  const found = keys.get(hex(wanted));
  if (found === undefined) throw new TypeError("not passed on");
  return found;
}

/** A package of this document that was opened. @param {string} id @throws {Refusal} `unknown` */
export function openedPackage(id) {
  const file = opened.get(id);
  if (file === undefined) throw new Refusal("unknown");
  return file;
}

/**
 * Why it was released, proved line by line; null when nothing proves it.
 * @param {import("/crypto/js/package_open.js").OpenedPackage} made @param {any} where @param {any} answer
 */
function releaseOf({ token, rewrap, messages }, { root, directory, days }, answer) {
  const report = messages.find((one) => one.direction === 0 && one.space === 0 && one.index === 0);
  if (report === undefined || typeof answer.releaseNote !== "string") return null;
  try {
    const release = verifyRelease(answer.releaseNote, root, token, rewrap.hash, answer.proof, days.today, report.day);
    checkUnableActor(release.event, directory);
    return { duty: release.duty, due: release.due === 0 ? null : dayStr(release.due), missed: dayStr(release.missed), released: dayStr(release.released) };
  } catch {
    return null;
  }
}

/** @param {any} file */
function viewOf(file) {
  const { id, answer, where, day, named, desk, readers, said, package: { token, messages }, release, letters } = file;
  const idPk = identity(current().vault).pk;
  return {
    ...rowOf(answer, answer.today), id, organisation: where.view, ref: caseRef(token.caseId), openedOn: dayStr(day), until: dayStr(token.expires),
    isConditional: token.purpose === DEPUTY || token.duty !== 0, isDeputy: token.purpose === DEPUTY, release, note: answer.releaseNote, proof: answer.proof,
    knowsName: messages.some((/** @type {any} */ one) => one.type === TYPE.identityDetails),
    letters: messages.map((/** @type {any} */ one) => letterOf(one, where)),
    talk: letters.map((/** @type {any} */ one) => ({ ...letterView(one, one.index, idPk), day: one.opened === null ? null : dayStr(one.opened.day), unread: false, act: null, contested: false })),
    isAuthority: named.record.role === AUTHORITY, mayWrite: answer.mayWrite, canSeal: boxOf(file) !== null,
    signed: said.map((/** @type {any} */ one) => ({ kind: one.kind, day: dayStr(one.day), isMine: equal(one.actor, idPk) })),
    people: peopleOf(desk, readers, idPk, where.days.today), others: othersOf(file),
  };
}

/** The reporter's newest box key; null when nothing of theirs was opened. @param {any} file @returns {Uint8Array|null} */
export function boxOf({ package: { messages }, letters }) {
  const theirs = [...messages.filter((/** @type {any} */ one) => one.direction === 0), ...letters.filter((/** @type {any} */ one) => one.dir === 0 && one.opened !== null).map((/** @type {any} */ one) => one.opened)];
  return theirs.at(-1)?.boxPk ?? null;
}

/** Other authorities on the list to which a report can go on, each once. @param {any} file */
function othersOf({ where, desk }) {
  const { entries } = where.directory;
  const there = entries.filter((/** @type {any} */ one) => one.record.role === AUTHORITY && one.state === "active" && isValidOn(one.record, where.days.today) && !desk.includes(one));
  return [...new Map(there.map((/** @type {any} */ one) => [one.name, { name: one.name, kid: b64(one.record.kidBox), fingerprint: fingerprint(one.record.idPk) }])).values()];
}

/** A message as the page gets it, with who signed it. @param {any} message @param {any} where */
function letterOf(message, { directory }) {
  const entry = directory.entries.find((/** @type {any} */ one) => equal(one.record.idPk, message.signPk));
  const shown = letterView({ dir: message.direction, index: message.index, hash: message.envHash, opened: message, error: null }, message.index, message.signPk);
  return { ...shown, day: dayStr(message.day), unread: false, act: null, contested: false, from: message.direction === 0 ? null : entry?.name.split(";")[0] ?? "" };
}
