// @ts-check
/**
 * The case file on screen: conversation and short forms left, duties right. What is typed stays when something goes
 * wrong, when the session was renewed, and when the language changes.
 */

import { byId, longDay, shortDay, t } from "/static/js/page.js";
import { showAgreed } from "/static/js/workplace_agreed.js";
import { dutyBar, dutyChip, dutyName } from "/static/js/workplace_clock.js";
import { desk, link } from "/static/js/workplace_desk.js";
import { showProblems } from "/static/js/workplace_forms.js";
import { letterLine } from "/static/js/workplace_letter_view.js";
import { notice, notices, tellPractice } from "/static/js/workplace_notices.js";
import { sentence } from "/static/js/workplace_refusals.js";
import { go, refresh, register, say } from "/static/js/workplace_screen.js";

const KINDS = /** @type {const} */ (["acknowledge", "answer"]);
/** @typedef {typeof KINDS[number]} Kind */

/** @param {Kind} kind */
const field = (kind) => /** @type {HTMLTextAreaElement} */ (byId(`${kind}-text`));

/** The text the page proposed itself; it may be replaced without asking. */
let proposed = "";

/** Put the view in its place. */
export function prepareCase() {
  register("case", { title: () => t("Read case {ref} and take the next step", { ref: desk.file?.ref ?? "" }), under, render });
  for (const kind of KINDS) {
    byId(kind).addEventListener("submit", (event) => {
      event.preventDefault();
      void submit(kind);
    });
  }
}

/** Something was typed that was not sent. */
export function hasUnsentText() {
  return KINDS.some((kind) => field(kind).value.trim() !== "" && field(kind).value !== proposed);
}

/** Open a case in the worker and show it. @param {string} id */
export async function openCase(id) {
  const other = desk.file?.id !== id;
  if (other && desk.file !== null && hasUnsentText() && !window.confirm(t("You have text that was not sent. Leave it behind?"))) {
    go("case");
    return;
  }
  say(t("Opening the case …"), "near");
  try {
    desk.file = await link().call("openCase", { id });
  } catch (refusal) {
    say(sentence(refusal), "near");
    return;
  }
  say("");
  if (other) startForms();
  noteRead();
  go("case");
}

/** Empty both forms and open the one that fits. */
function startForms() {
  for (const kind of KINDS) {
    field(kind).value = "";
    showProblems(kind, [`${kind}-text`], []);
  }
  propose();
  const waits = desk.file.acknowledgedOn === null && desk.file.track !== 1;
  /** @type {HTMLDetailsElement} */ (byId("act-acknowledge")).open = waits;
  /** @type {HTMLDetailsElement} */ (byId("act-answer")).open = !waits;
}

/** A first sentence for the acknowledgement, in the language of the page; the counsellor changes it at will. */
function propose() {
  const text = desk.file.track === 1
    ? t("I received your question and read it. I will think about it, and write to you here.")
    : t("I received your report and read it. I will look at what we can do, and write to you here.");
  const area = field("acknowledge");
  if (area.value === "" || area.value === proposed) area.value = text;
  proposed = text;
}

/** The worklist knows now that this case was read. */
function noteRead() {
  const row = desk.rows.find((one) => one.id === desk.file.id);
  if (row === undefined) return;
  Object.assign(row, { opened: true, unread: 0 });
  const duty = desk.file.duties.find((/** @type {any} */ one) => one.metOn === null);
  if (duty !== undefined) row.duty = duty;
}

/** What stands under the heading. */
function under() {
  const { organisation, track, anonymous } = desk.file;
  const parts = [organisation.name, track === 1 ? t("Just advice") : t("Report"), anonymous ? t("The reporter is anonymous") : t("Only you know who the reporter is")];
  return parts.map((textContent, at) => Object.assign(document.createElement("span"), { textContent, className: at === 0 ? "" : "soft" }));
}

function render() {
  const { file } = desk;
  if (file === null) return;
  tellPractice([file.organisation]);
  byId("warnings").replaceChildren(...warnings(file));
  byId("talk").replaceChildren(...file.letters.map(letterLine));
  byId("duties").replaceChildren(...duties(file));
  byId("history").replaceChildren(...history(file));
  showAgreed(file);
  byId("acts").hidden = file.whyNot !== null;
  byId("act-acknowledge").hidden = file.acknowledgedOn !== null;
  byId("not-yet").hidden = file.acknowledgedOn !== null || file.track === 1;
  const ack = file.duties.find((/** @type {any} */ one) => one.kind === "acknowledge");
  byId("act-acknowledge-by").textContent = ack === undefined ? "" : t("by {day}", { day: longDay(ack.limit) });
  byId("safety-number").textContent = file.safetyNumber ?? "";
  byId("safety-fingerprint").textContent = t("Your fingerprint: {fingerprint}", { fingerprint: file.organisation.fingerprint });
  byId("safety").hidden = file.safetyNumber === null;
  propose();
}

