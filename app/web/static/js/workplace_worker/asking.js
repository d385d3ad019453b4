// @ts-check
/** What the counsellor's requests to the reporter have in common: who of the list may be asked for, and what goes along (PROTOCOL 5.1). */

import { b64, eligibleEntries, fingerprint, TYPE } from "/crypto/js/vendor/workplace_protocol.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { involvedIn } from "/static/js/workplace_worker/involved.js";

/** @typedef {{ print: string, entry: import("/crypto/js/directory.js").Entry }} Listed */

/**
 * Everybody of the list who may receive this case in a space: valid today, by their newest key, and not ticked as involved by the reporter.
 * @param {any} file @param {number} space @returns {Listed[]} none when the list has expired or the report does not open
 */
export function whoMayBeAskedFor({ where, conversation }, space) {
  if (where.directory === null || where.directory.expired || conversation.report === null) return [];
  const involved = involvedIn(conversation);
  /** @type {Map<string, Listed["entry"]>} */
  const newest = new Map();
  for (const entry of eligibleEntries(where.directory, space, where.days.today)) {
    const print = fingerprint(entry.record.idPk);
    const before = newest.get(print);
    if (!involved.includes(print) && (before === undefined || before.record.epoch < entry.record.epoch)) newest.set(print, entry);
  }
  return [...newest].map(([print, entry]) => ({ print, entry }));
}

/**
 * What goes along: everything that opens but the reporter's name, or one message of one's own as a summary.
 * @param {any} file @param {string} summary base64 hash of that message, or empty
 * @returns {string[]} base64 hashes, by direction and index
 * @throws {Refusal} `gone` when there is nothing, or that message is not there
 */
export function scopeOf(file, summary) {
  const all = file.conversation.letters.filter((/** @type {any} */ one) => one.opened !== null && one.opened.type !== TYPE.identityDetails);
  const chosen = summary === "" ? all : all.filter((/** @type {any} */ one) => one.dir === 1 && b64(one.hash) === summary);
  if (chosen.length === 0) throw new Refusal("gone");
  return chosen.sort((/** @type {any} */ a, /** @type {any} */ b) => a.dir - b.dir || a.index - b.index).map((/** @type {any} */ one) => b64(one.hash));
}
