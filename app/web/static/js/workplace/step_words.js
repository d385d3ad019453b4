// @ts-check
/** What the steps of an investigation are called: before they are taken, afterwards, and what each says. */

import { t } from "/static/js/shared/page.js";

/** @param {string} step @returns {{ ask: string, done: string, means: string }} */
export function stepWords(step) {
  const words = /** @type {Record<string, { ask: string, done: string, means: string }>} */ ({
    "investigation-started": { ask: t("The investigation has begun"), done: t("Investigation begun"), means: t("You record that you began today. It is not undone.") },
    "reporter-heard": { ask: t("I heard the reporter"), done: t("Reporter heard"), means: t("In writing or otherwise, and as anonymous as they want to be.") },
    "other-side-heard": { ask: t("I heard the other side"), done: t("Other side heard"), means: t("Without telling or hinting who reported.") },
    "outcome-recorded": { ask: t("The outcome is recorded"), done: t("Outcome recorded"), means: t("You wrote down what was found and decided, where only who needs it can read it.") },
  });
  return words[step] ?? { ask: step, done: step, means: "" };
}
