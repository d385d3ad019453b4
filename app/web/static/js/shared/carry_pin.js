// @ts-check
/**
 * Take the organisation's pin along: who came with `#o=…` (a QR code on a counsellor's card) keeps it on the next page.
 * The fragment never leaves the browser.
 */

const pin = new URLSearchParams(window.location.hash.slice(1)).get("o");

if (pin !== null && /^[0-9A-Za-z -]{26,40}$/.test(pin)) {
  for (const link of document.querySelectorAll("a[href]")) {
    if (!(link instanceof HTMLAnchorElement) || link.origin !== window.location.origin || link.hash !== "") continue;
    if (link.pathname.startsWith("/o/")) link.hash = `o=${pin}`;
  }
}
