// @ts-check
/**
 * The worker's side of the link: one question after the other, each answered with a result or an error that has a code.
 */

/** @param {any} error */
function told(error) {
  if (error !== null && typeof error === "object" && typeof error.code === "string") {
    const { code, ...rest } = error;
    return { ...rest, code };
  }
  // An unforeseen fault: its message may hold text of the case, so it goes nowhere.
  return { code: "failed" };
}

/**
 * Answer the page's calls, in the order in which they come.
 * @param {Record<string, (params: any, progress: (step: any) => void) => any>} methods
 */
export function serve(methods) {
  /** @type {Promise<void>} */
  let queue = Promise.resolve();
  const scope = /** @type {any} */ (globalThis);
  scope.onmessage = (/** @type {MessageEvent} */ { data: { id, method, params } }) => {
    queue = queue.then(async () => {
      try {
        const work = Object.hasOwn(methods, method) ? methods[method] : undefined;
        if (work === undefined) throw { code: "failed" };
        const result = await work(params, (progress) => scope.postMessage({ id, progress }));
        scope.postMessage({ id, result });
      } catch (error) {
        scope.postMessage({ id, error: told(error) });
      }
    });
  };
}
