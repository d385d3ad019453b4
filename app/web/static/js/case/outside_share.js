// @ts-check
/**
 * What the counsellor knows of it: nothing by itself. The reporter ticks whom and what to tell, reads the exact words, and sends them
 * as a message of the counsellor's conversation. What comes later is told anew or not at all.
 */

import { packageWords } from "/static/js/case/outside_package.js";
import { byId, longDay, paragraphs, t } from "/static/js/shared/page.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void }} Mailbox */

/** @type {Mailbox | null} */
let mailbox = null;
/** @type {(view: any) => void} */
let again = () => undefined;
/** @type {any} */
let shown = null;
let said = () => "";

/** @param {Mailbox} given @param {(view: any) => void} showAgain */
export function listenShare(given, showAgain) {
  mailbox = given;
  again = showAgain;
  byId("share-lines").addEventListener("change", () => preview());
  byId("share-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
}

/** @param {any} view @param {string} name of the counsellor */
export function showShare(view, name) {
  shown = view;
  const told = tellable(view);
  byId("share").hidden = told.length === 0 || !view.canWrite;
  byId("share-title").textContent = t("What {name} sees of this", { name });
  byId("share-lead").textContent = t("By itself {name} sees nothing of what you gave to somebody outside: not that you did, not to whom, and not what is written there. You can tell it. {name} then knows it, and you cannot take that back.", { name });
  byId("share-send").textContent = t("Seal and send this to {name}", { name });
  const before = ticked();
  byId("share-lines").replaceChildren(...told.flatMap((/** @type {any} */ one) => [
    tick(`given-${one.made.id}`, t("That {who} got it, and how far it is", { who: one.who }), before),
    ...(one.last === null ? [] : [tick(`words-${one.made.id}`, t("What {who} wrote to me last, word for word", { who: one.who }), before)]),
  ]));
  byId("share-said").textContent = said();
  preview();
}

/** Packages that somebody got, each with the newest message of its recipient. @param {any} view */
function tellable(view) {
  return view.outside.packages.filter((/** @type {any} */ one) => one.isOurs && one.space > 1 && one.state !== "withdrawn").map((/** @type {any} */ made) => {
    const talk = view.outside.talks.find((/** @type {any} */ one) => one.space === made.space);
    const last = talk?.messages.filter((/** @type {any} */ one) => !one.mine && one.problem === "").at(-1) ?? null;
    return { made, last, who: made.name === "" ? t("somebody else") : made.name };
  });
}

/** @param {string} value @param {string} words @param {string[]} before */
function tick(value, words, before) {
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "share", value, checked: before.includes(value) });
  label.className = "tick";
  label.append(box, Object.assign(document.createElement("span"), { textContent: words }));
  return label;
}

/** @returns {string[]} */
const ticked = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (byId("share-lines").querySelectorAll("input:checked"))].map(({ value }) => value);

/** Exactly what would be sent, in the language of now. @returns {string} */
function words() {
  const wanted = ticked();
  return tellable(shown).flatMap((/** @type {any} */ { made, last, who }) => [
    ...(wanted.includes(`given-${made.id}`) ? [t("I gave my case, or part of it, to {who}.", { who }), packageWords(made, who)] : []),
    ...(wanted.includes(`words-${made.id}`) ? [t("{who} wrote to me on {day}:", { who, day: longDay(last.day) }), last.text] : []),
  ]).join("\n\n");
}

function preview() {
  const text = shown === null ? "" : words();
  byId("share-text-part").hidden = text === "";
  byId("share-text").replaceChildren(...paragraphs(text));
}

async function send() {
  const button = /** @type {HTMLButtonElement} */ (byId("share-send"));
  const text = words();
  const line = byId("share-error");
  line.hidden = text !== "";
  line.textContent = text === "" ? t("Tick what you want to tell.") : "";
  if (text === "") return byId("share-lines").focus();
  button.disabled = true;
  try {
    const view = await mailbox?.call("write", { text });
    for (const box of byId("share-lines").querySelectorAll("input")) box.checked = false;
    said = () => t("Sealed and sent. It stands in your conversation with your counsellor.");
    mailbox?.shown(view);
    again(view);
  } catch (problem) {
    const { code } = /** @type {any} */ (problem);
    byId("share-said").textContent = code === "network" ? t("There was no answer. We do not know yet whether it arrived. Try again: it cannot arrive twice.") : t("It was not accepted. Look for new messages, and try again.");
  } finally {
    button.disabled = false;
  }
}

/** Nothing of the case stays here. */
export function forgetShare() {
  shown = null;
  said = () => "";
}
