// @ts-check
/** What each way out means, in sentences: before choosing, at the trial, and on the button. */

import { categoryNames } from "/static/js/shared/category_names.js";
import { answerRows, definitions, fingerprintElement, written } from "/static/js/shared/facts.js";
import { fill, longDay, t } from "/static/js/shared/page.js";

/** @param {string} way @param {string} name of the counsellor */
export function titles(way, name) {
  if (way === "now") {
    return {
      title: t("Choose who outside your employer reads what"), who: t("Who gets it?"),
      lead: t("You choose, you read it over, and only then it is sealed for that one person or desk. {name} keeps your case.", { name }),
      hint: t("Only they can open it. You need nobody’s permission."),
    };
  }
  if (way === "later") {
    return {
      title: t("Prepare what happens if no answer comes"), who: t("Who gets it if that happens?"),
      lead: t("Your browser seals it now for one person or desk. It is opened only if a date passes without an answer, even if you never come back."),
      hint: t("A helper can go to the Huis or another authority for you, with your name hidden."),
    };
  }
  return {
    title: t("Name a deputy for {name}", { name }), who: t("Who may take over?"),
    lead: t("The deputy may take over if {name} signs to be unable to go on, or has confirmed nothing after five days.", { name }),
    hint: t("Whoever you ticked as involved is not on this list."),
  };
}

/** @param {any} trial @returns {[string, string | Node][]} */
export function trialFacts(trial) {
  const count = trial.lines.length === 1 ? t("1 message") : t("{n} messages", { n: trial.lines.length });
  const print = document.createElement("details");
  print.append(Object.assign(document.createElement("summary"), { textContent: t("For those who want to know exactly") }), fingerprintElement(trial.fingerprint));
  print.className = "small";
  const who = document.createElement("div");
  who.className = "stack";
  who.append(Object.assign(document.createElement("span"), { textContent: trial.name }), print);
  /** @type {[string, string | Node][]} */
  const rows = [[t("To whom"), who], [t("What"), count], [t("When"), whenWords(trial)], [t("How long it counts"), longDay(trial.expires)]];
  return trial.way === "deputy" ? rows : [...rows, [t("May they write to you?"), trial.mayWrite ? t("Yes, here, as soon as they fetched it.") : t("No. They can ask you nothing and tell you nothing here.")]];
}

/** @param {any} trial */
function whenWords({ way, duty, due, earliest, isByCounsellor }) {
  if (isByCounsellor) return t("As soon as your counsellor passes it on after your yes.");
  if (way === "now") return t("Now, as soon as you say yes. It is there until they fetch it.");
  if (way === "deputy") return t("On the day on which your counsellor signs to be unable, or from {day} if receipt was not confirmed by {due}. Never otherwise.", { day: longDay(earliest), due: longDay(due) });
  const days = { day: longDay(earliest), due: longDay(due) };
  return duty === "acknowledgement"
    ? t("Not before {day}, and only if receipt was not confirmed by {due}. In the two days after a missed date you can still take it back.", days)
    : t("Not before {day}, and only if there was no feedback by {due}. In the two days after a missed date you can still take it back.", days);
}

/** What it means and whether it can be undone, each with an icon. @param {any} trial @param {string} name of the counsellor @returns {[string, string][]} */
export function meaning(trial, name) {
  const who = trial.name;
  const hasIdentity = trial.lines.some((/** @type {any} */ one) => one.mine && one.type === 10);
  /** @type {[string, string]} */
  const identity = hasIdentity ? ["alert", t("Your name goes along. {who} then knows who you are.", { who })] : ["lock", t("Your name does not go along. What you wrote can still show who you are. Read it once more with that in mind.")];
  if (trial.way === "deputy") {
    return [
      ["talk", t("{who} then answers you and reads the conversation of now. {name} no longer sees your case.", { who, name })],
      ["lock", t("Your name, if you sent it apart, does not go along.")],
      ["check", t("You can take it back until it happens. After that you cannot: what {who} has read stays read.", { who })],
      ["clock", t("Five days is no term of the law. Your dates stay the same.")],
      ["dash", t("What you and {name} write after today does not go along. For that, take this back and name the deputy anew.", { name })],
    ];
  }
  /** @type {[string, string]} */
  const notice = ["alert", t("If {who} acts on it, your employer may notice that something was reported.", { who })];
  /** @type {[string, string]} */
  const service = ["dash", t("This service learns whom you chose, and nothing of what is in it.")];
  const undo = trial.way === "now"
    ? t("You can take it back until {who} fetches it. After that you cannot: what was read stays read.", { who })
    : t("You can take it back until it is released, and {name} does not see that it waits.", { name });
  const write = trial.mayWrite
    ? ["talk", t("{who} may write to you here, and you can answer. {who} does not get your name by that; what you write yourself can show who you are. {name} and your employer do not see it.", { who, name })]
    : ["dash", t("{who} cannot write to you. You see only how far it is and what {who} signs. For an answer in words you have to give it anew.", { who })];
  /** @type {[string, string][]} */
  const made = [["check", undo], identity, notice, service, /** @type {[string, string]} */ (write)];
  if (trial.way === "later") made.push(["clock", t("{name} can say that the date was not missed. Then it waits until you have looked.", { name })]);
  if (trial.isAuthority) made.push(["talk", t("If this authority is not the right one, it may pass it on only if you say so. Without that, it stops there.")]);
  return made;
}

/** @param {any} trial */
export function yesWords({ way, name, isByCounsellor }) {
  if (isByCounsellor) return t("Yes, it may go to {who}", { who: name });
  if (way === "now") return t("Yes, give it to {who} now", { who: name });
  return way === "later" ? t("Yes, prepare this") : t("Yes, name {who} as deputy", { who: name });
}

/** One message as it would be read. @param {any} one @param {any} view @param {string} name of the counsellor */
export function trialLine(one, view, name) {
  const rows = one.mine && one.index === 0 ? answerRows(one.fields, view?.organisation.people ?? [], categoryNames()) : [];
  const parts = one.fields === undefined || one.mine ? [] : Object.values(one.fields).filter((part) => typeof part === "string" && part.trim() !== "");
  return fill("trial-line", {
    from: one.mine ? t("You") : one.from || name, day: longDay(one.day),
    text: [written([one.text, ...parts].filter((part) => String(part).trim() !== "").join("\n\n"))],
    fields: rows.length === 0 ? null : definitions(rows),
  });
}
