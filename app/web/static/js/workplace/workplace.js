// @ts-check
/**
 * The workplace document. It never navigates while it holds secrets: views change in place, and leaving wipes.
 * The worker with all cryptography starts only after the form is on screen.
 */

import { keepLanguageInPlace } from "/static/js/shared/language.js";
import { loadCategoryNames } from "/static/js/shared/category_names.js";
import { byId, loadTexts, t } from "/static/js/shared/page.js";
import { ACT_FIELDS, hasUnsentText } from "/static/js/workplace/acts.js";
import { openCase, prepareCase } from "/static/js/workplace/case_view.js";
import { desk, leaveDesk, leaveDeskGently, link } from "/static/js/workplace/desk.js";
import { DOSSIER_FIELDS, forgetDossier, prepareDossier } from "/static/js/workplace/dossier.js";
import { input, letPasswordsShow, letWordsBeSuggested } from "/static/js/workplace/forms.js";
import { lockWhenIdle } from "/static/js/workplace/idle.js";
import { prepareKeys } from "/static/js/workplace/keys_view.js";
import { OFFICER_FIELDS } from "/static/js/workplace/officer_acts.js";
import { prepareOfficer } from "/static/js/workplace/officer_view.js";
import { prepareOutside } from "/static/js/workplace/outside_view.js";
import { PACKAGE_FIELDS } from "/static/js/workplace/package_acts.js";
import { prepareRecovery } from "/static/js/workplace/recover_view.js";
import { forgetReminders, openReminders, prepareReminders } from "/static/js/workplace/reminders_view.js";
import { prepareRegister } from "/static/js/workplace/register_view.js";
import { prepareReports } from "/static/js/workplace/reports_view.js";
import { askBeforeLeaving, go, isSignedIn, keepHistoryInside, now, refresh, say, setSignedIn } from "/static/js/workplace/screen.js";
import { prepareSignIn } from "/static/js/workplace/sign_in_view.js";
import { prepareWorklist } from "/static/js/workplace/worklist_view.js";

const LIVE = ["notices", "orgs", "cases", "standing", "talk", "duties", "history", "warnings", "cards", "safety-number", "safety-fingerprint", "me-name", "practice", "count", "agreed", "dispute-ref", "under", "mail-state", "calendar-state", "register-own", "organisation-page", "packages", "package-notices", "package-state", "package-terms", "package-talk", "package-note", "package-written", "package-silence", "package-people", "forward-to"];
const SECRET_FIELDS = ["name", "password", "recover-name", "recover-code", "new-first", "new-again", "mail-to", ...PACKAGE_FIELDS, ...DOSSIER_FIELDS, ...ACT_FIELDS, ...OFFICER_FIELDS];

/** Sign out: nothing stays on screen, whether the service can be reached or not; then its session ends, and the worker with its keys. */
async function signOut(next = "sign-in") {
  if (hasUnsentText() && !window.confirm(t("You have text that was not sent. Sign out all the same?"))) return;
  const goodbye = leaveDeskGently();
  wipe();
  go(next);
  const told = await goodbye;
  if (isSignedIn()) return;
  if (told) say(t("You are signed out. The keys are gone from this page."));
  else say(t("The keys are gone from this page. The service could not be reached: it ends your session by itself within 20 minutes."), "near");
}

/** Take every secret off this page. @param {string[]} fields which of them are emptied */
function wipe(fields = SECRET_FIELDS) {
  leaveDesk();
  setSignedIn(false);
  forgetReminders();
  forgetDossier();
  for (const id of LIVE) byId(id).replaceChildren();
  for (const id of fields) input(id).value = "";
}

/** What was on screen when the page locked itself, and whose; text that was not sent stays in its fields. @type {{name: string, id: string|null}|null} */
let held = null;

/** Nobody is here: keys and cases leave the page, what was being written stays. */
function lock() {
  const { name } = desk;
  const writing = hasUnsentText();
  held = { name, id: now() === "case" || writing ? desk.file?.id ?? null : null };
  void leaveDeskGently();
  wipe(SECRET_FIELDS.filter((id) => !ACT_FIELDS.includes(id)));
  input("name").value = name;
  go("sign-in");
  say(writing ? t("This page locked itself after 15 minutes. Your keys are gone from it. What you were writing is still here: sign in again and go on.")
    : t("This page locked itself after 15 minutes. Your keys are gone from it. Sign in again to go on."), "near");
}

/** After signing in again the same person finds their text; for anybody else it is gone. @param {string} name */
function comeBack(name) {
  if (held === null) return;
  const { id } = held;
  const same = held.name === name;
  held = null;
  if (!same) for (const field of ACT_FIELDS) input(field).value = "";
  else if (id !== null) void openCase(id, { keepsText: true });
}

async function start() {
  // The form is in the page already, in the right language: show it before anything is fetched. Nothing is taken out
  // of the page: changing the language walks it side by side with the same page in the other language.
  // Whoever is quick presses a button before the texts are there: what they ask then waits, and is never lost.
  const texts = Promise.all([loadTexts("workplace_scripts"), loadCategoryNames()]);
  const ready = texts.then(prepareViews);
  prepareSignIn(ready, comeBack);
  letPasswordsShow();
  byId("without-scripts").hidden = true;
  byId("view-sign-in").hidden = false;
  await ready;
}

/** What needs the texts. */
function prepareViews() {
  prepareRecovery();
  prepareWorklist((id) => { void openCase(id); });
  prepareCase();
  prepareOutside();
  prepareOfficer();
  prepareDossier();
  prepareKeys(() => { void signOut("recover"); });
  prepareRegister();
  prepareReports();
  prepareReminders();
  keepLanguageInPlace();
  keepHistoryInside();
  letWordsBeSuggested(link);
  askBeforeLeaving(hasUnsentText);
  window.addEventListener("zegel:language", () => { Promise.all([loadTexts("workplace_scripts"), loadCategoryNames()]).then(refresh, refresh); });
  window.addEventListener("pagehide", () => wipe());
  lockWhenIdle({
    active: isSignedIn, lock, calm: () => say(""),
    warn: () => {
      say(t("This page locks itself in one minute. Touch a key to stay."), "near");
      byId("said").classList.add("in-sight");
    },
  });
  byId("sign-out").addEventListener("click", () => { void signOut(); });
  byId("to-worklist").addEventListener("click", () => { say(""); go("worklist"); });
  for (const tab of document.querySelectorAll("button[data-view]")) {
    tab.addEventListener("click", () => { say(""); go(tab.getAttribute("data-view") ?? "worklist"); });
  }
  document.querySelector("[data-view=reminders]")?.addEventListener("click", () => openReminders());
  go("sign-in");
  link();
}

void start();
