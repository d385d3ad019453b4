// @ts-check
/**
 * The conversation: each message with what it is, feedback in its four parts, and the question whether it is an answer.
 */

import { categoryNames } from "/static/js/shared/category_names.js";
import { titleOf } from "/static/js/case/line.js";
import { byId, fill, icon, longDay, paragraphs, shortDay, t } from "/static/js/shared/page.js";
import { answerRows, definitions, written } from "/static/js/shared/facts.js";

const REPORT = 1;
const FEEDBACK = 5;
const QUESTION = 6;
const IDENTITY = 10;
/** What a claim is about, and may be contested. */
const CLAIMS = ["acknowledgement", "feedback", "dismissal"];

/** @param {any} view @param {string} name @param {(act: any) => void} contest asks to read over and sign that an act is not so */
export function showTalk(view, name, contest) {
  byId("talk-title").textContent = t("Your conversation with {name}", { name });
  byId("talk").replaceChildren(...view.messages.map((/** @type {any} */ one) => message(one, view, name, contest)));
  byId("claims").replaceChildren(...claims(view.acts, name, contest));
}

/** What claims something that is not there, and can be contested. @param {any[]} acts @param {string} name @param {(act: any) => void} contest */
export const claims = (acts, name, contest) => acts.filter((act) => !act.isTrue && !act.isFormer && act.contestedOn === null && CLAIMS.includes(act.name)).map((act) => claim(act, name, contest));

/** An act that claims what is not there. @param {any} act @param {string} name @param {(act: any) => void} contest */
function claim(act, name, contest) {
  const words = /** @type {Record<string, string>} */ ({
    acknowledgement: t("Your browser looked for the confirmation of receipt. There is none that holds."),
    feedback: t("Your browser looked for the feedback. The message that it should be is no feedback, or it is empty."),
    dismissal: t("Your browser looked for the message with the reason. There is none that holds."),
  });
  const chip = document.createElement("span");
  chip.className = "chip missed";
  chip.append(icon("alert"), t("does not hold"));
  const made = fill("claim", {
    chip,
    title: t("{name} signed something that is not there", { name }),
    text: [t("On {day} {name} signed: {what}.", { day: longDay(act.day), name, what: titleOf(act, name) }), " ", String(words[act.name])].map((part) => document.createTextNode(part)),
    no: t("Sign that it is not there"),
  });
  made.querySelector("button")?.addEventListener("click", () => contest(act));
  return made;
}

/** @param {any} one @param {string} name */
function problemWords(one, name) {
  if (one.problem === "not-sealed") return t("This message was not sealed to you, so your browser cannot open it. Ask your counsellor to write it again.");
  if (one.problem === "unreadable") return t("This message could not be opened or was not written by the person it should be from.");
  if (one.problem === "key") return t("This message was sealed with a key that was not valid on that day.");
  if (one.newer) return t("This message was written by a newer version of Zegel. Part of it may not be shown.");
  if (one.isBeyond && one.type === IDENTITY) return t("{name} cannot open this: your name did not go along when your case was passed on. You decide whether you tell it again.", { name });
  if (one.isBeyond) return t("{name} cannot open this: it did not go along when your case was passed on. Should they know it? Then write it again.", { name });
  return "";
}

/** @param {any} one @param {any} act @param {string} name */
function kindWords(one, act, name) {
  if (one.type === REPORT) return t("Your report");
  if (one.mine && Array.isArray(one.fields?.retaliation)) return t("Harmed because of your report");
  if (one.mine && typeof one.fields?.broughtOn === "string") return t("Brought outside by hand");
  if (one.type === IDENTITY) return t("Your name, in an envelope of its own");
  if (act !== undefined) return titleOf(act, one.from || name);
  if (one.type === QUESTION) return t("A question to you");
  return one.type === FEEDBACK ? t("Feedback") : "";
}

/** What a message is by the statement that was signed over it. @param {any} one @param {any} view */
export const actOf = (one, view) => (one.mine ? undefined : view.acts.find((/** @type {any} */ other) => other.isTrue && other.ref === one.ref && other.name !== "dispute"));

/** What a message is called, empty when it is a plain one. @param {any} one @param {any} view @param {string} name of the counsellor */
export const messageKind = (one, view, name) => kindWords(one, actOf(one, view), name);

