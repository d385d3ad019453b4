// @ts-check
/** What can be chosen about somebody outside: people, what must be missed, messages; each with what it means. */

import { longDay, t } from "/static/js/shared/page.js";
import { kindOf, subjectsOf } from "/static/js/shared/facts.js";

export { putChoices as put, tickedIn as chosen } from "/static/js/case/step_words.js";

const MESSAGE = 80;
const IDENTITY = 10;

/** @param {any} one */
export const isName = (one) => one.mine && one.type === IDENTITY;

/** @param {any} one @param {string} way */
export function personHint(one, way) {
  if (way === "deputy") return `${kindOf(one)}. ${subjectsOf(one)}.`;
  return one.isAuthority ? t("Authority. The law gives it seven days to confirm and three months to answer.") : t("Independent helper. There is no term of the law. A helper can go to the Huis or another authority for you, with your name hidden.");
}

/** @param {any} one */
export function dutyWords({ duty, day }) {
  return duty === "acknowledgement" ? t("Receipt is not confirmed by {day}", { day: longDay(day) }) : t("There is no feedback by {day}", { day: longDay(day) });
}

/** @param {any} one @param {any} view */
export function messageChoice(one, view) {
  const from = one.mine ? t("You") : one.from || view.counsellor || t("your counsellor");
  const text = one.text.replace(/\s+/g, " ").trim();
  const isReport = one.mine && one.index === 0;
  const hint = isReport ? t("With all your answers to the questions, such as when, where and who.") : "";
  return { value: one.ref, words: `${isReport ? t("Your report") : from}, ${longDay(one.day)}: ${text.length > MESSAGE ? `${text.slice(0, MESSAGE)} …` : text}`, hint };
}
