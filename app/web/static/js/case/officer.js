// @ts-check
/** The reporter's conversation with the case officer: who that is, which steps were taken, what was signed, and writing. */

import { actOf, claims, messageKind, messageRows, questionAbout } from "/static/js/case/talk.js";
import { byId, fill, icon, longDay, paragraphs, shortDay, t } from "/static/js/shared/page.js";
import { definitions } from "/static/js/shared/facts.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void }} Mailbox */

/** @type {Mailbox | null} */
let mailbox = null;
/** @type {(view: any) => void} */
let again = () => undefined;
let said = () => "";

/** @param {Mailbox} given @param {(view: any) => void} showAgain */
export function listenOfficer(given, showAgain) {
  mailbox = given;
  again = showAgain;
  byId("officer-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
}

/** @param {any} view @param {(act: any) => void} contest asks to read over and sign that an act is not so */
export function showOfficer(view, contest) {
  const { officer } = view;
  byId("officer-part").hidden = officer === null || officer.since === "";
  if (officer === null || officer.since === "") return;
  const { name } = officer;
  byId("officer-title").textContent = t("Your conversation with {name}, case officer", { name });
  byId("officer-lead").textContent = t("You let {name} in on {day}. {name} sees what you released and what stands here, and nothing of your conversation with your counsellor.", { name, day: longDay(officer.since) });
  byId("officer-steps").replaceChildren(...officer.steps.map((/** @type {any} */ { step, day }) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = t("{name} recorded on {day}: {step}.", { name, day: shortDay(day), step: stepWords(step) });
    item.append(icon("check"), words);
    return item;
  }), ...officer.acts.filter((/** @type {any} */ act) => act.name === "closed").map((/** @type {any} */ act) => closing(act, name)));
  byId("officer-claims").replaceChildren(...claims(officer.acts, name, contest));
  byId("officer-talk").replaceChildren(...officer.messages.map((/** @type {any} */ one) => message(one, view, name, contest)));
  byId("officer-said").textContent = said();
  byId("officer-form").hidden = !officer.canWrite;
}

/** A closure is not contested by itself: who says that the feedback is no answer, opens the case again (PROTOCOL 6.2). @param {any} act @param {string} name */
function closing(act, name) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  words.textContent = t("{name} signed on {day} that it is closed. Is the feedback no answer? Then say so beside it: that opens it again.", { name, day: shortDay(act.day) });
  item.append(icon("lock"), words);
  return item;
}

/** @param {string} step */
function stepWords(step) {
  const words = /** @type {Record<string, string>} */ ({
    "investigation-started": t("the investigation has begun"), "reporter-heard": t("you were heard"),
    "other-side-heard": t("the other side was heard"), "outcome-recorded": t("the outcome was recorded"),
  });
  return words[step] ?? step;
}

/** @param {any} one @param {any} view @param {string} name @param {(act: any) => void} contest */
function message(one, view, name, contest) {
  const ofOfficer = { ...view, acts: view.officer.acts };
  const kind = messageKind(one, ofOfficer, name);
  /** @type {HTMLElement[]} */
  const text = paragraphs(one.problem === "no-copy" ? t("You kept no copy of this message.") : one.text);
  const rows = messageRows(one, view);
  if (rows.length > 0) {
    const answers = document.createElement("dl");
    answers.className = "answers parts-of";
    answers.append(...definitions(rows));
    text.push(answers);
  }
  const problem = one.problem === "" || one.problem === "no-copy" ? "" : t("This message could not be opened or was not written by the person it should be from.");
  const made = fill("one-message", {
    from: [document.createTextNode(one.mine ? t("You") : name), ...(kind === "" ? [] : [document.createTextNode(` · ${kind}`)])],
    day: one.day === null ? "" : shortDay(one.day), text, warning: problem === "" ? null : [icon("alert"), document.createTextNode(problem)], question: questionAbout(actOf(one, ofOfficer), contest),
  });
  made.querySelector("article")?.classList.toggle("mine", one.mine);
  return made;
}

async function send() {
  const area = /** @type {HTMLTextAreaElement} */ (byId("officer-message"));
  const button = /** @type {HTMLButtonElement} */ (byId("officer-send"));
  if (area.value.trim() === "" || button.disabled) {
    byId("officer-said").textContent = t("Write something first.");
    return;
  }
  button.disabled = true;
  try {
    const view = await mailbox?.call("writeOfficer", { text: area.value });
    area.value = "";
    said = () => t("Sealed and sent. {name} sees it at the next visit.", { name: view.officer.name });
    mailbox?.shown(view);
    again(view);
  } catch (problem) {
    const { code } = /** @type {any} */ (problem);
    byId("officer-said").textContent = code === "network" ? t("We do not know yet whether your message arrived. Your text is still there. Send it again: it cannot arrive twice.")
      : code === "revoked" ? t("Your message was not sent. The key of this person has been withdrawn, so your browser seals nothing with it.")
        : t("Your message was not accepted. Your text is still there. Look for new messages, and try again.");
  } finally {
    button.disabled = false;
  }
}

/** Nothing of the case stays here. */
export function forgetOfficer() {
  said = () => "";
}
