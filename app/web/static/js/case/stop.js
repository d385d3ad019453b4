// @ts-check
/** Three ways to stop: take the text back before anybody answers, end the talk, ask for destruction. Each says what stays and why. */

import { chosenIn, marks, refuse, staysWords, stepProblem } from "/static/js/case/step_words.js";
import { byId, fieldError, longDay, t } from "/static/js/shared/page.js";

const SPARREN = 1;
/** What stays, by the codes of the service, and three that this page adds. */
const ALWAYS = ["log", "memory", "backups", "receipt"];

/** @typedef {{ title: string, now: string, stays: string[], sure: string, button: string, isPossible: boolean }} Way */

/** @type {import("/static/js/case/steps.js").Step} */
let step;
/** @type {{ view: any, name: string } | null} */
let shown = null;
/** What came of a destruction: told also after the case has left this page. @type {{ result: any, name: string } | null} */
let ended = null;
let saidWords = () => "";
let isUnsure = false;

/** @param {import("/static/js/case/steps.js").Step} given */
export function prepare(given) {
  step = given;
  byId("stop-form").addEventListener("change", (event) => choose(/** @type {HTMLElement} */ (event.target).id !== "stop-sure"));
  byId("stop-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void stop();
  });
  byId("stopped-back").addEventListener("click", () => {
    const isGone = ended?.result.outcome === "erased";
    ended = null;
    if (isGone) step.show("sign-in");
    else step.back();
  });
  document.querySelector("[data-ask-stop]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (byId("message"));
    if (field.value.trim() === "") field.value = t("I want to stop with this. Please tell me what you still have to do, and what is kept.");
    step.back("message");
  });
  window.addEventListener("zegel:language", () => {
    if (ended !== null) tellEnded();
  });
}

/** @param {any} view @param {string} name of the counsellor @param {string} [choice] */
export function show(view, name, choice) {
  shown = { view, name };
  if (choice !== undefined) /** @type {HTMLInputElement | null} */ (document.querySelector(`input[name=stop-how][value=${choice}]`))?.click();
  byId("stop-withdraw").hidden = isAnswered(view);
  byId("stop-end").hidden = view.closedOn !== null;
  byId("stop-destroy").hidden = !isAnswered(view);
  byId("stop-owed").hidden = !view.canWrite;
  byId("stop-said").textContent = saidWords();
  choose(choice !== undefined);
}

/** A counsellor wrote or signed something: the service counts the same. @param {any} view */
const isAnswered = ({ messages, acts }) => acts.length > 0 || messages.some((/** @type {any} */ one) => !one.mine);

/** An answer is still owed: that is not ended by a click. @param {any} view */
const isOwed = ({ track, answeredOn }) => track !== SPARREN && answeredOn === null;

/** Advice stands in no register, and neither does what the organisation was not let in to. @param {any} view */
const hasRegisterLine = ({ track, atRelease }) => track !== SPARREN && atRelease !== true;

/** What a register keeps of a case that was destroyed. @param {any} view */
const inRegister = (view) => (hasRegisterLine(view) ? ["destruction"] : []);

/** Say what the ticked way means. @param {boolean} isNew another way than before: the word that one is sure is asked again */
function choose(isNew) {
  const choice = chosenIn("stop-how");
  fieldError("stop-how", "");
  fieldError("stop-sure", "");
  if (isNew) /** @type {HTMLInputElement} */ (byId("stop-sure")).checked = false;
  const way = choice === "" || shown === null ? null : wayOf(choice, shown.view, shown.name);
  byId("stop-means").hidden = way === null;
  byId("stop-do").textContent = way?.button ?? t("Go on");
  byId("stop-do").hidden = way !== null && !way.isPossible;
  byId("stop-sure-field").hidden = way === null || !way.isPossible;
  if (way === null || shown === null) return;
  const { name } = shown;
  byId("stop-means-title").textContent = way.title;
  byId("stop-now").textContent = way.now;
  byId("stop-stays").replaceChildren(...marks(way.stays.map((code) => ["dot", staysWords(code, name)])));
  byId("stop-sure-words").textContent = way.sure;
}

/** @param {string} choice @param {any} view @param {string} name @returns {Way} */
function wayOf(choice, view, name) {
  if (choice === "withdraw") {
    return {
      title: t("If you take it back"),
      now: t("Your text and everything else of this case is destroyed at once. Your code and words open nothing any more. {name} can no longer open it. Perhaps it was read already: nobody can see that.", { name }),
      stays: [...inRegister(view), ...ALWAYS], isPossible: true,
      sure: t("I want it to be destroyed. I know that I cannot undo this."), button: t("Take it back and destroy it"),
    };
  }
  if (choice === "end") return endWay(view);
  return destroyWay(view, name);
}

