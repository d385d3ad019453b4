// @ts-check
/**
 * Releasing a case, in the counsellor's worker (PROTOCOL 5): to which case officers, what may go along, and the request that the
 * reporter answers. The counsellor keeps the case; the officer gets what was named and nothing else.
 */

import { b64, equal, PURPOSE } from "/crypto/js/vendor/workplace_protocol.js";
import { scopeOf, whoMayBeAskedFor } from "/static/js/workplace_worker/asking.js";
import { Refusal } from "/static/js/workplace_worker/http.js";

const ORGANISATION = 1;
const SPARREN = 1;

/** Case officers who may be asked for: not oneself, and none while it is a talk for advice or after closing. @param {any} file */
function officers(file) {
  const listed = whoMayBeAskedFor(file, ORGANISATION).filter(({ entry }) => !equal(entry.record.idPk, file.idPk));
  return listed.length === 0 || file.facts.track === SPARREN || file.facts.done.closed !== null ? [] : listed;
}

/** Plain data of these people for the page. @param {any} file */
export const officerViews = (file) => officers(file).map(({ print, entry }) => ({ print, name: String(entry.name.split(";")[0]) }));

/**
 * What a request for a release says in the clear: everything that opens but the reporter's name, or one message as a summary.
 * @param {any} file @param {string} print fingerprint of the officer @param {string} summary base64 hash of an own message, or empty
 * @throws {Refusal} `gone` when this officer cannot receive, or that message is not there
 */
export function releaseRequest(file, print, summary) {
  const found = officers(file).find((one) => one.print === print);
  if (found === undefined) throw new Refusal("gone");
  const { idPk, kidBox } = found.entry.record;
  return { purpose: PURPOSE.release, space: ORGANISATION, recipient: b64(idPk), kid: b64(kidBox), scope: scopeOf(file, summary) };
}
