// @ts-check
/**
 * Enrolment, step by step in one document: invitation, device, password, recovery code, card. The token is read from
 * the fragment and taken out of the address at once; going back a step keeps what was typed.
 */

import { keepLanguageInPlace } from "/static/js/shared/language.js";
import { byId, loadTexts, t } from "/static/js/shared/page.js";
import { makeAccount, showCode } from "/static/js/enrol/code.js";
import { checkAccount, openLink, showInvitation, tokenOf } from "/static/js/enrol/invitation.js";
import { leaveDesk, link } from "/static/js/workplace/desk.js";
import { input, letPasswordsShow, letWordsBeSuggested, passwordProblems, showProblems } from "/static/js/workplace/forms.js";
import { keyCard, printOnly } from "/static/js/workplace/key_card.js";
import { sentence } from "/static/js/workplace/refusals.js";

const STEPS = ["invitation", "device", "password", "code", "card"];
const state = {
  step: "invitation", token: "",
  /** @type {any} */ invitation: null,
  /** @type {any} */ card: null,
};

/** The chosen radio of a group, "" for none. @param {string} name */
function chosen(name) {
  return /** @type {HTMLInputElement|null} */ (document.querySelector(`input[name=${name}]:checked`))?.value ?? "";
}

/** @param {string} step */
function go(step) {
  state.step = step;
  byId("working").hidden = true;
  for (const one of STEPS) byId(`step-${one}`).hidden = one !== step;
  render();
  window.scrollTo(0, 0);
  byId("title").focus({ preventScroll: true });
}

/** Make everything live again in the language of now. */
function render() {
  const title = titles()[state.step] ?? "";
  byId("title").textContent = title;
  document.title = `${title} · Zegel`;
  const at = STEPS.indexOf(state.step);
  document.querySelectorAll("[data-step]").forEach((item, place) => {
    item.classList.toggle("done", place < at);
    if (place === at) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  });
  byId("beside").hidden = state.step === "card";
  if (state.invitation !== null) showInvitation(state.invitation);
  if (state.card === null) return;
  byId("card").replaceChildren(keyCard(state.card));
  byId("card-pin").textContent = state.card.pin;
}

/** @returns {Record<string, string>} the heading of each step */
function titles() {
  return {
    invitation: t("Make your keys and your account"), device: t("Say whose device you use"), password: t("Choose a long password"),
    code: t("Keep your recovery code"), card: t("Print your card and let it be compared"),
  };
}

/** @param {string} title @param {(progress: (share: number) => void) => Promise<any>} work */
async function during(title, work) {
  const bar = /** @type {HTMLProgressElement} */ (byId("working-bar"));
  for (const one of STEPS) byId(`step-${one}`).hidden = true;
  byId("working").hidden = false;
  byId("working-title").textContent = title;
  bar.value = 0;
  return work((share) => { bar.value = Math.round(100 * share); });
}

/** @param {string} token base64 */
async function openInvitation(token) {
  try {
    state.invitation = await link().call("openInvitation", { token });
    state.token = token;
    showProblems("invitation", ["link"], []);
    byId("invitation-paste").hidden = true;
    byId("invitation-found").hidden = false;
    go("invitation");
  } catch (refusal) {
    go("invitation");
    showProblems("invitation", ["link"], [{ id: "", message: invitationSentence(refusal) }]);
  }
}

/** Read the token of the address and take it out: it must not stay where history and shoulders find it. */
function takeToken() {
  const token = tokenOf(window.location.hash);
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return token;
}

/** Another link was opened in this window; only its fragment differs, so the page is not loaded again. */
async function otherLink() {
  const token = takeToken();
  const busy = ["device", "password", "code"].includes(state.step);
  if (token === "" || (busy && !window.confirm(t("You are not done with the other invitation. Leave it?")))) return;
  leaveDesk();
  Object.assign(state, { step: "invitation", token: "", invitation: null, card: null });
  for (const radio of document.querySelectorAll("input[type=radio]")) /** @type {HTMLInputElement} */ (radio).checked = false;
  byId("existing").hidden = true;
  await openInvitation(token);
}

