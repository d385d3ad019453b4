// @ts-check
/** The file that shows later that somebody reported, and when: receipts, what was signed, proofs, and how to check them. */

import { titleOf } from "/static/js/case/line.js";
import { eventWords } from "/static/js/case/exact.js";
import { doubtWords } from "/static/js/case/notices.js";
import { keep, made, paper, rowsOf } from "/static/js/shared/paper.js";
import { refuse, stepProblem } from "/static/js/case/step_words.js";
import { byId, fieldError, longDay, t } from "/static/js/shared/page.js";

/** @typedef {import("/static/js/reporter_worker/evidence.js").Evidence} Evidence */

/** @type {import("/static/js/case/steps.js").Step} */
let step;
let counsellor = "";
let saidWords = () => "";

/** @param {import("/static/js/case/steps.js").Step} given */
export function prepare(given) {
  step = given;
  byId("evidence-form").addEventListener("change", () => fieldError("evidence-sure", ""));
  byId("evidence-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void make();
  });
}

/** @param {any} _view @param {string} name of the counsellor */
export function show(_view, name) {
  counsellor = name;
  byId("evidence-said").textContent = saidWords();
}

async function make() {
  if (!/** @type {HTMLInputElement} */ (byId("evidence-sure")).checked) return refuse("evidence-sure", t("Tick this when it is so. Otherwise go back."));
  try {
    const found = /** @type {Evidence} */ (await step.call("evidence"));
    keep(paper(t("Evidence of a report"), content(found, counsellor, window.location.origin + window.location.pathname.replace(/case$/, "receipt"))), t("evidence.html"));
    tell(() => t("The file now stands on this device, among what you downloaded."));
  } catch (error) {
    tell(() => stepProblem(/** @type {any} */ (error).code));
  }
  return undefined;
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("evidence-said").textContent = words();
}

/** @param {Evidence} found @param {string} name of the counsellor @param {string} address of the page that checks receipts @returns {Node[]} */
function content(found, name, address) {
  return [
    made("p", t("Keep this file where your employer does not come. It shows that somebody reported. It does not say what, and not who.")),
    rowsOf([
      [t("Organisation"), found.organisation], [t("Number of the organisation (pin)"), found.pin], [t("Number of the case"), found.caseId],
      [t("Made on"), longDay(found.today)],
    ]),
    ...(found.doubts.length === 0 ? [] : [made("h2", t("What did not hold when this was made")), made("ul", ...doubtWords(found.doubts).map((words) => made("li", words)))]),
    ...found.receipts.flatMap(receipt),
    made("h2", t("What happened")), timeline(found, name),
    made("h2", t("What was signed")), ...found.statements.map((one) => statement(one, name)), ...found.changes.map(change),
    made("h2", t("Proofs, event by event")), ...found.events.flatMap((one) => proof(one, name)),
    made("h2", t("Keys by which it is checked")), made("p", t("The keys of the organisation, as they were signed:")), made("pre", found.root),
    made("p", t("The key of the case, with which its reporter signed:")), made("pre", found.signPk),
    made("h2", t("How to check it")), guide(address, found.pin),
  ];
}

/** @param {Evidence["receipts"][number]} one @returns {Node[]} */
function receipt({ note, proof: shown, day, isChange }) {
  return [
    made("h2", isChange ? t("Receipt of the change, {day}", { day: longDay(day) }) : t("Receipt of {day}", { day: longDay(day) })),
    made("pre", note),
    ...(shown ? [made("p", t("The proof that it stands in the public log:")), made("pre", shown)] : [made("p", t("It did not stand in the public log yet when this was made."))]),
  ];
}

/** @param {Evidence} found @param {string} name */
function timeline({ events }, name) {
  const head = made("tr", ...[t("Day"), t("What"), t("Who"), t("In the public log")].map((words) => made("th", words)));
  const rows = events.map((one) => made("tr", ...[longDay(one.day), eventWords(one), whoWords(one, name), one.isLogged ? t("yes, with proof") : t("not yet")].map((words) => made("td", words))));
  return made("table", made("thead", head), made("tbody", ...rows));
}

/** @param {Evidence["events"][number]} one @param {string} name */
function whoWords({ by, isOwn, isService }, name) {
  if (isOwn) return t("Who reported");
  return isService ? t("The service") : by || name;
}

/** @param {Evidence["statements"][number]} one @param {string} name */
function statement({ name: kind, day, by, isTrue, contestedOn, raw }, name) {
  const what = kind === "contest" ? t("That something is not so") : titleOf({ name: kind }, by || name);
  const who = kind === "contest" ? t("Who reported") : by || name;
  const contested = contestedOn === null ? "" : t("contested on {day}", { day: longDay(contestedOn) });
  const line = [longDay(day), who, what, isTrue ? "" : t("does not hold"), contested].filter(Boolean).join(" · ");
  return made("div", made("h3", line), made("pre", raw));
}

/** @param {Evidence["changes"][number]} one */
function change({ track, day, raw }) {
  return made("div", made("h3", `${longDay(day)} · ${t("Who reported")} · ${track === 3 ? t("Made a complaint of it") : t("Made a report of it")}`), made("pre", raw));
}

/** @param {Evidence["events"][number]} one @param {string} name @returns {Node[]} */
function proof(one, name) {
  return [made("h3", `${longDay(one.day)} · ${eventWords(one)} · ${whoWords(one, name)}`), made("pre", `event ${one.event}\nsalt ${one.salt}\n${one.proof}`)];
}

/** @param {string} address @param {string} pin */
function guide(address, pin) {
  const command = `zegel receipt verify receipt.txt --root root.txt --pin ${pin}`;
  return made("ol",
    made("li", t("In a browser: open {address}, paste a receipt with the proof under it, and choose to check it.", { address })),
    made("li", t("Without any website: save the receipt as receipt.txt and the keys of the organisation as root.txt, each from its first line to its last. Then run this, with the program Zegel from a source you trust:"), made("pre", command)),
    made("li", t("Compare the number of the organisation (pin) with a poster or a card of a counsellor.")),
    made("li", t("It proves that something was received on that day and what was signed. Only the code and the seven words show who reported.")));
}

/** Nothing of the case stays here. */
export function forget() {
  counsellor = "";
  saidWords = () => "";
}
