// @ts-check
/** What the organisation's own text asks in this case, beside the duties of the law: told, with a day where it has one. */

import { byId, icon, language, longDay, t } from "/static/js/shared/page.js";

/**
 * The tasks that belong to what the reporter ticked. Whoever ticked nothing gets them all.
 * @param {any[]} tasks `{says: {nl, en}, by, about, rule}` of the case file
 * @param {any[]} letters
 */
export function fittingTasks(tasks, letters) {
  const chosen = letters.flatMap((letter) => (Array.isArray(letter.fields?.category) ? letter.fields.category : []));
  const known = chosen.some((code) => /^(OO|IS)-/.test(String(code)));
  const fits = (/** @type {any} */ task) => !known || task.about.length === 0 || task.about.some((/** @type {string} */ code) => chosen.includes(code));
  // One rule may hold several duties; it is told once, with the first day that it has.
  const rules = new Map();
  for (const task of tasks.filter(fits)) {
    const before = rules.get(task.rule);
    rules.set(task.rule, before === undefined || (before.by === null && task.by !== null) ? task : before);
  }
  return [...rules.values()];
}

/** Put them under the duties; without any the part is not there. @param {{ tasks: any[], letters: any[] }} file */
export function showAgreed(file) {
  const tasks = fittingTasks(file.tasks, file.letters);
  byId("agreed-part").hidden = tasks.length === 0;
  byId("agreed").replaceChildren(...tasks.map((task) => {
    const item = document.createElement("li");
    const says = Object.assign(document.createElement("p"), { textContent: task.says[language()] });
    if (task.by !== null) says.append(" ", Object.assign(document.createElement("b"), { textContent: t("By {day}.", { day: longDay(task.by) }) }));
    item.append(says, weight(task));
    return item;
  }));
}

/** How much weight the service gives it: it stops the closure, it asks for it, or it only tells. @param {any} task */
function weight(task) {
  const line = document.createElement("p");
  line.className = "weight";
  const stops = task.blocks.includes("close");
  const words = stops ? t("Must: before this is done, the service does not let this case be closed.")
    : task.enforcement === "inform" ? t("To know. The service does not watch over it.")
      : t("Must, by the organisation’s own text. The service shows it and stops nothing.");
  line.append(icon(stops ? "lock" : task.enforcement === "inform" ? "dot" : "pen"), Object.assign(document.createElement("span"), { textContent: words }));
  return line;
}
