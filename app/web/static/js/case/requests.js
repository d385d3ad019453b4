// @ts-check
/**
 * Questions to the reporter: who asks for what and why, whether it can be undone, and yes or no. And what the reporter allowed
 * before, as long as it can be taken back.
 */

import { byId, fill, icon, longDay, shortDay, t } from "/static/js/shared/page.js";
import { agreementWords, partChoices, releasedWords, releaseFacts, releaseLine, releaseWords } from "/static/js/case/release.js";
import { definitions, fingerprintElement, kindOf, subjectsOf, written } from "/static/js/shared/facts.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void }} Mailbox */

/** @type {Mailbox | null} */
let mailbox = null;
/** @type {(view: any) => void} */
let again = () => undefined;
/** What was ticked and not sent, by request; the page may be made again meanwhile. @type {Map<string, string>} */
const ticked = new Map();
/** Which messages of a part were ticked, by request. @type {Map<string, Set<string>>} */
const parts = new Map();
let said = () => "";
/** The view that what was said is about; a newer one says itself how it stands. @type {any} */
let saidAbout = null;

/** @param {Mailbox} given @param {(view: any) => void} showAgain */
export function listenRequests(given, showAgain) {
  mailbox = given;
  again = showAgain;
}

/** @param {any} view @param {string} name of the counsellor */
export function showRequests(view, name) {
  const { requests, consents } = view.control;
  if (view !== saidAbout) said = () => "";
  const open = requests.filter((/** @type {any} */ one) => one.state === "open");
  byId("requests-part").hidden = open.length === 0 && said() === "";
  byId("requests-said").textContent = said();
  byId("requests").replaceChildren(...open.map((/** @type {any} */ one) => card(one, view, name)));
  const lines = [
    ...consents.map((/** @type {any} */ one) => allowed(one, name)),
    ...requests.filter((/** @type {any} */ one) => one.state === "refused").map((/** @type {any} */ one) =>
      line("dash", one.isRelease ? t("On {day} you said no: nothing goes to {name}.", { day: longDay(one.settledOn), name: one.name }) : t("On {day} you said no: {name} does not take over.", { day: longDay(one.settledOn), name: one.name }), null)),
  ];
  byId("allowed-part").hidden = lines.length === 0;
  byId("allowed").replaceChildren(...lines);
}

/** @param {any} one a request that waits @param {any} view @param {string} name */
function card(one, view, name) {
  const isBarred = ["involved", "unlisted"].includes(one.barrier);
  const who = one.name === "" ? t("somebody else") : one.name;
  const words = one.isRelease ? releaseWords(who, name) : {
    title: t("May {who} take over from {name}?", { who, name }),
    yes: t("Yes, {who} may take over", { who }),
    no: t("No, it stays with {name}", { name }),
    keeps: t("If yes: {name} may still read what is here now, for a month, and do nothing with it. You need not tick this.", { name }),
  };
  const made = fill("request", {
    ...words,
    facts: definitions(one.isRelease ? releaseFacts(one, name) : factsOf(one, name)),
    exactly: exactly(one),
    barrier: one.barrier === "" ? null : [icon("alert"), document.createTextNode(barrierWords(one))],
    ask: t("May I pass this on?"),
  });
  choosePart(made, one, view, name);
  const radios = /** @type {HTMLInputElement[]} */ ([...made.querySelectorAll("input[type=radio]")]);
  for (const radio of radios) {
    radio.name = `answer-${one.id}`;
    radio.checked = ticked.get(one.id) === radio.value;
    radio.addEventListener("change", () => ticked.set(one.id, radio.value));
    radio.addEventListener("change", () => showFor(made, radio.value));
    if (isBarred && radio.value !== "no") /** @type {HTMLElement} */ (radio.parentElement).hidden = radio.disabled = true;
  }
  showFor(made, ticked.get(one.id) ?? "");
  made.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(one, radios.find((radio) => radio.checked && !radio.disabled)?.value ?? "", made);
  });
  return made;
}

