// @ts-check
/** What happened in a case on which day, newest first, and who gave each word. */

import { icon, longDay, shortDay, t } from "/static/js/shared/page.js";
import { actWords, KIND, reasonWords } from "/static/js/workplace/act_words.js";
import { dutyName } from "/static/js/workplace/clock.js";

const QUESTION = 6;

/** @typedef {{day: string, text: string, who: string, tone?: "missed"|"met"|"near"}} Happened */

/** @param {any} file @returns {HTMLLIElement[]} */
export function historyLines(file) {
  const events = [received(file), ...changeEvents(file), ...letterEvents(file), ...signedEvents(file), ...missedEvents(file)];
  // They come in the order in which they happened, so on one day the last one is the newest.
  events.reverse();
  events.sort((a, b) => b.day.localeCompare(a.day));
  return events.map((event) => line(event, file));
}

/** @param {any} file @returns {Happened} */
const received = (file) => ({ day: file.firstReceivedOn, text: file.firstTrack === 1 ? t("Question received") : t("Report received"), who: t("the reporter") });

/** From this day the dates of the case count. @param {any} file @returns {Happened[]} */
const changeEvents = (file) => (file.changedOn === null ? [] : [{ day: file.changedOn, text: file.track === 3 ? t("Made a complaint of it") : t("Made a report of it"), who: t("signed by the reporter") }]);

/** Letters without a statement; the others stand among the signed acts. @param {any} file @returns {Happened[]} */
function letterEvents(file) {
  return file.letters.filter((/** @type {any} */ one) => one.day !== null && one.type !== 1 && one.act === null).map((/** @type {any} */ one) => {
    if (one.dir === 1) return { day: one.day, text: one.type === QUESTION ? t("Asked the reporter a question") : t("Answer sent"), who: one.earlier ? t("the earlier counsellor") : t("you") };
    return { day: one.day, text: one.identity ? t("Told you who they are") : t("Message received"), who: t("the reporter") };
  });
}

/** @param {any} file @returns {Happened[]} */
function signedEvents(file) {
  return file.statements.map((/** @type {any} */ one) => {
    const reason = one.kind === KIND.dismissed ? `: ${reasonWords(one.detail)}` : "";
    const text = one.contestedOn === null ? actWords(one) + reason : t("{act} (contested)", { act: actWords(one) + reason });
    if (one.kind === KIND.contest) return { day: one.day, text, who: t("signed by the reporter"), tone: "missed" };
    const stands = one.contestedOn === null && one.kind !== KIND.plan && (one.kind !== KIND.closed || file.done.closed !== null);
    return { day: one.day, text, who: one.earlier ? t("signed by the earlier counsellor") : t("signed by you"), tone: stands ? "met" : undefined };
  });
}

/** A miss is noted on the day after the last one. @param {any} file @returns {Happened[]} */
function missedEvents(file) {
  return file.duties.filter((/** @type {any} */ duty) => duty.state === "missed").map((/** @type {any} */ duty) => (
    { day: dayAfter(duty.limit), text: t("Missed: {duty}", { duty: dutyName(duty) }), who: t("noted by the service"), tone: "missed" }));
}

/** @param {string} iso */
function dayAfter(iso) {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** @param {Happened} event @param {any} file */
function line({ day, text, who, tone }, file) {
  const item = document.createElement("li");
  const year = day.slice(0, 4) === file.today.slice(0, 4);
  const what = document.createElement("span");
  if (tone === "missed") what.append(icon("alert"));
  what.append(text);
  item.className = tone ?? "";
  item.append(Object.assign(document.createElement("b"), { textContent: year ? shortDay(day) : longDay(day, { day: "numeric", month: "long", year: "numeric" }) }), what,
    Object.assign(document.createElement("span"), { className: "soft", textContent: who }));
  return item;
}
