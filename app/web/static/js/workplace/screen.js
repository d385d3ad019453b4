// @ts-check
/**
 * Which view of the one document is on screen. Changing views never navigates: the address stays as it is, and the
 * browser's back button goes from a case to the worklist instead of locking the page.
 */

import { byId, t } from "/static/js/shared/page.js";

/**
 * @typedef {object} View
 * @property {() => string} title the page's one heading
 * @property {() => void} render make everything live again, in the language of now
 * @property {() => (Node|string)[]} [under] what stands under the heading
 * @property {boolean} [open] may be shown without being signed in
 */

/** @type {Map<string, View>} */
const views = new Map();
let shown = "";
let signedIn = false;

/** @param {string} name of `<section id="view-…">` @param {View} view */
export function register(name, view) {
  views.set(name, view);
}

/** The view on screen. */
export function now() {
  return shown;
}

/** Somebody is signed in. */
export function isSignedIn() {
  return signedIn;
}

/** @param {boolean} yes */
export function setSignedIn(yes) {
  signedIn = yes;
  byId("nav").hidden = !yes;
  byId("me").hidden = !yes;
}

/**
 * Show a view and move the focus to its heading.
 * @param {string} name
 * @param {{remember?: boolean, focus?: boolean}} [how] `remember`: the back button comes back here
 */
export function go(name, { remember = true, focus = true } = {}) {
  const view = views.get(name);
  if (view === undefined || (!signedIn && view.open !== true)) return;
  for (const other of views.keys()) byId(`view-${other}`).hidden = other !== name;
  for (const tab of document.querySelectorAll("[data-view].tab")) {
    if (tab.getAttribute("data-view") === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  byId("back").hidden = name !== "case";
  const before = shown;
  shown = name;
  if (remember && before !== "" && before !== name && signedIn) history.pushState({ view: name }, "");
  else history.replaceState({ view: name }, "");
  refresh();
  if (before === "" || !focus) return;
  window.scrollTo(0, 0);
  byId("title").focus({ preventScroll: true });
}

/** Make the texts of the view on screen again. */
export function refresh() {
  const view = views.get(shown);
  if (view === undefined) return;
  const title = view.title();
  byId("title").textContent = title;
  document.title = `${title} · Zegel`;
  const under = view.under?.() ?? [];
  byId("under").replaceChildren(...under);
  byId("under").hidden = under.length === 0;
  view.render();
}

/**
 * Say that something was done, where screen readers hear it and eyes see it. An empty text takes it away.
 * @param {string} text @param {"met"|"near"} [tone]
 */
export function say(text, tone = "met") {
  const place = byId("said");
  place.className = text === "" ? "said" : `said ${tone}`;
  place.textContent = text;
}

/** Let back and forward move between views, and never show a kept copy of this document with secrets in it. */
export function keepHistoryInside() {
  window.addEventListener("popstate", ({ state }) => {
    const name = typeof state?.view === "string" && views.has(state.view) ? state.view : "worklist";
    say("");
    go(signedIn ? (name === "sign-in" || name === "recover" ? "worklist" : name) : "sign-in", { remember: false });
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}

/** The browser asks before it throws away text that was not sent. @param {() => boolean} unsent */
export function askBeforeLeaving(unsent) {
  window.addEventListener("beforeunload", (event) => {
    if (unsent()) event.preventDefault();
  });
}

/** @returns {string} for a heading before anything is known */
export const signInTitle = () => t("Sign in to your workplace");
