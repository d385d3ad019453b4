// @ts-check
/**
 * Begin a logbook: code and words are shown, two words come back from paper, and only then the first entry is sealed and sent.
 */

import { enter, field, tell, written } from "/static/js/logbook/logbook.js";
import { byId, errorSummary, fieldError, language, t } from "/static/js/shared/page.js";
import { pinOfAddress } from "/static/js/shared/facts.js";

/** Which two words are asked, counted from 0. */
let asked = [1, 4];

/** Two different places, in order. */
function twoPlaces() {
  const random = crypto.getRandomValues(new Uint32Array(2));
  const first = Number(random[0]) % 7;
  return [first, (first + 1 + (Number(random[1]) % 6)) % 7].sort((a, b) => a - b);
}

/** The labels of the two words. */
export function showLabels() {
  ["first", "second"].forEach((place, at) => { byId(`${place}-word-label`).textContent = t("Word {n}", { n: Number(asked[at]) + 1 }); });
}

/** The first entry is written: make code and words, and show them. @param {any} page */
export async function showCode(page) {
  if (written("first") === null) return;
  const button = /** @type {HTMLButtonElement} */ (byId("to-code"));
  button.disabled = true;
  try {
    await page.call("prepare", { slug: page.slug, pin: pinOfAddress() });
    page.secrets ??= await page.call("secrets", { language: language() });
  } catch (error) {
    await tell(error, "first-text");
    return;
  } finally {
    button.disabled = false;
  }
  asked = twoPlaces();
  byId("code").replaceChildren(...page.secrets.code.split("-").flatMap((/** @type {string} */ group) => [element("span", group), " "]));
  byId("words").replaceChildren(...page.secrets.words.map((/** @type {string} */ word) => element("li", word)));
  showLabels();
  page.show("code");
}

/** @param {string} name @param {string} text */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

const plain = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();

/** The two words were typed back. @param {any} page */
function wordsAreRight(page) {
  const found = ["first-word", "second-word"].flatMap((id, at) => {
    const place = Number(asked[at]);
    const message = plain(field(id).value) === page.secrets.words[place] ? "" : t("This is not word {n}. Look at your paper.", { n: place + 1 });
    fieldError(id, message);
    return message === "" ? [] : [{ id, message }];
  });
  errorSummary(found.length === 0 ? "" : found.length === 1 ? t("One word is not right yet") : t("Two words are not right yet"), found);
  return found.length === 0;
}

/** @param {any} page @param {SubmitEvent} event */
async function keep(page, event) {
  event.preventDefault();
  if (!wordsAreRight(page)) return;
  const button = /** @type {HTMLButtonElement} */ (byId("keep"));
  button.disabled = true;
  byId("keep-said").textContent = t("Sealing and keeping… Leave this page open.");
  try {
    page.book = await page.call("begin", { ...page.secrets, ...written("first") });
    page.secrets = null;
    for (const id of ["first-form", "keep-form"]) /** @type {HTMLFormElement} */ (byId(id)).reset();
    for (const id of ["code", "words"]) byId(id).replaceChildren();
    await enter();
    byId("book-said").textContent = t("Your first entry is kept.");
  } catch (error) {
    await tell(error, "keep");
  } finally {
    button.disabled = false;
    byId("busy").hidden = true;
    byId("keep-said").textContent = "";
  }
}

/** @param {any} page */
export function listen(page) {
  byId("keep-form").addEventListener("submit", (event) => keep(page, event));
  byId("back").addEventListener("click", () => page.show("start"));
}
