// @ts-check
/** The recovery code: shown once in seven groups, typed back in part, and only then the account is made. */

import { byId, t } from "/static/js/shared/page.js";
import { link } from "/static/js/workplace/desk.js";
import { input, showProblems } from "/static/js/workplace/forms.js";

/** Show the code that the worker made. @param {{signInName: string}} invitation */
export async function showCode({ signInName }) {
  const printed = await link().call("recoveryCode");
  byId("groups").replaceChildren(...printed.split("-").map((/** @type {string} */ group) => Object.assign(document.createElement("li"), { textContent: group })));
  byId("sheet-for").textContent = t("For the account {name} at {host}", { name: signInName, host: window.location.host });
}

/**
 * Check the two groups that were typed back; when they are right, make the account.
 * @param {(work: (progress: (share: number) => void) => Promise<any>) => Promise<any>} during shows progress
 * @param {string} device
 * @returns {Promise<any>} the card; null when something is still to be mended
 */
export async function makeAccount(during, device) {
  const [first, last] = [input("first-group").value, input("last-group").value];
  const problems = [];
  if (first.trim() === "") problems.push({ id: "first-group", message: t("Type the first group of the code.") });
  if (last.trim() === "") problems.push({ id: "last-group", message: t("Type the last group of the code.") });
  if (problems.length === 0 && !(await link().call("recoveryCodeTyped", { first, last }))) {
    problems.push({ id: "first-group", message: t("These groups are not the ones above. Compare them sign by sign.") });
  }
  showProblems("code", ["first-group", "last-group"], problems);
  if (problems.length > 0) return null;
  return during((progress) => link().call("enrolNew", { password: input("new-first").value, device }, progress));
}
