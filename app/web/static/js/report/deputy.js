// @ts-check
/** While writing: who may take over when the chosen counsellor drops out. */

import { byId, t } from "/static/js/shared/page.js";
import { chosenCounsellor, involvedPeople } from "/static/js/report/people.js";
import { subjectsOf } from "/static/js/shared/facts.js";

const field = () => /** @type {HTMLSelectElement} */ (byId("deputy"));
const copy = () => /** @type {HTMLInputElement} */ (document.querySelector("[name=self-copy]"));

/** Fill the list anew: everybody who may get a report, but who was chosen and who is involved. @param {any} page */
export function followDeputy(page) {
  const [chosen, involved] = [chosenCounsellor(), involvedPeople()];
  const people = (page.organisation?.people ?? []).filter((/** @type {any} */ one) => one.offered && one.fingerprint !== chosen && !involved.includes(one.fingerprint));
  const before = field().value;
  field().replaceChildren(new Option(t("Nobody"), ""), ...people.map((/** @type {any} */ one) => new Option(`${one.name}. ${subjectsOf(one)}`, one.fingerprint)));
  field().value = people.some((/** @type {any} */ one) => one.fingerprint === before) ? before : "";
  byId("deputy-part").hidden = page.organisation === null || !page.organisation.selfCopy || chosen === "" || people.length === 0;
  byId("deputy-no-copy").hidden = copy().checked;
  field().disabled = !copy().checked;
}

/** The fingerprint of who was named; empty when nobody was, or when it cannot work. */
export const chosenDeputy = () => (byId("deputy-part").hidden || !copy().checked ? "" : field().value);
