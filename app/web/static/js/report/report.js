// @ts-check
/**
 * The report page: one document with five views, that never navigates while it holds a text. This script shows and asks;
 * keys, sealing and sending are in the worker, which starts once the form is on the screen.
 */

import { byId, errorSummary, keepLanguageInPlace, loadTexts, t } from "/static/js/shared/page.js";
import { openWorker } from "/static/js/shared/worker_link.js";

const WORKER = "/static/js/reporter_worker/worker.js";
const STEPS = ["who", "story", "read", "code", "send"];

const main = byId("main");

/**
 * What this document holds. `organisation` is what the worker told of it, `subjects` the chosen trees; `secrets` are code and words, once made.
 * @type {{
 *   slug: string, track: "sparren" | "melding", link: import("/static/js/shared/worker_link.js").WorkerLink,
 *   organisation: any, subjects: string[], secrets: { code: string, words: string[] } | null, problem: any, isDone: boolean,
 *   show: (name: string) => void, restartWorker: () => void, openList: () => Promise<void>,
 * }}
 */
export const page = {
  slug: main.dataset.slug ?? "",
  track: main.dataset.track === "sparren" ? "sparren" : "melding",
  link: openWorkerLater(),
  organisation: null,
  subjects: [],
  secrets: null,
  problem: null,
  isDone: false,
  show,
  restartWorker,
  openList,
};

/** The link is made now, its worker at the first call: the form comes first. */
function openWorkerLater() {
  /** @type {import("/static/js/shared/worker_link.js").WorkerLink | null} */
  let link = null;
  return {
    /** @type {import("/static/js/shared/worker_link.js").WorkerLink["call"]} */
    call: (method, params, onProgress) => (link ??= openWorker(WORKER)).call(method, params, onProgress),
    close: () => link?.close(),
  };
}

/** End what the worker does now; the next call starts a fresh one. */
function restartWorker() {
  page.link.close();
  page.link = openWorkerLater();
}

/** Which step each view stands for, and the view that is shown. @param {string} name */
function show(name) {
  for (const view of document.querySelectorAll(".view")) {
    /** @type {HTMLElement} */ (view).hidden = view.id !== `view-${name}`;
  }
  byId("error-summary").hidden = true;
  markStep(name === "write" ? "who" : ["unsure", "unproven", "done"].includes(name) ? "send" : name, name === "done");
  const heading = /** @type {HTMLElement} */ (byId(`view-${name}`).querySelector("h1"));
  document.documentElement.scrollTop = 0;
  heading.focus({ preventScroll: true });
}

/** @param {string} step @param {boolean} [all] every step is done */
export function markStep(step, all = false) {
  const at = STEPS.indexOf(step);
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-step]"))) {
    const place = STEPS.indexOf(item.dataset.step ?? "");
    item.classList.toggle("done", all || place < at);
    if (place === at && !all) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  const words = document.querySelector(`[data-step="${step}"] span`)?.textContent ?? "";
  byId("steps-now").textContent = all ? "" : t("Step {n} of {all}: {name}", { n: at + 1, all: STEPS.length, name: words.trim() });
}

/** Verify the organisation and show who can be chosen; what is wrong is told, and the text stays. */
async function openList() {
  const [people, facts] = await Promise.all([import("/static/js/report/people.js"), import("/static/js/shared/facts.js")]);
  people.showWaiting();
  try {
    page.organisation = await page.link.call("organisation", { slug: page.slug, pin: facts.pinOfAddress() });
    page.problem = null;
  } catch (error) {
    page.problem = error;
    if (/** @type {any} */ (error).code === "worker") restartWorker();
  }
  people.showPeople(page);
  (await import("/static/js/report/deputy.js")).followDeputy(page);
}

/** There is something in this page that would be lost. */
function holdsText() {
  return !page.isDone && /** @type {HTMLTextAreaElement} */ (byId("story")).value.trim() !== "";
}

/** @param {BeforeUnloadEvent} event */
function warn(event) {
  if (holdsText()) event.preventDefault();
}

function wipe() {
  window.removeEventListener("beforeunload", warn);
  page.link.close();
  page.secrets = null;
  for (const form of document.forms) form.reset();
  for (const id of ["code", "words", "answers", "category-advice"]) document.getElementById(id)?.replaceChildren();
}

window.addEventListener("beforeunload", warn);
window.addEventListener("pagehide", wipe);
window.addEventListener("zegel:exit", wipe);

// The step list follows the reader through the first view.
for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]"))) {
  part.addEventListener("focusin", () => markStep(part.dataset.part ?? "who"));
}

/** The scripts of this page are all here. */
let isReady = false;

async function start() {
  const [form, categories, sending, people] = await Promise.all([
    import("/static/js/report/form.js"),
    import("/static/js/report/categories.js"),
    import("/static/js/report/send.js"),
    import("/static/js/report/people.js"),
    loadTexts("report"),
  ]);
  isReady = true;
  form.listen(page);
  categories.listen(page, () => people.showPeople(page));
  sending.listen(page);
  markStep("who");
  window.addEventListener("zegel:language", async () => {
    await loadTexts("report");
    people.showPeople(page);
    categories.showAgain(page);
    (await import("/static/js/report/deputy.js")).followDeputy(page);
    form.showAgain(page);
    sending.showAgain(page);
    const current = document.querySelector("[aria-current=step]");
    markStep(/** @type {HTMLElement | null} */ (current)?.dataset.step ?? "send", page.isDone);
  });
  await openList();
  categories.showAdvice(page);
}

/** Fetch the rest; without it nothing can be sealed, so that is told where the list of counsellors should be. */
function begin() {
  byId("list-failed").hidden = true;
  byId("counsellors-wait").hidden = false;
  start().catch(() => {
    if (isReady) return;
    byId("counsellors-wait").hidden = true;
    byId("list-failed").hidden = false;
    byId("list-failed-title").textContent = t("This page was not loaded completely");
    byId("list-failed-text").textContent = t("Check your connection and try again.");
  });
}

byId("write-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isReady) errorSummary(t("This page is still loading"), [{ id: "story", message: t("Wait a moment and try again.") }]);
});
byId("from-logbook").addEventListener("click", async () => {
  const { bring } = await import("/static/js/report/logbook.js");
  await bring(/** @type {HTMLTextAreaElement} */ (byId("story")), byId("from-logbook-said"));
});
byId("list-again").addEventListener("click", () => (isReady ? openList() : begin()));
keepLanguageInPlace();

// One frame later the form is on the screen; only then anything else is fetched.
requestAnimationFrame(() => setTimeout(begin, 0));
