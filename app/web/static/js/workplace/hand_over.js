// @ts-check
/** Letting somebody else take over, on the page: who may be asked, what the reporter answered, and leaving a case that went on. */

import { byId, longDay, t } from "/static/js/shared/page.js";
import { desk } from "/static/js/workplace/desk.js";
import { notice } from "/static/js/workplace/notices.js";
import { go, say } from "/static/js/workplace/screen.js";

/** Fill the list of who may be asked; what was chosen stays. @param {any} file */
export function showSuccessors({ successors }) {
  const place = /** @type {HTMLSelectElement} */ (byId("hand-over-to"));
  const chosen = place.value;
  const options = successors.map((/** @type {any} */ one) => new Option(`${one.name} (${sideWords(one)}; ${subjectWords(one)})`, one.print));
  place.replaceChildren(new Option(t("Choose a person"), ""), ...options);
  place.value = successors.some((/** @type {any} */ one) => one.print === chosen) ? chosen : "";
}

/** @param {any} one */
function sideWords(one) {
  const side = one.external ? t("external") : t("internal");
  return one.integrity ? `${side}, ${t("integrity counsellor")}` : side;
}

/** @param {any} one */
function subjectWords({ subjects }) {
  const words = [subjects.includes("IS") ? t("integrity") : "", subjects.includes("OO") ? t("unwanted conduct") : ""].filter(Boolean);
  return words.join(", ");
}

/** What was asked and what became of it; the newest answer of each kind says enough. @param {any} file @returns {HTMLElement[]} */
export function handOverNotices(file) {
  const made = file.requests.flatMap((/** @type {any} */ one) => {
    if (one.state === "open") return [notice("open", [t("You asked the reporter on {day} whether {name} may take over.", { day: longDay(one.askedOn), name: one.name }), t("There is no answer yet. Until then the case and its dates stay with you.")])];
    if (one.state === "refused") return [notice("near", [t("The reporter said no on {day}: {name} does not take over.", { day: longDay(one.settledOn), name: one.name }), t("The case stays with you. Respect it, and talk about what the reporter does want.")])];
    return [];
  });
  if (file.warnings.some((/** @type {any} */ one) => one.code === "not-handed-over")) {
    made.push(notice("missed", [t("The reporter said yes, but passing the case on did not work."), t("Open the case again in a moment. If it stays this way, tell the administrator.")]));
  }
  return made;
}

/** The case went to somebody else when it was opened: say so, and go back to the list. @param {any} opened @returns {boolean} */
export function leaveHandedOver(opened) {
  if (typeof opened?.handedTo !== "string") return false;
  desk.rows = desk.rows.filter((row) => row.ref !== opened.ref);
  desk.file = null;
  go("worklist");
  say(t("The reporter said yes: case {ref} was passed on to {name}. You no longer see it.", { ref: opened.ref, name: opened.handedTo }), "met");
  return true;
}
