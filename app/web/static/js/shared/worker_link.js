// @ts-check
/**
 * The page's side of the one worker a document has. Keys, tokens and requests live over there; here are only questions and answers.
 */

/** The only scripts that may become a worker. */
const WORKERS = ["/static/js/reporter_worker/worker.js", "/static/js/reporter_worker/logbook_worker.js", "/static/js/workplace_worker/worker.js"];

/** @param {string} url */
function allowedWorker(url) {
  if (!WORKERS.includes(url)) throw new TypeError("worker");
  return url;
}

/** @type {any} */
const trustedTypes = /** @type {any} */ (globalThis).trustedTypes;
const policy = trustedTypes
  ? trustedTypes.createPolicy("zegel-worker", { createScriptURL: allowedWorker })
  : { createScriptURL: allowedWorker };

/**
 * @typedef {{ resolve: (value: any) => void, reject: (error: any) => void, progress?: (step: any) => void }} Waiting
 * @typedef {{
 *   call: (method: string, params?: any, onProgress?: (step: any) => void) => Promise<any>,
 *   close: () => void,
 * }} WorkerLink
 */

/**
 * Start a worker. A call fails with an object that has a `code` (and what else the worker tells); when the worker cannot be
 * loaded the code is `worker`, when the link was closed it is `closed`.
 * @param {string} url one of the worker scripts
 * @returns {WorkerLink}
 */
export function openWorker(url) {
  const worker = new Worker(policy.createScriptURL(url), { type: "module" });
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let last = 0;
  let ended = "";

  /** @param {string} code */
  const failAll = (code) => {
    ended = code;
    for (const one of waiting.values()) one.reject({ code });
    waiting.clear();
  };

  worker.onmessage = ({ data }) => {
    const one = waiting.get(data.id);
    if (one === undefined) return;
    if ("progress" in data) {
      one.progress?.(data.progress);
      return;
    }
    waiting.delete(data.id);
    if ("error" in data) one.reject(data.error);
    else one.resolve(data.result);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    failAll("worker");
  };

  return {
    call(method, params = {}, onProgress) {
      if (ended) return Promise.reject({ code: ended });
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject, progress: onProgress });
        worker.postMessage({ id, method, params });
      });
    },
    close() {
      worker.terminate();
      failAll("closed");
    },
  };
}

/** How long a worker may go on telling the service that the session ended, in milliseconds. */
const LAST_WORDS = 10_000;

/**
 * End a session and then its worker, without the page having to wait: a service that cannot be reached keeps nothing on screen.
 * @param {WorkerLink | null} link whose worker knows `signOut`; the page must have let go of it already
 * @returns {Promise<boolean>} whether the service was told, false after ten seconds of silence
 */
export async function partGently(link) {
  if (link === null) return true;
  const late = window.setTimeout(() => link.close(), LAST_WORDS);
  try {
    await link.call("signOut");
    return true;
  } catch {
    return false;
  } finally {
    window.clearTimeout(late);
    link.close();
  }
}
