// @ts-check
/**
 * The page of the logbook: begin one, or open it with code and words. One document that does not navigate while it is open;
 * keys and session are in the worker, and leaving the page ends them.
 */

import { loadCategoryNames } from "/static/js/shared/category_names.js";
import { wipeOnLeaving } from "/static/js/shared/leaving.js";
import { byId, errorSummary, fieldError, keepLanguageInPlace, loadTexts, t } from "/static/js/shared/page.js";
import { pinOfAddress } from "/static/js/shared/facts.js";
import { openWorker } from "/static/js/shared/worker_link.js";

const WORKER = "/static/js/reporter_worker/logbook_worker.js";
const MADE = ["code", "words", "entries", "book-lead", "book-said", "take-count", "keep-said"];

/**
 * What this document holds: the worker, code and words of a logbook that is being begun, and what the worker told of one.
 * @type {{ slug: string, link: import("/static/js/shared/worker_link.js").WorkerLink | null, secrets: any, book: any,
 *   call: (method: string, params?: any) => Promise<any>, show: (name: string) => void, wipe: () => void }}
 */
export const page = { slug: byId("main").dataset.slug ?? "", link: null, secrets: null, book: null, call, show, wipe };

/** @param {string} id */
export const field = (id) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (byId(id));

/** @param {string} method @param {any} [params] */
function call(method, params = {}) {
  page.link ??= openWorker(WORKER);
  return page.link.call(method, params, ({ fraction }) => showBusy(fraction)).catch((error) => {
    if (error.code === "worker") page.link = null;
    throw error;
  });
}

/** @param {number} fraction */
function showBusy(fraction) {
  byId("busy-title").textContent = t("Making your key… In Tor Browser this can take ten seconds.");
  byId("busy").hidden = false;
  /** @type {HTMLProgressElement} */ (byId("progress")).value = 5 + fraction * 90;
}

/** @param {string} name */
function show(name) {
  for (const view of document.querySelectorAll(".view")) /** @type {HTMLElement} */ (view).hidden = view.id !== `view-${name}`;
  byId("error-summary").hidden = true;
  document.documentElement.scrollTop = 0;
  /** @type {HTMLElement} */ (byId(`view-${name}`).querySelector("h1")).focus({ preventScroll: true });
}

/**
 * What stands in a form of an entry; null when something is missing, which is then told.
 * @param {"first" | "next"} at
 */
export function written(at) {
  const text = field(`${at}-text`).value.trim();
  const day = field(`${at}-day`).value;
  const found = [];
  const { today } = byId("main").dataset;
  if (text === "") found.push({ id: `${at}-text`, message: t("Write what happened. One sentence is enough.") });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day > String(today)) found.push({ id: `${at}-day`, message: t("Choose the day on which it happened, today at the latest.") });
  for (const id of [`${at}-text`, `${at}-day`]) fieldError(id, found.find((one) => one.id === id)?.message ?? "");
  errorSummary(found.length === 0 ? "" : t("Your entry is not complete yet"), found);
  const ticked = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`[name="${at}-harm"]:checked`));
  return found.length === 0 ? { text, day, codes: [...ticked].map((one) => one.value) } : null;
}

/** Say what went wrong, and that nothing is lost. @param {any} error @param {string} id of the place to go on */
export async function tell(error, id) {
  const { listProblem } = await import("/static/js/shared/facts.js");
  const sentences = /** @type {Record<string, () => string>} */ ({
    network: () => t("No connection. Nothing is lost: try again, and it cannot be kept twice."),
    size: () => t("This entry is too long. Make two of it."),
    newer: () => t("You wrote in another window meanwhile. Try again."),
    policy: () => t("The logbook is full, or the service did not take the entry."),
    receipt: () => t("The entry was kept, but its receipt does not hold, so its day is not proved."),
    exists: () => t("The service did not take the entry. Reload this page and begin again."),
  });
  const sentence = sentences[String(error.code)]?.();
  const { title, text } = sentence === undefined ? listProblem(error) : { title: t("That did not work"), text: sentence };
  errorSummary(title, [{ id, message: text }]);
}

/** Open the logbook of this code and these words. */
async function open() {
  const button = /** @type {HTMLButtonElement} */ (byId("open-book"));
  for (const id of ["book-code", "book-words"]) fieldError(id, "");
  errorSummary("", []);
  button.disabled = true;
  showBusy(0);
  try {
    const typed = { code: field("book-code").value.trim(), words: field("book-words").value.trim() };
    page.book = await call("open", { slug: page.slug, pin: pinOfAddress(), ...typed });
    /** @type {HTMLFormElement} */ (byId("open-form")).reset();
    await enter();
  } catch (error) {
    await tellOpening(/** @type {any} */ (error));
  } finally {
    button.disabled = false;
    byId("busy").hidden = true;
  }
}

/** The same sentence for a wrong code, wrong words and a logbook that does not exist. @param {any} error */
async function tellOpening(error) {
  if (error.code === "closed") return;
  const field = { code: "book-code", words: "book-words", denied: "book-code" }[String(error.code)];
  if (field === undefined) {
    await tell(error, "book-code");
    return;
  }
  const message = error.code === "code"
    ? t("This code is not complete, or a letter or digit is not right. It has 16 of them.")
    : error.code === "words" ? t("These are not seven words. Type all seven, with spaces between them.")
      : t("Look at every letter and digit of your code, and at the order of your words.");
  fieldError(field, message);
  errorSummary(error.code === "denied" ? t("This code and these words do not open a logbook together") : t("Your code or words are not right yet"), [{ id: field, message }]);
}

/** Show what the worker told. */
export async function enter() {
  const { showBook } = await import("/static/js/logbook/book.js");
  showBook(page);
  show("book");
}

/** Everything of the logbook leaves this page. */
function wipe() {
  page.link?.close();
  page.link = null;
  page.secrets = null;
  page.book = null;
  for (const form of document.forms) form.reset();
  for (const id of MADE) byId(id).replaceChildren();
}

wipeOnLeaving(wipe, () => ["first-text", "next-text"].some((id) => field(id).value.trim() !== ""));

async function start() {
  const [beginning, book] = await Promise.all([
    import("/static/js/logbook/begin.js"), import("/static/js/logbook/book.js"), loadTexts("reporter_scripts"), loadCategoryNames(),
  ]);
  keepLanguageInPlace();
  beginning.listen(page);
  book.listen(page);
  window.addEventListener("zegel:language", async () => {
    await Promise.all([loadTexts("reporter_scripts"), loadCategoryNames()]);
    if (page.secrets !== null) beginning.showLabels();
    if (page.book !== null) book.showBook(page);
  });
  document.documentElement.dataset.ready = "yes";
  return beginning;
}

// The forms are on screen before the rest of the page is there: what a quick hand sends waits, and is never lost.
const ready = new Promise((resolve) => { requestAnimationFrame(() => setTimeout(() => resolve(start()), 0)); });
byId("open-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void ready.then(open);
});
byId("first-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void ready.then((beginning) => beginning.showCode(page));
});