/** @param {any} file */
function warnings(file) {
  const { organisation } = file;
  const made = notices([organisation]);
  const codes = new Set(file.warnings.map((/** @type {any} */ one) => one.code));
  if (["gap", "prev", "ack", "missing", "replaced"].some((code) => codes.has(code))) {
    made.push(notice("missed", [t("A message is missing or was replaced."), t("The order of this conversation is not whole. Ask the reporter what they sent, and tell the administrator.")]));
  }
  if (codes.has("track")) made.push(notice("missed", [t("The service shows another kind of case than the reporter chose."), t("The reporter signed: {track}. Go by that.", { track: signedTrack(file) })]));
  if (codes.has("self-kid")) made.push(notice("missed", [t("The service names another key of the reporter than the report does."), t("Your answers are sealed to the key in the report.")]));
  if (file.whyNot === "unopened" || file.whyNot === "absent") made.push(notice("missed", [sentence({ code: file.whyNot })]));
  return made;
}

/** @param {any} file */
function signedTrack(file) {
  return file.signedTrack === 1 ? t("Just advice") : t("Report");
}

/** @param {any} file */
function duties(file) {
  if (file.duties.length === 0) return [line(t("Just advice: the law sets no date. Answer as soon as you can."))];
  return file.duties.map((/** @type {any} */ duty) => {
    const box = document.createElement("div");
    box.className = "duty";
    box.append(Object.assign(document.createElement("h3"), { textContent: dutyName(duty) }), dutyChip(duty), dutyBar(duty), line(dutyLine(duty)));
    if (duty.outer !== null && duty.outer !== duty.limit && duty.metOn === null) box.append(line(t("That is a weekend or a holiday. Perhaps the term then runs until {day}; that is not certain, so keep to the first day.", { day: longDay(duty.outer) })));
    if (duty.kind === "feedback" && file.feedbackIfToday !== null) box.append(line(t("Confirm receipt today, and it is {day}.", { day: longDay(file.feedbackIfToday) })));
    if (duty.kind === "feedback") box.append(line(t("Signed feedback cannot be given here yet. Until then write it in an answer, before this day.")));
    return box;
  });
}

/** @param {any} duty */
function dutyLine(duty) {
  if (duty.metOn !== null) return t("Done on {done}. The last day was {day}.", { done: longDay(duty.metOn), day: longDay(duty.limit) });
  return duty.state === "missed" ? t("The last day was {day}. Do it today.", { day: longDay(duty.limit) }) : t("By {day} at the latest.", { day: longDay(duty.limit) });
}

/** @param {string} textContent */
function line(textContent) {
  return Object.assign(document.createElement("p"), { textContent, className: "soft" });
}

/** What happened on which day, newest first. @param {any} file */
function history(file) {
  const events = [{ day: file.receivedOn, text: file.track === 1 ? t("Question received") : t("Report received") }];
  for (const letter of file.letters) {
    if (letter.day === null || letter.type === 1) continue;
    if (letter.dir === 1) events.push({ day: letter.day, text: letter.type === 4 ? t("You confirmed receipt") : t("You answered") });
    else events.push({ day: letter.day, text: letter.identity ? t("The reporter told you who they are") : t("The reporter wrote") });
  }
  // The letters come in reading order, so on one day the last one is the newest.
  events.reverse();
  events.sort((a, b) => b.day.localeCompare(a.day));
  return events.map(({ day, text }) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("b"), { textContent: shortDay(day) }), Object.assign(document.createElement("span"), { textContent: text }));
    return item;
  });
}

/** @param {Kind} kind */
async function submit(kind) {
  const text = field(kind).value;
  const form = byId(kind);
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  const busy = /** @type {HTMLElement} */ (form.querySelector("[data-busy]"));
  if (!busy.hidden) return;
  const empty = text.trim() === "" ? [{ id: `${kind}-text`, message: sentence({ code: "empty" }) }] : [];
  showProblems(kind, [`${kind}-text`], empty);
  if (empty.length > 0) return;
  say("");
  busy.hidden = false;
  button.setAttribute("aria-disabled", "true");
  try {
    desk.file = await link().call("write", { id: desk.file.id, kind, text });
    field(kind).value = "";
    afterSending(kind);
  } catch (refusal) {
    const view = /** @type {any} */ (refusal).details?.view;
    if (view !== undefined) desk.file = view;
    refresh();
    if (kind === "acknowledge" && desk.file.acknowledgedOn !== null) return confirmedElsewhere();
    showProblems(kind, [`${kind}-text`], [{ id: fieldOf(refusal, kind), message: sentence(refusal) }]);
  } finally {
    busy.hidden = true;
    button.removeAttribute("aria-disabled");
  }
}

/** Another window was first. Own words move to the answer, so that nothing is lost. */
function confirmedElsewhere() {
  const own = field("acknowledge").value;
  if (own !== proposed && field("answer").value.trim() === "") field("answer").value = own;
  field("acknowledge").value = "";
  /** @type {HTMLDetailsElement} */ (byId("act-answer")).open = true;
  say(t("Receipt was confirmed already, in another window or on another device."), "near");
  go("case");
}

/** @param {any} refusal @param {Kind} kind */
const fieldOf = (refusal, kind) => (refusal.code === "size" ? `${kind}-text` : "");

/** @param {Kind} kind */
function afterSending(kind) {
  noteRead();
  const feedback = desk.file.duties.find((/** @type {any} */ one) => one.kind === "feedback");
  if (kind === "answer") say(t("Sealed and sent. The reporter reads it at the next visit."));
  else if (feedback === undefined) say(t("You confirmed receipt. The reporter sees it at the next visit."));
  else say(t("You confirmed receipt today. The next date is {day}: give feedback.", { day: longDay(feedback.limit) }));
  /** @type {HTMLDetailsElement} */ (byId("act-answer")).open = true;
  go("case");
}
