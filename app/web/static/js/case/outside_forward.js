// @ts-check
/**
 * May it go on to another authority or helper? Who asks and why, to whom, which messages; what a no means before it is said. Yes
 * leads to reading over exactly what would be sent.
 */

import { openAsked } from "/static/js/case/outside_form.js";
import { byId, fill, icon, longDay, t } from "/static/js/shared/page.js";
import { definitions, fingerprintElement, written } from "/static/js/shared/facts.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void }} Mailbox */

/** @type {Mailbox | null} */
let mailbox = null;
/** @type {(view: any) => void} */
let again = () => undefined;
let said = () => "";
/** @type {any} */
let saidAbout = null;
/** What was ticked and not sent, by request. @type {Map<string, string>} */
const ticked = new Map();

/** @param {Mailbox} given @param {(view: any) => void} showAgain */
export function listenForwards(given, showAgain) {
  mailbox = given;
  again = showAgain;
}

/** @param {any} view @param {string} name of the counsellor */
export function showForwards(view, name) {
  const open = view.outside.forwards.filter((/** @type {any} */ one) => one.state === "open");
  if (view !== saidAbout) said = () => "";
  byId("forwards-part").hidden = open.length === 0 && said() === "";
  byId("forwards-said").textContent = said();
  byId("forwards").replaceChildren(...open.map((/** @type {any} */ one) => card(one, view, name)));
}

/** Lines about questions that were answered with no. @param {any} view @returns {string[]} */
export const refusedLines = (view) => view.outside.forwards.filter((/** @type {any} */ one) => one.state === "refused")
  .map((/** @type {any} */ one) => t("On {day} you said no: it does not go on to {who}.", { day: longDay(one.settledOn), who: one.name === "" ? t("somebody else") : one.name }));

/** @param {any} one @param {any} view @param {string} name of the counsellor */
function card(one, view, name) {
  const who = one.name === "" ? t("somebody else") : one.name;
  const by = one.isByCounsellor ? name : one.by === "" ? t("somebody") : one.by;
  const isBarred = one.barrier !== "" && one.barrier !== "unknown";
  const made = fill("forward", {
    title: t("May this go on to {who}?", { who }), facts: definitions(factsOf(one, who, by)), exactly: exactly(one, who),
    barrier: one.barrier === "" ? null : [icon("alert"), document.createTextNode(barrierWords(one, who))],
    ask: t("May it go on to {who}?", { who }), yes: t("Yes, show me exactly what would go to {who}", { who }), no: t("No, it does not go on"),
    warning: refusalMeans(one, by), send: t("Go on"),
  });
  const radios = /** @type {HTMLInputElement[]} */ ([...made.querySelectorAll("input[type=radio]")]);
  const warning = /** @type {HTMLElement} */ (made.querySelector("[data-warning]"));
  const button = /** @type {HTMLButtonElement} */ (made.querySelector("button"));
  const follow = () => {
    const answer = ticked.get(one.id) ?? "";
    warning.hidden = answer !== "no";
    button.textContent = answer === "no" ? t("Say no, I know what that means") : t("Go on");
  };
  for (const radio of radios) {
    radio.name = `forward-${one.id}`;
    radio.checked = ticked.get(one.id) === radio.value;
    radio.addEventListener("change", () => { ticked.set(one.id, radio.value); follow(); });
    if (isBarred && radio.value === "yes") /** @type {HTMLElement} */ (radio.parentElement).hidden = radio.disabled = true;
  }
  follow();
  made.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(one, radios.find((radio) => radio.checked && !radio.disabled)?.value ?? "", made, view);
  });
  return made;
}

/** @param {any} one @param {string} who @param {string} by @returns {[string, string | Node][]} */
function factsOf(one, who, by) {
  const count = one.messages.length === 1 ? t("1 message") : t("{n} messages", { n: one.messages.length });
  return [
    [t("To whom"), one.isAuthority ? t("{who}. An authority.", { who }) : who],
    [t("Asked by"), t("{name}, on {day}", { name: by, day: longDay(one.askedOn) })],
    [t("Why"), one.why === null ? t("The reason is missing. Ask for it in a message before you answer.") : written(one.why)],
    [t("What goes along"), one.isByCounsellor ? t("What your counsellor named: {count}. You read it over first.", { count }) : t("The same as {by} got: {count}. You read it over first.", { by, count })],
    [t("If you say no"), refusalMeans(one, by)],
  ];
}

/** What a no means, said before it is given (Wbk article 2e(4)). @param {any} one @param {string} by @returns {string} */
const refusalMeans = (one, by) => (one.isByCounsellor
  ? t("It does not go there. {by} stays your counsellor, and everything else stays as it is.", { by })
  : t("It stops there. {by} does not look into your report and may not send it on without your yes, not even to a desk that should have it. Nobody else gets it from here. You can still go to that desk yourself, also later.", { by }));

/** @param {any} one @param {string} who */
function exactly(one, who) {
  const hint = Object.assign(document.createElement("p"), { textContent: t("Compare this fingerprint with the one on the website or card of {who}. Your yes is signed with the key of this case, for this key and these messages only.", { who }) });
  const print = document.createElement("p");
  print.append(fingerprintElement(one.fingerprint));
  return [hint, print];
}

/** @param {any} one @param {string} who @returns {string} */
function barrierWords(one, who) {
  if (one.barrier === "nobody") return t("Nobody whom you let in wrote this question. So your browser passes nothing on. Say no, and tell your counsellor or a desk outside.");
  if (one.barrier === "involved") return t("You ticked {who} as involved in your report. So your browser passes nothing on to this person.", { who });
  if (one.barrier === "unlisted") return t("The key of {who} is not on the list, or it is not valid today. So your browser passes nothing on. You can say no, or wait.", { who });
  if (one.barrier === "no-copy") return t("Your browser holds no copy of what is asked for, so it cannot pass it on. Say no, or write again what matters.");
  return t("You kept no copy of your report, so your browser does not know whom you ticked as involved. Look yourself whether {who} has to do with it.", { who });
}

/** @param {any} one @param {string} answer @param {HTMLElement} made @param {any} view */
async function send(one, answer, made, view) {
  const error = /** @type {HTMLElement} */ (made.querySelector(".error"));
  error.hidden = true;
  if (answer === "") return tell(error, t("Choose yes or no."));
  if (answer === "yes") return openAsked(one, view);
  const button = /** @type {HTMLButtonElement} */ (made.querySelector("button"));
  button.disabled = true;
  try {
    const next = await mailbox?.call("refuseOutside", { id: one.id });
    ticked.delete(one.id);
    [said, saidAbout] = [() => t("You said no. It goes on to nobody."), next];
    mailbox?.shown(next);
    again(next);
  } catch (problem) {
    const { code } = /** @type {any} */ (problem);
    tell(error, code === "network" ? t("There was no answer. We do not know yet whether it arrived. Try again: it cannot be answered twice.") : t("The service did not take it. Perhaps the question was answered already. Look for new messages."));
  } finally {
    button.disabled = false;
  }
}

/** @param {HTMLElement} place @param {string} words */
function tell(place, words) {
  place.replaceChildren(icon("alert"), words);
  place.hidden = false;
}

/** Nothing of the case stays here. */
export function forgetForwards() {
  ticked.clear();
  [said, saidAbout] = [() => "", null];
}
