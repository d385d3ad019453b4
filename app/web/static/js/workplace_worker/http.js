// @ts-check
/**
 * The worker's side of `/w/v1`: JSON in, JSON out (PROTOCOL 3.4).
 * A refusal carries the code of the service; a lost connection is the code `network`, anything else `failed`.
 */

/** What the service, or the way to it, said no with. */
export class Refusal extends Error {
  /**
   * @param {string} code one of the codes of PROTOCOL 3.4, `network` or `failed`
   * @param {Record<string, unknown>} [details] plain data for the page, never anything secret
   */
  constructor(code, details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/**
 * Send one request to the host this worker came from.
 * @param {"GET"|"POST"|"PUT"|"DELETE"} method
 * @param {string} path begins with `/w/v1/`
 * @param {object} [body] becomes JSON
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} the answer's JSON, null when it has none
 * @throws {Refusal}
 */
export async function ask(method, path, body, headers = {}) {
  /** @type {RequestInit} */
  const request = { method, headers, cache: "no-store", credentials: "same-origin", redirect: "error" };
  if (body !== undefined) {
    request.headers = { "Content-Type": "application/json", ...headers };
    request.body = JSON.stringify(body);
  }
  let answer;
  let text;
  try {
    answer = await fetch(path, request);
    text = await answer.text();
  } catch {
    throw new Refusal("network");
  }
  const json = parsed(text);
  if (answer.ok) return json;
  const code = json !== null && typeof json.error === "string" ? json.error : "failed";
  throw new Refusal(code);
}

/** @param {string} text */
function parsed(text) {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
