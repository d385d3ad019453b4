// @ts-check
/**
 * Releasing a case, in the counsellor's worker (PROTOCOL 5): to which case officers, what may go along, and the request that the
 * reporter answers. The counsellor keeps the case; the officer gets what was named and nothing else.
 */

import { b64, eligibleEntries, equal, fingerprint, PURPOSE, TYPE } from "/crypto/js/vendor/workplace_protocol.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { involvedIn } from "/static/js/workplace_worker/involved.js";

const ORGANISATION = 1;
const SPARREN = 1;

/** Case officers who may be asked for: listed and valid today, not oneself, and nobody the reporter ticked as involved. @param {any} file */
function officers({ where, idPk, conversation, facts }) {
  if (where.directory === null || where.directory.expired || conversation.report === null) return [];
  if (facts.track === SPARREN || facts.done.closed !== null) return [];
  const involved = involvedIn(conversation);
  /** @type {Map<string, import("/crypto/js/directory.js").Entry>} */
  const newest = new Map();
  for (const entry of eligibleEntries(where.directory, ORGANISATION, where.days.today)) {
    const print = fingerprint(entry.record.idPk);
    const before = newest.get(print);
    if (equal(entry.record.idPk, idPk) || involved.includes(print)) continue;
    if (before === undefined || before.record.epoch < entry.record.epoch) newest.set(print, entry);
  }
  return [...newest].map(([print, entry]) => ({ print, entry }));
}

/** Plain data of these people for the page. @param {any} file */
export const officerViews = (file) => officers(file).map(({ print, entry }) => ({ print, name: String(entry.name.split(";")[0]) }));

/**
 * What a request for a release says in the clear: everything that opens but the reporter's name, or one message as a summary.
 * @param {any} file @param {string} print fingerprint of the officer @param {string} summary hex hash of an own message, or empty
 * @throws {Refusal} `gone` when this officer cannot receive, or that message is not there
 */
export function releaseRequest(file, print, summary) {
  const found = officers(file).find((one) => one.print === print);
  if (found === undefined) throw new Refusal("gone");
  const all = file.conversation.letters.filter((/** @type {any} */ one) => one.opened !== null && one.opened.type !== TYPE.identityDetails);
  const chosen = summary === "" ? all : all.filter((/** @type {any} */ one) => one.dir === 1 && b64(one.hash) === summary);
  if (chosen.length === 0) throw new Refusal("gone");
  const scope = chosen.sort((/** @type {any} */ a, /** @type {any} */ b) => a.dir - b.dir || a.index - b.index).map((/** @type {any} */ one) => b64(one.hash));
  const { idPk, kidBox } = found.entry.record;
  return { purpose: PURPOSE.release, space: ORGANISATION, recipient: b64(idPk), kid: b64(kidBox), scope };
}
