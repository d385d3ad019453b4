// @ts-check
/** Released cases on screen: the list, and one of them with what was released, the steps taken and the conversation. */

import { byId, chip, icon, language, longDay, shortDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { letterLine } from "/static/js/workplace/letter_view.js";
import { notice, tellPractice } from "/static/js/workplace/notices.js";
import { emptyOfficerForms, hasUnsentOfficerText, prepareOfficerActs, showOfficerActs } from "/static/js/workplace/officer_acts.js";
import { prepareOfficerOrders, showOfficerOrders } from "/static/js/workplace/officer_orders_view.js";
import { rulesMissing, sentence } from "/static/js/workplace/refusals.js";
import { go, now, refresh, register, say } from "/static/js/workplace/screen.js";
import { stepWords } from "/static/js/workplace/step_words.js";

const CASE_OFFICER = 5;

/** Put both views in their place. */
export function prepareOfficer() {
  register("released", { title: () => t("Read what was released to you"), render: renderList });
  register("investigation", { title: () => t("Investigate case {ref} and answer the reporter", { ref: desk.released?.ref ?? "" }), under, render: renderOne });
  byId("to-released").addEventListener("click", () => { say(""); go("released"); void lookAgain(); });
  document.querySelector("[data-view=released]")?.addEventListener("click", () => { void lookAgain(); });
  prepareOfficerActs(shown);
  prepareOfficerOrders(shown);
}

/** The list as it is now; without an answer the old one stays. */
async function lookAgain() {
  const before = JSON.stringify(desk.releasedCases);
  desk.releasedCases = await link().call("releasedCases").catch(() => desk.releasedCases);
  if (now() === "released" && JSON.stringify(desk.releasedCases) !== before) refresh();
}

/** Nobody here counsels: what was released to them is all there is. */
export const isOnlyOfficer = () => desk.organisations.length > 0 && desk.organisations.every(({ keys }) => keys.length > 0 && keys.every((/** @type {any} */ key) => key.role === CASE_OFFICER));

/** The tab stands there for case officers. */
export function showOfficerTab() {
  const could = desk.organisations.some(({ keys }) => keys.some((/** @type {any} */ key) => key.role === CASE_OFFICER));
  const tab = /** @type {HTMLElement} */ (document.querySelector("[data-view=released]"));
  /** @type {HTMLElement} */ (tab.parentElement).hidden = !could;
}

/** @param {string} tag @param {string} words @param {string} [className] */
const made = (tag, words, className = "") => Object.assign(document.createElement(tag), { textContent: words, className });

function renderList() {
  tellPractice(desk.organisations);
  byId("released-cases").replaceChildren(desk.releasedCases.length === 0 ? nothing() : listOf(desk.releasedCases));
}

function nothing() {
  const box = made("div", "", "panel empty stack");
  box.append(made("p", t("Nothing was released to you.")), made("p", t("A case stands here as soon as a reporter says yes to that. Before, nothing shows that there is one.")));
  return box;
}

/** @param {any[]} rows */
function listOf(rows) {
  const list = made("ul", "", "stack");
  list.append(...rows.map((row) => {
    const item = made("li", "", "panel stack");
    const button = Object.assign(made("button", t("Open case {ref}", { ref: row.ref }), "button quiet"), { type: "button" });
    button.addEventListener("click", () => { void openRelease(row.id); });
    const place = made("p", "");
    place.append(button);
    item.append(made("h2", t("{organisation}: case {ref}", { organisation: row.orgName, ref: row.ref })), made("p", t("Released to you on {day}.", { day: longDay(row.releasedOn) })), standing(row), place);
    return item;
  }));
  return list;
}

/** How far the employer is, on one line. @param {any} row */
function standing({ closedOn, feedbackOn, feedbackLimit, missed, today }) {
  const place = made("p", "");
  if (closedOn !== null) place.append(chip("open", t("closed on {day}", { day: shortDay(closedOn) })));
  else if (feedbackOn !== null) place.append(chip("met", t("answered on {day}", { day: shortDay(feedbackOn) })));
  else if (feedbackLimit !== null) place.append(chip(missed.length > 0 || feedbackLimit < today ? "missed" : "open", t("feedback by {day}", { day: shortDay(feedbackLimit) })));
  return place;
}

/** @param {string} id */
async function openRelease(id) {
  const other = desk.released?.id !== id;
  if (other && hasUnsentOfficerText() && !window.confirm(t("You have text that was not sent. Leave it behind?"))) return;
  say(t("Opening the case …"), "near");
  try {
    desk.released = await link().call("openReleased", { id });
  } catch (refusal) {
    say(sentence(refusal), "near");
    return;
  }
  say("");
  if (other) emptyOfficerForms();
  go("investigation");
}

/** A case as it is after something was done. @param {any} view */
function shown(view) {
  desk.released = view;
  desk.releasedCases = desk.releasedCases.map((row) => (row.id === view.id ? { ...row, ...view } : row));
}

function under() {
  if (desk.released === null) return [];
  const parts = [desk.released.organisation.name, t("Released to you on {day}", { day: longDay(desk.released.releasedOn) })];
  return parts.map((textContent, at) => made("span", textContent, at === 0 ? "" : "soft"));
}

function renderOne() {
  const file = desk.released;
  if (file === null) return;
  tellPractice([file.organisation]);
  byId("released-notices").replaceChildren(...(file.warnings.length === 0 ? [] : [notice("missed", [t("Something in this conversation is missing or was replaced."), t("Look at it with care, and tell the administrator.")])]));
  byId("released-duties").replaceChildren(...dutyLines(file));
  byId("released-what").replaceChildren(...file.released.map(letterLine));
  byId("released-talk").replaceChildren(...file.letters.map(letterLine));
  byId("released-silence").textContent = file.whyNot === "mute" ? t("The reporter did not allow you to write. What they write to you, you can read; closing without words you can sign.") : file.letters.length === 0 ? t("Nothing was written yet.") : "";
  showSteps(file);
  showTasks(file);
  showOfficerActs(file);
  showOfficerOrders(file);
}

/** @param {any} file */
function dutyLines({ acknowledgedOn, ackLimit, feedbackOn, dismissedOn, feedbackLimit, closedOn, today }) {
  const owed = /** @type {[string, string | null, string | null][]} */ ([[t("Confirm receipt"), acknowledgedOn ?? feedbackOn ?? dismissedOn, ackLimit], [t("Feedback"), feedbackOn ?? dismissedOn, feedbackLimit]]);
  const lines = owed.map(([name, doneOn, limit]) => {
    const box = made("div", "", "duty");
    box.append(made("h3", name));
    if (doneOn !== null) box.append(chip(limit !== null && doneOn > limit ? "missed" : "met", t("done on {day}", { day: shortDay(doneOn) })));
    else if (limit !== null) box.append(chip(limit < today ? "missed" : "open", t("by {day}", { day: shortDay(limit) })));
    return box;
  });
  return closedOn === null ? lines : [...lines, made("p", t("This case was closed on {day}.", { day: longDay(closedOn) }))];
}

/** @param {any} file */
function showSteps({ id, steps, openSteps, mustHear, rulesMissing: isUnknown }) {
  byId("steps-done").replaceChildren(...steps.map((/** @type {any} */ { step, day }) => {
    const item = document.createElement("li");
    item.append(icon("check"), made("span", `${stepWords(step).done}, ${longDay(day)}`));
    return item;
  }));
  const isHeard = steps.some((/** @type {any} */ one) => one.step === "other-side-heard");
  byId("must-hear").replaceChildren(...(mustHear && !isHeard ? [icon("alert"), made("span", isUnknown ? rulesMissing() : t("Both sides must be heard before feedback or closing. This cannot be skipped."))] : []));
  byId("steps-open").replaceChildren(...openSteps.map((/** @type {string} */ step) => {
    const place = made("div", "");
    const button = Object.assign(made("button", stepWords(step).ask, "button quiet"), { type: "button" });
    button.addEventListener("click", () => { void take(id, step, button); });
    place.append(button, made("p", stepWords(step).means, "small soft"));
    return place;
  }));
}

/** @param {string} id @param {string} step @param {HTMLElement} button */
async function take(id, step, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    shown(await link().call("takeStep", { id, step }));
    say(t("Recorded: {step}. The reporter sees that, with the day.", { step: stepWords(step).done }));
    go("investigation");
  } catch (refusal) {
    say(sentence(refusal), "near");
    button.removeAttribute("aria-disabled");
  }
}

/** @param {any} file */
function showTasks({ tasks }) {
  const rules = [...new Map(tasks.map((/** @type {any} */ task) => [task.rule, task])).values()];
  byId("released-tasks-part").hidden = rules.length === 0;
  byId("released-tasks").replaceChildren(...rules.map((/** @type {any} */ task) => {
    const item = made("li", task.says[language()]);
    if (task.by !== null) item.append(" ", made("b", t("By {day}.", { day: longDay(task.by) })));
    return item;
  }));
}
