// @ts-check
/**
 * Code first, then send: code and words are shown, two words come back from paper, and only then anything leaves the browser.
 * Nothing is lost on any failure; an answer that was lost is looked for before the same bytes are sent again.
 */

import { byId, errorSummary, fieldError, language, longDay, t } from "/static/js/shared/page.js";
import { identityBody, keepsCopy, reportBody } from "/static/js/report/form.js";
import { chosenDeputy } from "/static/js/report/deputy.js";
import { chosenCounsellor } from "/static/js/report/people.js";

/** Which two words are asked, counted from 0. */
let asked = [2, 5];
/** The words of the progress, made again when the language changes. */
let busyWords = () => ({ title: "", text: "" });
/** What came of it: the day of receipt, whether the receipt proves it, and whether the name went along. @type {any} */
let outcome = null;
/** @type {{ ack: string, feedback: string } | null} */
let limits = null;

/** Two different places, in order. */
function twoPlaces() {
  const random = crypto.getRandomValues(new Uint32Array(2));
  const first = Number(random[0]) % 7;
  const second = (first + 1 + (Number(random[1]) % 6)) % 7;
  return [first, second].sort((a, b) => a - b);
}

/** Make code and words if there are none yet, and show them. @param {any} page */
async function showCode(page) {
  const button = /** @type {HTMLButtonElement} */ (byId("to-code"));
  button.disabled = true;
  try {
    page.secrets ??= await page.link.call("secrets", { language: language() });
    limits = page.track === "melding" ? await limitsOf(page, page.organisation.today) : null;
  } catch (error) {
    await lostList(page, error);
    return;
  } finally {
    button.disabled = false;
  }
  asked = twoPlaces();
  showSecrets(page);
  page.show("code");
}

/**
 * The two dates for a report of this day. The page brought those of the day it was made; for another day the worker counts.
 * @param {any} page @param {string} day
 * @returns {Promise<{ ack: string, feedback: string }>}
 */
async function limitsOf(page, day) {
  const { today, ack, feedback } = byId("main").dataset;
  if (day === today && ack !== undefined && feedback !== undefined) return { ack, feedback };
  return page.link.call("limits", { day });
}

/** @param {any} page */
function showSecrets(page) {
  const { code, words } = page.secrets;
  byId("code").replaceChildren(...code.split("-").flatMap((/** @type {string} */ group) => {
    const made = document.createElement("span");
    made.textContent = group;
    return [made, " "];
  }));
  byId("words").replaceChildren(...words.map((/** @type {string} */ word) => {
    const made = document.createElement("li");
    made.textContent = word;
    return made;
  }));
  showLabels();
}

/** The texts of this view that depend on the language. */
function showLabels() {
  ["first", "second"].forEach((place, at) => { byId(`${place}-word-label`).textContent = t("Word {n}", { n: Number(asked[at]) + 1 }); });
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-date]"))) {
    const day = limits?.[/** @type {"ack" | "feedback"} */ (place.dataset.date)];
    place.textContent = day === undefined ? "" : longDay(day);
  }
}

const plain = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();

/** The two words were typed back. @param {any} page */
function wordsAreRight(page) {
  const found = ["first-word", "second-word"].flatMap((id, at) => {
    const place = Number(asked[at]);
    const typed = /** @type {HTMLInputElement} */ (byId(id)).value;
    const right = plain(typed) === page.secrets.words[place];
    const message = right ? "" : t("This is not word {n}. Look at your paper.", { n: place + 1 });
    fieldError(id, message);
    return right ? [] : [{ id, message }];
  });
  const title = found.length === 1 ? t("One word is not right yet") : t("Two words are not right yet");
  errorSummary(found.length === 0 ? "" : title, found);
  return found.length === 0;
}

/** @param {() => { title: string, text: string }} words @param {number} value 0 to 100 */
function showBusy(words, value) {
  busyWords = words;
  const { title, text } = words();
  if (byId("busy-title").textContent !== title) byId("busy-title").textContent = title;
  byId("busy-text").textContent = text;
  /** @type {HTMLProgressElement} */ (byId("progress")).value = value;
}

/** @param {any} step */
function showStep(step) {
  const isSending = step.step === "send" || step.step === "look";
  byId("cancel").hidden = isSending;
  if (step.step === "keys") {
    showBusy(() => ({
      title: t("Making your key…"),
      text: t("Step {n} of {all}. In Tor Browser this can take ten seconds. Leave this page open.", { n: 1, all: 3 }),
    }), 5 + step.fraction * 70);
  } else if (step.step === "seal") {
    showBusy(() => ({ title: t("Sealing your text…"), text: t("Step {n} of {all}. Leave this page open.", { n: 2, all: 3 }) }), 80);
  } else if (step.step === "look") {
    showBusy(() => ({ title: t("Looking whether it arrived…"), text: t("Leave this page open.") }), 85);
  } else {
    showBusy(() => ({ title: t("Sending…"), text: t("Step {n} of {all}. Leave this page open.", { n: 3, all: 3 }) }), 90);
  }
}

