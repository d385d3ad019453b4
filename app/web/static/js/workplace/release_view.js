// @ts-check
/** Asking for a release, on the page: which case officer, what goes along, and what became of it. */

import { b64OfHex } from "/static/js/workplace/hex.js";
import { byId, longDay, t } from "/static/js/shared/page.js";
import { notice } from "/static/js/workplace/notices.js";

/** Fill who may be asked for and what may go along; what was chosen stays. @param {any} file */
export function showOfficers({ officers, letters }) {
  fillChoice("release-to", [new Option(t("Choose a person"), ""), ...officers.map((/** @type {any} */ one) => new Option(one.name, one.print))]);
  fillChoice("release-what", whatOptions(letters));
}

/** What may go along: everything, or one own message as a summary. @param {any[]} letters */
export function whatOptions(letters) {
  const own = letters.filter((/** @type {any} */ one) => one.dir === 1 && !one.earlier && one.text !== "");
  const words = (/** @type {any} */ one) => (one.text.length > 60 ? `${one.text.slice(0, 60)} …` : one.text);
  return [
    new Option(t("Everything until now, without the reporter’s name"), ""),
    ...own.map((/** @type {any} */ one) => new Option(t("Only my summary of {day}: {words}", { day: longDay(one.day), words: words(one) }), b64OfHex(one.hash))),
  ];
}

/** Fill a list; what was chosen stays. @param {string} id @param {HTMLOptionElement[]} options */
export function fillChoice(id, options) {
  const place = /** @type {HTMLSelectElement} */ (byId(id));
  const chosen = place.value;
  place.replaceChildren(...options);
  place.value = options.some((one) => one.value === chosen) ? chosen : "";
}

/** What was asked and what became of it. @param {any} file @returns {HTMLElement[]} */
export function releaseNotices(file) {
  return file.releases.flatMap((/** @type {any} */ one) => {
    const { name } = one;
    if (one.state === "open") return [notice("open", [t("You asked the reporter on {day} whether {name} may get this.", { day: longDay(one.askedOn), name }), t("There is no answer yet. Until then the organisation sees nothing.")])];
    if (one.state === "refused") return [notice("near", [t("The reporter said no on {day}: nothing goes to {name}.", { day: longDay(one.settledOn), name }), t("The organisation sees nothing. Respect it, and talk about what the reporter does want.")])];
    if (one.state === "agreed") return [notice("met", [t("The reporter said yes on {day}: {name} gets what you named.", { day: longDay(one.settledOn), name }), t("You keep this conversation. What the two write to each other, you do not see.")])];
    return [];
  });
}
