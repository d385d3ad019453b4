// @ts-check
/**
 * The workplace document. It never navigates while it holds secrets: views change in place, and leaving wipes.
 * The worker with all cryptography starts only after the form is on screen.
 */

import { keepLanguageInPlace } from "/static/js/language.js";
import { loadCategoryNames } from "/static/js/category_names.js";
import { byId, loadTexts, t } from "/static/js/page.js";
import { hasUnsentText, openCase, prepareCase } from "/static/js/workplace_case_view.js";
import { leaveDesk, link } from "/static/js/workplace_desk.js";
import { letPasswordsShow, letWordsBeSuggested } from "/static/js/workplace_forms.js";
import { prepareKeys } from "/static/js/workplace_keys_view.js";
import { prepareRecovery } from "/static/js/workplace_recover_view.js";
import { askBeforeLeaving, go, keepHistoryInside, refresh, say, setSignedIn } from "/static/js/workplace_screen.js";
import { prepareSignIn } from "/static/js/workplace_sign_in_view.js";
import { prepareWorklist } from "/static/js/workplace_worklist_view.js";

const LIVE = ["notices", "orgs", "cases", "standing", "talk", "duties", "history", "warnings", "cards", "safety-number", "safety-fingerprint", "me-name", "practice", "count"];
const SECRET_FIELDS = ["name", "password", "recover-name", "recover-code", "new-first", "new-again", "acknowledge-text", "answer-text"];

/** Sign out: the session ends on the service, the worker with its keys ends here, and nothing stays on screen. */
async function signOut(next = "sign-in") {
  if (hasUnsentText() && !window.confirm(t("You have text that was not sent. Sign out all the same?"))) return;
  const told = await link().call("signOut").then(() => true, () => false);
  wipe();
  go(next);
  if (told) say(t("You are signed out. The keys are gone from this page."));
  else say(t("The keys are gone from this page. The service could not be reached: it ends your session by itself within 20 minutes."), "near");
}

/** Take every secret off this page. */
function wipe() {
  leaveDesk();
  setSignedIn(false);
  for (const id of LIVE) byId(id).replaceChildren();
  for (const id of SECRET_FIELDS) /** @type {HTMLInputElement} */ (byId(id)).value = "";
}

async function start() {
  // The form is in the page already, in the right language: show it before anything is fetched. Nothing is taken out
  // of the page: changing the language walks it side by side with the same page in the other language.
  byId("without-scripts").hidden = true;
  byId("view-sign-in").hidden = false;
  await Promise.all([loadTexts("workplace_scripts"), loadCategoryNames()]);
  prepareSignIn();
  prepareRecovery();
  prepareWorklist((id) => { void openCase(id); });
  prepareCase();
  prepareKeys(() => { void signOut("recover"); });
  keepLanguageInPlace();
  keepHistoryInside();
  letPasswordsShow();
  letWordsBeSuggested(link);
  askBeforeLeaving(hasUnsentText);
  window.addEventListener("zegel:language", () => { Promise.all([loadTexts("workplace_scripts"), loadCategoryNames()]).then(refresh, refresh); });
  window.addEventListener("pagehide", wipe);
  byId("sign-out").addEventListener("click", () => { void signOut(); });
  byId("to-worklist").addEventListener("click", () => { say(""); go("worklist"); });
  for (const tab of document.querySelectorAll("button[data-view]")) {
    tab.addEventListener("click", () => { say(""); go(tab.getAttribute("data-view") ?? "worklist"); });
  }
  go("sign-in");
  link();
}

void start();
