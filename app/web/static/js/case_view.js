// @ts-check
/**
 * Show an opened case: what to expect and when, the conversation, and what does not fit. Write a message.
 */

import { categoryNames } from "/static/js/category_names.js";
import { byId, chip, errorSummary, fieldError, fill, icon, longDay, paragraphs, shortDay, t } from "/static/js/page.js";
import { answerRows, checkedFacts, definitions, fingerprintElement, listProblem } from "/static/js/reporter_facts.js";
import { lookAgainOn, notices, steps } from "/static/js/case_line.js";

const REPORT = 1;
const ACKNOWLEDGEMENT = 4;
const IDENTITY = 10;
/** Characters of a message; the envelope takes more, a reader does not. */
const MESSAGE_MAX = 100_000;

/** @type {any} */
let shownView = null;
let sentWords = () => "";

/** @param {any} view */
export function showCase(view) {
  shownView = view;
  const name = view.counsellor || t("your counsellor");
  const next = lookAgainOn(view);
  byId("case-lead").textContent = t("Look again on {day}.", { day: longDay(next) });
  byId("notices").replaceChildren(...notices(view).map((text) => fill("notice", { text: [icon("alert"), document.createTextNode(text)] })));
  const all = steps(view, name);
  byId("line").replaceChildren(...all.map(step));
  showLate(all.find((one) => one.state === "missed"), name);
  byId("talk-title").textContent = t("Your conversation with {name}", { name });
  byId("talk").replaceChildren(...view.messages.map((/** @type {any} */ one) => message(one, name)));
  byId("write-form").hidden = !view.canWrite;
  byId("cannot-write").hidden = view.assigneeState !== "revoked";
  byId("sent").textContent = sentWords();
  showExact(view);
}

/** @param {any} one */
function step(one) {
  const made = fill("step", {
    title: one.title,
    text: one.text,
    chip: one.state === "plain" ? null : chip(one.state, one.words),
    dot: icon({ met: "check", missed: "alert", near: "hour", open: "clock", plain: one.isDone ? "check" : "dot" }[/** @type {"met"} */ (one.state)]),
  });
  made.querySelector(".dot")?.classList.add(one.state === "plain" ? (one.isDone ? "met" : "soft") : one.state);
  if (one.isNow) made.setAttribute("aria-current", "step");
  return made;
}

/** @param {any} missed @param {string} name */
function showLate(missed, name) {
  byId("late").hidden = missed === undefined;
  if (missed === undefined) return;
  byId("late-chip").replaceChildren(chip("missed", missed.words));
  byId("late-text").textContent = missed.isAcknowledgement
    ? t("{name} had to confirm receipt by {day}. That has not happened. You can do this:", { name, day: longDay(missed.day) })
    : t("{name} had to tell you by {day} what was done with your report. You can do this:", { name, day: longDay(missed.day) });
}

/** @param {any} one */
function problemWords(one) {
  if (one.problem === "unreadable") return t("This message could not be opened or was not written by the person it should be from.");
  if (one.problem === "key") return t("This message was sealed with a key that was not valid on that day.");
  if (one.newer) return t("This message was written by a newer version of Zegel. Part of it may not be shown.");
  return "";
}

/** @param {any} one @param {string} name */
function message(one, name) {
  const kind = one.type === REPORT ? t("Your report") : one.type === IDENTITY ? t("Your name, in an envelope of its own") : one.type === ACKNOWLEDGEMENT ? t("Receipt confirmed") : "";
  const problem = problemWords(one);
  /** @type {HTMLElement[]} */
  const text = paragraphs(one.problem === "no-copy" ? t("You kept no copy of this message.") : one.text);
  const rows = one.mine && one.type === REPORT ? answerRows(one.fields, shownView.organisation.people, categoryNames()) : [];
  if (rows.length > 0) {
    const answers = document.createElement("dl");
    answers.className = "answers small";
    answers.append(...definitions(rows));
    text.push(answers);
  }
  const made = fill("one-message", {
    from: [document.createTextNode(one.mine ? t("You") : name), ...(kind === "" ? [] : [document.createTextNode(` · ${kind}`)])],
    day: one.day === null ? "" : shortDay(one.day),
    text,
    warning: problem === "" ? null : [icon("alert"), document.createTextNode(problem)],
  });
  made.querySelector("article")?.classList.toggle("mine", one.mine);
  return made;
}

