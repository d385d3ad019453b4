// @ts-check
/** Signing in: name and password, then the keys are opened in the worker while a bar shows how far it is. */

import { byId, t } from "/static/js/shared/page.js";
import { desk, formerDeskIsClosed, leaveDesk, link, lookForNews } from "/static/js/workplace/desk.js";
import { input, showProblems } from "/static/js/workplace/forms.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { showReportsTab } from "/static/js/workplace/reports_view.js";
import { isOnlyOfficer, showOfficerTab } from "/static/js/workplace/officer_view.js";
import { isOnlyOutside, showOutsideTab } from "/static/js/workplace/outside_view.js";
import { go, now, register, say, setSignedIn } from "/static/js/workplace/screen.js";

const FIELDS = ["name", "password"];

/** Counts attempts, so that a cancelled one cannot come back. */
let attempt = 0;

/** @type {(name: string) => void} what happens once somebody is in */
let entered = () => undefined;

/**
 * Put the view in its place, before it is shown. What is asked of it waits until the rest of the page is ready.
 * @param {Promise<unknown>} ready @param {(name: string) => void} afterwards gets the name of who signed in
 */
export function prepareSignIn(ready, afterwards) {
  entered = afterwards;
  register("sign-in", { title: () => t("Sign in to your workplace"), render: () => progress(0), open: true });
  byId("sign-in").addEventListener("submit", (event) => {
    event.preventDefault();
    void ready.then(submit);
  });
  byId("opening-stop").addEventListener("click", () => {
    attempt += 1;
    leaveDesk();
    showForm(true);
    input("password").focus();
  });
  byId("to-recover").addEventListener("click", () => {
    void ready.then(() => {
      input("recover-name").value = input("name").value;
      go("recover");
    });
  });
}

async function submit() {
  const name = input("name").value.trim();
  const password = input("password").value;
  const problems = [];
  if (name === "") problems.push({ id: "name", message: t("Fill in your sign-in name.") });
  if (password === "") problems.push({ id: "password", message: t("Fill in your password.") });
  showProblems("sign-in", FIELDS, problems);
  if (problems.length > 0) return;
  say("");
  attempt += 1;
  const mine = attempt;
  showForm(false);
  try {
    await formerDeskIsClosed();
    await link().call("signIn", { name, password }, (share) => mine === attempt && progress(share));
    if (mine === attempt) await enterDesk(name);
  } catch (refusal) {
    if (mine !== attempt) return;
    showForm(true);
    showProblems("sign-in", FIELDS, [{ id: "", message: sentence(refusal) }]);
  }
}

/**
 * Go to the worklist of the account that just signed in.
 * @param {string} name
 */
export async function enterDesk(name) {
  progress(1);
  await lookForNews();
  desk.name = name;
  byId("me-name").textContent = name;
  for (const id of ["password", "new-first", "new-again", "recover-code"]) input(id).value = "";
  showForm(true);
  setSignedIn(true);
  showReportsTab();
  showOutsideTab();
  showOfficerTab();
  go(isOnlyOutside() ? "packages" : isOnlyOfficer() && desk.releasedCases.length > 0 ? "released" : "worklist", { remember: false });
  entered(name);
}

/** @param {number} share 0..1 */
function progress(share) {
  const done = share >= 1;
  /** @type {HTMLProgressElement} */ (byId("opening-bar")).value = Math.round(100 * share);
  byId("opening-words").textContent = done
    ? t("Fetching your cases and checking the lists of keys …")
    : t("Your device makes your key out of your password. This takes a few seconds, and longer on an old phone.");
}

/** @param {boolean} form */
function showForm(form) {
  const moved = byId("sign-in").hidden !== !form;
  byId("sign-in").hidden = !form;
  byId("opening").hidden = form;
  if (!form) progress(0);
  if (!form && moved && now() === "sign-in") byId("opening-stop").focus();
}
