// @ts-check
/**
 * The reporter's conversations with authorities and helpers: what is new, what they signed and by when, each message with what it
 * says of itself, and answering in place.
 */

import { closedWords, doubtWords, kindOfMessage, problemWords, saidMark, sendProblem, statusWords, termMarks } from "/static/js/case/outside_said.js";
import { byId, chip, fill, icon, paragraphs, shortDay, t } from "/static/js/shared/page.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void }} Mailbox */

const MESSAGE_MAX = 100_000;
/** @type {Mailbox | null} */
let mailbox = null;
/** @type {(view: any) => void} */
let again = () => undefined;
/** What was said of the last sending, by space. @type {Map<number, () => string>} */
const said = new Map();
/** How many of theirs were read at this visit, by space. @type {Map<number, number>} */
const read = new Map();

/** @param {Mailbox} given @param {(view: any) => void} showAgain */
export function listenTalks(given, showAgain) {
  mailbox = given;
  again = showAgain;
}

/** @param {any} view */
export function showTalks(view) {
  const { talks } = view.outside;
  const drafts = new Map(areas().map((area) => [area.id, area.value]));
  const focused = document.activeElement?.id ?? "";
  byId("outside-talks").replaceChildren(...talks.map((/** @type {any} */ one) => section(one, view)));
  for (const area of areas()) area.value = drafts.get(area.id) ?? "";
  if (focused.startsWith("outside-message-")) document.getElementById(focused)?.focus();
  byId("outside-news").replaceChildren(...talks.filter((/** @type {any} */ one) => one.unread > 0 && theirs(one) > (read.get(one.space) ?? 0)).map(newsLine));
}

/** @returns {HTMLTextAreaElement[]} */
const areas = () => [...byId("outside-talks").querySelectorAll("textarea")];

/** @param {any} talk @returns {number} */
const theirs = (talk) => talk.messages.filter((/** @type {any} */ one) => !one.mine).length;

/** @param {any} talk */
function newsLine(talk) {
  const who = whoOf(talk);
  const words = talk.unread === 1 ? t("{who} wrote to you: 1 new message.", { who }) : t("{who} wrote to you: {n} new messages.", { who, n: talk.unread });
  const made = fill("news-line", { text: [icon("talk"), document.createTextNode(words)], read: t("Read what {who} wrote", { who }) });
  made.querySelector("button")?.addEventListener("click", () => {
    read.set(talk.space, theirs(talk));
    made.remove();
    void mailbox?.call("readOutside", { space: talk.space }).catch(() => undefined);
    const title = byId(`outside-talk-${talk.space}`);
    title.focus();
    title.scrollIntoView({ block: "start" });
  });
  return made;
}

/** @param {any} talk @returns {string} */
export const whoOf = (talk) => (talk.name === "" ? t("somebody who is not on the list of keys") : talk.name);

/** @param {any} talk @param {any} view */
function section(talk, view) {
  const who = whoOf(talk);
  const marks = [...talk.said.map((/** @type {any} */ one) => saidMark(one, who)), ...termMarks(talk, view.today, who)];
  const made = fill("outside-talk", {
    title: t("Your conversation with {name}", { name: who }), lead: leadWords(talk, who), doubts: talk.doubts.map(doubt),
    said: marks.length === 0 ? null : marks.map(([name, words]) => mark(name, words)),
    talk: talk.messages.length === 0 ? null : talk.messages.map((/** @type {any} */ one) => message(one, who)),
    closed: talk.closed === "" ? null : closedWords(talk.closed, who),
    label: t("Write to {who}", { who }), hint: t("Your browser seals it before it leaves."),
    send: t("Seal and send to {who}", { who }), status: said.get(talk.space)?.() ?? "",
  });
  const title = /** @type {HTMLElement} */ (made.querySelector("h2"));
  title.id = `outside-talk-${talk.space}`;
  made.setAttribute("aria-labelledby", title.id);
  const form = /** @type {HTMLFormElement} */ (made.querySelector("form"));
  if (talk.closed === "") listen(form, talk);
  else form.remove();
  return made;
}

