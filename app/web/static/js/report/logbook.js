// @ts-check
/**
 * Bring the entries that are ticked in an open logbook, in another tab of this browser, into the text that is being written.
 */

import { fetchChosen } from "/static/js/logbook/shared.js";
import { t } from "/static/js/shared/page.js";

/** @param {HTMLTextAreaElement} story @param {HTMLElement} said */
export async function bring(story, said) {
  said.textContent = t("Asking your logbook…");
  const text = await fetchChosen();
  if (text === null) {
    said.textContent = t("No logbook is open in this browser. Open it in another tab, tick entries, and choose this again.");
  } else if (text === "") {
    said.textContent = t("Your logbook is open, but nothing is ticked in it.");
  } else {
    const before = story.value.trimEnd();
    story.value = `${before}${before === "" ? "" : "\n\n"}${t("From my logbook:")}\n\n${text}\n`;
    story.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = t("The ticked entries stand in your text now. Read them over: what you tell can show who you are.");
  }
}
