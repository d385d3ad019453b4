// @ts-check
/**
 * The case file on screen: conversation and short forms left, duties right. What is typed stays when something goes
 * wrong, when the session was renewed, when the page locked itself, and when the language changes.
 */

import { byId, t } from "/static/js/shared/page.js";
import { hasUnsentText, prepareActs, showActs, startForms } from "/static/js/workplace/acts.js";
import { showAgreed } from "/static/js/workplace/agreed.js";
import { prepareBeside, showBeside } from "/static/js/workplace/beside_view.js";
import { dutyBoxes } from "/static/js/workplace/case_duties.js";
import { historyLines } from "/static/js/workplace/case_history.js";
import { warnings } from "/static/js/workplace/case_warnings.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { leaveHandedOver } from "/static/js/workplace/hand_over.js";
import { letterLine } from "/static/js/workplace/letter_view.js";
import { tellPractice } from "/static/js/workplace/notices.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { go, register, say } from "/static/js/workplace/screen.js";

/** Put the view in its place. */
export function prepareCase() {
  register("case", { title: () => t("Read case {ref} and take the next step", { ref: desk.file?.ref ?? "" }), under, render });
  prepareActs(noteRead);
  prepareBeside();
}

/** Open a case in the worker and show it. @param {string} id @param {{keepsText?: boolean}} [how] `keepsText`: after the page locked itself */
export async function openCase(id, { keepsText = false } = {}) {
  const other = desk.file?.id !== id && !keepsText;
  if (other && hasUnsentText() && !window.confirm(t("You have text that was not sent. Leave it behind?"))) {
    if (desk.file !== null) go("case");
    return;
  }
  say(t("Opening the case …"), "near");
  try {
    const opened = await link().call("openCase", { id });
    if (leaveHandedOver(opened)) return;
    desk.file = opened;
  } catch (refusal) {
    say(sentence(refusal), "near");
    return;
  }
  say("");
  if (other) startForms();
  noteRead();
  go("case");
}

/** The worklist knows now that this case was read, and what comes next in it. */
function noteRead() {
  const { file } = desk;
  const row = desk.rows.find((one) => one.id === file.id);
  if (row === undefined) return;
  const duty = file.duties.find((/** @type {any} */ one) => one.metOn === null);
  const answeredOn = file.done.feedback ?? file.done.dismissed;
  const over = file.done.closed === null ? { kind: "close", state: "met", metOn: answeredOn } : { kind: "none", state: "closed", metOn: file.done.closed };
  const rest = { limit: null, outer: null, daysLeft: 0, share: 100, promise: false };
  Object.assign(row, { opened: true, unread: 0, dismissed: file.done.dismissed !== null });
  if (file.done.closed !== null || answeredOn !== null) row.duty = { ...rest, ...over };
  else if (duty !== undefined) row.duty = duty;
}

/** What stands under the heading. */
function under() {
  if (desk.file === null) return [];
  const { organisation, track, anonymous } = desk.file;
  const parts = [organisation.name, track === 1 ? t("Just advice") : t("Report"), anonymous ? t("The reporter is anonymous") : t("Only you know who the reporter is")];
  return parts.map((textContent, at) => Object.assign(document.createElement("span"), { textContent, className: at === 0 ? "" : "soft" }));
}

function render() {
  const { file } = desk;
  if (file === null) return;
  tellPractice([file.organisation]);
  byId("warnings").replaceChildren(...warnings(file));
  byId("talk").replaceChildren(...file.letters.map(letterLine));
  byId("duties").replaceChildren(...dutyBoxes(file));
  byId("history").replaceChildren(...historyLines(file));
  showAgreed(file);
  showActs(file);
  showBeside(file);
  byId("case-to-dossier").hidden = file.whyNot !== null;
  byId("safety-number").textContent = file.safetyNumber ?? "";
  byId("safety-fingerprint").textContent = t("Your fingerprint: {fingerprint}", { fingerprint: file.organisation.fingerprint });
  byId("safety").hidden = file.safetyNumber === null;
}
