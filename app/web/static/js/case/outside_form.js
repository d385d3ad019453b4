// @ts-check
/**
 * Choose who else reads along and what, and read over exactly what would be sent before anything is signed. Nothing is ticked
 * beforehand; every way goes through the trial.
 */

import { chosen, dutyWords, isName, messageChoice, personHint, put } from "/static/js/case/outside_choices.js";
import { meaning, titles, trialFacts, trialLine, yesWords } from "/static/js/case/outside_words.js";
import { byId, errorSummary, fieldError, icon, t } from "/static/js/shared/page.js";
import { definitions, fingerprintElement } from "/static/js/shared/facts.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, show: (name: string) => void, done: (view: any, words: () => string) => void }} Opener */

const FIELDS = ["outside-to", "outside-duty", "outside-scope", "outside-write"];

/** @type {Opener | null} */
let opener = null;
/** The way that is being chosen, and the case as it was last read; `asked`: the question that led here. @type {{ way: string, view: any, asked?: any } | null} */
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
  for (const box of [input("outside-identity"), ...writeBoxes()]) box.checked = false;
  errorSummary("", []);
  for (const id of FIELDS) fieldError(id, "");
  render();
  opener?.show("outside");
}

/**
 * A question was answered with yes: what was asked for is filled in and read over; nothing is signed yet.
 * @param {any} asked request, as the worker told it @param {any} view
 */
export async function openAsked(asked, view) {
  openForm("now", view);
  if (choosing === null) return;
  choosing.asked = asked;
  for (const box of boxes()) {
    if (box.name === "outside-to") box.checked = box.value === asked.fingerprint;
    if (box.name === "outside-scope") box.checked = asked.messages.includes(box.value);
    if (box.name === "outside-write") box.checked = box.value === (asked.mayWrite ? "yes" : "no");
  }
  await tryIt();
}

/** @returns {HTMLInputElement[]} */
const boxes = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (byId("outside-form").querySelectorAll("input"))];

const writeBoxes = () => boxes().filter(({ name }) => name === "outside-write");

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
  byId("outside-write-field").hidden = way === "deputy";
}

/** What is missing, by field. @param {any} wish @returns {[string, string][]} */
function missing(wish) {
  /** @type {[string, string][]} */
  const found = [];
  if (wish.to === "") found.push(["outside-to", t("Choose somebody.")]);
  if (wish.way === "later" && wish.duty === "") found.push(["outside-duty", t("Choose what must be missed first.")]);
  if (wish.way !== "deputy" && wish.messages.length === 0) found.push(["outside-scope", t("Tick at least one message.")]);
  if (wish.way !== "deputy" && chosen("outside-write").length === 0) found.push(["outside-write", t("Choose whether they may write to you here.")]);
  return found;
}

/** Show what would be sent. */
async function tryIt() {
  if (choosing === null) return;
  const { way, asked } = choosing;
  const to = chosen("outside-to")[0] ?? "";
  const wish = {
    way, to, duty: chosen("outside-duty")[0] ?? "", messages: chosen("outside-scope"), withIdentity: input("outside-identity").checked,
    mayWrite: chosen("outside-write")[0] === "yes", isByCounsellor: asked?.isByCounsellor === true && asked.fingerprint === to,
  };
  const found = missing(wish);
  problem = () => {
    for (const id of FIELDS) fieldError(id, found.find(([field]) => field === id)?.[1] ?? "");
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
function doneWords({ way, name, isByCounsellor }) {
  if (isByCounsellor) return t("You said yes. Your counsellor can pass it on to {who} now.", { who: name });
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
