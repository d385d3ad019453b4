// @ts-check
/**
 * An open logbook: its entries with the days their receipts prove, the next entry, what to take along, and erasing it.
 */

import { field, tell, written } from "/static/js/logbook/logbook.js";
import { asPage, asText, harmName, keepFile } from "/static/js/logbook/export.js";
import { offer } from "/static/js/logbook/shared.js";
import { byId, fill, icon, longDay, paragraphs, t } from "/static/js/shared/page.js";
import { partGently } from "/static/js/shared/worker_link.js";

/** Positions of the ticked entries; they outlive a change of language. @type {Set<number>} */
const taken = new Set();
/** @type {(() => void) | null} */
let stopOffering = null;

/** @param {string} warning */
function warningText(warning) {
  if (warning === "damaged") return t("This entry does not open: it was replaced or damaged.");
  if (warning === "receipt") return t("The receipt of this entry does not hold: its day is not proved.");
  return t("An entry before this one is missing or was replaced.");
}

/** @param {any} one */
function entryOf(one) {
  const day = one.day === undefined ? "?" : longDay(one.day);
  const kept = one.receivedOn ? t("kept on {day}", { day: longDay(one.receivedOn) }) : "";
  const made = fill("entry", {
    day,
    kept,
    harms: one.codes?.length > 0 ? one.codes.map(harmName).join(" · ") : null,
    text: one.text === undefined ? null : paragraphs(one.text),
    warning: one.warning === "" ? null : [icon("alert"), warningText(one.warning)].map((part) => typeof part === "string" ? document.createTextNode(part) : part),
    which: `: ${day}`,
  });
  const box = /** @type {HTMLInputElement} */ (made.querySelector("input"));
  if (one.text === undefined) box.closest("label")?.remove();
  box.checked = taken.has(one.position);
  box.addEventListener("change", () => {
    if (box.checked) taken.add(one.position);
    else taken.delete(one.position);
    showCount();
  });
  return made;
}

function showCount() {
  byId("take-count").textContent = taken.size === 0 ? t("Nothing is ticked.") : t("Ticked: {n}.", { n: taken.size });
}

/** @param {any} page */
export function showBook(page) {
  const { entries, silentUntil } = page.book;
  byId("book-lead").textContent = t("Only you can read this. If nobody opens it, it is erased on {day}.", { day: longDay(silentUntil) });
  byId("entries").replaceChildren(...entries.map(entryOf));
  showCount();
  stopOffering ??= offer(() => asText(chosen(page)), () => { byId("book-said").textContent = t("The form in the other tab has taken the ticked entries over."); });
}

/** @param {any} page */
const chosen = (page) => (page.book?.entries ?? []).filter((/** @type {any} */ one) => taken.has(one.position) && one.text !== undefined);

/** @param {any} page @param {SubmitEvent} event */
async function write(page, event) {
  event.preventDefault();
  const entry = written("next");
  if (entry === null) return;
  const button = /** @type {HTMLButtonElement} */ (byId("write"));
  button.disabled = true;
  byId("book-said").textContent = "";
  try {
    page.book = await page.call("write", entry);
    /** @type {HTMLFormElement} */ (byId("next-form")).reset();
    showBook(page);
    byId("book-said").textContent = t("Your entry is kept.");
    byId("book-said").scrollIntoView({ block: "center" });
  } catch (error) {
    await tell(error, "next-text");
  } finally {
    button.disabled = false;
  }
}

/** @param {any} page */
function exportChosen(page) {
  const { today } = page.book;
  const codes = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[name="next-harm"]'))].map((one) => one.value);
  const ticked = chosen(page);
  const entries = ticked.length > 0 ? ticked : page.book.entries.filter((/** @type {any} */ one) => one.text !== undefined);
  keepFile(asPage(entries, codes, byId("main").dataset.name ?? "", today), t("logbook") + `-${today}.html`);
  byId("book-said").textContent = ticked.length > 0
    ? t("Your browser made a file of the ticked entries. Nothing was sent.")
    : t("Nothing was ticked, so your browser made a file of all entries. Nothing was sent.");
}

/** @param {any} page */
async function erase(page) {
  const isSure = /** @type {HTMLInputElement} */ (byId("erase-sure")).checked;
  byId("erase-error").hidden = isSure;
  byId("erase-error").textContent = isSure ? "" : t("Tick that you are sure first.");
  if (!isSure) return;
  try {
    await page.call("erase");
  } catch (error) {
    await tell(error, "erase");
    return;
  }
  end(page, t("Your logbook is erased. Code and words open nothing any more."));
}

/** @param {any} page @param {string} said */
function end(page, said) {
  stopOffering?.();
  stopOffering = null;
  taken.clear();
  page.wipe();
  page.show("start");
  byId("start-said").textContent = said;
  byId("start-said").hidden = false;
}

/** @param {any} page */
export function listen(page) {
  byId("next-form").addEventListener("submit", (event) => write(page, event));
  byId("export").addEventListener("click", () => exportChosen(page));
  byId("erase").addEventListener("click", () => erase(page));
  byId("sign-out").addEventListener("click", async () => {
    // The logbook leaves the screen first: a connection that hangs must not keep it there.
    const was = page.link;
    page.link = null;
    end(page, t("You are signed out. This page no longer holds your logbook."));
    await partGently(was);
  });
  for (const name of ["pagehide", "zegel:exit"]) window.addEventListener(name, () => { stopOffering?.(); taken.clear(); });
  field("next-text").addEventListener("input", () => { byId("book-said").textContent = ""; });
}
