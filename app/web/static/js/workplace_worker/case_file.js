// @ts-check
/**
 * One case file: fetched, opened and verified in the worker, told to the page as plain data. What was read is pinned
 * in the vault, so a message that disappears or changes later is noticed on every device of the counsellor.
 */

import { caseRef, dayParse, dayStr, DUTY, equal, hex, PURPOSE, safetyNumber, TYPE, unb64 } from "/crypto/js/vendor/workplace_protocol.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { asked, current, saveVault } from "/static/js/workplace_worker/account.js";
import { acceptanceOf } from "/static/js/workplace_worker/acceptance.js";
import { letterView, openConversation, prepareOpening } from "/static/js/workplace_worker/conversation.js";
import { disputable, dutiesOf, feedbackIfToday, offered } from "/static/js/workplace_worker/case_state.js";
import { loadOrganisations, organisation } from "/static/js/workplace_worker/organisations.js";
import { deskViews } from "/static/js/workplace_worker/pass_outside.js";
import { officerViews } from "/static/js/workplace_worker/release.js";
import { carryOut, formerKeys, recordsOf, requestViews, successorViews } from "/static/js/workplace_worker/rewrap.js";
import { boxesOf, identity } from "/static/js/workplace_worker/own_keys.js";
import { newestPin, pinOf, withPins } from "/static/js/workplace_worker/pins.js";
import { readStatements, standingOf } from "/static/js/workplace_worker/statements.js";
import { trackHistory } from "/static/js/workplace_worker/track.js";

/** @typedef {Awaited<ReturnType<typeof gathered>>} CaseFile what writing needs; stays in the worker */

/** @type {Map<string, CaseFile>} */
const files = new Map();

/** @param {string} id @returns {CaseFile} @throws {Refusal} `unknown` when it was not opened in this document */
export function openedFile(id) {
  const file = files.get(id);
  if (file === undefined) throw new Refusal("unknown");
  return file;
}


/** @param {string} id of the worklist @returns {Promise<object>} the view for the page */
export async function openFile(id) {
  const answer = await asked("GET", `/w/v1/cases/${encodeURIComponent(id)}`);
  const org = hex(unb64(answer.orgId));
  if (organisation(org) === null) await loadOrganisations();
  const file = await gathered(id, answer, org);
  const went = await carryOut(file).catch(() => ({ name: null, keepsCase: false }));
  if (went !== null && went.keepsCase) return openFile(id);
  if (went !== null && went.name === null) file.conversation.warnings.push({ code: "not-handed-over" });
  else if (went !== null) return { handedTo: went.name, ref: caseRef(file.caseId) };
  files.set(id, file);
  const { report } = file.conversation;
  if (report !== null) {
    await saveVault((vault) => withPins(vault, org, hex(file.caseId), report.signPk, newestOf(file))).catch(() => undefined);
  }
  return view(file);
}

/** @param {string} id @param {any} answer @param {string} org hex */
async function gathered(id, answer, org) {
  const { vault } = current();
  const where = organisation(org);
  if (where === null || where.root === null) throw new Refusal("untrusted");
  const orgId = unb64(answer.orgId);
  const caseId = unb64(answer.caseId);
  const pin = pinOf(vault, org, hex(caseId));
  const own = identity(vault);
  const [boxes, records] = [boxesOf(vault, org), recordsOf(answer)];
  await prepareOpening(answer.envelopes, boxes, records);
  const conversation = openConversation({
    orgId, caseId, envelopes: answer.envelopes, selfKid: unb64(answer.selfKid),
    pin, boxes, idPk: own.pk, records,
    former: (signPk) => formerKeys(answer, { orgId, caseId }, signPk, where.directory),
  });
  const former = conversation.report === null ? [] : formerKeys(answer, { orgId, caseId }, conversation.report.signPk, where.directory);
  const history = trackHistory(answer, { orgId, caseId }, conversation.report);
  if (history.isDoubtful) conversation.warnings.push({ code: "track" });
  const statements = readStatements(answer.duties, conversation, { orgId, caseId, idPk: own.pk, former, formerCount: history.formerCount });
  const facts = {
    track: /** @type {number} */ (answer.track), receivedOn: /** @type {string} */ (answer.receivedOn),
    atRelease: answer.clockStartsAtRelease === true && (answer.releasedOn ?? null) === null,
    startsOn: /** @type {string} */ (answer.clockStartsAtRelease === true ? answer.releasedOn ?? answer.receivedOn : answer.receivedOn), done: withEarlier(standingOf(statements), answer.link ?? null), today: where.days.today,
  };
  return {
    id, answer, org, orgId, caseId, where, boxes, conversation, history, statements, facts, idPk: own.pk, readUpTo: newestPin(pin, 0)?.index ?? -1,
    serviceDay: answer.today, tasks: answer.tasks ?? [],
    /** @type {any} */ unsent: null,
  };
}

/** In a linked case also what was done in the earlier one counts. @param {import("/static/js/workplace_worker/statements.js").Standing} done @param {any} earlier */
function withEarlier(done, earlier) {
  const day = (/** @type {string | null | undefined} */ one) => (typeof one === "string" ? dayParse(one) : null);
  return earlier === null ? done : { ...done, acknowledged: done.acknowledged ?? day(earlier.acknowledgedOn), feedback: done.feedback ?? day(earlier.feedbackOn) };
}

