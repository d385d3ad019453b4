// @ts-check
/**
 * When the service took a text in without a receipt that holds: say what is known, keep the text, and ask for the proof again.
 */

import { byId, longDay, paragraphs, t } from "/static/js/shared/page.js";
import { reportBody } from "/static/js/report/form.js";

/**
 * @param {{ code: string, words: string[] }} secrets
 * @param {{ receivedOn: string, receipt: string }} outcome what the worker made of the answer
 */
export function showUnproven(secrets, outcome) {
  const day = longDay(outcome.receivedOn);
  byId("unproven-lead").textContent = outcome.receipt === "missing"
    ? t("The service says that it received your text on {day}. It gave no proof of that.", { day })
    : t("The service says that it received your text on {day}. The proof it gave does not hold.", { day });
  byId("kept-code").textContent = secrets.code;
  byId("kept-words").textContent = secrets.words.join(" ");
  byId("kept-text").replaceChildren(...paragraphs(reportBody().text));
  byId("proof-again-said").textContent = "";
}

/**
 * Ask for the proof once more and say what came of it.
 * @param {import("/static/js/shared/worker_link.js").WorkerLink} link
 * @returns {Promise<{ receivedOn: string, receipt: string } | null>} null when there is still none that holds
 */
export async function askProof(link) {
  const button = /** @type {HTMLButtonElement} */ (byId("proof-again"));
  const said = byId("proof-again-said");
  button.disabled = true;
  said.textContent = t("Looking whether there is a proof now…");
  try {
    const found = await link.call("proof");
    if (found.receipt === "verified") return found;
    said.textContent = t("Your code and words open your text at the service. There is still no proof that holds.");
  } catch (error) {
    said.textContent = /** @type {any} */ (error).code === "denied"
      ? t("The service cannot find your text. So it may not be there. Keep this page open, and try again later.")
      : t("There was no answer. Try again later.");
  } finally {
    button.disabled = false;
  }
  return null;
}
