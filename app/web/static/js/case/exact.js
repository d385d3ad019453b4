// @ts-check
/**
 * For those who want to know exactly: what was checked, what was recorded, the receipt, keys and lists.
 */

import { doubtWords } from "/static/js/case/notices.js";
import { byId, icon, longDay, shortDay, t } from "/static/js/shared/page.js";
import { checkedFacts, definitions, fingerprintElement } from "/static/js/shared/facts.js";

/** @param {any} view */
export function showExact(view) {
  const { proofs, organisation, counsellor } = view;
  byId("exact-checks").replaceChildren(...[
    ...doubtWords(proofs.doubts).map((text) => mark("alert", "no", text)),
    ...goodWords(view).map((text) => mark("check", "yes", text)),
    ...openWords(view).map((text) => mark("clock", "", text)),
  ]);
  byId("exact-events").replaceChildren(...proofs.events.map(recorded));
  /** @type {HTMLTextAreaElement} */ (byId("receipt-text")).value = proofs.receipt.note;
  /** @type {HTMLTextAreaElement} */ (byId("receipt-proof")).value = proofs.receipt.proof;
  byId("receipt-proof-part").hidden = proofs.receipt.proof === "";
  byId("show-receipt").hidden = proofs.receipt.note === "";
  const prints = organisation.people
    .filter((/** @type {any} */ one) => one.name === counsellor)
    .map((/** @type {any} */ one) => /** @type {[string, Node]} */ ([one.name, fingerprintElement(one.fingerprint)]));
  byId("exact-facts").replaceChildren(...definitions([...prints, [t("Safety number of this case"), view.safetyNumber], [t("Number of changes you made"), String(view.stateSeq)], ...checkedFacts(organisation)]));
}

/** What was proved. @param {any} view @returns {string[]} */
function goodWords({ proofs, firstReceivedOn, receivedOn, notices, acts }) {
  const logged = proofs.events.filter((/** @type {any} */ one) => one.isLogged).length;
  const { log, doubts } = proofs;
  return [
    proofs.receipt.state === "verified" ? t("Receipt: every line fits what you sent. The service signed that it arrived on {day}.", { day: longDay(firstReceivedOn) }) : "",
    proofs.trackReceipt.state === "verified" ? t("Receipt of your change: every line fits what you signed. The dates count from {day}.", { day: longDay(receivedOn) }) : "",
    acts.length > 0 && !notices.includes("unsigned") ? t("Every act in this case was signed by who did it.") : "",
    logged > 0 && !doubts.includes("proof") ? t("Public log: {n} of {all} steps of your case stand in it, with proof.", { n: logged, all: proofs.events.length }) : "",
    log.isCompared && log.size !== null ? t("The public log has {size} lines. It begins with all that your browser saw before.", { size: log.size }) : "",
    notices.includes("state") ? "" : t("What your browser noted at your last message is here and is the newest."),
  ].filter(Boolean);
}

/** What cannot be proved yet, and by when it can. @param {any} view @returns {string[]} */
function openWords({ proofs, today }) {
  const waiting = proofs.events.filter((/** @type {any} */ one) => !one.isLogged && one.by >= today).map((/** @type {any} */ one) => one.by).sort();
  return [
    waiting.length > 0 ? t("Public log: {n} steps still wait. They must stand in it by {day}.", { n: waiting.length, day: longDay(waiting.at(-1)) }) : "",
    proofs.log.isCompared ? "" : t("Your browser has nothing yet to compare the public log with. It notes where the log ends when you write a message."),
  ].filter(Boolean);
}

/** @param {string} name @param {string} look @param {string} text */
function mark(name, look, text) {
  const made = document.createElement("li");
  const words = document.createElement("span");
  words.textContent = text;
  made.append(icon(name, look), words);
  return made;
}

/** What an event says, in words. @param {{ type: number, detail: number }} one */
export function eventWords({ type, detail }) {
  const names = [
    "", t("Your text arrived"), t("Your counsellor took it on"), t("Receipt confirmed"), t("Feedback"), detail === 2 ? t("The day to confirm receipt was missed") : t("The day for feedback was missed"),
    t("You allowed something, or took it back"), t("Your case went to another counsellor"), "", "", "", t("You signed that something is not so"), t("Case closed"), t("Case erased"), t("Your counsellor cannot go on"), t("You chose another track"), "",
    t("Your counsellor does not agree that it is late"), "", t("“This is no report”"),
  ];
  return names[type] || t("Something else");
}

/** @param {any} one an event */
function recorded({ type, detail, day, isLogged, by }) {
  const made = document.createElement("li");
  const standing = document.createElement("span");
  standing.className = "soft";
  standing.textContent = isLogged ? t("in the public log") : t("in the public log by {day}", { day: shortDay(by) });
  made.append(`${longDay(day)} · ${eventWords({ type, detail })} · `, standing);
  return made;
}

/** Showing, copying and keeping the receipt; nothing is kept unless it is asked for. */
export function listenExact() {
  const text = /** @type {HTMLTextAreaElement} */ (byId("receipt-text"));
  const button = byId("show-receipt");
  button.addEventListener("click", () => {
    const part = byId("receipt-part");
    part.hidden = !part.hidden;
    button.setAttribute("aria-expanded", String(!part.hidden));
  });
  byId("copy-receipt").addEventListener("click", async () => {
    const isCopied = await navigator.clipboard.writeText(text.value).then(() => true, () => false);
    byId("receipt-said").textContent = isCopied ? t("Copied. It is now on the clipboard of this device.") : t("Copying did not work. Select the text and copy it.");
    if (!isCopied) text.select();
  });
  byId("save-receipt").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.value], { type: "text/plain" }));
    link.download = t("receipt.txt");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 0);
    byId("receipt-said").textContent = t("It now stands on this device, among what you downloaded.");
  });
}
