// @ts-check
/**
 * Forms after the Dutch government guidelines: what is wrong stands in words at the field and in a summary that gets
 * the focus; nothing that was typed is lost.
 */

import { byId, fieldError, t } from "/static/js/shared/page.js";

/** @typedef {{id: string, message: string}} Problem `id` of the field; empty when it is about no single field */

/**
 * Show what is wrong, or take it away when the list is empty.
 * @param {string} prefix of the form's summary
 * @param {string[]} fields every field of the form
 * @param {Problem[]} problems
 */
export function showProblems(prefix, fields, problems) {
  for (const id of fields) fieldError(id, problems.find((problem) => problem.id === id)?.message ?? "");
  const summary = byId(`${prefix}-summary`);
  summary.hidden = problems.length === 0;
  if (problems.length === 0) return;
  byId(`${prefix}-summary-title`).textContent = problems.every(({ id }) => id === "")
    ? t("That did not work") : t("Something is not right yet");
  summary.querySelector("ul")?.replaceChildren(...problems.map(problemLine));
  summary.focus();
}

/** @param {Problem} problem */
function problemLine({ id, message }) {
  const item = document.createElement("li");
  if (id === "") {
    item.textContent = message;
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${id}`;
  link.textContent = message;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    byId(id).focus();
  });
  item.append(link);
  return item;
}

/** @param {string} id */
export function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/** Let every "show" tick of the document show its password fields. */
export function letPasswordsShow() {
  for (const tick of document.querySelectorAll("[data-shows]")) {
    tick.addEventListener("change", () => {
      const type = /** @type {HTMLInputElement} */ (tick).checked ? "text" : "password";
      for (const id of (tick.getAttribute("data-shows") ?? "").split(" ")) input(id).type = type;
    });
  }
}

/**
 * What is wrong with a password typed twice. At least 14 characters or five words (PROTOCOL 3.2).
 * @param {string} id how the names of both fields begin
 * @returns {Problem[]}
 */
export function passwordProblems(id) {
  const first = input(`${id}-first`).value;
  const again = input(`${id}-again`).value;
  const problems = [];
  const words = first.trim().split(/\s+/).filter((word) => word.length > 1);
  if (first === "") problems.push({ id: `${id}-first`, message: t("Choose a password.") });
  else if ([...first].length < 14 && words.length < 5) {
    problems.push({ id: `${id}-first`, message: t("This password is too short. Use at least 14 characters, or five words.") });
  } else if (new Set(first).size < 5) {
    problems.push({ id: `${id}-first`, message: t("This password repeats the same signs. Use more different ones.") });
  }
  if (problems.length === 0 && first !== again) {
    problems.push({ id: `${id}-again`, message: t("The two passwords are not the same. Type the second one again.") });
  }
  return problems;
}

/**
 * Let the "suggest five words" buttons fill in a password made by the worker, and show it.
 * @param {() => import("/static/js/shared/worker_link.js").WorkerLink} link
 */
export function letWordsBeSuggested(link) {
  for (const button of document.querySelectorAll("[data-suggests]")) {
    button.addEventListener("click", async () => {
      const ids = (button.getAttribute("data-suggests") ?? "").split(" ");
      const place = byId(`${(ids[0] ?? "").replace(/-first$/, "")}-suggested`);
      try {
        const words = await link().call("suggestPassword", { language: document.documentElement.lang });
        for (const id of ids) input(id).value = words;
        place.textContent = t("Write these five words down: {words}", { words });
      } catch {
        place.textContent = t("No words could be loaded. Choose a password yourself.");
      }
    });
  }
}