/** Of several messages that a case officer is to get, the reporter may let only some go. @param {HTMLElement} made @param {any} one @param {any} view @param {string} name */
function choosePart(made, one, view, name) {
  if (!one.isRelease || one.summary !== null || one.scope.length < 2) {
    for (const place of made.querySelectorAll("[data-part], [data-part-choice]")) place.remove();
    return;
  }
  const kept = parts.get(one.id) ?? new Set();
  parts.set(one.id, kept);
  made.querySelector("[data-fill=choices]")?.replaceChildren(...partChoices(one, view, name, kept));
}

/** What belongs to the answer that is ticked. @param {HTMLElement} made @param {string} answer */
function showFor(made, answer) {
  /** @type {HTMLElement} */ (made.querySelector("[data-keeps]")).hidden = !["yes", "part"].includes(answer);
  const part = /** @type {HTMLElement | null} */ (made.querySelector("[data-part]"));
  if (part !== null) part.hidden = answer !== "part";
}

/** Who, why, what, and what it means. @param {any} one @param {string} name @returns {[string, string | Node][]} */
function factsOf(one, name) {
  const messages = one.count === 1 ? t("Your report.") : t("The whole conversation up to today: {n} messages.", { n: one.count });
  const identity = one.hasIdentity ? ` ${t("Your name, which you sent in an envelope of its own, does not go along.")}` : "";
  return [
    [t("Who"), one.barrier === "unlisted" ? one.name || t("Somebody who is not on the list of keys") : `${one.name}. ${kindOf(one)}. ${subjectsOf(one)}.`],
    [t("Asked by"), t("{name}, on {day}", { name, day: longDay(one.askedOn) })],
    [t("Why"), one.why === null ? t("The reason is missing. Ask for it in a message before you answer.") : written(one.why)],
    [t("What goes along"), messages + identity],
    [t("If you say yes"), t("{name} passes it on, no later than {day}. Then {who} answers you, and {name} no longer sees your case. All dates stay the same.", { name, who: one.name, day: longDay(one.until) })],
    [t("Can you undo it?"), t("You can take it back until it was passed on. After that you cannot: what {who} has read stays read.", { who: one.name })],
    [t("If you say no"), t("Everything stays as it is. You need give no reason, and nothing else changes.")],
  ];
}

/** @param {any} one */
function exactly(one) {
  const hint = document.createElement("p");
  hint.textContent = t("Compare this fingerprint with the one on the card or poster of {who}. Yes is signed with the key of this case, for this key and these messages only.", { who: one.name });
  const print = document.createElement("p");
  print.append(fingerprintElement(one.fingerprint));
  return [hint, print];
}

/** @param {any} one */
function barrierWords(one) {
  if (one.barrier === "involved") return t("You ticked {who} as involved in your report. So your browser passes nothing on to this person. Say no, and tell your counsellor that you want somebody else.", { who: one.name });
  if (one.barrier === "unlisted") return t("The key of this person is not on the list, or it is not valid today. So your browser passes nothing on. You can say no, or wait.");
  return t("You kept no copy of your report, so your browser does not know whom you ticked as involved. Look yourself whether this person has to do with it.");
}

/** @param {any} one @param {string} answer @param {HTMLElement} made */
async function send(one, answer, made) {
  const error = /** @type {HTMLElement} */ (made.querySelector(".error"));
  const button = /** @type {HTMLButtonElement} */ (made.querySelector("button"));
  error.hidden = true;
  if (answer === "") return tell(error, t("Choose yes or no."));
  const isYes = answer !== "no";
  const only = answer === "part" ? [...parts.get(one.id) ?? []] : [];
  if (answer === "part" && only.length === 0) return tell(error, problemWords("part"));
  button.disabled = true;
  try {
    const view = await mailbox?.call("answerRequest", { id: one.id, isYes, keepsAccess: keepsOf(made) && isYes, agreement: agreementWords(), only });
    ticked.delete(one.id);
    parts.delete(one.id);
    const { name } = one;
    said = () => (!isYes ? t("You said no. Nothing changes.") : one.isRelease ? releasedWords(name) : t("You said yes. {name} can take over as soon as it was passed on.", { name }));
    saidAbout = view;
    mailbox?.shown(view);
    again(view);
  } catch (problem) {
    tell(error, problemWords(/** @type {any} */ (problem).code));
  } finally {
    button.disabled = false;
  }
}

