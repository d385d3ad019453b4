// @ts-check
/**
 * What only the reporter decides: the screens of another track, a complaint, evidence and an end. They are fetched together, at
 * the first of them, so that the service does not learn which one was looked at.
 */

import { byId, t } from "/static/js/shared/page.js";

/**
 * @typedef {import("/static/js/case/view.js").Mailbox} Mailbox
 * @typedef {object} Step what a screen may ask of the mailbox
 * @property {(method: string, params?: any) => Promise<any>} call the worker
 * @property {(focus?: string) => void} back to the messages, with the focus somewhere
 * @property {(view: any, words: () => string) => void} done a step was taken: show the case, and what came of it
 * @property {(name: string, choice?: string) => void} go to another of these screens
 * @property {() => void} gone the case is destroyed: nothing of it stays in this page
 * @property {(name: string) => void} show a view of the page
 * @typedef {{ [name: string]: { prepare: (step: Step) => void, show: (view: any, name: string, choice?: string) => void, forget: () => void } }} Screens
 */

/** @type {Screens | null} */
let screens = null;
/** @type {Step | null} */
let step = null;
/** Which screen is open, and the case it is about. @type {{ name: string, view: any, counsellor: string } | null} */
let open = null;
/** @type {any} */
let shownView = null;
let counsellor = "";

/** @param {Mailbox} mailbox @param {(view: any, words: () => string) => void} tell shows the case and what came of a step */
export function listenSteps(mailbox, tell) {
  step = {
    call: mailbox.call,
    show: mailbox.show,
    gone: mailbox.gone,
    back: (focus) => {
      open = null;
      mailbox.show("case");
      if (focus !== undefined) byId(focus).focus();
    },
    done: (view, words) => {
      open = null;
      mailbox.shown(view);
      tell(view, words);
      mailbox.show("case");
    },
    go: (name, choice) => { void openStep(name, choice); },
  };
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => { void openStep(button.getAttribute("data-step") ?? ""); });
  }
  for (const button of document.querySelectorAll("[data-back]")) button.addEventListener("click", () => step?.back());
}

/** @param {any} view @param {string} name of the counsellor */
export function showSteps(view, name) {
  shownView = view;
  counsellor = name;
  byId("steps-error").hidden = true;
  if (open !== null) screens?.[open.name]?.show(view, name);
}

/** @param {string} name @param {string} [choice] */
async function openStep(name, choice) {
  const error = byId("steps-error");
  error.hidden = true;
  if (screens === null) {
    try {
      ({ screens } = await import("/static/js/case/step_screens.js"));
    } catch {
      error.textContent = t("This page was not loaded completely. Check your connection and try again.");
      error.hidden = false;
      return;
    }
    for (const one of Object.values(screens)) one.prepare(/** @type {Step} */ (step));
  }
  if (shownView === null) return;
  open = { name, view: shownView, counsellor };
  screens[name]?.show(shownView, counsellor, choice);
  step?.show(name);
}

/** Nothing of the case stays here. */
export function forgetSteps() {
  open = null;
  shownView = null;
  counsellor = "";
  for (const one of Object.values(screens ?? {})) one.forget();
}
