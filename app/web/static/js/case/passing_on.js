// @ts-check
/** Let another counsellor take over, from this browser: to whom, what it means and whether it can be undone, then a signature. */

import { goneWords } from "/static/js/case/gone.js";
import { chosenIn, putChoices, refuse, stepProblem } from "/static/js/case/step_words.js";
import { byId, fieldError, t } from "/static/js/shared/page.js";
import { definitions, fingerprintElement, kindOf, subjectsOf } from "/static/js/shared/facts.js";

/** @type {import("/static/js/case/steps.js").Step} */
let step;
/** @type {{ view: any, name: string } | null} */
let shown = null;
let saidWords = () => "";

const keeps = () => /** @type {HTMLInputElement} */ (byId("passing-keeps"));

/** @param {import("/static/js/case/steps.js").Step} given */
export function prepare(given) {
  step = given;
  byId("passing-form").addEventListener("change", choose);
  byId("passing-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void sign();
  });
}

/** @param {any} view @param {string} name of the counsellor */
export function show(view, name) {
  shown = { view, name };
  const { passing } = view;
  const barrier = barrierWords(passing);
  byId("passing-lead").textContent = passing.why === "" ? t("You decide who your counsellor is. You need not say why. {name} is still there, and can also hand it over.", { name }) : goneWords(passing.why, name);
  byId("passing-none").textContent = barrier;
  byId("passing-none").hidden = barrier === "";
  for (const id of ["passing-to-field", "passing-sign"]) byId(id).hidden = barrier !== "";
  putChoices("passing-to", "radio", passing.people.map((/** @type {any} */ one) => ({ value: one.fingerprint, words: one.name, hint: `${kindOf(one)}. ${subjectsOf(one)}.` })));
  byId("passing-prints").replaceChildren(...definitions(passing.people.map((/** @type {any} */ one) => [one.name, fingerprintElement(one.fingerprint)])));
  byId("passing-keeps-words").textContent = t("{name} may still read what is here now, for a month, and do nothing with it. You need not tick this.", { name });
  byId("passing-said").textContent = saidWords();
  choose();
}

/** Why it cannot be done, empty when it can. @param {any} passing */
function barrierWords({ isOut, isOlder, waits, hasReport, people }) {
  if (isOut || isOlder) return t("The list of keys is out of date or was turned back. So your browser lets nobody new in. You can read, and ask advice outside.");
  if (waits) return t("You said yes to somebody before, and it was not passed on yet. Take that back first: it stands under “What you said about passing on”.");
  if (!hasReport) return t("You kept no copy of your report, so your browser cannot pass it on. Ask your counsellor to hand it over, or make a new report to another counsellor.");
  return people.length === 0 ? t("Nobody else on the list can take over now. You can go to a desk outside: they stand at the bottom of the page with your messages.") : "";
}

/** Say what it means for the ticked person. */
function choose() {
  const to = shown?.view.passing.people.find((/** @type {any} */ one) => one.fingerprint === chosenIn("passing-to"));
  const isOffered = to !== undefined && barrierWords(shown?.view.passing) === "";
  fieldError("passing-to", "");
  byId("passing-means").hidden = !isOffered;
  // Whoever is gone keeps nothing: without a consent of the counsellor's own space the service ends that access at once.
  byId("passing-keeps-field").hidden = !isOffered || shown?.view.passing.why !== "";
  if (to !== undefined && shown !== null) byId("passing-facts").replaceChildren(...definitions(facts(to, shown.view, shown.name)));
}

/** @param {any} to @param {any} view @param {string} name @returns {[string, string][]} */
function facts(to, view, name) {
  const { passing } = view;
  const who = to.name;
  const count = passing.count === 1 ? t("Your report.") : t("The whole conversation up to today: {n} messages.", { n: passing.count });
  const leftWords = t("Of {n} of your messages you kept no copy. These do not go along.", { n: passing.left });
  const left = passing.left === 0 ? "" : ` ${leftWords}`;
  const identity = passing.hasIdentity ? ` ${t("Your name, which you sent in an envelope of its own, does not go along.")}` : "";
  /** @type {[string, string][]} */
  const rows = [
    [t("What goes along"), count + left + identity],
    [t("What happens"), t("{who} gets it at once and answers you from then on. {name} no longer sees your case, unless you tick that.", { who, name })],
    [t("Your dates"), t("They stay the same, also for {who}.", { who })],
    [t("Can you undo it?"), t("No. What {who} has read stays read. You can let somebody else take over later.", { who })],
    [t("Who notices it"), t("{name} sees that the case is no longer there. This service records that it was passed on, and not why.", { name })],
    [t("How it is signed"), t("Your browser signs it with the key of this case. Your name is not in it.")],
  ];
  if (view.outside.hasDeputy) rows.push([t("The deputy you named"), t("That still counts. Take it back under “Let somebody else read along” if you do not want it any more.")]);
  return rows;
}

async function sign() {
  if (shown === null || barrierWords(shown.view.passing) !== "") return;
  const to = chosenIn("passing-to");
  const chosen = shown.view.passing.people.find((/** @type {any} */ one) => one.fingerprint === to);
  if (chosen === undefined) {
    refuse("passing-to", t("Choose somebody."));
    return;
  }
  const button = /** @type {HTMLButtonElement} */ (byId("passing-sign"));
  button.disabled = true;
  tell(() => t("Signing and sending…"));
  try {
    const view = await step.call("passOn", { to, keepsAccess: keeps().checked && !byId("passing-keeps-field").hidden });
    tell(() => "");
    /** @type {HTMLFormElement} */ (byId("passing-form")).reset();
    step.done(view, () => t("Passed on. {who} is your counsellor now.", { who: chosen.name }));
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    tell(() => problemWords(code));
  } finally {
    button.disabled = false;
  }
}

/** @param {string} code */
function problemWords(code) {
  if (code === "unlisted") return t("This person may not receive anything now. The list of keys has changed. Choose again.");
  if (code === "waits" || code === "no-copy" || code === "older") return t("Nothing was signed. Go back and look for new messages: something changed in the meantime.");
  if (code === "policy" || code === "unknown") return t("The service did not take it. Perhaps something changed in the meantime. Go back and look for new messages.");
  return stepProblem(code);
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("passing-said").textContent = words();
}

/** Nothing of the case stays here. */
export function forget() {
  shown = null;
  saidWords = () => "";
}
