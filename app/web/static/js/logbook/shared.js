// @ts-check
/**
 * Entries go from the page of the logbook to a form in another tab of the same browser, and nowhere else: no server, no
 * clipboard, no file. Only pages of this service hear the channel; the logbook answers with what is ticked there.
 */

const NAME = "zegel-logbook";
const PATIENCE_MS = 1500;

/**
 * The side of the logbook: answer whoever asks with the text that is chosen now.
 * @param {() => string} chosen empty when nothing is ticked
 * @param {() => void} told what to do when a form took it
 */
export function offer(chosen, told) {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => {
    if (data?.ask !== true) return;
    const text = chosen();
    channel.postMessage({ text });
    if (text !== "") told();
  };
  return () => channel.close();
}

/**
 * The side of a form: the chosen text, empty when nothing is ticked; null when no logbook is open in this browser.
 * @returns {Promise<string | null>}
 */
export function fetchChosen() {
  const channel = new BroadcastChannel(NAME);
  return new Promise((resolve) => {
    const end = (/** @type {string | null} */ found) => {
      channel.close();
      resolve(found);
    };
    const wait = setTimeout(() => end(null), PATIENCE_MS);
    channel.onmessage = ({ data }) => {
      if (typeof data?.text !== "string") return;
      clearTimeout(wait);
      end(data.text);
    };
    channel.postMessage({ ask: true });
  });
}