/** @param {any} talk @param {string} who */
function leadWords(talk, who) {
  if (talk.mayWrite) return t("Only you and {who} can read this. Your counsellor and your employer do not see it.", { who });
  return t("You did not let {who} write to you here. You see what {who} signs, and you can write.", { who });
}

/** @param {string} name @param {string} words */
function mark(name, words) {
  const item = document.createElement("li");
  item.append(icon(name), Object.assign(document.createElement("span"), { textContent: words }));
  return item;
}

/** @param {string} code */
const doubt = (code) => fill("outside-doubt", { text: [icon("alert"), document.createTextNode(doubtWords(code))] });

/** @param {any} one @param {string} who */
function message(one, who) {
  const kind = kindOfMessage(one);
  const text = paragraphs(one.problem === "no-copy" ? t("You kept no copy of this message.") : one.text);
  const status = statusWords(one, who);
  if (status !== "") text.push(Object.assign(document.createElement("p"), { className: "means", textContent: status }));
  const problem = problemWords(one);
  const from = /** @type {(Node | string)[]} */ ([one.mine ? t("You") : who, ...(kind === "" ? [] : [` · ${kind}`])]);
  const made = fill("one-message", {
    from: from.map((part) => (typeof part === "string" ? document.createTextNode(part) : part)), day: one.day === null ? "" : shortDay(one.day), text,
    warning: problem === "" ? null : [icon("alert"), document.createTextNode(problem)], question: one.isNew ? [chip("near", t("new"))] : null,
  });
  made.querySelector("article")?.classList.toggle("mine", one.mine);
  return made;
}

/** @param {HTMLFormElement} form @param {any} talk */
function listen(form, talk) {
  const area = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const error = /** @type {HTMLElement} */ (form.querySelector(".error"));
  const label = /** @type {HTMLLabelElement} */ (form.querySelector("label"));
  const hint = /** @type {HTMLElement} */ (form.querySelector(".hint"));
  area.id = label.htmlFor = `outside-message-${talk.space}`;
  error.id = `${area.id}-error`;
  hint.id = `${area.id}-hint`;
  area.setAttribute("aria-describedby", `${hint.id} ${error.id}`);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(talk, area, error, /** @type {HTMLButtonElement} */ (form.querySelector("button")));
  });
}

/** @param {any} talk @param {HTMLTextAreaElement} area @param {HTMLElement} error @param {HTMLButtonElement} button */
async function send(talk, area, error, button) {
  const text = area.value.trim();
  const wrong = text === "" ? t("Write a message first.") : text.length > MESSAGE_MAX ? t("Your message is too long. Send it in parts.") : "";
  if (wrong !== "") return tell(area, error, wrong);
  button.disabled = true;
  try {
    const view = await mailbox?.call("writeOutside", { space: talk.space, text });
    area.value = "";
    said.set(talk.space, () => t("Sealed and sent. {who} sees it at the next look.", { who: whoOf(talk) }));
    mailbox?.shown(view);
    again(view);
  } catch (problem) {
    tell(area, error, sendProblem(/** @type {any} */ (problem).code, whoOf(talk)));
  } finally {
    button.disabled = false;
  }
}

/** @param {HTMLTextAreaElement} area @param {HTMLElement} error @param {string} words */
function tell(area, error, words) {
  error.replaceChildren(icon("alert"), words);
  error.hidden = false;
  area.setAttribute("aria-invalid", "true");
  area.focus();
}

/** The nearest day on which somebody outside has to confirm or answer; null when nobody has. @param {any} view @returns {string | null} */
export const outsideDay = (view) => view.outside.talks.flatMap((/** @type {any} */ { terms }) => (terms === null ? [] : [terms.owesAck ? terms.ack : null, terms.owesFeedback ? terms.feedback : null]))
  .filter((/** @type {string | null} */ day) => day !== null && day >= view.today).sort()[0] ?? null;

/** Nothing of the case stays here. */
export function forgetTalks() {
  said.clear();
  read.clear();
}