/** @param {any} view */
function showExact(view) {
  const facts = document.createElement("dl");
  facts.className = "answers";
  const prints = view.organisation.people
    .filter((/** @type {any} */ one) => one.name === view.counsellor)
    .map((/** @type {any} */ one) => /** @type {[string, Node]} */ ([one.name, fingerprintElement(one.fingerprint)]));
  facts.append(...definitions([...prints, [t("Safety number of this case"), view.safetyNumber], [t("Number of changes you made"), String(view.stateSeq)], ...checkedFacts(view.organisation)]));
  byId("exact-body").replaceChildren(facts);
}

/** Why a message was not sent. @param {any} error @returns {{ title: string, text: string }} */
function writeProblem(error) {
  switch (error.code) {
    case "network":
      return { title: t("We do not know yet whether your message arrived"), text: t("The connection was lost. Your text is still there. Send it again: your browser looks first whether it arrived, so it cannot arrive twice.") };
    case "revoked":
      return { title: t("Your message was not sent"), text: t("The key of this counsellor has been withdrawn or the list of keys is not right. So your browser seals nothing with it.") };
    case "policy":
      return { title: t("Your message was not accepted"), text: t("Perhaps you have sent many messages that have not been answered yet. Wait for an answer, or look for new messages.") };
    case "size":
      return { title: t("Your message was not accepted"), text: t("It is too long, or there is no more room in this case. Shorten it.") };
    case "denied":
      return { title: t("You are signed out"), text: t("Copy your text, and sign in again with your code and words.") };
    case "newer":
    case "stale":
      return { title: t("Your message was not sent"), text: t("You are writing in two windows at once. Close the other one and send it again.") };
    default:
      return listProblem(error);
  }
}

/**
 * @param {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void }} mailbox
 */
export function listen(mailbox) {
  const field = /** @type {HTMLTextAreaElement} */ (byId("message"));
  const send = /** @type {HTMLButtonElement} */ (byId("send"));

  /** @param {any} error */
  const tell = (error) => {
    byId("error-summary").querySelector("p")?.removeAttribute("hidden");
    const { title, text } = writeProblem(error);
    fieldError("message", "");
    errorSummary(title, [{ id: "message", message: text }]);
  };

  byId("write-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    const wrong = text === "" ? t("Write a message first.") : text.length > MESSAGE_MAX ? t("Your message is too long. Send it in parts.") : "";
    fieldError("message", wrong);
    errorSummary(wrong === "" ? "" : t("Your message was not sent"), wrong === "" ? [] : [{ id: "message", message: wrong }]);
    if (wrong !== "") return;
    send.disabled = true;
    sentWords = () => t("Sealing and sending…");
    byId("sent").textContent = sentWords();
    try {
      const view = await mailbox.call("write", { text });
      field.value = "";
      sentWords = () => t("Your message was sent and is sealed.");
      mailbox.shown(view);
      showCase(view);
    } catch (error) {
      sentWords = () => "";
      byId("sent").textContent = "";
      tell(error);
    } finally {
      send.disabled = false;
    }
  });

  byId("reload").addEventListener("click", async () => {
    try {
      const before = shownView?.messages.length ?? 0;
      const view = await mailbox.call("reloadCase");
      sentWords = () => (view.messages.length > before ? t("There are new messages.") : t("There are no new messages."));
      mailbox.shown(view);
      showCase(view);
    } catch (error) {
      tell(error);
    }
  });

  for (const link of document.querySelectorAll("[data-focus]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
    });
  }
}
