// @ts-check
/** A duty as one sees it: a chip with words, the day, and a thin bar for the time that is gone. */

import { chip, icon, longDay, shortDay, t } from "/static/js/shared/page.js";

/** @typedef {import("/static/js/workplace/duties.js").DutyView} DutyView */

/** @param {DutyView} duty how it stands, in words @returns {string} */
export function dutyWords(duty) {
  if (duty.state === "closed") return t("closed on {day}", { day: shortDay(String(duty.metOn)) });
  if (duty.kind === "close") return t("answered on {day}", { day: shortDay(String(duty.metOn)) });
  if (duty.state === "none" || duty.limit === null) return t("without a date");
  if (duty.metOn !== null) {
    return duty.state === "met" ? t("met on {day}", { day: shortDay(duty.metOn) }) : t("done late, on {day}", { day: shortDay(duty.metOn) });
  }
  if (duty.promise && duty.daysLeft < 0) return t("promised by {day}", { day: shortDay(duty.limit) });
  if (duty.state === "missed") return t("expired on {day}", { day: shortDay(duty.limit) });
  if (duty.daysLeft === 0) return t("today is the last day");
  return duty.daysLeft === 1 ? t("1 day left") : t("{count} days left", { count: duty.daysLeft });
}

/** @param {DutyView} duty what has to be done @returns {string} */
export function dutyName(duty) {
  if (duty.kind === "acknowledge") return t("Confirm receipt");
  if (duty.kind === "close") return t("Close the case when your work is done");
  return duty.kind === "feedback" ? t("Give feedback") : t("Think along");
}

/** @param {DutyView} duty */
export function dutyChip(duty) {
  if (duty.state === "none" || duty.state === "closed") {
    const made = document.createElement("span");
    made.className = "chip open";
    made.append(icon(duty.state === "none" ? "talk" : "lock"), dutyWords(duty));
    return made;
  }
  return chip(duty.state, dutyWords(duty));
}

/** The bar; what it shows is also said in words. @param {DutyView} duty */
export function dutyBar(duty) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const gone = document.createElementNS(space, "rect");
  svg.setAttribute("class", `clock is-${duty.state}`);
  svg.setAttribute("viewBox", "0 0 100 4");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  gone.setAttribute("width", String(duty.share));
  gone.setAttribute("height", "4");
  svg.append(gone);
  return svg;
}

/**
 * The day as a leaf of a calendar: the month above, the number large; the year when it is another one.
 * @param {string} iso @param {string} from the day it counts from
 */
export function leaf(iso, from) {
  const made = document.createElement("p");
  made.className = "leaf";
  const month = document.createElement("span");
  month.textContent = longDay(iso, iso.slice(0, 4) === from.slice(0, 4) ? { month: "short" } : { month: "short", year: "numeric" });
  const number = document.createElement("b");
  number.textContent = String(Number(iso.slice(8)));
  // The whole date stands in words beside it, so a screen reader need not spell it out twice.
  made.setAttribute("aria-hidden", "true");
  made.append(month, number);
  return made;
}