/** @param {any} refusal @returns {string} */
function invitationSentence(refusal) {
  if (refusal.code === "unknown" || refusal.code === "format") return t("This invitation cannot be used: it was used already, it is older than seven days, or the link is not whole. Ask the administrator for a new one.");
  if (refusal.code === "newer") return t("This invitation was opened a second time: by you in another window, or by somebody else. Was it not you? Stop and tell the administrator. Was it you? Press the button again.");
  if (refusal.code === "exists") return t("There is an account with this sign-in name already. Go back to the first step and choose: I already have an account.");
  return sentence(refusal);
}

/** @param {any} card what the worker made */
function finished(card) {
  const { orgName, slug, person, place, subjects, role } = state.invitation;
  state.card = { orgName, slug, person, place, subjects, role, ...card };
  for (const id of ["password", "new-first", "new-again", "first-group", "last-group"]) input(id).value = "";
  byId("groups").replaceChildren();
  leaveDesk();
  go("card");
}

/** @type {Record<string, () => Promise<void>>} what the button of each step does */
const submits = {
  async invitation() {
    const existing = chosen("account") === "existing";
    if (!checkAccount(chosen("account"))) return;
    if (!existing) return go("device");
    try {
      await during(t("Opening your keys"), (progress) =>
        link().call("signIn", { name: input("name").value.trim(), password: input("password").value }, progress));
      go("device");
    } catch (refusal) {
      go("invitation");
      showProblems("invitation", ["account", "name", "password"], [{ id: "", message: sentence(refusal) }]);
    }
  },
  async device() {
    const device = chosen("device");
    const problems = device === "" ? [{ id: "device", message: t("Choose whose device it is.") }] : [];
    showProblems("device", ["device"], problems);
    if (problems.length > 0) return;
    if (chosen("account") !== "existing") return go("password");
    try {
      finished(await during(t("Making your keys"), () => link().call("enrolExisting", { device })));
    } catch (refusal) {
      go("device");
      showProblems("device", ["device"], [{ id: "", message: invitationSentence(refusal) }]);
    }
  },
  async password() {
    const problems = passwordProblems("new");
    showProblems("password", ["new-first", "new-again"], problems);
    if (problems.length > 0) return;
    await showCode(state.invitation);
    go("code");
  },
  async code() {
    try {
      const card = await makeAccount((work) => during(t("Making your keys and closing them with your password"), work), chosen("device"));
      if (card !== null) finished(card);
    } catch (refusal) {
      if (/** @type {any} */ (refusal).code === "newer") await link().call("openInvitation", { token: state.token }).catch(() => undefined);
      go("code");
      showProblems("code", ["first-group", "last-group"], [{ id: "", message: invitationSentence(refusal) }]);
    }
  },
};

async function start() {
  const token = takeToken();
  byId("without-scripts").hidden = true;
  await loadTexts("workplace_scripts");
  byId("steps").hidden = false;
  for (const [step, submit] of Object.entries(submits)) {
    byId(`step-${step}`).addEventListener("submit", (event) => {
      event.preventDefault();
      void submit();
    });
  }
  for (const back of document.querySelectorAll("[data-to]")) {
    back.addEventListener("click", () => go(back.getAttribute("data-to") ?? "invitation"));
  }
  for (const radio of document.querySelectorAll("input[name=account]")) {
    radio.addEventListener("change", () => { byId("existing").hidden = chosen("account") !== "existing"; });
  }
  for (const radio of document.querySelectorAll("input[name=device]")) {
    radio.addEventListener("change", () => { byId("device-warning").hidden = chosen("device") !== "employer"; });
  }
  byId("open-link").addEventListener("click", () => openLink((pasted) => { void openInvitation(pasted); }));
  byId("print-code").addEventListener("click", () => printOnly(byId("sheet")));
  byId("print-card").addEventListener("click", () => printOnly(byId("card")));
  letPasswordsShow();
  letWordsBeSuggested(link);
  keepLanguageInPlace();
  window.addEventListener("zegel:language", () => { loadTexts("workplace_scripts").then(render, render); });
  window.addEventListener("hashchange", () => { void otherLink(); });
  window.addEventListener("pagehide", leaveDesk);
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  window.addEventListener("beforeunload", (event) => { if (["password", "code"].includes(state.step)) event.preventDefault(); });
  if (token === "") go("invitation");
  else await openInvitation(token);
}

void start();
