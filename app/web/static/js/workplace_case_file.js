// @ts-check
/**
 * One case file: fetched, opened and verified in the worker, told to the page as plain data. What was read is pinned
 * in the vault, so a message that disappears or changes later is noticed on every device of the counsellor.
 */

import {
  ACK_SENT, caseRef, clocks, dayParse, dayStr, equal, hex, safetyNumber, TYPE, unb64, verifyDuty,
} from "/crypto/js/vendor/workplace_protocol.js";
import { Refusal } from "/static/js/workplace_http.js";
import { asked, current, saveVault } from "/static/js/workplace_account.js";
import { letterView, openConversation } from "/static/js/workplace_conversation.js";
import { standing } from "/static/js/workplace_duties.js";
import { loadOrganisations, organisation } from "/static/js/workplace_organisations.js";
import { boxesOf, identity } from "/static/js/workplace_own_keys.js";
import { newestPin, pinOf, withPins } from "/static/js/workplace_pins.js";

const SPARREN = 1;

/** @typedef {ReturnType<typeof gathered>} CaseFile what writing needs; stays in the worker */

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
  const file = gathered(id, answer, org);
  files.set(id, file);
  const { report } = file.conversation;
  if (report !== null) {
    await saveVault((vault) => withPins(vault, org, hex(file.caseId), report.signPk, newestOf(file))).catch(() => undefined);
  }
  return view(file);
}

/** @param {string} id @param {any} answer @param {string} org hex */
function gathered(id, answer, org) {
  const { vault } = current();
  const where = organisation(org);
  if (where === null || where.root === null) throw new Refusal("untrusted");
  const orgId = unb64(answer.orgId);
  const caseId = unb64(answer.caseId);
  const pin = pinOf(vault, org, hex(caseId));
  const own = identity(vault);
  const conversation = openConversation({
    orgId, caseId, envelopes: answer.envelopes, track: answer.track, selfKid: unb64(answer.selfKid),
    pin, boxes: boxesOf(vault, org), idPk: own.pk,
  });
  const acknowledged = acknowledgement(answer.duties, conversation, orgId, caseId, own.pk);
  return {
    id, org, orgId, caseId, where, conversation, acknowledged, idPk: own.pk, readUpTo: newestPin(pin, 0)?.index ?? -1,
    track: answer.track, receivedOn: answer.receivedOn, serviceDay: answer.today, tasks: answer.tasks ?? [],
    /** @type {any} */ unsent: null,
  };
}

/** The newest letter of each side that opened. @param {CaseFile} file */
export function newestOf(file) {
  return [0, 1].flatMap((dir) => {
    const mine = file.conversation.letters.filter((letter) => letter.dir === dir && letter.opened !== null);
    const newest = mine.reduce((best, letter) => (best === null || letter.index > best.index ? letter : best), /** @type {any} */ (null));
    return newest === null ? [] : [{ dir, index: newest.index, hash: newest.hash }];
  });
}

/**
 * The day on which receipt was acknowledged: a statement signed by this counsellor over a letter that is one.
 * @param {string[]} duties @param {any} conversation @param {Uint8Array} orgId @param {Uint8Array} caseId @param {Uint8Array} idPk
 * @returns {number|null}
 */
function acknowledgement(duties, conversation, orgId, caseId, idPk) {
  for (const raw of duties) {
    try {
      const duty = verifyDuty(unb64(raw), new Map([[ACK_SENT, [idPk]]]), orgId, caseId);
      const letter = conversation.letters.find((/** @type {any} */ one) => one.dir === 1 && equal(one.hash, duty.ref));
      if (duty.kind === ACK_SENT && letter?.opened?.type === TYPE.acknowledgement) return duty.day;
    } catch {
      continue;
    }
  }
  return null;
}

/** The legal days of this case, null on sparren. @param {CaseFile} file */
export function legalDays(file) {
  if (file.track === SPARREN) return null;
  return clocks("employer", dayParse(file.receivedOn), file.acknowledged);
}

/** Why nothing can be sent from here, null when it can. @param {CaseFile} file */
export function whyNot(file) {
  const { where, conversation } = file;
  if (where.state === "revoked") return "revoked";
  if (conversation.report === null) return "unopened";
  if (where.trust !== "ok") return "untrusted";
  if (where.days.differs) return "clock";
  return where.state === "active" || where.state === "retired" ? null : "absent";
}

/** @param {CaseFile} file */
export function view(file) {
  const { conversation, where } = file;
  const { report } = conversation;
  const letters = conversation.letters.map((letter) => {
    const shown = letterView(letter, file.readUpTo);
    return { ...shown, day: shown.day === null ? null : dayStr(shown.day) };
  });
  return {
    id: file.id, ref: caseRef(file.caseId), organisation: where.view, track: file.track, signedTrack: report?.track ?? null, receivedOn: file.receivedOn,
    today: dayStr(where.days.today), letters, tasks: file.tasks, warnings: conversation.warnings, whyNot: whyNot(file),
    feedbackIfToday: feedbackIfToday(file),
    anonymous: !letters.some((letter) => letter.type === TYPE.identityDetails), duties: duties(file),
    acknowledgedOn: file.acknowledged === null ? null : dayStr(file.acknowledged),
    safetyNumber: report === null ? null : safetyNumber(file.orgId, file.caseId, report.signPk, file.idPk),
  };
}

/** The feedback day when receipt is confirmed today; null when that changes nothing. @param {CaseFile} file */
function feedbackIfToday(file) {
  const { today } = file.where.days;
  const days = legalDays(file);
  if (days === null || file.acknowledged !== null || today >= days.ackLimit) return null;
  return dayStr(clocks("employer", dayParse(file.receivedOn), today).feedbackLimit);
}

/** @param {CaseFile} file @returns {import("/static/js/workplace_duties.js").DutyView[]} */
function duties(file) {
  const days = legalDays(file);
  if (days === null) return [];
  const { today } = file.where.days;
  const metOn = file.acknowledged === null ? null : dayStr(file.acknowledged);
  const base = Math.min(file.acknowledged ?? days.ackLimit, days.ackLimit);
  return [
    standing("acknowledge", { from: file.receivedOn, limit: dayStr(days.ackLimit), outer: dayStr(days.ackAtw), metOn, today }),
    standing("feedback", { from: dayStr(base), limit: dayStr(days.feedbackLimit), outer: dayStr(days.feedbackAtw), today }),
  ];
}
