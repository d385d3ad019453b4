// @ts-check
/** Checking an organisation's list: one waits, and hears why when it does not hold. */

import { listProblem } from "/static/js/shared/facts.js";
import { byId } from "/static/js/shared/page.js";

/** @param {() => Promise<void>} work rejects with the code of what does not hold */
export async function tellFailure(work) {
  byId("wait").hidden = false;
  byId("failed").hidden = true;
  try {
    await work();
  } catch (error) {
    const { title, text } = listProblem(/** @type {any} */ (error));
    byId("failed-title").textContent = title;
    byId("failed-text").textContent = text;
    byId("failed").hidden = false;
    byId("failed").focus();
  } finally {
    byId("wait").hidden = true;
  }
}
