// @ts-check
/** A new password with the printed recovery code: check the code, choose a password, go on to the worklist. */

import { byId, t } from "/static/js/shared/page.js";
import { formerDeskIsClosed, link } from "/static/js/workplace/desk.js";
import { input, passwordProblems, showProblems } from "/static/js/workplace/forms.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { register, say } from "/static/js/workplace/screen.js";
import { enterDesk } from "/static/js/workplace/sign_in_view.js";

const CODE_FIELDS = ["recover-name", "recover-code"];
const PASSWORD_FIELDS = ["new-first", "new-again"];

/** Put the view in its place. */
export function prepareRecovery() {
  register("recover", { title: () => t("Set a new password with your recovery code"), render: () => undefined, open: true });
  byId("recover").addEventListener("submit", (event) => {
    event.preventDefault();
    void checkCode();
  });
  byId("new-password").addEventListener("submit", (event) => {
    event.preventDefault();
    void setPassword();
  });
}

async function checkCode() {
  const name = input("recover-name").value.trim();
  const code = input("recover-code").value;
  const problems = [];
  if (name === "") problems.push({ id: "recover-name", message: t("Fill in your sign-in name.") });
  if (code.trim() === "") problems.push({ id: "recover-code", message: t("Fill in the recovery code from your sheet.") });
  showProblems("recover", CODE_FIELDS, problems);
  if (problems.length > 0) return;
  try {
    await formerDeskIsClosed();
    await link().call("openWithCode", { name, code });
    show("new-password");
    input("new-username").value = name;
    input("new-first").focus();
  } catch (refusal) {
    showProblems("recover", CODE_FIELDS, [codeProblem(refusal)]);
  }
}

/** @param {any} refusal */
function codeProblem(refusal) {
  if (refusal.code === "code") {
    return { id: "recover-code", message: t("This code has a slip in it. Compare it with your sheet, group by group.") };
  }
  if (refusal.code === "denied") return { id: "", message: t("This name and this code do not belong together. Check both.") };
  return { id: "", message: sentence(refusal) };
}

async function setPassword() {
  const problems = passwordProblems("new");
  showProblems("new-password", PASSWORD_FIELDS, problems);
  if (problems.length > 0) return;
  show("resetting");
  const bar = /** @type {HTMLProgressElement} */ (byId("resetting-bar"));
  try {
    await link().call("setPassword", { password: input("new-first").value }, (share) => { bar.value = Math.round(100 * share); });
    await enterDesk(input("recover-name").value.trim());
    show("recover");
    say(t("Your new password is set. All other devices are signed out. Keep the sheet with your recovery code."));
  } catch (refusal) {
    show("new-password");
    showProblems("new-password", PASSWORD_FIELDS, [{ id: "", message: sentence(refusal) }]);
  }
}

/** @param {"recover"|"new-password"|"resetting"} part */
function show(part) {
  for (const id of ["recover", "new-password", "resetting"]) byId(id).hidden = id !== part;
}
