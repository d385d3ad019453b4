// @ts-check
/**
 * Choose who else reads along and what, and read over exactly what would be sent before anything is signed. Nothing is ticked
 * beforehand; every way goes through the trial.
 */

import { meaning, titles, trialFacts, trialLine, yesWords } from "/static/js/case_outside_words.js";
import { byId, errorSummary, fieldError, icon, longDay, t } from "/static/js/page.js";
import { definitions, fingerprintElement, kindOf, subjectsOf } from "/static/js/reporter_facts.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, show: (name: string) => void, done: (view: any, words: () => string) => void }} Opener */

const MESSAGE = 80;
const IDENTITY = 10;

/** @type {Opener | null} */
let opener = null;
/** The way that is being chosen, and the case as it was last read. @type {{ way: string, view: any } | null} */
let choosing = null;
/** What was tried. @type {{ wish: any, trial: any } | null} */
let tried = null;
let saidWords = () => "";
/** @type {(() => void) | null} says again what is wrong */
let problem = null;

/** @param {Opener} given */
export function listenForm(given) {
  opener = given;
  byId("outside-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void tryIt();
  });
  byId("outside-back").addEventListener("click", () => leave());
  byId("trial-stop").addEventListener("click", () => leave());
  byId("trial-change").addEventListener("click", () => given.show("outside"));
  byId("trial-yes").addEventListener("click", () => { void sendIt(); });
}

/** @param {string} way @param {any} view */
export function openForm(way, view) {
  choosing = { way, view };
  tried = null;
  problem = null;
  for (const name of ["outside-to", "outside-duty", "outside-scope"]) byId(name).replaceChildren();
  input("outside-identity").checked = false;
  errorSummary("", []);
  for (const id of ["outside-to", "outside-duty", "outside-scope"]) fieldError(id, "");
  render();
  opener?.show("outside");
}

/** Nothing was chosen: back to the case. */
function leave() {
  const way = choosing?.way ?? "now";
  forgetForm();
  errorSummary("", []);
  opener?.show("case");
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`[data-way="${way}"]`));
  button?.focus();
  button?.scrollIntoView({ block: "center" });
}

/** @param {string} id */
const input = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** The checked values of a group. @param {string} name @returns {string[]} */
const chosen = (name) => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`[name="${name}"]:checked`))].map((one) => one.value);

/** Make the form in the language of now; what was ticked stays. */
function render() {
  if (choosing === null) return;
  const { way, view } = choosing;
  const words = titles(way, view.counsellor || t("your counsellor"));
  byId("outside-title").textContent = words.title;
  byId("outside-lead").textContent = words.lead;
  byId("outside-to-title").textContent = words.who;
  byId("outside-to-hint").textContent = view.outside.knowsInvolved ? words.hint : t("You kept no copy of your report, so your browser does not know whom you ticked as involved. Look yourself whether this person has to do with it.");
  const people = way === "deputy" ? view.outside.deputies : view.outside.people;
  put("outside-to", "radio", people.map((/** @type {any} */ one) => ({ value: one.fingerprint, words: one.name, hint: personHint(one, way) })));
  byId("outside-prints").replaceChildren(...definitions(people.map((/** @type {any} */ one) => [one.name, fingerprintElement(one.fingerprint)])));
  byId("outside-duty-field").hidden = way !== "later";
  put("outside-duty", "radio", view.outside.duties.map((/** @type {any} */ one) => ({ value: one.duty, words: dutyWords(one), hint: "" })));
  const messages = view.messages.filter((/** @type {any} */ one) => view.outside.messages.includes(one.ref));
  byId("outside-scope-field").hidden = way === "deputy";
  put("outside-scope", "checkbox", messages.filter((/** @type {any} */ one) => !isName(one)).map((/** @type {any} */ one) => messageChoice(one, view)));
  byId("outside-identity-field").hidden = way === "deputy" || !messages.some(isName);
}

/** @param {any} one */
const isName = (one) => one.mine && one.type === IDENTITY;

/** @param {any} one @param {string} way */
function personHint(one, way) {
  if (way === "deputy") return `${kindOf(one)}. ${subjectsOf(one)}.`;
  return one.isAuthority ? t("Authority. The law gives it seven days to confirm and three months to answer.") : t("Independent helper. There is no term of the law. A helper can go to the Huis or another authority for you, with your name hidden.");
}

/** @param {any} one */
function dutyWords({ duty, day }) {
  return duty === "acknowledgement" ? t("Receipt is not confirmed by {day}", { day: longDay(day) }) : t("There is no feedback by {day}", { day: longDay(day) });
}

/** @param {any} one @param {any} view */
function messageChoice(one, view) {
  const from = one.mine ? t("You") : one.from || view.counsellor || t("your counsellor");
  const text = one.text.replace(/\s+/g, " ").trim();
  const isReport = one.mine && one.index === 0;
  const hint = isReport ? t("With all your answers to the questions, such as when, where and who.") : "";
  return { value: one.ref, words: `${isReport ? t("Your report") : from}, ${longDay(one.day)}: ${text.length > MESSAGE ? `${text.slice(0, MESSAGE)} …` : text}`, hint };
}