/** @param {any} one @param {any} view @param {string} name @param {(act: any) => void} contest */
function message(one, view, name, contest) {
  const act = actOf(one, view);
  const kind = kindWords(one, act, name);
  const problem = problemWords(one, name);
  const made = fill("one-message", {
    from: [document.createTextNode(one.mine ? t("You") : one.from || name), ...(kind === "" ? [] : [document.createTextNode(` · ${kind}`)])],
    day: one.day === null ? "" : shortDay(one.day),
    text: textOf(one, view),
    warning: problem === "" ? null : [icon("alert"), document.createTextNode(problem)],
    question: questionAbout(act, contest),
  });
  made.querySelector("article")?.classList.toggle("mine", one.mine);
  return made;
}

/** The question whether a signed message is an answer; null where none is asked. @param {any} act @param {(act: any) => void} contest @returns {Node[] | null} */
export const questionAbout = (act, contest) => (act !== undefined && !act.isFormer && ["feedback", "dismissal"].includes(act.name) ? [question(act, contest)] : null);

/** @param {any} one @param {any} view */
function textOf(one, view) {
  /** @type {HTMLElement[]} */
  const text = paragraphs(one.problem === "no-copy" ? t("You kept no copy of this message.") : one.text);
  const rows = messageRows(one, view);
  if (rows.length > 0) {
    const answers = document.createElement("dl");
    answers.className = one.type === FEEDBACK ? "answers parts-of" : "answers small";
    answers.append(...definitions(rows));
    text.push(answers);
  }
  return text;
}

/** What a message says beside its text: answers of a report, parts of feedback. @param {any} one @param {any} view @returns {[string, string | Node][]} */
export function messageRows(one, view) {
  if (one.mine && one.type === REPORT) return answerRows(one.fields, view.organisation.people, categoryNames());
  if (one.mine && Array.isArray(one.fields?.retaliation)) return harmRows(one.fields);
  return one.type === FEEDBACK ? feedbackRows(one.fields) : [];
}

/** The forms of the law and the day, as the reporter ticked them. @param {any} fields @returns {[string, string | Node][]} */
function harmRows({ retaliation, happenedOn }) {
  const names = categoryNames();
  const forms = retaliation.map((/** @type {string} */ code) => names[`retaliation:${code}`] ?? code).join(" · ");
  /** @type {[string, string | Node][]} */
  const rows = forms === "" ? [] : [[t("Form in the law (article 17da)"), forms]];
  return typeof happenedOn === "string" ? [...rows, [t("When"), happenedOn]] : rows;
}

/** The four parts of feedback; one that should be there and is empty is shown as empty. @param {any} fields @returns {[string, string | Node][]} */
function feedbackRows(fields) {
  const parts = /** @type {[string, string, boolean][]} */ ([
    ["looked", t("What was looked at"), true], ["found", t("What was found"), true], ["did", t("What was done"), true],
    ["withheld", t("What cannot be said"), false],
  ]);
  if (!parts.some(([key]) => typeof fields?.[key] === "string" && fields[key] !== "")) return [];
  return parts.filter(([key, , isNeeded]) => isNeeded || fields[key]).map(([key, label]) =>
    [label, typeof fields[key] === "string" && fields[key].trim() !== "" ? written(fields[key]) : t("Nothing was written here.")]);
}

/** Is this an answer? Yes sends nothing; no leads to reading over. @param {any} act @param {(act: any) => void} contest */
function question(act, contest) {
  const isFeedback = act.name === "feedback";
  if (act.contestedOn !== null) {
    const made = document.createElement("p");
    made.className = "near-line";
    const words = isFeedback ? t("You signed on {day} that this is no answer.", { day: longDay(act.contestedOn) }) : t("You signed on {day} that this is a report.", { day: longDay(act.contestedOn) });
    made.append(icon("pen"), words);
    return made;
  }
  const made = fill("question", {
    ask: isFeedback ? t("Is this an answer?") : t("Is this right?"),
    hint: isFeedback
      ? t("An answer says what was looked at and done, or why nothing was done.")
      : t("A report is what you went through or saw, at work, and think is wrong."),
    yes: t("Yes"),
    no: isFeedback ? t("No, this is no answer") : t("No, this is a report"),
  });
  made.setAttribute("aria-label", isFeedback ? t("Is this an answer?") : t("Is this right?"));
  made.querySelector("[data-yes]")?.addEventListener("click", () => {
    const said = made.querySelector("[role=status]");
    if (said !== null) said.textContent = t("Good. You need do nothing, and nothing was sent.");
  });
  made.querySelector("[data-no]")?.addEventListener("click", () => contest(act));
  return made;
}
