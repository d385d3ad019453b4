// @ts-check
/** Leaving a page that holds secrets: what was typed and not sent is asked about, and whoever goes takes everything along. */

/**
 * From now on `wipe` runs when the page is left, also by the quick exit, which asks nothing: a wiped page has nothing to lose.
 * @param {() => void} wipe
 * @param {() => boolean} isTyped whether something would be lost
 */
export function wipeOnLeaving(wipe, isTyped) {
  window.addEventListener("beforeunload", (event) => {
    if (isTyped()) event.preventDefault();
  });
  window.addEventListener("pagehide", wipe);
  window.addEventListener("zegel:exit", wipe);
}
