// @ts-check
/**
 * Whom a report can go to: the counsellors of the verified directory, and what to do when there is none.
 */

import { byId, fill, fieldError, icon, t } from "/static/js/shared/page.js";
import { lastOpenedWords, somebodyElse } from "/static/js/report/signs.js";
import { checkedFacts, definitions, fingerprintElement, kindOf, listProblem, subjectsOf } from "/static/js/shared/facts.js";

/** The list is being checked. */
export function showWaiting() {
  byId("list-failed").hidden = true;
  byId("counsellors-wait").hidden = false;
}

/** The fingerprint of the person who was chosen; empty when nobody is. */
export function chosenCounsellor() {
  const chosen = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=counsellor]:checked"));
  return chosen?.value ?? "";
}

/** Fingerprints of the people who were ticked as involved. */
export function involvedPeople() {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=involved]:checked"))].map((box) => box.value);
}

/** Show the list again, with the same choice, or what is wrong with it. @param {any} page */
export function showPeople(page) {
  const list = byId("counsellors");
  const before = { chosen: chosenCounsellor(), involved: involvedPeople() };
  const people = page.problem === null && page.organisation !== null ? page.organisation.people.filter((/** @type {any} */ one) => one.offered) : [];
  const problem = page.problem ?? (page.organisation !== null && people.length === 0 ? { code: "empty" } : null);
  byId("counsellors-wait").hidden = page.organisation !== null || problem !== null;
  const ordered = [...people].sort((a, b) => misfit(a, page.subjects) - misfit(b, page.subjects));
  list.replaceChildren(...ordered.map((/** @type {any} */ one) => card(one, before, page.subjects)));
  list.hidden = people.length === 0;
  showProblem(problem);
  showExact(problem === null ? page.organisation : null, people);
  const copy = byId("self-copy-part");
  copy.hidden = page.organisation !== null && !page.organisation.selfCopy;
  const follow = () => followTicks(people, page.subjects);
  list.onchange = follow;
  follow();
}

/**
 * How little somebody fits a subject: 0 for the integrity counsellor, 1 for who serves it, 2 for who would hand it over.
 * The order of `app/domain/recipients.py`; of several subjects the worst counts. Without a subject everybody is equal.
 * @param {any} one @param {string[]} subjects `OO`, `IS`
 */
export function misfit(one, subjects) {
  const each = subjects.map((subject) => {
    if (!one.subjects.includes(subject)) return 2;
    return subject === "IS" && one.integrity ? 0 : 1;
  });
  return Math.max(0, ...each);
}

/** Who fits the chosen subject, the best first, without those who are ticked as involved. @param {any} page @returns {any[]} */
export function fittingPeople(page) {
  if (page.organisation === null || page.subjects.length === 0) return [];
  const involved = involvedPeople();
  const able = page.organisation.people.filter((/** @type {any} */ one) => one.offered && !involved.includes(one.fingerprint));
  const least = Math.min(...able.map((/** @type {any} */ one) => misfit(one, page.subjects)));
  return least < 2 ? able.filter((/** @type {any} */ one) => misfit(one, page.subjects) === least) : [];
}

/** @param {any} problem */
function showProblem(problem) {
  const box = byId("list-failed");
  box.hidden = problem === null;
  if (problem === null) return;
  const { title, text } = listProblem(problem);
  byId("list-failed-title").textContent = title;
  byId("list-failed-text").textContent = text;
}

/** @param {any} organisation @param {any[]} people */
function showExact(organisation, people) {
  const details = byId("exact");
  details.hidden = organisation === null;
  if (organisation === null) return;
  const facts = document.createElement("dl");
  facts.className = "answers";
  const prints = people.map((one) => /** @type {[string, Node]} */ ([one.name, fingerprintElement(one.fingerprint)]));
  facts.append(...definitions([...prints, ...checkedFacts(organisation)]));
  const hint = document.createElement("p");
  hint.textContent = t("Compare the fingerprint of the person you choose with the one on their card or poster. Is it different? Then do not send anything here.");
  byId("exact-body").replaceChildren(hint, facts);
}

/** @param {any} one @param {{ chosen: string, involved: string[] }} before @param {string[]} subjects */
function card(one, before, subjects) {
  const made = fill("person", {
    name: one.name,
    kind: kindOf(one),
    subjects: subjectsOf(one),
    device: deviceWords(one),
    opened: lastOpenedWords(one),
    warning: one.device === "employer" ? [icon("alert"), document.createTextNode(t("The employer can look into this device."))] : null,
    fits: subjects.length > 0 && misfit(one, subjects) < 2 ? [icon("check", "yes"), document.createTextNode(t("There for your subject"))] : null,
    whose: `: ${one.name}`,
    blocked: t("You cannot choose this person now."),
  });
  const radio = /** @type {HTMLInputElement} */ (made.querySelector("[name=counsellor]"));
  const box = /** @type {HTMLInputElement} */ (made.querySelector("[name=involved]"));
  radio.value = one.fingerprint;
  radio.checked = one.fingerprint === before.chosen;
  box.value = one.fingerprint;
  box.checked = before.involved.includes(one.fingerprint);
  return made;
}

/** @param {any} one */
function deviceWords(one) {
  if (one.device === "own") return t("A device of their own");
  if (one.device === "practice") return t("A device of their practice");
  if (one.device === "employer") return t("A device of the employer");
  return t("Not stated");
}

/**
 * Whoever is involved cannot be chosen; when nobody is left, the desks outside stand there. Who may be away is told.
 * @param {any[]} people @param {string[]} subjects
 */
function followTicks(people, subjects) {
  const cards = [...byId("counsellors").children];
  let left = 0;
  for (const one of cards) {
    const radio = /** @type {HTMLInputElement} */ (one.querySelector("[name=counsellor]"));
    const box = /** @type {HTMLInputElement} */ (one.querySelector("[name=involved]"));
    radio.disabled = box.checked;
    if (box.checked) radio.checked = false;
    else left += 1;
    /** @type {HTMLElement} */ (one.querySelector("[data-fill=blocked]")).hidden = !box.checked;
  }
  const nobody = byId("nobody-left");
  nobody.hidden = cards.length === 0 || left > 0;
  const [chosen, involved] = [chosenCounsellor(), involvedPeople()];
  const able = people.filter((one) => !involved.includes(one.fingerprint));
  const advice = byId("somebody-else");
  advice.textContent = somebodyElse(able.find((one) => one.fingerprint === chosen), able, (one) => misfit(one, subjects));
  advice.hidden = advice.textContent === "";
  if (chosenCounsellor() !== "") fieldError("counsellor", "");
}