/** The newest letter of each side that opened. @param {CaseFile} file */
export function newestOf(file) {
  return [0, 1].flatMap((dir) => {
    const mine = file.conversation.letters.filter((letter) => letter.dir === dir && letter.opened !== null);
    const newest = mine.reduce((best, letter) => (best === null || letter.index > best.index ? letter : best), /** @type {any} */ (null));
    return newest === null ? [] : [{ dir, index: newest.index, hash: newest.hash }];
  });
}

/** It went to another counsellor, and the reporter lets this one read on. @param {CaseFile} file */
const isFormer = (file) => typeof file.answer.formerUntil === "string";

/** Why nothing can be sent from here, null when it can. @param {CaseFile} file */
export function whyNot(file) {
  const { where, conversation } = file;
  if (where.state === "revoked") return "revoked";
  if (isFormer(file)) return "former";
  if (conversation.report === null) return "unopened";
  if (where.trust !== "ok") return "untrusted";
  if (where.days.differs) return "clock";
  return where.state === "active" || where.state === "retired" ? null : "absent";
}

/** @param {CaseFile} file */
export function view(file) {
  const { conversation, facts, where } = file;
  const { report } = conversation;
  const duties = dutiesOf(facts);
  const letters = conversation.letters.map((letter) => letterOf(file, letter));
  const successors = successorViews(file);
  const [officers, desks] = [officerViews(file), deskViews(file)];
  return {
    id: file.id, ref: caseRef(file.caseId), organisation: where.view, track: facts.track, signedTrack: file.history.signed, receivedOn: facts.receivedOn, changedOn: file.history.changedOn, firstTrack: report?.track ?? facts.track, firstReceivedOn: file.answer.firstReceivedOn ?? facts.receivedOn,
    today: dayStr(where.days.today), letters, tasks: file.tasks, warnings: conversation.warnings, whyNot: whyNot(file),
    feedbackIfToday: feedbackIfToday(facts), atRelease: facts.atRelease, offered: { ...offered(facts), "hand-over": successors.length > 0 ? null : "done", release: officers.length > 0 ? null : "done", outside: desks.length > 0 ? null : "done" },
    officers, desks, releases: requestViews(file.answer, where, PURPOSE.release), askedOutside: requestViews(file.answer, where, PURPOSE.external),
    destroyOn: file.answer.destroyOn ?? null, destroyGround: file.answer.destroyGround ?? null,
    afterCare: file.answer.afterCare ?? [], link: file.answer.link ?? null, followedBy: file.answer.followedBy ?? [], demands: file.answer.demands ?? [],
    formerUntil: file.answer.formerUntil ?? null, accepts: acceptanceOf(file), packages: packagesOf(file),
    successors, requests: requestViews(file.answer, where), disputed: disputeView(file, duties),
    anonymous: !letters.some((letter) => letter.type === TYPE.identityDetails), duties, done: daysOf(facts.done),
    statements: file.statements.map((one) => ({ ...one, day: dayStr(one.day), contestedOn: one.contestedOn === null ? null : dayStr(one.contestedOn) })),
    safetyNumber: report === null ? null : safetyNumber(file.orgId, file.caseId, report.signPk, file.idPk),
  };
}

/** What a counsellor put together on the reporter's word, and how far it is. @param {CaseFile} file */
const packagesOf = ({ answer, where }) => (answer.packages ?? []).map((/** @type {any} */ one) => ({
  name: nameOf(where, unb64(one.recipient)), state: one.state, changedOn: one.changedOn, reference: one.reference,
}));

/** @param {any} where @param {Uint8Array} idPk */
const nameOf = ({ directory }, idPk) => directory?.entries.find((/** @type {any} */ one) => equal(one.record.idPk, idPk))?.name.split(";")[0] ?? "";

/** A letter as the page gets it, with the statement that was signed over it. @param {CaseFile} file @param {import("/static/js/workplace_worker/conversation.js").Letter} letter */
function letterOf(file, letter) {
  const shown = letterView(letter, file.readUpTo, file.idPk);
  const hash = hex(letter.hash);
  const said = file.statements.find((one) => one.ref === hash && one.kind !== DUTY.dispute);
  return { ...shown, hash, act: said?.kind ?? null, contested: said !== undefined && said.contestedOn !== null, day: shown.day === null ? null : dayStr(shown.day) };
}

/** @param {import("/static/js/workplace_worker/statements.js").Standing} done @returns {Record<string, string|null>} */
function daysOf(done) {
  return Object.fromEntries(Object.entries(done).map(([name, day]) => [name, day === null ? null : dayStr(day)]));
}

/** A miss that can still be disputed, with the letters that came in time; null when there is nothing to dispute with. @param {CaseFile} file @param {import("/static/js/workplace/duties.js").DutyView[]} duties */
function disputeView(file, duties) {
  const due = disputable(duties, file.facts.today);
  if (due === null || file.statements.some((one) => one.kind === DUTY.dispute && one.day > due)) return null;
  const inTime = file.conversation.letters.filter((one) => one.dir === 1 && one.opened !== null && one.opened.day <= due);
  return inTime.length === 0 ? null : { due: dayStr(due), letters: inTime.map((one) => hex(one.hash)) };
}
