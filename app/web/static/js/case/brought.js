// @ts-check
/** I brought it outside myself: on which day, where and under which number. It is told as the reporter's own word, and never as delivered. */

import { refuse, stepProblem } from "/static/js/case/step_words.js";
import { byId, fieldError, longDay, t } from "/static/js/shared/page.js";

const TEXT_MAX = 120;

/** @type {import("/static/js/case/steps.js").Step} */
let step;
/** @type {any} */
let shown = null;
let saidWords = () => "";

/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {import("/static/js/case/steps.js").Step} given */
export function prepare(given) {
  step = given;
  byId("brought-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void sign();
  });
}

/** @param {any} view @param {string} name of the counsellor */
export function show(view, name) {
  shown = view;
  field("brought-day").max = view.today;
  byId("brought-who").textContent = view.canWrite
    ? t("{name} can read the day, the place and the number. Nobody else can. You may leave place and number empty.", { name })
    : t("Nothing can be sealed to your counsellor now. So day, place and number are not kept: only that you brought it.");
  byId("brought-said").textContent = saidWords();
}

/** @returns {{ text: string, on: string, to: string, reference: string } | null} null when something is missing */
function written() {
  const [on, to, reference] = ["brought-day", "brought-to", "brought-reference"].map((id) => field(id).value.trim());
  const day = on ?? "";
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && day <= shown.today;
  fieldError("brought-day", "");
  if (!isDay) {
    refuse("brought-day", t("Choose the day on which you brought it, today at the latest."));
    return null;
  }
  const [where, number] = [(to ?? "").slice(0, TEXT_MAX), (reference ?? "").slice(0, TEXT_MAX)];
  const parts = [t("I brought my report outside myself, on {day}.", { day: longDay(day) })];
  if (where !== "") parts.push(t("To: {to}.", { to: where }));
  if (number !== "") parts.push(t("Their number: {reference}.", { reference: number }));
  return { text: parts.join(" "), on: day, to: where, reference: number };
}

async function sign() {
  if (shown === null) return;
  const wish = written();
  if (wish === null) return;
  const button = /** @type {HTMLButtonElement} */ (byId("brought-sign"));
  button.disabled = true;
  tell(() => t("Signing and sending…"));
  try {
    const view = await step.call("sayBrought", wish);
    tell(() => "");
    /** @type {HTMLFormElement} */ (byId("brought-form")).reset();
    step.done(view, () => t("Kept: you say that you brought it. That it arrived is not known here."));
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    tell(() => (code === "policy" || code === "size" ? t("The service did not take it. Perhaps something changed in the meantime. Go back and look for new messages.") : stepProblem(code)));
  } finally {
    button.disabled = false;
  }
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("brought-said").textContent = words();
}

/** Nothing of the case stays here. */
export function forget() {
  shown = null;
  saidWords = () => "";
}
