// @ts-check
/**
 * Who else reads along: what waits, how far each package came in the words of what happened and no more, and taking back. The
 * three ways begin here; choosing and the trial are in `case_outside_form.js`.
 */

import { forgetForm, listenForm, openForm, showFormAgain } from "/static/js/case/outside_form.js";
import { forgetForwards, listenForwards, refusedLines, showForwards } from "/static/js/case/outside_forward.js";
import { forgetShare, listenShare, showShare } from "/static/js/case/outside_share.js";
import { packageWords } from "/static/js/case/outside_package.js";
import { forgetTalks, listenTalks, showTalks } from "/static/js/case/outside_talk.js";
import { byId, fill, icon, longDay, shortDay, t } from "/static/js/shared/page.js";

/** @typedef {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void, show: (name: string) => void }} Mailbox */

/** @type {Mailbox | null} */
let mailbox = null;
/** @type {(view: any) => void} */
let again = () => undefined;
let said = () => "";
/** @type {any} */
let saidAbout = null;
/** @type {any} */
let shown = null;

/** @param {Mailbox} given @param {(view: any) => void} showAgain */
export function listenOutside(given, showAgain) {
  mailbox = given;
  again = showAgain;
  listenForm({
    call: given.call,
    show: given.show,
    done: (view, words) => changed(view, words),
  });
  listenTalks(given, showAgain);
  listenForwards(given, showAgain);
  listenShare(given, showAgain);
  for (const button of document.querySelectorAll("[data-way]")) {
    button.addEventListener("click", () => openForm(String(button.getAttribute("data-way")), shown));
  }
}

/** @param {any} view @param {() => string} words */
function changed(view, words) {
  [said, saidAbout] = [words, view];
  mailbox?.shown(view);
  again(view);
  mailbox?.show("case");
  byId("outside-part-title").focus();
  byId("outside-part-title").scrollIntoView({ block: "start" });
}

/** @param {any} view @param {string} name of the counsellor */
export function showOutside(view, name) {
  shown = view;
  const { people, deputies, duties, isFull, hasDeputy, items, packages, doubts } = view.outside;
  if (view !== saidAbout) said = () => "";
  byId("outside-said").textContent = said();
  byId("outside-doubts").replaceChildren(...doubts.map((/** @type {string} */ code) => fill("outside-doubt", { text: [icon("alert"), document.createTextNode(doubtWords(code))] })));
  byId("outside-items").replaceChildren(...lines(items, packages, name), ...refusedLines(view).map((text) => fill("outside-line", { icon: icon("dash"), text, more: null, button: null })));
  showForwards(view, name);
  showTalks(view);
  showShare(view, name);
  const isOver = view.closedOn !== null;
  byId("way-now").hidden = people.length === 0;
  byId("way-later").hidden = people.length === 0 || isOver || view.limits === null;
  byId("way-deputy").hidden = deputies.length === 0 || isOver || hasDeputy;
  byId("outside-nobody").hidden = people.length > 0;
  const why = isFull ? t("Four things wait already. Take one back first.") : duties.length === 0 ? t("No date runs here now that could still be missed. You can give it to somebody outside at once.") : "";
  byId("way-later-why").textContent = why;
  byId("way-later-why").hidden = why === "";
  /** @type {HTMLButtonElement} */ (byId("way-later").querySelector("button")).hidden = why !== "";
  showFormAgain(view);
}

/** @param {string} code */
function doubtWords(code) {
  if (code === "unproved") return t("Something you prepared was released, and nothing proves that a date was missed. Only whom you chose can read it. Tell your counsellor or a desk outside, and keep this page: the release is signed by the service.");
  if (code === "withdrawn") return t("Something was released after you took it back. The log holds the proof of that. Tell a desk outside.");
  if (code === "unsigned") return t("The service says that somebody outside confirmed, answered or said no, and nothing they signed shows that. So it does not stand here as true.");
  if (code === "not-ours") return t("The service shows a package that you did not sign. It can open nothing that you sealed. Tell your counsellor or a desk outside.");
  return t("The service does not show every package that its log says was handed over. Tell your counsellor or a desk outside.");
}

/** What was given or waits, each with its package when there is one. @param {any[]} items @param {any[]} packages @param {string} name */
function lines(items, packages, name) {
  return items.map((item) => {
    const made = packages.find((one) => one.tokenId === item.id);
    const canUndo = ["given", "suspended"].includes(item.state) || (made !== undefined && ["now", "later"].includes(item.way) && made.state === "waiting");
    return fill("outside-line", {
      icon: icon(iconOf(item, made)), text: itemWords(item, made, name), more: moreOf(item, made), button: canUndo ? undoButton(item) : null,
    });
  });
}

