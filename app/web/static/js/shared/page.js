// @ts-check
/**
 * What every page script needs: texts in the page's language, days in words, and templates filled with text.
 * Nothing here ever takes HTML: only text goes into the page.
 */

/** @type {Record<string, string>} */
let texts = {};

/** The page's language now. */
export function language() {
  return document.documentElement.lang === "en" ? "en" : "nl";
}

/**
 * Fetch the scripts' texts for the page's language; English is the source and needs none.
 * Without them the page still works, in English.
 * @param {"report" | "reporter_scripts" | "workplace_scripts"} domain `report`: those of the write page alone
 */
export async function loadTexts(domain) {
  const wanted = language();
  if (wanted === "en") {
    texts = {};
    return;
  }
  try {
    const answer = await fetch(`/texts/${domain}.${wanted}.json`, { credentials: "omit" });
    if (answer.ok) texts = await answer.json();
  } catch {
    texts = {};
  }
}

/**
 * Let the language link swap the texts in place (`language.js`, fetched at the first click); without a connection it does nothing,
 * so that no text is lost.
 */
export function keepLanguageInPlace() {
  window.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-language]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    import("/static/js/shared/language.js").then(({ swapLanguage }) => swapLanguage(link.href)).catch(() => undefined);
  });
}

/**
 * Translate a text and fill in its `{names}`.
 * @param {string} message the English source text
 * @param {Record<string, string | number>} [values]
 */
export function t(message, values = {}) {
  const text = texts[message] ?? message;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * Write a day in words: `maandag 30 november 2026`.
 * @param {string} iso `YYYY-MM-DD`
 * @param {Intl.DateTimeFormatOptions} [parts]
 */
export function longDay(iso, parts = { weekday: "long", day: "numeric", month: "long", year: "numeric" }) {
  const locale = language() === "nl" ? "nl-NL" : "en-GB";
  const words = new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
  return words.replace(",", "");
}

/** A day without weekday and year: `30 november`. @param {string} iso */
export function shortDay(iso) {
  return longDay(iso, { day: "numeric", month: "long" });
}

/**
 * Find an element that has to be there.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(id);
  return found;
}

/**
 * Make an element from a `<template id=…>`: each `data-fill="name"` gets its text or nodes; null takes the element out.
 * @param {string} templateId
 * @param {Record<string, string | Node | Node[] | null>} [values]
 * @returns {HTMLElement}
 */
export function fill(templateId, values = {}) {
  const template = /** @type {HTMLTemplateElement} */ (byId(templateId));
  const made = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
  for (const place of [...made.querySelectorAll("[data-fill]")]) {
    const value = values[place.getAttribute("data-fill") ?? ""];
    if (value === undefined) continue;
    if (value === null) place.remove();
    else if (Array.isArray(value)) place.replaceChildren(...value);
    else place.replaceChildren(value);
  }
  return made;
}

/**
 * An inline icon from the page's sprite; decorative.
 * @param {string} name
 * @param {string} [extra] further class names
 */
export function icon(name, extra = "") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("class", `icon ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * A duty chip: icon and words.
 * @param {"near" | "missed" | "met" | "open"} state
 * @param {string} text
 */
export function chip(state, text) {
  const made = document.createElement("span");
  made.className = `chip ${state}`;
  made.append(icon({ near: "hour", missed: "alert", met: "check", open: "clock" }[state]), text);
  return made;
}

/**
 * Paragraphs of a plain text: an empty line begins a new one, single line ends are kept.
 * @param {string} text
 * @returns {HTMLParagraphElement[]}
 */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).filter((part) => part.trim() !== "").map((part) => {
    const made = document.createElement("p");
    made.className = "written";
    made.textContent = part.trim();
    return made;
  });
}

/**
 * Show a problem at a field, or take it away.
 * @param {string} id of the field
 * @param {string} message empty: no problem
 */
export function fieldError(id, message) {
  const line = byId(`${id}-error`);
  const control = document.getElementById(id);
  byId(`${id}-field`).classList.toggle("wrong", message !== "");
  line.hidden = message === "";
  line.replaceChildren(...(message === "" ? [] : [icon("alert"), message]));
  if (message === "") control?.removeAttribute("aria-invalid");
  else control?.setAttribute("aria-invalid", "true");
}

/**
 * Show the summary of what is wrong and move the focus there; an empty list hides it.
 * @param {string} title
 * @param {{ id: string, message: string }[]} problems each with the field it is about
 */
export function errorSummary(title, problems) {
  const summary = byId("error-summary");
  summary.hidden = problems.length === 0 && title === "";
  if (summary.hidden) return;
  const heading = byId("error-summary-title");
  heading.textContent = title;
  summary.querySelector("ul")?.replaceChildren(...problems.map(({ id, message }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${id}`;
    link.textContent = message;
    // The address stays as it is: a fragment may hold the pin, and the document must not navigate.
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const target = byId(id);
      target.focus();
      target.scrollIntoView({ block: "center" });
    });
    item.append(link);
    return item;
  }));
  summary.focus();
  summary.scrollIntoView({ block: "start" });
}
