// @ts-check
/**
 * What a report is about: boxes to tick and optional questions, where the organisation has rules of its own.
 * A choice only orders the counsellors and gives advice; it stops nothing, and leaves the browser only sealed.
 */

import { byId, t } from "/static/js/shared/page.js";
import { fittingPeople } from "/static/js/report/people.js";

const FIELD = "category-field";

/** The organisation's own question is on this page. */
export const hasTaxonomy = () => document.getElementById(FIELD)?.dataset.taxonomy !== undefined;

/** @param {string} selector @returns {HTMLInputElement[]} */
const boxes = (selector) => [...document.querySelectorAll(selector)].map((one) => /** @type {HTMLInputElement} */ (one));

/** A sub-form counts only while its form is ticked, a question only while it is asked. @param {HTMLElement} box */
const isAsked = (box) => box.closest("[data-parts][hidden], [data-for][hidden]") === null;

/** @param {string} name */
const ticked = (name) => boxes(`[name="${name}"]:checked`).filter(isAsked);

/** The codes that are ticked, in the order of the page. */
export const chosenCategories = () => ticked("category").map((box) => box.value);

/** What is sealed of all this; only what was answered. @returns {Record<string, unknown>} */
export function categoryFields() {
  /** @type {Record<string, unknown>} */
  const fields = {};
  const codes = chosenCategories();
  if (codes.length > 0) fields.category = codes;
  const other = /** @type {HTMLInputElement} */ (byId("category-other")).value.trim();
  if (other !== "" && !byId("category-other-part").hidden) fields.categoryOther = other;
  for (const question of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-question]"))) {
    const name = question.dataset.question ?? "";
    const found = ticked(name).map((box) => box.value);
    if (found.length > 0) fields[name] = boxes(`[name="${name}"]`)[0]?.type === "radio" ? found[0] : found;
  }
  return fields;
}

/** Names of categories, questions and answers in the page's language, as `/texts/categories.*.json` has them. */
export function namesOnPage() {
  /** @type {Record<string, string>} */
  const names = {};
  for (const box of boxes("[name=category]")) {
    const form = box.closest("[data-parts]")?.getAttribute("aria-label");
    const name = box.parentElement?.querySelector("[data-name]")?.textContent ?? "";
    names[box.value] = form ? `${form}: ${name}` : name;
  }
  for (const question of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-question]"))) {
    const code = question.dataset.question ?? "";
    names[code] = question.querySelector("legend")?.firstChild?.textContent?.trim() ?? "";
    for (const box of boxes(`[name="${code}"]`)) {
      names[`${code}:${box.value}`] = box.parentElement?.querySelector("[data-name]")?.textContent ?? "";
    }
  }
  return names;
}

/** The trees that a choice belongs to: both for *both*, none for *I do not know*. @returns {string[]} */
export function chosenTrees() {
  const codes = chosenCategories();
  const found = ["OO", "IS"].filter((tree) => codes.some((code) => code.startsWith(`${tree}-`)));
  return codes.includes("allebei") ? ["OO", "IS"] : found;
}

/** Show what belongs to the choice. @param {any} page @param {() => void} showPeople */
function follow(page, showPeople) {
  const codes = chosenCategories();
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-parts]"))) {
    part.hidden = !codes.includes(part.dataset.parts ?? "");
  }
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-for]"))) {
    part.hidden = !(part.dataset.for ?? "").split(" ").some((code) => codes.includes(code));
  }
  byId("category-other-part").hidden = !ticked("category").some((box) => box.dataset.more !== undefined);
  for (const tree of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tree]"))) {
    const count = codes.filter((code) => code.startsWith(`${tree.dataset.tree}-`)).length;
    const shown = /** @type {HTMLElement} */ (tree.querySelector("[data-chosen]"));
    const words = t("{count} ticked", { count });
    shown.textContent = count === 0 ? "" : ` · ${words}`;
  }
  const trees = chosenTrees();
  if (trees.join() !== page.subjects.join()) {
    page.subjects = trees;
    showPeople();
  }
  showAdvice(page);
}

/** Who fits, as advice. @param {any} page */
export function showAdvice(page) {
  if (!hasTaxonomy()) return;
  const advice = byId("category-advice");
  const names = fittingPeople(page).map((one) => one.name).join(", ");
  advice.hidden = page.subjects.length === 0 || page.organisation === null;
  if (advice.hidden) advice.textContent = "";
  else if (names === "") advice.textContent = t("Nobody you can choose is there for this subject alone. You may choose anybody, or go to a desk outside.");
  else advice.textContent = t("For this subject: {names}. This is advice: you may choose anybody else too.", { names });
}

/** @param {any} page @param {() => void} showPeople shows the list of counsellors again */
export function listen(page, showPeople) {
  if (!hasTaxonomy()) return;
  byId("write-form").addEventListener("change", () => follow(page, showPeople));
  follow(page, showPeople);
}

/** Texts that this script made, in the language the page has now. @param {any} page */
export function showAgain(page) {
  if (hasTaxonomy()) follow(page, () => undefined);
}