/** @param {any} item @param {any} made */
function iconOf(item, made) {
  if (["withdrawn", "expired"].includes(item.state) || ["withdrawn", "declined"].includes(made?.state)) return "dash";
  if (item.state === "suspended") return "alert";
  return made === undefined || made.state === "waiting" ? "clock" : "check";
}

/** @param {any} item @param {any} made @param {string} name of the counsellor @returns {string} */
function itemWords(item, made, name) {
  const who = item.name === "" ? t("somebody else") : item.name;
  const settled = item.settledOn === null ? "" : longDay(item.settledOn);
  if (item.state === "withdrawn") return t("You took it back on {day}: {who}.", { day: settled, who });
  if (item.state === "expired") return t("What you prepared for {who} is over. Nothing was sent.", { who });
  if (made !== undefined && item.way !== "deputy") return packageWords(made, who);
  if (item.way === "deputy") return deputyWords(item, who, name);
  if (item.way === "now") return t("You said yes to {who}. {name} has not passed it on yet. It counts until {until}.", { who, name, until: fullDay(item.endsOn) });
  const duty = dutyWords(item.duty);
  if (item.state === "suspended") return t("{name} says that {duty} was in time. So what you prepared for {who} waits. Open that message: is it no answer, then say so there, and it goes on.", { name, duty, who });
  return item.count === 1
    ? t("Waits: {who} gets 1 message if {duty} is missed. It is kept until {until}.", { who, duty, until: fullDay(item.endsOn) })
    : t("Waits: {who} gets {n} messages if {duty} is missed. It is kept until {until}.", { who, n: item.count, duty, until: fullDay(item.endsOn) });
}

/** @param {string} duty */
const dutyWords = (duty) => (duty === "acknowledgement" ? t("the confirmation of receipt") : t("the feedback"));

/** With its year: this may be more than a year ahead. @param {string} day */
const fullDay = (day) => longDay(day, { day: "numeric", month: "long", year: "numeric" });

/** @param {any} item @param {string} who @param {string} name of the counsellor */
function deputyWords(item, who, name) {
  if (item.state === "released") return t("{who} took over on {day}, as you prepared.", { who, day: longDay(item.settledOn) });
  return t("Waits: {who} may take over if {name} cannot go on, or confirms nothing for five days. It is kept until {until}.", { who, name, until: fullDay(item.endsOn) });
}

/** The days behind it: consent, package, release and reference. @param {any} item @param {any} made */
function moreOf(item, made) {
  const parts = [t("Signed by you on {day}.", { day: shortDay(item.givenOn) })];
  if (made === undefined) return parts.join(" ");
  if (made.release === null) parts.push(t("Package made on {day}.", { day: shortDay(made.madeOn) }));
  else if (made.release.isProved) parts.push(releaseWords(made.release));
  else parts.push(t("Why it was released is not proved."));
  if (made.reference !== null) parts.push(t("Their number: {reference}.", { reference: made.reference }));
  return parts.join(" ");
}

/** @param {any} release */
function releaseWords({ duty, due, missed, released }) {
  const days = { due: due === null ? "" : shortDay(due), missed: shortDay(missed), released: shortDay(released) };
  if (duty === "unable") return t("Your counsellor signed on {missed} to be unable to go on. Released on {released}; the log proves it.", days);
  return t("Due on {due}, recorded as missed on {missed}, released on {released}. The log proves it.", days);
}

/** @param {any} item */
function undoButton(item) {
  const button = document.createElement("button");
  button.className = "button quiet";
  button.type = "button";
  button.textContent = t("Take it back");
  button.setAttribute("aria-label", t("Take it back: {who}", { who: item.name }));
  button.addEventListener("click", () => { void takeBack(item, button); });
  return button;
}

/** @param {any} item @param {HTMLButtonElement} button */
async function takeBack(item, button) {
  button.disabled = true;
  try {
    const { view, isLate } = /** @type {any} */ (await mailbox?.call("withdrawOutside", { id: item.id }));
    changed(view, () => (isLate ? t("You took it back, but it had been released before. What {who} fetched stays read; nothing new goes there.", { who: item.name }) : t("You took it back. {who} does not get it.", { who: item.name })));
  } catch (error) {
    button.disabled = false;
    const { code } = /** @type {any} */ (error);
    said = () => (code === "network" ? t("There was no answer. We do not know yet whether it arrived. Try again.") : t("The service did not take it. Perhaps it was fetched already. Look for new messages."));
    byId("outside-said").textContent = said();
  }
}

/** Nothing of the case stays here. */
export function forgetOutside() {
  said = () => "";
  [shown, saidAbout] = [null, null];
  for (const forget of [forgetForm, forgetTalks, forgetForwards, forgetShare]) forget();
}