/** Radios or ticks in their place. @param {string} name @param {"radio" | "checkbox"} type @param {{ value: string, words: string, hint: string }[]} choices */
function put(name, type, choices) {
  const before = chosen(name);
  byId(name).replaceChildren(...choices.map(({ value, words, hint }) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    const body = document.createElement("span");
    label.className = "tick";
    Object.assign(box, { type, name, value, checked: before.includes(value) });
    body.append(words);
    if (hint !== "") body.append(Object.assign(document.createElement("span"), { className: "hint", textContent: hint }));
    label.append(box, body);
    return label;
  }));
}

/** What is missing, by field. @param {any} wish @returns {[string, string][]} */
function missing(wish) {
  /** @type {[string, string][]} */
  const found = [];
  if (wish.to === "") found.push(["outside-to", t("Choose somebody.")]);
  if (wish.way === "later" && wish.duty === "") found.push(["outside-duty", t("Choose what must be missed first.")]);
  if (wish.way !== "deputy" && wish.messages.length === 0) found.push(["outside-scope", t("Tick at least one message.")]);
  return found;
}

/** Show what would be sent. */
async function tryIt() {
  if (choosing === null) return;
  const { way } = choosing;
  const wish = { way, to: chosen("outside-to")[0] ?? "", duty: chosen("outside-duty")[0] ?? "", messages: chosen("outside-scope"), withIdentity: input("outside-identity").checked };
  const found = missing(wish);
  problem = () => {
    for (const id of ["outside-to", "outside-duty", "outside-scope"]) fieldError(id, found.find(([field]) => field === id)?.[1] ?? "");
    errorSummary(found.length === 0 ? "" : t("Something is still missing"), found.map(([id, message]) => ({ id, message })));
  };
  problem();
  if (found.length > 0) return;
  try {
    const { trial } = await opener?.call("tryOutside", wish);
    tried = { wish, trial };
    saidWords = () => "";
    renderTrial();
    opener?.show("outside-trial");
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    problem = () => errorSummary(t("Nothing was sent"), [{ id: "outside-to", message: refusal(code) }]);
    problem();
  }
}

/** The trial, in the language of now. */
function renderTrial() {
  if (tried === null || choosing === null) return;
  const { trial } = tried;
  const name = choosing.view.counsellor || t("your counsellor");
  byId("trial-facts").replaceChildren(...definitions(trialFacts(trial)));
  byId("trial-means").replaceChildren(...meaning(trial, name).map(([mark, words]) => {
    const item = document.createElement("li");
    item.append(icon(mark), Object.assign(document.createElement("span"), { textContent: words }));
    return item;
  }));
  byId("trial-lines").replaceChildren(...trial.lines.map((/** @type {any} */ one) => trialLine(one, choosing?.view, name)));
  byId("trial-yes").textContent = yesWords(trial);
  byId("trial-said").textContent = saidWords();
}

/** Sign and hand in what was read over. */
async function sendIt() {
  if (tried === null || opener === null) return;
  const { wish, trial } = tried;
  const button = /** @type {HTMLButtonElement} */ (byId("trial-yes"));
  button.disabled = true;
  tell(() => t("Signing and sending…"));
  try {
    const view = await opener.call("letOutside", wish);
    const { done } = opener;
    forgetForm();
    done(view, () => doneWords(trial));
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    tell(() => refusal(code));
  } finally {
    button.disabled = false;
  }
}

/** @param {any} trial @returns {string} */
function doneWords({ way, name }) {
  if (way === "now") return t("Sealed and ready for {who}. Below you see how far it is.", { who: name });
  return way === "later" ? t("Prepared. Nothing was sent. You can take it back below.") : t("{who} is named as deputy. You can take it back below.", { who: name });
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("trial-said").textContent = words();
}

/** @param {string} code @returns {string} */
function refusal(code) {
  switch (code) {
    case "network": return t("There was no answer. We do not know yet whether it arrived. Try again: your browser looks first, so it cannot happen twice.");
    case "unlisted": return t("This person may not receive anything now. The list of keys has changed. Choose again.");
    case "no-copy": return t("You kept no copy of your report, so your browser cannot pass it on. Ask your counsellor to let somebody else take over.");
    case "no-date": return t("No date runs here now that could still be missed.");
    case "empty": return t("Tick at least one message.");
    case "full": return t("Your case is with as many desks as it can be.");
    case "revoked": return t("The list of keys is not right, so nothing is sealed now.");
    case "policy": case "stale": case "format": return t("The service did not take it. Perhaps something changed, or this waits already. Go back and look.");
    case "denied": return t("You are signed out. Sign in again with your code and words.");
    default: return t("That did not work. Try again in a few minutes.");
  }
}

/** In the language the page has now, about the case as it is now. @param {any} view */
export function showFormAgain(view) {
  if (choosing === null) return;
  choosing = { ...choosing, view };
  render();
  renderTrial();
  if (problem !== null && !byId("error-summary").hidden) problem();
}

/** Nothing that was chosen stays here. */
export function forgetForm() {
  [choosing, tried, problem] = [null, null, null];
  saidWords = () => "";
}