/** Seal, then send. @param {any} page */
async function sealAndSend(page) {
  const link = page.link;
  page.show("send");
  showStep({ step: "keys", fraction: 0 });
  try {
    await link.call("prepare", {
      track: page.track,
      counsellor: chosenCounsellor(),
      code: page.secrets.code,
      words: page.secrets.words,
      body: reportBody(),
      identity: identityBody(),
      selfCopy: keepsCopy(),
      deputy: chosenDeputy(),
    }, (/** @type {any} */ step) => showStep(step));
  } catch (error) {
    if (/** @type {any} */ (error).code !== "closed") await lostList(page, error);
    return;
  }
  await send(page);
}

/** Send what was sealed. @param {any} page */
async function send(page) {
  showStep({ step: "send" });
  page.show("send");
  try {
    outcome = await page.link.call("send", {}, (/** @type {any} */ step) => showStep(step));
  } catch (error) {
    await notSent(page, /** @type {any} */ (error).code);
    return;
  }
  await arrived(page);
}

/** @param {any} page @param {string} code */
async function notSent(page, code) {
  if (code === "exists") {
    // The code belongs to another case already: the text stays, the secrets are new.
    page.secrets = null;
    await showCode(page);
    errorSummary(t("You got a new code"), [{ id: "first-word", message: t("Your first code was already in use. Cross it out and write down this one. Your text is still there.") }]);
  } else if (code === "policy" || code === "format" || code === "size" || code === "unknown") {
    await lostList(page, { code: "refused" });
  } else {
    page.show("unsure");
    byId("unsure-text").textContent = code === "busy" ? t("The service is busy. Wait a minute before you try again.") : "";
  }
}

/**
 * Something about the list of counsellors or the page was not right: check it again and go back to the form.
 * Code and words stay as they are, so that nobody has to write them down twice.
 * @param {any} page @param {any} error
 */
async function lostList(page, error) {
  const { code } = error;
  page.show("write");
  await page.openList();
  const message = code === "refused"
    ? t("The service did not accept it. Perhaps the list of counsellors has just changed. Look whom you chose, and try again.")
    : t("Something was missing to go on. Your text is still there. Try again.");
  errorSummary(t("Nothing was sent"), [{ id: "counsellors", message }]);
}

/** Only with a receipt that holds it has arrived; without one the text stays, and that is told. @param {any} page */
async function arrived(page) {
  page.isDone = outcome.receipt === "verified";
  if (!page.isDone) {
    page.show("unproven");
    return showUnproven(page);
  }
  limits = page.track === "melding" ? await limitsOf(page, outcome.receivedOn).catch(() => limits) : null;
  showDone();
  // What was shown is wiped: from here on it is on paper only.
  page.secrets = null;
  for (const id of ["code", "words", "answers", "kept-code", "kept-words", "kept-text"]) byId(id).replaceChildren();
  /** @type {HTMLFormElement} */ (byId("write-form")).reset();
  /** @type {HTMLFormElement} */ (byId("send-form")).reset();
  page.show("done");
}

/** Fetched only then: mostly there is a receipt that holds. What matters stands in the page already. @param {any} page */
const showUnproven = (page) => import("/static/js/report/proof.js")
  .then((proof) => proof.showUnproven(page.secrets, outcome), () => undefined);

function showDone() {
  byId("done-lead").textContent = t("It was received on {day} and is sealed. Your browser has checked the proof of that.", { day: longDay(outcome.receivedOn) });
  byId("identity-failed").hidden = outcome.identity !== "failed";
  byId("deputy-done").hidden = outcome.deputy !== "sent";
  byId("deputy-failed").hidden = outcome.deputy !== "failed";
  showLabels();
}

/** Texts that this script made, in the language the page has now. @param {any} page */
export function showAgain(page) {
  if (page.secrets !== null) showLabels();
  if (outcome !== null && page.isDone) showDone();
  else if (outcome !== null) showUnproven(page);
  showBusy(busyWords, /** @type {HTMLProgressElement} */ (byId("progress")).value);
}

/** @param {any} page */
export function listen(page) {
  byId("to-code").addEventListener("click", () => showCode(page));
  byId("back-to-read").addEventListener("click", () => page.show("read"));
  byId("send-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (wordsAreRight(page)) sealAndSend(page);
  });
  byId("cancel").addEventListener("click", async () => {
    page.restartWorker();
    page.show("code");
    // A fresh worker knows no organisation yet.
    await page.openList();
  });
  byId("try-again").addEventListener("click", () => send(page));
  byId("proof-again").addEventListener("click", async () => {
    outcome = { ...outcome, ...await (await import("/static/js/report/proof.js")).askProof(page.link) };
    if (outcome.receipt === "verified") await arrived(page);
  });
  byId("identity-again").addEventListener("click", async () => {
    const { identity } = await page.link.call("identity").catch(() => ({ identity: "failed" }));
    outcome = { ...outcome, identity };
    showDone();
  });
}
