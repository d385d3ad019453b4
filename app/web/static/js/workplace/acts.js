// @ts-check
/**
 * The short forms of a case: which are offered, what is wrong with them, sending, and what is said afterwards. What is
 * typed stays when something goes wrong; when another window was first, it moves to the answer.
 */

import { byId, longDay, t } from "/static/js/shared/page.js";
import { dutyWords } from "/static/js/workplace/clock.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { leaveHandedOver, showSuccessors } from "/static/js/workplace/hand_over.js";
import { input, showProblems } from "/static/js/workplace/forms.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { showDesks } from "/static/js/workplace/pass_outside_view.js";
import { showOfficers } from "/static/js/workplace/release_view.js";
import { go, isSignedIn, refresh, say } from "/static/js/workplace/screen.js";
import { sentWords } from "/static/js/workplace/act_words.js";

/** The fields of each form; the first one gets the problem of an empty form. */
const FORMS = /** @type {Record<string, string[]>} */ ({
  acknowledge: ["acknowledge-text"],
  answer: ["answer-text"],
  plan: ["plan-text"],
  feedback: ["feedback-looked", "feedback-found", "feedback-did", "feedback-withheld"],
  close: ["close-text"],
  dismiss: ["dismiss-text"],
  unable: ["unable-text"],
  dispute: [],
  "hand-over": ["hand-over-text"],
  release: ["release-text"],
  outside: ["outside-text"],
});
const RARE = ["dismiss", "unable", "dispute", "hand-over", "outside"];
/** Forms that name somebody the reporter is asked about. */
const ASKING = ["hand-over", "release", "outside"];

/** Every field of a form that holds words of the counsellor. */
export const ACT_FIELDS = Object.values(FORMS).flat();

/** The text the page proposed itself; it may be replaced without asking. */
let proposed = "";

/** Put the forms in their place. @param {() => void} noteRead after something was sent */
export function prepareActs(noteRead) {
  for (const kind of Object.keys(FORMS)) {
    byId(kind).addEventListener("submit", (event) => {
      event.preventDefault();
      void submit(kind, noteRead);
    });
  }
}

/** Something was typed that was not sent. */
export function hasUnsentText() {
  return ACT_FIELDS.some((id) => input(id).value.trim() !== "" && input(id).value !== proposed);
}

/** Empty every form and open the one that fits. */
export function startForms() {
  for (const [kind, fields] of Object.entries(FORMS)) empty(kind, fields);
  proposeText();
  openNext();
}

/** @param {string} kind @param {string[]} fields */
function empty(kind, fields) {
  for (const id of fields) input(id).value = "";
  if (ASKING.includes(kind)) input(`${kind}-to`).value = "";
  if (kind === "dismiss") for (const one of reasons()) one.checked = false;
  showProblems(kind, problemFields(kind), []);
}

/** @param {string} kind */
const problemFields = (kind) => (ASKING.includes(kind) ? [`${kind}-to`, `${kind}-text`] : kind === "dismiss" ? ["dismiss-reason", "dismiss-text"] : kind === "dispute" ? ["dispute-ref"] : (FORMS[kind] ?? []));

const reasons = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[name=dismiss-reason]")]);

/** @param {string} kind */
const details = (kind) => /** @type {HTMLDetailsElement} */ (byId(`act-${kind}`));

/** Open the form of what comes next, and close the others. */
export function openNext() {
  const { offered, duties, done } = desk.file;
  const contested = desk.file.statements.some((/** @type {any} */ one) => one.contestedOn !== null);
  const pressing = contested || duties.some((/** @type {any} */ one) => one.kind === "feedback" && one.metOn === null && one.state !== "open");
  const wanted = done.closed !== null ? "" : offered.acknowledge === null && desk.file.track !== 1 ? "acknowledge"
    : offered.feedback === null && pressing ? "feedback" : "answer";
  for (const kind of Object.keys(FORMS)) details(kind).open = kind === wanted;
}

/** Show what may be done now, with its day, and say why not where that helps. @param {any} file */
export function showActs(file) {
  byId("acts").hidden = file.whyNot !== null;
  for (const kind of Object.keys(FORMS)) {
    details(kind).hidden = kind === "dispute" ? file.disputed === null : file.offered[kind] !== null;
  }
  byId("rare-acts").hidden = RARE.every((kind) => details(kind).hidden);
  byId("no-feedback").hidden = file.offered.feedback !== "receipt";
  byId("no-close").hidden = file.offered.close !== "feedback";
  byId("not-yet").hidden = file.offered.acknowledge !== null || file.track === 1;
  for (const kind of ["acknowledge", "feedback"]) {
    const duty = file.duties.find((/** @type {any} */ one) => one.kind === kind);
    byId(`act-${kind}-by`).textContent = duty === undefined ? "" : duty.daysLeft < 0 ? dutyWords(duty) : t("by {day}", { day: longDay(duty.limit) });
  }
  showLettersInTime(file);
  showSuccessors(file);
  showOfficers(file);
  showDesks(file);
  proposeText();
}

