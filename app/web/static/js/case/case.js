// @ts-check
/**
 * The mailbox: sign in with code and words, see where it stands, read and write. One document that does not navigate while
 * it is open; keys and session are in the worker, and leaving the page ends them.
 */

import { loadCategoryNames } from "/static/js/shared/category_names.js";
import { wipeOnLeaving } from "/static/js/shared/leaving.js";
import { byId, errorSummary, fieldError, keepLanguageInPlace, loadTexts, t } from "/static/js/shared/page.js";
import { openWorker, partGently } from "/static/js/shared/worker_link.js";

const WORKER = "/static/js/reporter_worker/worker.js";
const slug = byId("main").dataset.slug ?? "";

/** @type {import("/static/js/shared/worker_link.js").WorkerLink | null} */
let link = null;
/** What the worker told of the case; null when signed out. @type {any} */
let view = null;
/** @type {(() => void) | null} makes the texts of this page's problems again */
let problem = null;

/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (byId(id));

/** What was made of the case on this page, and goes with it. */
const MADE = [
  "case-lead", "case-look", "kept-day", "kept-ground", "beside-lines", "harm-said", "harm-logbook-said", "case-said", "notices", "claims", "requests", "requests-said", "allowed", "line", "late-chip", "late-title", "late-text", "late-recorded", "gone-title", "gone-text", "talk", "talk-title",
  "officer-title", "officer-lead", "officer-steps", "officer-claims", "officer-talk", "officer-said", "exact-checks", "exact-events", "exact-facts", "receipt-said", "contest-lead", "contest-due", "contest-seen", "contest-said",
  "outside-said", "outside-doubts", "outside-items", "outside-to", "outside-prints", "outside-duty", "outside-scope", "outside-news", "outside-talks", "forwards", "forwards-said", "share-lines", "share-text", "share-said", "trial-facts", "trial-means", "trial-lines", "trial-said",
];

/** @param {string} name of a view */
function show(name) {
  for (const one of document.querySelectorAll(".view")) /** @type {HTMLElement} */ (one).hidden = one.id !== `view-${name}`;
  document.documentElement.scrollTop = 0;
  /** @type {HTMLElement} */ (byId(`view-${name}`).querySelector("h1")).focus({ preventScroll: true });
}

/** Code and words pasted into one field are taken apart. */
function secretsTyped() {
  const code = field("code").value.trim();
  const words = field("words").value.trim();
  if (words !== "") return { code, words };
  const parts = /^((?:[0-9A-Za-z][\s-]*){16})[\s,;:]+([\s\S]+)$/.exec(code);
  return parts === null ? { code, words } : { code: String(parts[1]), words: String(parts[2]) };
}

/** @param {string} title @param {{ id: string, message: string }[]} found */
function tell(title, found) {
  // Here code and words were typed and no text: there is nothing to reassure about.
  const reassurance = byId("error-summary").querySelector("p");
  if (reassurance !== null) reassurance.hidden = view === null;
  errorSummary(title, found);
}

/** Say what is wrong; the same sentence for a wrong code, wrong words and a case that does not exist. @param {any} error */
async function tellSignIn(error) {
  const { listProblem } = await import("/static/js/shared/facts.js");
  problem = () => {
    fieldError("code", error.code === "code" ? t("This code is not complete, or a letter or digit is not right. It has 16 of them.") : "");
    fieldError("words", error.code === "words" ? t("These are not seven words. Type all seven, with spaces between them.") : "");
    if (error.code === "code") tell(t("Your code is not right yet"), [{ id: "code", message: t("Look at your code.") }]);
    else if (error.code === "words") tell(t("Your words are not right yet"), [{ id: "words", message: t("Look at your seven words.") }]);
    else if (error.code === "denied") {
      const places = (error.unknown ?? []).join(", ");
      const hint = places === ""
        ? { id: "code", message: t("Look at every letter and digit of your code, and at the order of your words.") }
        : { id: "words", message: t("Look at word {places}: it is not in our lists.", { places }) };
      tell(t("This code and these words do not open anything together"), [hint, { id: "code", message: t("Are you at the right organisation? A code works only where you reported.") }]);
    } else {
      const { title, text } = listProblem(error);
      tell(title, [{ id: "sign-in", message: text }]);
    }
  };
  problem();
}

/** @param {string} step @param {number} fraction */
function showBusy(step, fraction) {
  byId("busy").hidden = false;
  const words = step === "keys" ? t("Making your key… In Tor Browser this can take ten seconds.") : t("Opening your messages…");
  if (byId("busy-title").textContent !== words) byId("busy-title").textContent = words;
  /** @type {HTMLProgressElement} */ (byId("progress")).value = step === "keys" ? 5 + fraction * 75 : 90;
}

/** @param {SubmitEvent} event */
async function signIn(event) {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (byId("sign-in"));
  const { pinOfAddress } = await import("/static/js/shared/facts.js");
  problem = null;
  tell("", []);
  for (const id of ["code", "words"]) fieldError(id, "");
  button.disabled = true;
  byId("signed-out").hidden = true;
  showBusy("keys", 0);
  link ??= openWorker(WORKER);
  try {
    view = await link.call("openCase", { slug, pin: pinOfAddress(), ...secretsTyped() }, (step) => showBusy(step.step, step.fraction));
    const { showCase } = await import("/static/js/case/view.js");
    /** @type {HTMLFormElement} */ (byId("sign-in-form")).reset();
    showCase(view);
    show("case");
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    if (code === "worker") link = null;
    if (code !== "closed") await tellSignIn(error);
  } finally {
    button.disabled = false;
    byId("busy").hidden = true;
  }
}

/** Everything of the case leaves this page. */
function wipe() {
  link?.close();
  link = null;
  view = null;
  for (const form of document.forms) form.reset();
  for (const id of MADE) byId(id).replaceChildren();
  for (const made of document.querySelectorAll(".step-view [data-live]")) made.replaceChildren();
  for (const id of ["receipt-text", "receipt-proof"]) field(id).value = "";
  import("/static/js/case/view.js").then(({ forget }) => forget(), () => undefined);
}

/** The case leaves the screen first: a connection that hangs must not keep it there. */
async function signOut() {
  const was = link;
  link = null;
  wipe();
  show("sign-in");
  await partGently(was);
  if (link === null) byId("signed-out").hidden = false;
}

wipeOnLeaving(wipe, () => view !== null &&
  [...document.querySelectorAll("#view-case textarea")].some((one) => /** @type {HTMLTextAreaElement} */ (one).value.trim() !== ""));

byId("sign-in-form").addEventListener("submit", signIn);
byId("sign-out").addEventListener("click", signOut);
byId("cancel").addEventListener("click", () => {
  link?.close();
  link = null;
});

async function start() {
  const [{ listen, showCase }] = await Promise.all([import("/static/js/case/view.js"), loadTexts("reporter_scripts"), loadCategoryNames()]);
  keepLanguageInPlace();
  listen({ call: (method, params) => link === null ? Promise.reject({ code: "denied" }) : link.call(method, params), shown: (next) => { view = next; }, show, gone: wipe });
  window.addEventListener("zegel:language", async () => {
    await Promise.all([loadTexts("reporter_scripts"), loadCategoryNames()]);
    if (view !== null) showCase(view);
    if (problem !== null && !byId("error-summary").hidden) problem();
  });
}

requestAnimationFrame(() => setTimeout(start, 0));
