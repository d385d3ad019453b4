// @ts-check
/** Leaving a page that holds secrets: what was typed and not sent is asked about, and whoever goes takes everything along. */

/**
 * From now on `wipe` runs when the page is left, also by the quick exit, which asks nothing.
 * @param {() => void} wipe
 * @param {() => boolean} isTyped whether something would be lost
 */
export function wipeOnLeaving(wipe, isTyped) {
  /** @param {BeforeUnloadEvent} event */
  const ask = (event) => {
    if (isTyped()) event.preventDefault();
  };
  const leave = () => {
    window.removeEventListener("beforeunload", ask);
    wipe();
  };
  window.addEventListener("beforeunload", ask);
  window.addEventListener("pagehide", leave);
  window.addEventListener("zegel:exit", leave);
}
