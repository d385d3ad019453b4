// @ts-check
/**
 * Show an opened case: what comes next and when, what does not fit, the conversation. Write a message, and sign that something is not so.
 */

import { showBeside } from "/static/js/case/beside.js";
import { forgetContest, listenContest, showContest, showContestAgain, signedWords } from "/static/js/case/contest.js";
import { listenExact, showExact } from "/static/js/case/exact.js";
import { listenHarm, showHarm } from "/static/js/case/harm.js";
import { showKept } from "/static/js/case/kept.js";
import { showGone } from "/static/js/case/gone.js";
import { proposeAsking, showLate } from "/static/js/case/late.js";
import { lookAgainOn, nextWords, steps } from "/static/js/case/line.js";
import { forgetOfficer, listenOfficer, showOfficer } from "/static/js/case/officer.js";
import { forgetOutside, listenOutside, showOutside } from "/static/js/case/outside.js";
import { outsideDay } from "/static/js/case/outside_talk.js";
import { forgetRequests, listenRequests, showRequests } from "/static/js/case/requests.js";
import { notices } from "/static/js/case/notices.js";
import { forgetSteps, listenSteps, showSteps } from "/static/js/case/steps.js";
import { showTalk } from "/static/js/case/talk.js";
import { byId, chip, errorSummary, fieldError, fill, icon, longDay, t } from "/static/js/shared/page.js";
import { listProblem } from "/static/js/shared/facts.js";

const MELDING = 2;
/** Characters of a message; the envelope takes more, a reader does not. */
const MESSAGE_MAX = 100_000;

/** @type {any} */
let shownView = null;
let sentWords = () => "";
let signed = () => "";
/** @type {(name: string) => void} */
let show = () => undefined;

/** @param {any} view */
export function showCase(view) {
  if (shownView === null || view.firstReceivedOn !== shownView.firstReceivedOn) signed = () => "";
  shownView = view;
  const name = view.counsellor || t("your counsellor");
  const next = [lookAgainOn(view), outsideDay(view)].filter((day) => day !== null).sort()[0] ?? null;
  byId("case-lead").textContent = nextWords(view, name);
  byId("case-look").textContent = next === null ? t("You need not come back. You can.") : t("Look again on {day}.", { day: longDay(next) });
  byId("case-said").textContent = signed();
  byId("notices").replaceChildren(...notices(view).map((text) => fill("notice", { text: [icon("alert"), document.createTextNode(text)] })));
  showRequests(view, name);
  showOutside(view, name);
  showOfficer(view, (act) => {
    showContest(act, shownView, view.officer.name);
    show("contest");
  });
  byId("line").replaceChildren(...steps(view, name).map(step));
  showLate(view, name);
  showGone(view, name);
  byId("closed").hidden = view.closedOn === null;
  showKept(view);
  showBeside(view, name);
  showHarm(view);
  byId("own-term").hidden = view.track !== MELDING;
  showSteps(view, name);
  showTalk(view, name, (act) => {
    showContest(act, shownView, name);
    show("contest");
  });
  byId("write-form").hidden = !view.canWrite;
  byId("cannot-write").hidden = view.assigneeState !== "revoked";
  byId("sent").textContent = sentWords();
  showExact(view);
  showContestAgain();
}

/** @param {any} one */
function step(one) {
  const made = fill("step", {
    title: one.title,
    text: one.text,
    chip: one.words === "" ? null : chip(one.state, one.words),
    dot: icon({ met: "check", missed: "alert", near: "hour", open: "clock", plain: one.isDone ? "check" : "dot" }[/** @type {"met"} */ (one.state)]),
  });
  made.querySelector(".dot")?.classList.add(one.state === "plain" ? (one.isDone ? "met" : "soft") : one.state);
  if (one.isNow) made.setAttribute("aria-current", "step");
  return made;
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

/** @param {any} error */
function tell(error) {
  byId("error-summary").querySelector("p")?.removeAttribute("hidden");
  const { title, text } = writeProblem(error);
  fieldError("message", "");
  errorSummary(title, [{ id: "message", message: text }]);
}

/**
 * @typedef {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void, show: (name: string) => void, gone: () => void }} Mailbox
 * @param {Mailbox} mailbox
 */
export function listen(mailbox) {
  show = mailbox.show;
  listenWriting(mailbox);
  listenHarm(mailbox, showCase, tell);
  listenExact();
  listenRequests(mailbox, showCase);
  listenSteps(mailbox, (view, words) => {
    signed = words;
    showCase(view);
  });
  listenOutside(mailbox, showCase);
  listenOfficer(mailbox, showCase);
  listenContest({
    call: mailbox.call,
    back: (focus) => {
      mailbox.show("case");
      if (focus !== undefined) byId(focus).focus();
    },
    signed: (view, act) => {
      signed = () => signedWords(act, view.officer?.name ?? "");
      mailbox.shown(view);
      showCase(view);
      mailbox.show("case");
    },
  });
  for (const link of document.querySelectorAll("[data-focus]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (link.hasAttribute("data-ask")) proposeAsking();
      const target = byId(String(link.getAttribute("data-focus")));
      target.focus();
      target.scrollIntoView({ block: "center" });
    });
  }
}

/** @param {Mailbox} mailbox */
function listenWriting(mailbox) {
  const field = /** @type {HTMLTextAreaElement} */ (byId("message"));
  const send = /** @type {HTMLButtonElement} */ (byId("send"));
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
      const before = countOf(shownView);
      const view = await mailbox.call("reloadCase");
      sentWords = () => (countOf(view) > before ? t("There are new messages.") : t("There are no new messages."));
      mailbox.shown(view);
      showCase(view);
    } catch (error) {
      tell(error);
    }
  });
}

/** Messages of every conversation in the mailbox. @param {any} view @returns {number} */
const countOf = (view) => [view, view?.officer, ...(view?.outside.talks ?? [])].reduce((count, one) => count + (one?.messages.length ?? 0), 0);

/** Nothing of the case stays in these scripts. */
export function forget() {
  shownView = null;
  sentWords = () => "";
  signed = () => "";
  forgetContest();
  forgetRequests();
  forgetSteps();
  forgetOutside();
  forgetOfficer();
}
