// @ts-check
/** Asking whether a case may go outside, on the page: to which desk, what goes along, and what became of it. */

import { longDay, t } from "/static/js/shared/page.js";
import { notice } from "/static/js/workplace/notices.js";
import { fillChoice, whatOptions } from "/static/js/workplace/release_view.js";

/** Fill who may be asked for and what may go along; what was chosen stays. @param {any} file */
export function showDesks({ desks, letters }) {
  const named = (/** @type {any} */ one) => (one.isAuthority ? t("{name}, an authority", { name: one.name }) : t("{name}, an independent helper", { name: one.name }));
  fillChoice("outside-to", [new Option(t("Choose who"), ""), ...desks.map((/** @type {any} */ one) => new Option(named(one), one.print))]);
  fillChoice("outside-what", whatOptions(letters));
}

/** What was asked and what became of it. @param {any} file @returns {HTMLElement[]} */
export function outsideNotices(file) {
  return file.askedOutside.flatMap((/** @type {any} */ one) => {
    const { name } = one;
    if (one.state === "open") return [notice("open", [t("You asked the reporter on {day} whether this may go to {name}.", { day: longDay(one.askedOn), name }), t("There is no answer yet. Until then nobody outside gets anything from here.")])];
    if (one.state === "refused") return [notice("near", [t("The reporter said no on {day}: this does not go to {name}.", { day: longDay(one.settledOn), name }), t("Nobody outside gets anything from here. Respect it, and talk about what the reporter does want.")])];
    return [];
  });
}
