// @ts-check
/**
 * Quick exit: a link at the top of every reporter page, and Shift three times within two seconds.
 *
 * The page is emptied first, then replaced, so that it is gone even when the network is slow. Never Esc: browsers and
 * screen readers use that key. Pages that hold secrets listen to `zegel:exit` and end their worker.
 */

const TIMES = 3;
const WITHIN_MS = 2000;

/** Empty this document and put a neutral page in its place. */
export function leave() {
  window.dispatchEvent(new Event("zegel:exit"));
  document.title = "";
  document.documentElement.replaceChildren();
  window.location.replace("/away");
}

/** @type {number[]} */
let presses = [];

window.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    // Shift with another key is a capital letter, not a wish to leave.
    presses = [];
    return;
  }
  if (event.repeat) return;
  presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
  if (presses.length >= TIMES) leave();
});

window.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-quick-exit]")) {
    event.preventDefault();
    leave();
  }
});

// A page kept for the back button would come back with its text.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.documentElement.hasAttribute("data-secret")) window.location.reload();
});
