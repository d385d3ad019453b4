// @ts-check
/** What reporters sealed for this account, on screen: the list, one package read in full, why it came, and what was written since. */

import { byId, chip, longDay, shortDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { letterLine } from "/static/js/workplace/letter_view.js";
import { notice, tellPractice } from "/static/js/workplace/notices.js";
import { emptyPackageForms, hasUnsentPackageText, preparePackageActs, showPackageActs } from "/static/js/workplace/package_acts.js";
import { preparePackageExport } from "/static/js/workplace/package_export.js";
import { preparePackagePeople, showPeople } from "/static/js/workplace/package_people.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { go, register, say } from "/static/js/workplace/screen.js";

const OUTSIDE = [3, 6];

/** Put both views in their place. */
export function prepareOutside() {
  register("packages", { title: () => t("Read what reporters let you read"), render: renderList });
  register("package", { title: () => t("Read what a reporter let you read, and say what you do"), under, render: renderOne });
  byId("to-packages").addEventListener("click", () => { say(""); go("packages"); });
  preparePackageActs(shown);
  preparePackagePeople(shown);
  preparePackageExport();
}

/** Nobody here counsels: what was let to them is all there is. */
export const isOnlyOutside = () => desk.organisations.length > 0 && desk.organisations.every(({ keys }) => keys.length > 0 && keys.every((/** @type {any} */ key) => OUTSIDE.includes(key.role)));

/** The tab stands there for who got something, or could. */
export function showOutsideTab() {
  const could = desk.organisations.some(({ keys }) => keys.some((/** @type {any} */ key) => OUTSIDE.includes(key.role)));
  const tab = /** @type {HTMLElement} */ (document.querySelector("[data-view=packages]"));
  /** @type {HTMLElement} */ (tab.parentElement).hidden = !could && desk.packages.length === 0;
}

function renderList() {
  tellPractice(desk.organisations);
  const rows = [...desk.packages].reverse();
  byId("packages").replaceChildren(...(rows.length === 0 ? [nothing()] : [listOf(rows)]));
}

function nothing() {
  const box = document.createElement("div");
  box.className = "panel empty stack";
  const lines = [t("Nothing is sealed to you yet."), t("When a reporter lets you read along, it stands here. You get no mail about it, so look here now and then.")];
  box.append(...lines.map((textContent) => Object.assign(document.createElement("p"), { textContent })));
  return box;
}

/** @param {any[]} rows */
function listOf(rows) {
  const list = document.createElement("ul");
  list.className = "stack";
  list.append(...rows.map((row) => {
    const item = document.createElement("li");
    item.className = "panel stack";
    const title = Object.assign(document.createElement("h2"), { textContent: row.isDeputy ? t("{organisation}: you are the deputy", { organisation: row.orgName }) : t("{organisation}: sealed for you on {day}", { organisation: row.orgName, day: longDay(row.madeOn) }) });
    const state = document.createElement("p");
    state.append(stateChip(row));
    item.append(title, state, ...terms(row));
    if (row.state !== "withdrawn") {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: row.state === "waiting" ? t("Fetch and open it") : t("Open it") });
      button.addEventListener("click", () => { void open(row.id); });
      const place = document.createElement("p");
      place.append(button);
      item.append(place);
    }
    return item;
  }));
  return list;
}

/** @param {any} row */
function terms(row) {
  if (row.feedbackLimit === null || row.state === "answered") return [];
  const words = row.ackLimit !== null && ["waiting", "fetched"].includes(row.state) ? t("The law: confirm by {ack}, answer by {feedback}.", { ack: longDay(row.ackLimit), feedback: longDay(row.feedbackLimit) }) : t("The law: answer by {feedback}.", { feedback: longDay(row.feedbackLimit) });
  return [Object.assign(document.createElement("p"), { className: "soft", textContent: words })];
}

