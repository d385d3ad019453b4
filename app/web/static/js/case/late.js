// @ts-check
/**
 * When an answer does not come in time, or the counsellor cannot go on: what happened, and what can be done today.
 */

import { openDuties } from "/static/js/case/line.js";
import { byId, chip, longDay, shortDay, t } from "/static/js/shared/page.js";

const DEADLINE_MISSED = 5;

/** @param {any} view @param {string} name of the counsellor */
export function showLate(view, name) {
  const late = view.closedOn === null ? openDuties(view).find(({ isLate }) => isLate) : undefined;
  const isUnable = view.closedOn === null && view.unableOn !== null;
  byId("late").hidden = late === undefined && !isUnable;
  byId("late-ask").hidden = !view.canWrite || isUnable;
  if (late === undefined && !isUnable) return;
  byId("late-title").textContent = isUnable ? t("{name} cannot go on with your case", { name }) : late?.isPromise ? t("You have not heard from {name} yet", { name }) : t("You should have had an answer by now");
  byId("late-text").textContent = isUnable ? t("{name} signed that on {day}. Your messages stay sealed: nobody else gets them by themselves.", { name, day: longDay(view.unableOn) }) : lateWords(late, name);
  byId("late-chip").replaceChildren(...(late === undefined ? []
    : [late.isPromise ? chip("near", t("promised for {day}", { day: shortDay(late.day) })) : chip("missed", t("missed on {day}", { day: shortDay(late.day) }))]));
  const event = late === undefined ? undefined
    : view.proofs.events.find((/** @type {any} */ one) => one.type === DEADLINE_MISSED && one.detail === (late.isReceipt ? 2 : 3));
  byId("late-recorded").hidden = event === undefined;
  byId("late-recorded").textContent = event === undefined ? "" : t("The service recorded this on {day}. You can show it: it stands among the proofs of your case.", { day: longDay(event.day) });
}

/** @param {any} late @param {string} name */
function lateWords(late, name) {
  const day = longDay(late.day);
  if (late.isPromise) return t("{name} promised to confirm receipt by {day}. It is a promise and no term of the law. You may still expect an answer.", { name, day });
  return late.isReceipt
    ? t("{name} had to confirm receipt by {day}. That has not happened.", { name, day })
    : t("{name} had to tell you by {day} what was done with your report. That has not happened.", { name, day });
}

/** A first sentence for who asks again, unless something was written already. */
export function proposeAsking() {
  const field = /** @type {HTMLTextAreaElement} */ (byId("message"));
  if (field.value.trim() === "") field.value = t("I am still waiting for your answer. When can I expect it?");
}
