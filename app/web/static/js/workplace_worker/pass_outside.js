// @ts-check
/**
 * Going outside through the counsellor, in the worker (PROTOCOL 5.1, purpose 2): to which authority or helper, what may go along, and
 * the request that the reporter answers. Outside they then know the reporter only by the key of this case.
 */

import { b64, equal, PURPOSE, unb64 } from "/crypto/js/vendor/workplace_protocol.js";
import { scopeOf, whoMayBeAskedFor } from "/static/js/workplace_worker/asking.js";
import { Refusal } from "/static/js/workplace_worker/http.js";

const FIRST_SPACE = 2;
const LAST_SPACE = 15;
const AUTHORITY = 3;

/** Authorities and helpers who may be asked for. @param {any} file */
const desks = (file) => whoMayBeAskedFor(file, FIRST_SPACE);

/** Plain data of these for the page. @param {any} file */
export const deskViews = (file) => desks(file).map(({ print, entry }) => ({ print, name: String(entry.name.split(";")[0]), isAuthority: entry.record.role === AUTHORITY }));

/**
 * What a request to go outside says in the clear: everything that opens but the reporter's name, or one message as a summary.
 * @param {any} file @param {string} print fingerprint of the recipient @param {string} summary base64 hash of an own message, or empty
 * @throws {Refusal} `gone` when this recipient cannot receive, or that message is not there
 */
export function outsideRequest(file, print, summary) {
  const found = desks(file).find((one) => one.print === print);
  if (found === undefined) throw new Refusal("gone");
  const { idPk, kidBox } = found.entry.record;
  return { purpose: PURPOSE.external, space: spaceFor(file.answer, idPk), recipient: b64(idPk), kid: b64(kidBox), scope: scopeOf(file, summary) };
}

/** The space of this recipient as far as a counsellor knows, else one not used yet; the reporter's own client has the last word. @param {any} answer @param {Uint8Array} idPk */
function spaceFor({ packages = [], requests = [] }, idPk) {
  const known = [...packages, ...requests].filter((/** @type {any} */ one) => one.space >= FIRST_SPACE);
  const own = known.find((/** @type {any} */ one) => equal(unb64(one.recipient), idPk));
  if (own !== undefined) return own.space;
  const taken = new Set(known.map((/** @type {any} */ one) => one.space));
  for (let space = FIRST_SPACE; space <= LAST_SPACE; space += 1) if (!taken.has(space)) return space;
  throw new Refusal("gone");
}
