// @ts-check
/**
 * Change the language of a document that holds secrets without leaving it.
 *
 * The same page is fetched in the other language and both trees are walked side by side: texts and translatable
 * attributes are copied, nothing else. What the page's script made itself is marked `data-live`; it is skipped here
 * and made again by the script when `zegel:language` arrives.
 */

const ATTRIBUTES = ["aria-label", "title", "alt", "content", "href", "lang", "hreflang"];

/** Attributes whose value is words, and the two that belong to the language link. */
const LINK_ONLY = new Set(["href", "lang", "hreflang", "content"]);

/**
 * @param {string} url
 * @returns {Promise<Document>}
 */
function fetchDocument(url) {
  return new Promise((resolve, reject) => {
    // XMLHttpRequest parses into a document without running or loading anything, which Trusted Types allows.
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.onload = () => {
      if (request.status === 200 && request.responseXML) resolve(request.responseXML);
      else reject(new Error("language"));
    };
    request.onerror = () => reject(new Error("language"));
    request.send();
  });
}

/** @param {Element} here @param {Element} there */
function copyAttributes(here, there) {
  for (const name of ATTRIBUTES) {
    if (LINK_ONLY.has(name) && !here.hasAttribute("data-language")) continue;
    const text = there.getAttribute(name);
    if (text !== null && here.getAttribute(name) !== text) here.setAttribute(name, text);
  }
}

/** @param {Element | DocumentFragment} here @param {Element | DocumentFragment} there */
function copyTexts(here, there) {
  if (here instanceof Element && there instanceof Element) {
    if (here.hasAttribute("data-live") || here.tagName !== there.tagName) return;
    copyAttributes(here, there);
  }
  if (here instanceof HTMLTemplateElement) {
    copyTexts(here.content, /** @type {HTMLTemplateElement} */ (there).content);
    return;
  }
  const theirs = [...there.childNodes];
  [...here.childNodes].forEach((node, place) => {
    const other = theirs[place];
    if (other === undefined) return;
    if (node.nodeType === Node.TEXT_NODE && other.nodeType === Node.TEXT_NODE) {
      if (node.nodeValue !== other.nodeValue) node.nodeValue = other.nodeValue;
    } else if (node instanceof Element && other.nodeType === Node.ELEMENT_NODE) {
      copyTexts(node, /** @type {Element} */ (other));
    }
  });
}

/**
 * Swap every text of this document.
 * @param {string} url this page's address in the other language
 * @returns {Promise<string>} the language it now has
 */
export async function swapLanguage(url) {
  const other = await fetchDocument(url);
  const language = other.documentElement.lang;
  document.title = other.title;
  document.documentElement.lang = language;
  copyTexts(document.body, other.body);
  window.dispatchEvent(new CustomEvent("zegel:language", { detail: { language } }));
  return language;
}

export { keepLanguageInPlace } from "/static/js/shared/page.js";
