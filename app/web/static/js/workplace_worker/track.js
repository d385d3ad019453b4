// @ts-check
/**
 * Which track a case follows by the reporter's own signed word (PROTOCOL 3.1, 3.4): the track of the report, and each signed
 * change of it. What was signed on a former track fulfils nothing on this one.
 */

import { unb64, verifyTrack } from "/crypto/js/vendor/workplace_protocol.js";

/**
 * @typedef {object} TrackHistory
 * @property {number|null} signed the track that the reporter signed last, null when the report did not open
 * @property {number} formerCount so many of the statements were signed on a former track
 * @property {string|null} changedOn the day of the newest change, on which the dates of the case begin
 * @property {boolean} isDoubtful the service tells another track or day than the reporter signed
 */

/**
 * @param {any} answer @param {{orgId: Uint8Array, caseId: Uint8Array}} place @param {any} report as opened, or null
 * @returns {TrackHistory}
 */
export function trackHistory(answer, { orgId, caseId }, report) {
  /** @type {TrackHistory} */
  const found = { signed: report?.track ?? null, formerCount: 0, changedOn: null, isDoubtful: false };
  if (found.signed === null) return found;
  try {
    for (const [seq, one] of (answer.trackChanges ?? []).entries()) {
      found.signed = verifyTrack(unb64(one.change), report.signPk, orgId, caseId, found.signed, seq).track;
      Object.assign(found, { formerCount: one.statementsBefore, changedOn: one.acceptedOn });
    }
  } catch {
    return { ...found, isDoubtful: true };
  }
  return { ...found, isDoubtful: found.signed !== answer.track || (found.changedOn !== null && found.changedOn !== answer.receivedOn) };
}
