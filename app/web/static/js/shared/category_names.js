// @ts-check
/**
 * What categories, questions and answers of a report are called, for whoever reads one. The same file for every organisation.
 */

import { language } from "/static/js/shared/page.js";

/** @type {Record<string, string>} by code; answers as `question:answer` */
let names = {};

/** Fetch the names in the page's language. Without them a reader sees the codes. */
export async function loadCategoryNames() {
  try {
    const answer = await fetch(`/texts/categories.${language()}.json`, { credentials: "omit" });
    if (answer.ok) names = await answer.json();
  } catch {
    // the codes are shown
  }
}

export const categoryNames = () => names;