/** @param {any} row */
function stateChip({ state, changedOn }) {
  const day = shortDay(changedOn);
  const words = /** @type {Record<string, [("near" | "missed" | "met" | "open"), string]>} */ ({
    waiting: ["near", t("not fetched yet")], fetched: ["open", t("fetched on {day}", { day })], acknowledged: ["open", t("you confirmed on {day}", { day })],
    answered: ["met", t("you answered on {day}", { day })], declined: ["open", t("you did not take it up, {day}", { day })], withdrawn: ["open", t("taken back by the reporter on {day}", { day })],
  });
  const [tone, text] = words[state] ?? ["open", state];
  return chip(tone, text);
}

/** @param {string} id */
async function open(id) {
  const other = desk.package?.id !== id;
  if (other && hasUnsentPackageText() && !window.confirm(t("You have text that was not sent. Leave it behind?"))) return;
  say(t("Opening it …"), "near");
  try {
    desk.package = await link().call("openPackage", { id });
    await lookAgain();
  } catch (refusal) {
    say(sentence(refusal), "near");
    return;
  }
  say("");
  if (other) emptyPackageForms();
  go("package");
}

/** A package as it is after something was done. @param {any} view */
async function shown(view) {
  desk.package = view;
  await lookAgain();
}

/** The list as it is now; without an answer the old one stays. */
async function lookAgain() {
  desk.packages = await link().call("packages").catch(() => desk.packages);
}

function under() {
  if (desk.package === null) return [];
  const { organisation, ref, knowsName } = desk.package;
  const parts = [organisation.name, t("case {ref}", { ref }), knowsName ? t("The reporter told you who they are") : t("The reporter is anonymous")];
  return parts.map((textContent, at) => Object.assign(document.createElement("span"), { textContent, className: at === 0 ? "" : "soft" }));
}

function renderOne() {
  const file = desk.package;
  if (file === null) return;
  tellPractice([file.organisation]);
  byId("package-notices").replaceChildren(...whyNotices(file));
  byId("package-state").replaceChildren(stateChip(file));
  byId("package-terms").replaceChildren(...terms(file));
  byId("package-talk").replaceChildren(...file.letters.map(letterLine));
  byId("package-written").replaceChildren(...file.talk.map((/** @type {any} */ one) => letterLine({ ...one, from: one.earlier ? t("Colleague") : "" })));
  byId("package-silence").textContent = !file.mayWrite ? t("The reporter did not allow you to write. You can sign what you do, without words.") : file.talk.length === 0 ? t("Nothing was written yet.") : "";
  byId("package-talk-part").hidden = file.isDeputy;
  byId("package-note").textContent = file.note === null ? "" : `${file.note}\n${file.proof ?? ""}`;
  byId("package-exact").hidden = file.note === null;
  showPackageActs(file);
  showPeople(file);
}

/** Why it came, and what must not be taken for a fact. @param {any} file */
function whyNotices(file) {
  const made = [];
  if (file.isDeputy) made.push(notice("open", [t("The reporter named you as deputy before."), t("You hold this case now: it stands on your worklist. Here you see why.")]));
  if (file.isConditional && file.release === null) {
    made.push(notice("missed", [t("This was released without a recorded miss that can be checked."), t("Do not take a missed date for a fact. Tell the reporter, if you can, that it came to you.")]));
  } else if (file.release !== null) {
    made.push(notice("met", [t("The reporter prepared this in case no answer came."), releaseWords(file.release)]));
  } else {
    made.push(notice("open", [t("The reporter gave you this directly."), t("Only these messages were sealed for you. What was written later, you do not see.")]));
  }
  return made;
}

/** @param {any} release @returns {string} */
function releaseWords({ duty, due, missed, released }) {
  const days = { due: due === null ? "" : longDay(due), missed: longDay(missed), released: longDay(released) };
  switch (duty) {
    case "ack": return t("Receipt was not confirmed by {due}. Recorded on {missed}, released on {released}. The proof holds.", days);
    case "feedback": return t("No feedback was given by {due}. Recorded on {missed}, released on {released}. The proof holds.", days);
    case "unable": return t("The counsellor signed on {missed} to be unable to go on. Released on {released}. The proof holds.", days);
    default: return t("Nobody confirmed receipt by {due}, which is no term of the law. Released on {released}. The proof holds.", days);
  }
}
