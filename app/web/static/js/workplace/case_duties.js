// @ts-check
/** The duties of a case on screen: what comes next first and large, what was missed, and whose promise a date is. */

import { icon, longDay, t } from "/static/js/shared/page.js";
import { dutyBar, dutyChip, dutyName, leaf } from "/static/js/workplace/clock.js";

/** @typedef {import("/static/js/workplace/duties.js").DutyView} DutyView */

/** @param {any} file @returns {Node[]} */
export function dutyBoxes(file) {
  if (file.formerUntil !== null) return [soft(t("None of them is yours any more."))];
  if (file.duties.length === 0) return [soft(t("Just advice: the law sets no date. Answer as soon as you can."))];
  const boxes = file.duties.map((/** @type {DutyView} */ duty, /** @type {number} */ at) => dutyBox(duty, file, at === 0 && duty.metOn === null));
  return file.atRelease ? [...boxes, soft(t("No date of the law runs yet. Those begin on the day on which the reporter lets this case go to the employer."))] : boxes;
}

/** @param {DutyView} duty @param {any} file @param {boolean} next */
function dutyBox(duty, file, next) {
  const box = document.createElement("div");
  box.className = next ? "duty next" : "duty";
  const name = duty.promise ? t("{duty}: your own promise", { duty: dutyName(duty) }) : dutyName(duty);
  box.append(Object.assign(document.createElement("h3"), { textContent: name }));
  if (next && duty.limit !== null) {
    const when = Object.assign(document.createElement("div"), { className: `when ${duty.state}-row` });
    when.append(leaf(duty.limit, file.today), dutyChip(duty), dutyBar(duty));
    box.append(when);
  } else {
    box.append(dutyChip(duty), dutyBar(duty));
  }
  box.append(soft(dutyLine(duty)), ...more(duty, file));
  return box;
}

/** @param {DutyView} duty @returns {string} */
function dutyLine(duty) {
  const day = longDay(String(duty.limit));
  if (duty.metOn !== null) return t("Done on {done}. The last day was {day}.", { done: longDay(duty.metOn), day });
  if (duty.promise) return duty.daysLeft < 0 ? t("You promised this by {day}. Do it today.", { day }) : t("You promise this by {day}.", { day });
  return duty.state === "missed" ? t("The last day was {day}. Do it today.", { day }) : t("By {day} at the latest.", { day });
}

/** @param {DutyView} duty @param {any} file */
function more(duty, file) {
  const lines = [];
  const first = file.duties.find((/** @type {DutyView} */ one) => one.state === "missed");
  if (duty.state === "missed") lines.push(missed(duty, duty === first));
  if (duty.promise) lines.push(soft(t("Seven days, which is what counsellors promise here. The law does not count them yet, and nobody notes a miss.")));
  if (duty.outer !== null && duty.outer !== duty.limit && duty.metOn === null) lines.push(soft(t("That is a weekend or a holiday. Perhaps the term then runs until {day}; that is not certain, so keep to the first day.", { day: longDay(duty.outer) })));
  if (duty.kind === "feedback" && file.feedbackIfToday !== null) lines.push(soft(t("Confirm receipt today, and it is {day}.", { day: longDay(file.feedbackIfToday) })));
  return lines;
}

/** What the reporter sees of a missed duty; said in full once. @param {DutyView} duty @param {boolean} full */
function missed(duty, full) {
  const line = document.createElement("p");
  line.className = "missed-line";
  const words = document.createElement("span");
  const head = duty.metOn === null ? t("Missed, and the reporter sees it.") : t("Done late, and the reporter sees it.");
  words.append(Object.assign(document.createElement("b"), { textContent: head }));
  if (full) words.append(" ", t("Their page says what they can do: ask you again, another counsellor, free advice from the Huis voor Klokkenluiders, an authority. The log keeps it, without a name."));
  line.append(icon("alert"), words);
  return line;
}

/** @param {string} textContent */
function soft(textContent) {
  return Object.assign(document.createElement("p"), { textContent, className: "soft" });
}