/** Whether the counsellor of now may read on. @param {HTMLElement} made */
const keepsOf = (made) => /** @type {HTMLInputElement} */ (made.querySelector("[data-keeps] input")).checked;

/** @param {HTMLElement} place @param {string} words */
function tell(place, words) {
  place.replaceChildren(icon("alert"), words);
  place.hidden = false;
}

/** @param {string} code */
function problemWords(code) {
  if (code === "network") return t("There was no answer. We do not know yet whether it arrived. Try again: it cannot be answered twice.");
  if (code === "policy" || code === "stale" || code === "unknown") return t("The service did not take it. Perhaps the question was taken back, or it was passed on already. Look for new messages.");
  if (code === "part") return t("Tick at least one message of your own. By that the case officer knows whom to answer.");
  if (code === "scope") return t("Nothing was signed: not everything that your counsellor named is here. Ask for it in a message.");
  if (code === "involved" || code === "unlisted" || code === "revoked") return t("Nothing was signed: this person may not receive your case now.");
  if (code === "denied") return t("You are signed out. Sign in again with your code and words.");
  return t("That did not work. Try again in a few minutes.");
}

/** @param {any} one a consent @param {string} name */
function allowed(one, name) {
  const day = longDay(one.givenOn);
  if (one.isRelease) return line(one.state === "used" ? "check" : one.state === "given" ? "clock" : "dash", releaseLine(one, name), one.state === "given" ? backButton(one) : null);
  if (one.state === "used") return line("check", t("On {day} you allowed that {who} takes over. It was passed on on {done}.", { day, who: one.name, done: shortDay(one.settledOn) }), null);
  if (one.state === "withdrawn") return line("dash", t("On {day} you took back that {who} may take over.", { day: longDay(one.settledOn), who: one.name }), null);
  if (one.state !== "given") return line("dash", t("On {day} you allowed that {who} takes over. It was not passed on in time, so it no longer counts.", { day, who: one.name }), null);
  const button = backButton(one);
  return line("clock", t("On {day} you allowed that {who} takes over. {name} has not passed it on yet. It counts until {until}.", { day, who: one.name, name, until: shortDay(one.endsOn) }), button);
}

/** @param {any} one */
function backButton(one) {
  const button = document.createElement("button");
  button.className = "button quiet";
  button.type = "button";
  button.textContent = t("Take it back");
  button.addEventListener("click", () => { void takeBack(one, button); });
  return button;
}

/** @param {any} one @param {HTMLButtonElement} button */
async function takeBack(one, button) {
  button.disabled = true;
  const { name } = one;
  try {
    const view = await mailbox?.call("withdrawConsent", { id: one.id });
    said = () => t("You took it back. {name} does not get your case.", { name });
    saidAbout = view;
    mailbox?.shown(view);
    again(view);
  } catch (problem) {
    const { code } = /** @type {any} */ (problem);
    said = () => problemWords(code);
    byId("requests-part").hidden = false;
    byId("requests-said").textContent = said();
    button.disabled = false;
  }
}

/** @param {string} name of the icon @param {string} text @param {HTMLElement | null} button */
function line(name, text, button) {
  return fill("allowed-line", { icon: icon(name), text, button });
}

/** Nothing of the case stays here. */
export function forgetRequests() {
  ticked.clear();
  parts.clear();
  saidAbout = null;
  said = () => "";
}
