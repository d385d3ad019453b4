// @ts-check
/**
 * Signs of life in the list of counsellors: when somebody was last able to open something, in calendar weeks, and whom one
 * could choose instead of a person who left the last two monthly checks unopened. Advice only: nobody is taken away.
 * It is the service's word and in no signed list (PROTOCOL 7.8).
 */

import { t } from "/static/js/shared/page.js";

/** The service counts no further. */
const MOST_WEEKS = 13;

/** @param {{weeks: number|null}} one @returns {string} */
export function lastOpenedWords({ weeks }) {
  if (weeks === null) return t("Not known yet; it is checked once a month");
  if (weeks === 1) return t("Last week");
  if (weeks >= MOST_WEEKS) return t("{weeks} weeks ago or longer", { weeks: MOST_WEEKS });
  return t("{weeks} weeks ago", { weeks });
}

/**
 * What to say when somebody is chosen who may not be there; empty when all is well or when there is nobody else.
 * @param {any} chosen the person, undefined when nobody is chosen
 * @param {any[]} able who can be chosen, without those who are ticked as involved
 * @param {(one: any) => number} misfit how little somebody fits the subject; 2 is not at all
 * @returns {string}
 */
export function somebodyElse(chosen, able, misfit) {
  if (chosen === undefined || !chosen.silent) return "";
  const others = able.filter((one) => !one.silent && one.fingerprint !== chosen.fingerprint && misfit(one) < 2);
  const [other] = others.sort((a, b) => misfit(a) - misfit(b) || (a.weeks ?? Infinity) - (b.weeks ?? Infinity));
  if (other === undefined) return "";
  const names = { name: chosen.name, other: other.name };
  return t("{name} did not open the last two monthly checks, and may be away. You can choose {other} instead, or stay with {name}: the choice is yours.", names);
}
