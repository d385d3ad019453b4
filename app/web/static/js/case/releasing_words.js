// @ts-check
/** Words about letting the organisation in on one's own initiative: why it cannot be done, what it means, and what came of it. */

import { stepProblem } from "/static/js/case/step_words.js";
import { longDay, t } from "/static/js/shared/page.js";
import { fingerprintElement } from "/static/js/shared/facts.js";

const IDENTITY = 10;

/** Why it cannot be done now, empty when it can. @param {string} barrier @param {string} name of the counsellor @returns {string} */
export function barrierWords(barrier, name) {
  const words = /** @type {Record<string, string>} */ ({
    list: t("The list of keys is out of date or was turned back. So your browser lets nobody new in. You can read, and ask advice outside."),
    closed: t("Your case is closed, so nothing is given to your organisation from here any more."),
    advice: t("You asked advice. Make it a report first: then somebody has to deal with it, and you can let your organisation in."),
    waits: t("You said yes to a case officer before, and {name} has not passed it on yet. Take that back first: it stands under “What you said about passing on”.", { name }),
    nobody: t("No case officer is on the list of keys whom you can choose. You can go to a desk outside."),
    "no-copy": t("You kept no copy of your messages, so your browser cannot pass them on. Ask your counsellor to propose it, or write again what your organisation should know."),
  });
  return words[barrier] ?? "";
}

/** @param {any} trial @param {string} name of the counsellor @returns {[string, string | Node][]} */
export function trialFacts(trial, name) {
  const print = document.createElement("details");
  print.append(Object.assign(document.createElement("summary"), { textContent: t("For those who want to know exactly") }), fingerprintElement(trial.fingerprint));
  print.className = "small";
  const who = document.createElement("div");
  who.className = "stack";
  who.append(Object.assign(document.createElement("span"), { textContent: t("{who}, case officer of your organisation", { who: trial.name }) }), print);
  return [
    [t("To whom"), who],
    [t("What"), trial.lines.length === 1 ? t("1 message") : t("{n} messages", { n: trial.lines.length })],
    [t("When"), trial.byCounsellor ? t("When {name} opens your case next, and no later than {day}.", { name, day: longDay(trial.expires) }) : t("Now, as soon as you say yes.")],
    [t("May they write to you?"), trial.mayWrite ? t("Yes, here.") : t("No.")],
  ];
}

/** What it means and whether it can be undone, each with an icon. @param {any} trial @param {any} view @param {string} name of the counsellor @returns {[string, string][]} */
export function meaning(trial, view, name) {
  const who = trial.name;
  /** @type {[string, string]} */
  const identity = trial.lines.some((/** @type {any} */ one) => one.mine && one.type === IDENTITY)
    ? ["alert", t("Your name goes along. {who} then knows who you are.", { who })]
    : ["lock", t("Your name does not go along. What you wrote can still show who you are. Read it once more with that in mind.")];
  /** @type {[string, string][]} */
  const made = [
    ["alert", t("Your organisation then knows that something was reported, and what you ticked. It has to deal with it.")],
    ["check", trial.byCounsellor ? t("You can take it back until {name} has passed it on. After that you cannot: what was read stays read.", { name }) : t("You cannot take it back: what {who} has read stays read.", { who })],
    identity,
    ["talk", t("{name} stays your counsellor. What you two write stays between you.", { name })],
  ];
  if (view.atRelease) made.push(["clock", t("The terms of the law start when your organisation gets it.")]);
  if (view.officer !== null && view.officer.since !== "" && view.officer.fingerprint !== trial.fingerprint) made.push(["dash", t("{former} was case officer until now, and then sees nothing new.", { former: view.officer.name })]);
  return made;
}

/** @param {any} trial @returns {string} */
export const yesWords = ({ name, byCounsellor }) => (byCounsellor ? t("Yes, {who} may get this", { who: name }) : t("Yes, give it to {who} now", { who: name }));

/** What came of it. @param {any} trial @param {string} counsellor @returns {string} */
export const doneWords = ({ name, byCounsellor }, counsellor) => (byCounsellor
  ? t("You said yes. {name} gets it as soon as {counsellor} has passed it on.", { name, counsellor })
  : t("{who} can read what you ticked now. You see below what is done with it.", { who: name }));

/** @param {string} code @returns {string} */
export function problemWords(code) {
  if (code === "unlisted") return t("This person may not receive anything now. The list of keys has changed. Choose again.");
  if (code === "empty") return t("Tick at least one message of your own. By that the case officer knows whom to answer.");
  if (code === "barred") return t("Nothing was signed. Go back and look for new messages: something changed in the meantime.");
  if (code === "policy" || code === "unknown" || code === "format") return t("The service did not take it. Perhaps something changed in the meantime. Go back and look for new messages.");
  return stepProblem(code);
}
