// @ts-check
/**
 * Let the organisation in on one's own initiative: to which case officer, which messages, and by whom it is passed on. Nothing is
 * ticked beforehand, and nothing is signed before the trial was read over.
 */

import { barrierWords, doneWords, meaning, problemWords, trialFacts, yesWords } from "/static/js/case/releasing_words.js";
import { trialLine } from "/static/js/case/outside_words.js";
import { chosenIn, marks, putChoices, refuse, tickedIn } from "/static/js/case/step_words.js";
import { byId, fieldError, longDay, t } from "/static/js/shared/page.js";
import { definitions } from "/static/js/shared/facts.js";

const MESSAGE = 80;
const FIELDS = ["releasing-to", "releasing-what", "releasing-by"];

/** @type {import("/static/js/case/steps.js").Step} */
let step;
/** @type {{ view: any, name: string } | null} */
let shown = null;
/** What was tried. @type {{ wish: any, trial: any } | null} */
let tried = null;
let saidWords = () => "";

/** @param {string} id */
const box = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {import("/static/js/case/steps.js").Step} given */
export function prepare(given) {
  step = given;
  byId("releasing-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void tryIt();
  });
  byId("releasing-all").addEventListener("click", () => {
    for (const one of document.querySelectorAll("input[name=releasing-what]")) /** @type {HTMLInputElement} */ (one).checked = true;
  });
  byId("releasing-change").addEventListener("click", () => given.show("releasing"));
  byId("releasing-yes").addEventListener("click", () => { void sign(); });
}

/** @param {any} view @param {string} name of the counsellor */
export function show(view, name) {
  shown = { view, name };
  const { releasing } = view;
  const barrier = barrierWords(releasing.barrier, name);
  byId("releasing-none").textContent = barrier;
  byId("releasing-none").hidden = barrier === "";
  byId("releasing-form").hidden = barrier !== "";
  byId("releasing-to-hint").textContent = releasing.knowsInvolved ? t("Whoever you ticked as involved is not on this list. Case officers investigate for the employer.") : t("You kept no copy of your report, so your browser does not know whom you ticked as involved. Look yourself whether this person has to do with it.");
  putChoices("releasing-to", "radio", releasing.people.map((/** @type {any} */ one) => ({ value: one.fingerprint, words: one.name, hint: one.isLetIn ? t("You let this case officer in before.") : "" })));
  putChoices("releasing-what", "checkbox", view.messages.filter((/** @type {any} */ one) => releasing.messages.includes(one.ref)).map((/** @type {any} */ one) => choice(one, name)));
  byId("releasing-identity-field").hidden = !releasing.hasIdentity;
  const words = byId("releasing-by-words");
  words.replaceChildren(t("{name}, at the next visit", { name }), Object.assign(document.createElement("span"), { className: "hint", textContent: t("Until then you can take it back.") }));
  if (tried !== null) renderTrial();
}

/** @param {any} one @param {string} name */
function choice(one, name) {
  const isReport = one.mine && one.index === 0;
  const text = one.text.replace(/\s+/g, " ").trim();
  const words = `${isReport ? t("Your report") : one.mine ? t("You") : one.from || name}, ${longDay(one.day)}: ${text.length > MESSAGE ? `${text.slice(0, MESSAGE)} …` : text}`;
  return { value: one.ref, words, hint: isReport ? t("With all your answers to the questions, such as when, where and who.") : "" };
}

/** @returns {any} */
const wishNow = () => ({
  to: chosenIn("releasing-to"), messages: tickedIn("releasing-what"), mayWrite: box("releasing-write").checked,
  withIdentity: box("releasing-identity").checked && !byId("releasing-identity-field").hidden, byCounsellor: chosenIn("releasing-by") === "counsellor",
});

/** What is missing, by field. @param {any} wish @returns {[string, string][]} */
function missing(wish) {
  const own = (shown?.view.messages ?? []).filter((/** @type {any} */ one) => one.mine).map((/** @type {any} */ one) => one.ref);
  /** @type {[string, string][]} */
  const found = [];
  if (wish.to === "") found.push(["releasing-to", t("Choose somebody.")]);
  if (!wish.messages.some((/** @type {string} */ ref) => own.includes(ref))) found.push(["releasing-what", t("Tick at least one message of your own. By that the case officer knows whom to answer.")]);
  if (chosenIn("releasing-by") === "") found.push(["releasing-by", t("Choose who passes it on.")]);
  else if (wish.byCounsellor && wish.withIdentity) found.push(["releasing-by", t("Your name goes along from your own browser only. Choose that, or leave your name out.")]);
  return found;
}

/** Show what would be sent. */
async function tryIt() {
  const wish = wishNow();
  const found = missing(wish);
  for (const id of FIELDS) fieldError(id, found.find(([field]) => field === id)?.[1] ?? "");
  const [first] = found;
  if (first !== undefined) {
    refuse(...first);
    return;
  }
  try {
    const { trial } = await step.call("tryRelease", wish);
    tried = { wish, trial };
    saidWords = () => "";
    renderTrial();
    step.show("releasing-trial");
  } catch (error) {
    refuse("releasing-to", problemWords(/** @type {any} */ (error).code));
  }
}

/** The trial, in the language of now. */
function renderTrial() {
  if (tried === null || shown === null) return;
  const { trial } = tried;
  const { view, name } = shown;
  byId("releasing-facts").replaceChildren(...definitions(trialFacts(trial, name)));
  byId("releasing-means").replaceChildren(...marks(meaning(trial, view, name)));
  byId("releasing-lines").replaceChildren(...trial.lines.map((/** @type {any} */ one) => trialLine(one, view, name)));
  byId("releasing-yes").textContent = yesWords(trial);
  byId("releasing-said").textContent = saidWords();
}

/** Sign and hand in what was read over. */
async function sign() {
  if (tried === null || shown === null) return;
  const { wish, trial } = tried;
  const { name } = shown;
  const button = /** @type {HTMLButtonElement} */ (byId("releasing-yes"));
  button.disabled = true;
  tell(() => t("Signing and sending…"));
  try {
    const view = await step.call("letIn", wish);
    forget();
    /** @type {HTMLFormElement} */ (byId("releasing-form")).reset();
    step.done(view, () => doneWords(trial, name));
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    tell(() => problemWords(code));
  } finally {
    button.disabled = false;
  }
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("releasing-said").textContent = words();
}

/** Nothing of the case stays here. */
export function forget() {
  [shown, tried] = [null, null];
  saidWords = () => "";
}
