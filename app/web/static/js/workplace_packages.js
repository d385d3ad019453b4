// @ts-check
/**
 * What reporters sealed for this account, in the worker (PROTOCOL 5.4, 5.6): the list, a package opened whole or not at all, why it
 * was released and whether that is proved, and what its recipient signs.
 */

import {
  b64, caseRef, checkUnableActor, dayParse, dayStr, DUTY, equal, hex, openPackage, parsePackage, parseToken, signDuty, TYPE, unb64, verifyRelease,
} from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current, saveVault } from "/static/js/workplace_account.js";
import { letterView } from "/static/js/workplace_conversation.js";
import { Refusal } from "/static/js/workplace_http.js";
import { loadOrganisations, organisation } from "/static/js/workplace_organisations.js";
import { boxesOf, identity } from "/static/js/workplace_own_keys.js";
import { withPackage } from "/static/js/workplace_pins.js";

const DEPUTY = 7;
/** What may be signed about a package: the kind of the statement, and which limit of the law it names. */
const ACTS = /** @type {Record<string, { kind: number, limit: string }>} */ ({
  receive: { kind: DUTY.externalAck, limit: "ackLimit" },
  respond: { kind: DUTY.externalFeedback, limit: "feedbackLimit" },
  decline: { kind: DUTY.unable, limit: "" },
});

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
  const day = seen === undefined ? where.days.today : dayParse(seen.openedOn);
  try {
    const raw = unb64(answer.package);
    const parts = parsePackage(raw);
    const { recipientKid } = parseToken(parts.token);
    const me = where.directory.entries.find(({ record }) => equal(record.kidBox, recipientKid) && equal(record.idPk, identity(vault).pk));
    if (me === undefined) throw new TypeError("somebody else's");
    const made = openPackage(raw, unb64(answer.orgId), me, boxesOf(vault, org), day);
    if (seen !== undefined && !equal(unb64(seen.signPk), made.signPk)) throw new TypeError("another reporter");
    return { id, org, answer, where, day, package: made, release: releaseOf(made, where, answer) };
  } catch {
    throw new Refusal("sealed");
  }
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
function viewOf({ id, answer, where, day, package: { token, messages }, release }) {
  return {
    ...rowOf(answer, answer.today), id, organisation: where.view, ref: caseRef(token.caseId), openedOn: dayStr(day), until: dayStr(token.expires),
    isConditional: token.purpose === DEPUTY || token.duty !== 0, isDeputy: token.purpose === DEPUTY, release, note: answer.releaseNote, proof: answer.proof,
    knowsName: messages.some((/** @type {any} */ one) => one.type === TYPE.identityDetails),
    letters: messages.map((/** @type {any} */ one) => letterOf(one, where)),
  };
}

/** A message as the page gets it, with who signed it. @param {any} message @param {any} where */
function letterOf(message, { directory }) {
  const entry = directory.entries.find((/** @type {any} */ one) => equal(one.record.idPk, message.signPk));
  const shown = letterView({ dir: message.direction, index: message.index, hash: message.envHash, opened: message, error: null }, message.index, message.signPk);
  return { ...shown, day: dayStr(message.day), unread: false, act: null, contested: false, from: message.direction === 0 ? null : entry?.name.split(";")[0] ?? "" };
}

/**
 * Sign about a package that it was received, answered, or cannot be taken up. Exactly the same twice changes nothing.
 * @param {{id: string, act: string, reference: string}} wish
 */
export async function statePackage({ id, act, reference }) {
  const file = opened.get(id);
  const wanted = ACTS[act];
  if (file === undefined || wanted === undefined) throw new Refusal("unknown");
  const { answer, where, package: { token } } = file;
  if (where.days.differs) throw new Refusal("clock", { serviceDay: where.days.serviceDay, deviceDay: where.days.deviceDay });
  const limit = answer[wanted.limit] ?? null;
  const { seed } = identity(current().vault);
  const raw = signDuty(wanted.kind, 0, token.space, 0, token.orgId, token.caseId, seed, token.hash, dayParse(answer.today), limit === null ? 0 : dayParse(limit));
  await asked("POST", `/w/v1/packages/${encodeURIComponent(id)}/statements`, { statement: b64(raw), reference: reference === "" ? null : reference });
  return openPackageFile(id);
}
