/**
 * The page: a text goes in, findings come out, nothing leaves. Texts of the page stand in `texts.json`.
 *
 * @typedef {import("./text_lint.js").Check} Check
 * @typedef {import("./text_lint.js").TextFinding} TextFinding
 */

import { lintText } from "./text_lint.js";

/** @type {Check[]} */
const checks = JSON.parse(textOf("checks"));
/** @type {Record<"nl" | "en", Record<string, string>>} */
const texts = JSON.parse(textOf("texts"));
/** @type {"nl" | "en"} */
let language = navigator.language.toLowerCase().startsWith("nl") ? "nl" : "en";

/**
 * Give a text of the page in the chosen language.
 * @param {string} key
 */
function words(key) {
  return texts[language][key] ?? "";
}

/** @param {string} id */
function textOf(id) {
  return element(id).textContent ?? "";
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return found;
}

/** @returns {HTMLTextAreaElement} */
function area() {
  return /** @type {HTMLTextAreaElement} */ (element("procedure"));
}

/**
 * @param {string} tag
 * @param {string} text
 * @param {string} [name]
 */
function made(tag, text, name = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (name) node.className = name;
  return node;
}

/** Put every text of the page in the chosen language. */
function speak() {
  document.documentElement.lang = language;
  document.title = words("title");
  for (const node of document.querySelectorAll("[data-text]")) {
    node.textContent = words(/** @type {HTMLElement} */ (node).dataset.text ?? "");
  }
  for (const node of document.querySelectorAll("[data-language]")) {
    node.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (node).dataset.language === language));
  }
  element("blind").replaceChildren(...checks.filter((check) => check.blind).map(blindItem));
}

/** @param {Check} check */
function blindItem(check) {
  const item = made("li", "");
  item.append(made("strong", `${check.id} ${check.title[language]}. `), check.blind?.[language] ?? "");
  return item;
}

/** Look at the text and show what was found; the summary is read out. */
function look() {
  const findings = area().value.trim() ? lintText(area().value, checks) : [];
  const open = findings.filter((finding) => isOpen(finding));
  const rest = findings.filter((finding) => !isOpen(finding));
  const summary = findings.length ? words("summary") : words("empty");
  element("summary").textContent = summary
    .replace("{open}", String(open.length))
    .replace("{all}", String(findings.length));
  element("found").replaceChildren(...open.map(openItem));
  element("fine").replaceChildren(...rest.map(fineItem));
  element("rest").hidden = rest.length === 0;
}

/** @param {TextFinding} finding */
function isOpen(finding) {
  return finding.outcome === "found" || finding.outcome === "missing" || finding.outcome === "partly";
}

/** @param {TextFinding} finding */
function openItem(finding) {
  const { check, outcome, sentences } = finding;
  const item = made("li", "", `finding ${outcome}`);
  item.append(made("h3", `${check.id} ${check.title[language]}`));
  item.append(made("p", words(outcome), "outcome"), made("p", check.why[language]));
  if (sentences.length) {
    item.append(made("p", words("seen"), "label"));
    item.append(...sentences.map((sentence) => made("blockquote", sentence)));
  }
  item.append(made("p", words("say"), "label"), made("p", check.say[language], "say"));
  item.append(made("p", check.article, "article"));
  return item;
}

/** @param {TextFinding} finding */
function fineItem(finding) {
  return made("li", `${finding.check.id} ${finding.check.title[language]}: ${words(finding.outcome)}`);
}

element("look").addEventListener("click", () => {
  look();
  element("summary").focus();
});
element("clear").addEventListener("click", () => {
  area().value = "";
  look();
  area().focus();
});
for (const node of document.querySelectorAll("[data-language]")) {
  node.addEventListener("click", () => {
    language = /** @type {HTMLElement} */ (node).dataset.language === "nl" ? "nl" : "en";
    speak();
    look();
  });
}
speak();
