// @ts-check
/** Short forms of which several stand on one page: each in its own fold, sent one at a time, emptied and closed when it is done. */

import { byId } from "/static/js/shared/page.js";
import { input, showProblems } from "/static/js/workplace/forms.js";
import { sentence } from "/static/js/workplace/refusals.js";

/** @typedef {Record<string, string[]>} Forms the fields of each form */

/** @param {Forms} forms @param {(act: string) => Promise<void>} submit */
export function listenTo(forms, submit) {
  for (const act of Object.keys(forms)) {
    byId(act).addEventListener("submit", (event) => {
      event.preventDefault();
      void submit(act);
    });
  }
}

/** Empty what was typed, and close every form. @param {Forms} forms @param {string[]} typed the fields that hold words */
export function emptyForms(forms, typed) {
  for (const id of typed) input(id).value = "";
  for (const [act, fields] of Object.entries(forms)) {
    showProblems(act, fields, []);
    close(act);
  }
}

/** @param {string} act */
export function close(act) {
  /** @type {HTMLDetailsElement} */ (byId(`act-${act}`)).open = false;
}

/**
 * Send a form once, however often the button is pressed meanwhile. What went wrong is told at the form, and what is typed stays.
 * @param {string} act @param {string[]} fields @param {import("/static/js/workplace/forms.js").Problem[]} problems found before sending
 * @param {() => Promise<void>} send @param {(refusal: any) => void} refused what else a refusal changes on the page, before it is told
 */
export async function sendOnce(act, fields, problems, send, refused) {
  const button = /** @type {HTMLButtonElement} */ (byId(act).querySelector("button[type=submit]"));
  showProblems(act, fields, problems);
  if (problems.length > 0 || button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await send();
  } catch (refusal) {
    refused(refusal);
    showProblems(act, fields, [{ id: "", message: sentence(refusal) }]);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}
