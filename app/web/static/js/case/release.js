// @ts-check
/** Words about letting the organisation in: who, what and why, whether it can be undone, and what became of it. */

import { longDay, shortDay, t } from "/static/js/shared/page.js";
import { written } from "/static/js/shared/facts.js";

const LINE_MAX = 80;

/** The question and its answers. @param {string} who @param {string} name of the counsellor */
export const releaseWords = (who, name) => ({
  title: t("May {name} give this to {who}, case officer of your organisation?", { name, who }),
  yes: t("Yes, {who} may get this", { who }),
  part: t("Yes, but only what I tick"),
  which: t("Which messages may {who} get?", { who }),
  no: t("No, it stays between {name} and me", { name }),
  keeps: t("If yes: {who} may write to me here, for instance with questions and with the outcome. You need not tick this.", { who }),
});

/** Who, why, what, and what it means. @param {any} one @param {string} name @returns {[string, string | Node][]} */
export function releaseFacts(one, name) {
  const identity = one.hasIdentity ? ` ${t("Your name, which you sent in an envelope of its own, does not go along.")}` : "";
  const what = one.summary !== null ? written(one.summary)
    : (one.count === 1 ? t("Your report.") : t("{n} messages: everything until the question was asked.", { n: one.count })) + identity;
  return [
    [t("Who"), one.barrier === "unlisted" ? one.name || t("Somebody who is not on the list of keys") : t("{who}, case officer of your organisation. Case officers investigate for the employer.", { who: one.name })],
    [t("Asked by"), t("{name}, on {day}", { name, day: longDay(one.askedOn) })],
    [t("Why"), one.why === null ? t("The reason is missing. Ask for it in a message before you answer.") : written(one.why)],
    [one.summary === null ? t("What goes along") : t("Only this summary goes along"), what],
    ...(one.summary === null ? [] : /** @type {[string, string][]} */ ([[t("With your yes"), t("Your browser first sends “{words}” to your counsellor. That word goes along, so that {who} sees that you agree.", { words: agreementWords(), who: one.name })]])),
    [t("If you say yes"), t("{name} passes it on, no later than {day}. Then your organisation knows of your report and has to deal with it. {name} stays your counsellor, and what you two write stays between you.", { name, day: longDay(one.until) })],
    [t("Can you undo it?"), t("You can take it back until it was passed on. After that you cannot: what {who} has read stays read.", { who: one.name })],
    [t("If you say no"), t("Everything stays as it is. You need give no reason, and nothing else changes.")],
  ];
}

/**
 * Each message that was asked for, to be ticked; what was ticked before stays so.
 * @param {any} one @param {any} view @param {string} name of the counsellor @param {Set<string>} kept what is ticked
 * @returns {HTMLElement[]}
 */
export function partChoices(one, view, name, kept) {
  return view.messages.filter((/** @type {any} */ message) => one.scope.includes(message.ref)).map((/** @type {any} */ message) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    label.className = "tick";
    Object.assign(box, { type: "checkbox", value: message.ref, checked: kept.has(message.ref) });
    box.addEventListener("change", () => { kept[box.checked ? "add" : "delete"](message.ref); });
    label.append(box, Object.assign(document.createElement("span"), { textContent: lineOf(message, name) }));
    return label;
  });
}

/** @param {any} message @param {string} name of the counsellor */
function lineOf(message, name) {
  const text = message.problem === "no-copy" ? t("You kept no copy of this message.") : message.text.replace(/\s+/g, " ").trim();
  const who = message.mine ? (message.index === 0 ? t("Your report") : t("You")) : message.from || name;
  return `${who}${message.day === null ? "" : `, ${longDay(message.day)}`}: ${text.length > LINE_MAX ? `${text.slice(0, LINE_MAX)} …` : text}`;
}

/** The reporter's own word that goes along with a summary. */
export const agreementWords = () => t("This summary is right. It may go to the case officer.");

/** @param {string} name */
export const releasedWords = (name) => t("You said yes. {name} gets it as soon as it was passed on.", { name });

/** What became of a yes. @param {any} one @param {string} name of the counsellor */
export function releaseLine(one, name) {
  const day = longDay(one.givenOn);
  if (one.state === "used") return t("On {day} you allowed that {who} gets what was named. It was passed on on {done}.", { day, who: one.name, done: shortDay(one.settledOn) });
  if (one.state === "withdrawn") return t("On {day} you took back that {who} gets what was named.", { day: longDay(one.settledOn), who: one.name });
  if (one.state !== "given") return t("On {day} you allowed that {who} gets what was named. It was not passed on in time, so it no longer counts.", { day, who: one.name });
  return t("On {day} you allowed that {who} gets what was named. {name} has not passed it on yet. It counts until {until}.", { day, who: one.name, name, until: shortDay(one.endsOn) });
}
