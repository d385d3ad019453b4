// @ts-check
/** What stands beside the case: an earlier report, when somebody asks how it goes, orders to disclose. */

import { byId, icon, longDay, shortDay, t } from "/static/js/shared/page.js";

/** @param {any} view @param {string} name of the counsellor */
export function showBeside(view, name) {
  const lines = [...linkLines(view.link), ...careLines(view.afterCare, view.today, name), ...view.demands.map(demandLine)];
  byId("beside").hidden = lines.length === 0;
  byId("beside-lines").replaceChildren(...lines);
}

/** @param {string} symbol @param {string} words */
function line(symbol, words) {
  const made = document.createElement("li");
  const text = document.createElement("span");
  text.textContent = words;
  made.append(icon(symbol), text);
  return made;
}

/** @param {any} link */
function linkLines(link) {
  if (link === null) return [];
  return [line("check", t("On {day} your counsellor tied this report to an earlier one of yours. The terms run from {first}, and what was confirmed or answered then counts.", {
    day: longDay(link.linkedOn), first: longDay(link.firstReceivedOn),
  }))];
}

/** @param {{ dueOn: string, askedOn: string | null }[]} moments @param {string} today @param {string} name */
function careLines(moments, today, name) {
  if (moments.length === 0) return [];
  const asked = moments.filter(({ askedOn }) => askedOn !== null).map(({ askedOn }) => line("check", t("On {day} {name} asked how you are doing.", { day: longDay(String(askedOn)), name })));
  const ahead = moments.filter(({ askedOn }) => askedOn === null);
  if (ahead.length === 0) return asked;
  const days = ahead.map(({ dueOn }) => shortDay(dueOn) + ` ${dueOn.slice(0, 4)}`).join(", ");
  const isLate = ahead.some(({ dueOn }) => dueOn < today);
  const late = isLate ? [line("clock", t("A day on which {name} was to ask has passed. You can write yourself, at any time.", { name }))] : [];
  return [...asked, line("talk", t("{name} asks how you are doing on: {days}. Harm often comes later, so look here around these days.", { name, days })), ...late];
}

/** @param {any} demand */
function demandLine({ demandedBy, basis, demandedOn, state, reason, notice, isOpen }) {
  const words = { who: demandedBy, basis, day: longDay(demandedOn) };
  const done = state === "dropped" ? dropWords(reason) : state === "disclosed"
    ? t("It was disclosed. What and why stands in the message to you.")
    : notice === null ? t("Nothing has been disclosed. You get a message with the reasons first.") : t("Nothing has been disclosed yet. The reasons stand in the message to you.");
  const held = isOpen ? ` ${t("While this order is open, nothing of your case is destroyed.")}` : "";
  return line("alert", `${t("On {day} {who} ordered to disclose something of this case. Ground: {basis}.", words)} ${done} ${t("The service itself can read nothing, so it can disclose nothing readable.")}${held}`);
}

/** @param {string} reason */
function dropWords(reason) {
  if (reason === "withdrawn") return t("Nothing was disclosed: whoever ordered it took it back.");
  return reason === "not-owed" ? t("Nothing was disclosed: a court or a lawyer found that nobody has to obey it.") : t("Nothing was disclosed: the order was noted by mistake.");
}
