// @ts-check
/**
 * Going outside through the counsellor, in the worker (PROTOCOL 5.1, purpose 2): to which authority or helper, what may go along, and
 * the request that the reporter answers. Outside they then know the reporter only by the key of this case.
 */

import { b64, eligibleEntries, equal, fingerprint, PURPOSE, TYPE, unb64 } from "/crypto/js/vendor/workplace_protocol.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { involvedIn } from "/static/js/workplace_worker/involved.js";

const FIRST_SPACE = 2;
const LAST_SPACE = 15;
const AUTHORITY = 3;

/** Who may be asked for: an authority or helper, listed and valid today, and nobody the reporter ticked as involved. @param {any} file */
function desks({ where, conversation }) {
  if (where.directory === null || where.directory.expired || conversation.report === null) return [];
  const involved = involvedIn(conversation);
  /** @type {Map<string, import("/crypto/js/directory.js").Entry>} */
  const newest = new Map();
  for (const entry of eligibleEntries(where.directory, FIRST_SPACE, where.days.today)) {
    const print = fingerprint(entry.record.idPk);
    const before = newest.get(print);
    if (!involved.includes(print) && (before === undefined || before.record.epoch < entry.record.epoch)) newest.set(print, entry);
  }
  return [...newest].map(([print, entry]) => ({ print, entry }));
}

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
  const all = file.conversation.letters.filter((/** @type {any} */ one) => one.opened !== null && one.opened.type !== TYPE.identityDetails);
  const chosen = summary === "" ? all : all.filter((/** @type {any} */ one) => one.dir === 1 && b64(one.hash) === summary);
  if (chosen.length === 0) throw new Refusal("gone");
  const scope = chosen.sort((/** @type {any} */ a, /** @type {any} */ b) => a.dir - b.dir || a.index - b.index).map((/** @type {any} */ one) => b64(one.hash));
  const { idPk, kidBox } = found.entry.record;
  return { purpose: PURPOSE.external, space: spaceFor(file.answer, idPk), recipient: b64(idPk), kid: b64(kidBox), scope };
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
