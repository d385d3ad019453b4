// @ts-check
/**
 * The organisation's space as its reporter sees it: the case officer, what was written and signed, and which steps were taken. Who
 * the officer is follows from the reporter's own consent, and not from what the service says. Values in, values out.
 */

import { PURPOSE } from "/crypto/js/vendor/reporter_mailbox.js";
import { equal, fingerprint, newestEntry, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { actsOf, standingOf } from "/static/js/reporter_worker/acts.js";
import { chainIsWhole, envelopesOf, inTime, openMessage } from "/static/js/reporter_worker/checks.js";
import { nameOf } from "/static/js/shared/reporter_client.js";
import { signedConsents } from "/static/js/reporter_worker/consent.js";

export const ORGANISATION = 1;
const SPACE_AT = 6;

/** What the service tells of the organisation's space; null while the case was not released. @param {any} answer */
const toldOf = (answer) => (answer.spaces ?? []).find((/** @type {any} */ one) => one.space === ORGANISATION) ?? null;

/** Identity keys whom the reporter let in, the newest last. @param {any} session @returns {Uint8Array[]} */
function letIn({ keys, now: { answer } }) {
  return signedConsents(answer, keys).filter(({ token, told }) => token.purpose === PURPOSE.release && told.state === "used").map(({ token }) => token.recipientId);
}

/**
 * The officer of now and everything in this space; null when there is none. `isDoubtful`: the service names somebody the reporter
 * did not let in, or something does not hold; then nothing is sealed to that person.
 * @param {any} session
 */
export function officerOf(session) {
  const { organisation: { directory }, keys, now: { answer } } = session;
  const told = toldOf(answer);
  if (told === null) return null;
  const idPk = unb64(told.holder);
  const writers = letIn(session);
  const entry = newestEntry(directory, idPk);
  if (entry === null || !writers.some((one) => equal(one, idPk))) return { ...EMPTY, name: nameOf(directory, idPk), isDoubtful: true };
  const envelopes = envelopesOf(answer.envelopes, ORGANISATION);
  const messages = envelopes.map((/** @type {any} */ one) => openMessage(one, session, writers, ORGANISATION));
  const duties = told.duties.filter((/** @type {string} */ raw) => unb64(raw)[SPACE_AT] === ORGANISATION);
  const { acts, unsigned } = actsOf(duties, messages, writers, keys, () => ({ receivedOn: answer.releasedOn !== null && answer.clockStartsAtRelease === true ? answer.releasedOn : answer.receivedOn, isFormer: false }));
  return {
    name: nameOf(directory, idPk), fingerprint: fingerprint(idPk), since: told.since, idPk, envelopes, acts,
    steps: Object.entries(told.steps).map(([step, day]) => ({ step, day: String(day) })),
    messages: messages.map((/** @type {any} */ { opened: _opened, hash: _hash, ...rest }) => ({ ...rest, from: "" })).sort(inTime),
    canWrite: entry.state !== "revoked", isDoubtful: unsigned > 0 || !chainIsWhole(messages),
  };
}

const EMPTY = { fingerprint: "", since: "", idPk: null, envelopes: [], acts: [], steps: [], messages: [], canWrite: false };

/** Days on which the officer fulfilled what the employer owes; a contest in this space opens the case again. @param {any} officer */
export function standingOfOfficer(officer) {
  const { acknowledgedOn, feedbackOn, closedOn } = standingOf(officer?.acts ?? []);
  return { acknowledgedOn, feedbackOn, closedOn };
}