/** @param {any} view @returns {Way} */
function endWay(view) {
  const stays = ["messages", ...(hasRegisterLine(view) ? ["register"] : []), "log", "memory", "receipt"];
  if (isOwed(view)) {
    return { title: t("That cannot be done with a click yet"), now: t("You are still owed an answer. So that nobody can make a report disappear, your counsellor closes it, with an answer. Write that you want to stop: the sentence is below."), stays, sure: "", button: "", isPossible: false };
  }
  return {
    title: t("If you end the talk"),
    now: t("The case is closed today. Nobody has to do anything any more. You can still read everything, and write again if you want."), stays, isPossible: true,
    sure: t("I want to end the talk. I can come back to it until the term is over."), button: t("End the talk"),
  };
}

/** @param {any} view @param {string} name @returns {Way} */
function destroyWay(view, name) {
  if (view.track === SPARREN) {
    return {
      title: t("If you have it destroyed"),
      now: t("It was advice, so your wish is enough. Everything of this case is destroyed at once. Your code and words open nothing any more, and {name} can no longer open it.", { name }),
      stays: ALWAYS, isPossible: true,
      sure: t("I want it to be destroyed. I know that I cannot undo this."), button: t("Destroy everything"),
    };
  }
  return {
    title: t("It will not be destroyed at once"),
    now: t("It is a report that is being dealt with. The law has it kept as long as that is needed. If you ask, you hear until when. Your question itself is not noted anywhere: write to your counsellor that you want it destroyed as soon as it is allowed."),
    stays: ["register", "messages", ...ALWAYS], isPossible: true,
    sure: t("I want to ask. If it is possible after all, everything is destroyed and I cannot undo that."), button: t("Ask for destruction"),
  };
}

async function stop() {
  const choice = chosenIn("stop-how");
  if (choice === "") return refuse("stop-how", t("Choose what you want."));
  if (shown === null || !wayOf(choice, shown.view, shown.name).isPossible) return undefined;
  if (!/** @type {HTMLInputElement} */ (byId("stop-sure")).checked) return refuse("stop-sure", t("Tick this when you are sure. Otherwise go back."));
  const button = /** @type {HTMLButtonElement} */ (byId("stop-do"));
  button.disabled = true;
  tell(() => t("Sending…"));
  try {
    await (choice === "end" ? end() : destroy(shown.view, shown.name));
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    isUnsure ||= code === "network" && choice !== "end";
    tell(() => (code === "policy" ? t("You are still owed an answer, so it was not closed. Write to your counsellor that you want to stop.") : stepProblem(code)));
  } finally {
    button.disabled = false;
  }
  return undefined;
}

async function end() {
  const view = await step.call("endTalk");
  finish();
  step.done(view, () => t("You ended the talk. The case is closed. Below you see what stays."));
}

/** @param {any} view @param {string} name */
async function destroy(view, name) {
  const result = await step.call("destroyCase").catch((error) => {
    // After a lost answer, a case that no longer opens is one that was destroyed.
    if (isUnsure && error.code === "denied") return { outcome: "erased", until: null, stays: ["log", "memory", "backups"] };
    throw error;
  });
  finish();
  const isGone = result.outcome === "erased";
  if (isGone) step.gone();
  ended = { result: { ...result, stays: [...(isGone ? inRegister(view) : []), ...result.stays, "receipt"] }, name };
  isUnsure = false;
  tellEnded();
  step.show("stopped");
}

function finish() {
  tell(() => "");
  /** @type {HTMLFormElement} */ (byId("stop-form")).reset();
}

/** What came of it. */
function tellEnded() {
  if (ended === null) return;
  const { result: { outcome, until, stays }, name } = ended;
  const isGone = outcome === "erased";
  byId("stopped-title").textContent = isGone ? t("Your case is destroyed") : t("Your case is kept");
  byId("stopped-lead").textContent = isGone
    ? t("Your code and words open nothing any more. You can throw your paper away.")
    : until === null ? t("It is being dealt with. It is destroyed after it was closed and the term is over.") : t("It is destroyed on {day}, unless somebody writes in it before that.", { day: longDay(until) });
  byId("stopped-stays").replaceChildren(...marks(stays.map((/** @type {string} */ code) => ["dot", staysWords(String(code), name)])));
  byId("stopped-back").textContent = isGone ? t("Close") : t("Back to my messages");
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("stop-said").textContent = words();
}

/** Nothing of the case stays here; what came of a destruction is told until it is closed. */
export function forget() {
  shown = null;
  saidWords = () => "";
}