/** @param {any} file */
function showLettersInTime(file) {
  const inTime = file.letters.filter((/** @type {any} */ one) => file.disputed?.letters.includes(one.hash));
  const words = (/** @type {any} */ one) => (one.text.length > 60 ? `${one.text.slice(0, 60)} …` : one.text) || t("without text");
  byId("dispute-ref").replaceChildren(...inTime.map((/** @type {any} */ one) => new Option(`${longDay(one.day)}: ${words(one)}`, one.hash)));
}

/** A first sentence for the acknowledgement, in the language of the page; the counsellor changes it at will. */
function proposeText() {
  const text = desk.file.track === 1
    ? t("I received your question and read it. I will think about it, and write to you here.")
    : t("I received your report and read it. I will look at what we can do, and write to you here.");
  const area = input("acknowledge-text");
  if (desk.file.offered.acknowledge === null && (area.value === "" || area.value === proposed)) area.value = text;
  proposed = text;
}

/** @param {string} kind */
function wishOf(kind) {
  const wish = { id: desk.file.id, kind, text: kind === "feedback" || kind === "dispute" ? "" : input(`${kind}-text`).value };
  if (kind === "feedback") {
    const written = FORMS.feedback?.map((id) => [id.replace("feedback-", ""), input(id).value]).filter(([, text]) => String(text).trim() !== "");
    return { ...wish, fields: Object.fromEntries(written ?? []) };
  }
  if (kind === "dismiss") return { ...wish, detail: Number(reasons().find((one) => one.checked)?.value ?? 0) };
  if (kind === "hand-over") return { ...wish, to: input("hand-over-to").value };
  if (kind === "release" || kind === "outside") return { ...wish, to: input(`${kind}-to`).value, summary: input(`${kind}-what`).value };
  return kind === "dispute" ? { ...wish, ref: input("dispute-ref").value } : wish;
}

/** @param {string} kind @returns {import("/static/js/workplace/forms.js").Problem[]} */
function problemsOf(kind) {
  const lacks = (/** @type {string} */ id) => input(id).value.trim() === "";
  if (kind === "feedback") {
    const three = (FORMS.feedback ?? []).slice(0, 3);
    return three.every(lacks) ? [{ id: "feedback-looked", message: t("Write at least what you looked at, what you found or what you did.") }] : [];
  }
  if (kind === "close" || kind === "dispute") return [];
  const problems = [];
  if (kind === "dismiss" && !reasons().some((one) => one.checked)) problems.push({ id: "dismiss-reason", message: t("Choose what it is.") });
  if (kind === "hand-over" && lacks("hand-over-to")) problems.push({ id: "hand-over-to", message: t("Choose who may take over.") });
  if (kind === "release" && lacks("release-to")) problems.push({ id: "release-to", message: t("Choose who may investigate this.") });
  if (kind === "outside" && lacks("outside-to")) problems.push({ id: "outside-to", message: t("Choose to whom this may go.") });
  if (lacks(`${kind}-text`)) problems.push({ id: `${kind}-text`, message: sentence({ code: "empty" }) });
  return problems;
}

/** @param {string} kind @param {() => void} noteRead */
async function submit(kind, noteRead) {
  const button = /** @type {HTMLButtonElement} */ (byId(kind).querySelector("button[type=submit]"));
  const busy = /** @type {HTMLElement} */ (byId(kind).querySelector("[data-busy]"));
  if (!busy.hidden) return;
  const problems = problemsOf(kind);
  showProblems(kind, problemFields(kind), problems);
  if (problems.length > 0) return;
  say("");
  busy.hidden = false;
  button.setAttribute("aria-disabled", "true");
  try {
    const view = await link().call("write", wishOf(kind));
    empty(kind, FORMS[kind] ?? []);
    // The page may have locked itself meanwhile: it was sent, and nothing of the case comes back on screen.
    if (!isSignedIn()) return;
    if (leaveHandedOver(view)) return;
    desk.file = view;
    noteRead();
    say(sentWords(kind, desk.file));
    openNext();
    go("case");
  } catch (refusal) {
    refused(kind, refusal);
  } finally {
    busy.hidden = true;
    button.removeAttribute("aria-disabled");
  }
}

/** @param {string} kind @param {any} refusal */
function refused(kind, refusal) {
  const view = refusal?.details?.view;
  if (!isSignedIn() || desk.file === null) return;
  if (view !== undefined) desk.file = view;
  refresh();
  if (view !== undefined && details(kind).hidden) {
    doneElsewhere(kind);
    return;
  }
  const at = refusal?.code === "size" ? FORMS[kind]?.[0] ?? "" : "";
  showProblems(kind, problemFields(kind), [{ id: at, message: sentence(refusal) }]);
}

/** Another window was first. Own words move to the answer, so that nothing is lost. @param {string} kind */
function doneElsewhere(kind) {
  const own = (FORMS[kind] ?? []).map((id) => input(id).value).filter((text) => text.trim() !== "" && text !== proposed);
  const answer = input("answer-text");
  answer.value = [answer.value, ...own].filter((text) => text.trim() !== "").join("\n\n");
  empty(kind, FORMS[kind] ?? []);
  details("answer").open = true;
  say(kind === "acknowledge" ? t("Receipt was confirmed already, in another window or on another device.")
    : t("This was done already, in another window or on another device. Your words now stand under “Answer”."), "near");
  go("case");
}
