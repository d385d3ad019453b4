// @ts-check
/** Another track: what it means, with the dates it gives, then the reporter's signature. Leaving it at this is a choice like the others. */

import { chosenIn, refuse, stepProblem } from "/static/js/case/step_words.js";
import { byId, fieldError, longDay, t } from "/static/js/shared/page.js";
import { definitions } from "/static/js/shared/facts.js";

const SPARREN = 1;
const MELDING = 2;
/** @type {Record<string, number>} */
const NUMBERS = { melding: MELDING, klacht: 3 };

/** @type {import("/static/js/case/steps.js").Step} */
let step;
/** @type {{ view: any, name: string, limits: { ack: string, feedback: string } | null } | null} */
let shown = null;
let saidWords = () => "";

/** @param {import("/static/js/case/steps.js").Step} given */
export function prepare(given) {
  step = given;
  byId("track-form").addEventListener("change", choose);
  byId("track-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void sign();
  });
}

/** @param {any} view @param {string} name of the counsellor */
export function show(view, name) {
  shown = { view, name, limits: shown?.view.today === view.today ? shown?.limits ?? null : null };
  byId("track-lead").textContent = nowWords(view);
  for (const [code, number] of Object.entries(NUMBERS)) {
    const option = document.getElementById(`track-${code}`);
    if (option !== null) option.hidden = number === view.track;
  }
  byId("track-nothing").hidden = view.closedOn !== null;
  byId("track-said").textContent = saidWords();
  choose();
}

/** @param {any} view */
function nowWords({ track, closedOn }) {
  if (track === SPARREN) return closedOn === null ? t("Now it is advice: nobody has to report anything, and no term runs.") : t("You asked advice, and the talk has ended.");
  return track === MELDING ? t("Now it is a report: somebody has to answer you, by a fixed date.") : t("Now it goes as a complaint: somebody has to answer you, by a fixed date.");
}

/** Say what the ticked choice means. */
function choose() {
  const choice = chosenIn("track-to");
  fieldError("track-to", "");
  byId("track-means").hidden = choice === "";
  byId("track-sign").textContent = { melding: t("Sign: it is a report"), klacht: t("Sign: it goes on as a complaint"), nothing: t("Go on with no steps") }[choice] ?? t("Go on");
  if (choice === "" || shown === null) return;
  byId("track-means-title").textContent = choice === "nothing" ? t("If you leave it at this") : t("If you sign");
  byId("track-facts").replaceChildren(...definitions(choice === "nothing" ? nothingRows() : changeRows(choice)));
  if (choice !== "nothing" && shown.limits === null) void fetchLimits();
}

/** The two dates for a change of today, computed in the worker. */
async function fetchLimits() {
  const limits = await step.call("limits", { day: shown?.view.today }).catch(() => null);
  if (shown === null || limits === null) return;
  shown.limits = limits;
  choose();
}

/** @param {string} choice @returns {[string, string]} */
const whatRow = (choice) => [t("What changes"), choice === "melding"
  ? t("What you wrote counts as a report from today. You need not write it again.")
  : t("What you wrote goes on as a complaint from today. Your counsellor helps you to bring it to the committee. The committee gets nothing from here.")];

/** @param {string} choice @returns {[string, string][]} */
function changeRows(choice) {
  const { view, name, limits } = /** @type {NonNullable<typeof shown>} */ (shown);
  const wasOwed = view.limits !== null && view.answeredOn === null;
  return [
    whatRow(choice),
    [t("Confirm receipt"), limits === null ? t("The date is being computed…") : view.atRelease ? t("{name} promises it by {day}.", { name, day: longDay(limits.ack) }) : t("By {day} you must have a confirmation.", { day: longDay(limits.ack) })],
    [t("Feedback"), limits === null ? t("The date is being computed…") : view.atRelease ? t("There is no date yet. The term of the law starts when you let your organisation in.") : t("By {day} at the latest you must hear what was done.", { day: longDay(limits.feedback) })],
    [t("The dates of before"), wasOwed ? t("They no longer count. What was promised you on the old dates starts anew today.") : t("There are none that still run.")],
    [t("The register"), view.atRelease ? t("Your organisation notes it only when you let it in.") : t("Your organisation notes that a report was received, with the day. Not your text, and not who you are.")],
    [t("Who sees it"), t("Still only {name}. Nobody else can open it.", { name })],
    [t("Can you undo it?"), view.track === SPARREN ? t("No. It does not become advice again. You can stop later; what stays then, you read first.") : t("Not back to advice. What you signed stays among the proofs of your case.")],
    [t("How it is signed"), t("Your browser signs it with the key of this case. Your name is not in it. You get a new receipt, and your browser checks it.")],
  ];
}

/** @returns {[string, string][]} */
function nothingRows() {
  const { view, name } = /** @type {NonNullable<typeof shown>} */ (shown);
  if (view.track !== SPARREN) {
    return [
      [t("What happens"), t("You need do nothing. {name} still has to answer you, because it is a report.", { name })],
      [t("Can you undo it?"), t("Yes. You can come back with your code and words, as long as your case is kept.")],
    ];
  }
  return [
    [t("What happens"), t("You thought about it, and you take no steps. Nobody has to know that you asked.")],
    [t("Who knows it"), t("Only {name}, who may not pass on what you told without your yes. In rare cases a law demands it.", { name })],
    [t("Can you undo it?"), t("Yes. If you end the talk, you can still make it a report later, as long as it is kept.")],
  ];
}

async function sign() {
  const choice = chosenIn("track-to");
  if (choice === "") refuse("track-to", t("Choose what you want."));
  if (choice === "" || shown === null) return;
  if (choice === "nothing") {
    if (shown.view.track === SPARREN) step.go("stop", "end");
    else step.back();
    return;
  }
  const button = /** @type {HTMLButtonElement} */ (byId("track-sign"));
  button.disabled = true;
  tell(() => t("Signing and sending…"));
  try {
    const view = await step.call("changeTrack", { track: NUMBERS[choice] });
    tell(() => "");
    /** @type {HTMLFormElement} */ (byId("track-form")).reset();
    step.done(view, () => doneWords(view));
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    tell(() => (code === "policy" ? t("The service did not take it. Perhaps this is not possible in your case, or it has changed in the meantime. Go back and look for new messages.") : stepProblem(code)));
  } finally {
    button.disabled = false;
  }
}

/** @param {any} view */
function doneWords({ track, proofs }) {
  const said = track === MELDING ? t("You signed that this is a report.") : t("You signed that this goes on as a complaint.");
  return `${said} ${proofs.trackReceipt.state === "verified" ? t("The receipt of it holds, and the new dates stand below.") : t("But the receipt of it does not hold. Keep your paper and ask advice.")}`;
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("track-said").textContent = words();
}

/** Nothing of the case stays here. */
export function forget() {
  shown = null;
  saidWords = () => "";
}
