// @ts-check
/**
 * Which track a case follows by the reporter's own signed word, from which day its clocks run, and which statements belong to
 * a track before (PROTOCOL 3.1, 3.4). Values in, values out.
 */

import { eventParse, signTrack, verifyTrack } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, blake2b, dayParse, sealState, unb64, verifyReceipt } from "/crypto/js/vendor/reporter_protocol.js";
import { nextState } from "/static/js/reporter_worker/sealing.js";

const SPARREN = 1;
/** A change may be signed a day before or after the day on which it was taken in. */
const SKEW_DAYS = 1;
const NO_HASH = new Uint8Array(32);

/**
 * @typedef {{ track: number, hash: Uint8Array, day: number, acceptedOn: string, before: number }} Change `before`: so many
 *   statements were signed until then; `day` as signed, `acceptedOn` the day on which the clocks of the track begin
 * @typedef {{ first: number, firstOn: string, changes: Change[], isDoubtful: boolean }} TrackHistory
 */

/**
 * Check every change of track of a case answer.
 * @param {any} answer @param {any} state of this client @param {any} keys
 * @param {number | undefined} sealed track of the report; undefined when this client kept no copy
 * @returns {TrackHistory}
 */
export function trackHistory(answer, state, keys, sealed) {
  const told = answer.trackChanges ?? [];
  const first = sealed ?? (told.length === 0 ? answer.track : receivedTrack(answer));
  const firstOn = answer.firstReceivedOn ?? answer.receivedOn;
  /** @type {Change[]} */
  const changes = [];
  try {
    for (const one of told) {
      const { track, hash, day } = verifyTrack(unb64(one.change), keys.signPk, keys.orgId, keys.caseId, changes.at(-1)?.track ?? first, changes.length);
      changes.push({ track, hash, day, acceptedOn: one.acceptedOn, before: one.statementsBefore });
    }
  } catch {
    return { first, firstOn, changes, isDoubtful: true };
  }
  const last = changes.at(-1) ?? { track: first, acceptedOn: firstOn };
  const isWhole = last.track === answer.track && last.acceptedOn === answer.receivedOn && changes.length >= (state.trackChanges ?? 0)
    && changes.every(({ day, acceptedOn }) => Math.abs(day - dayParse(acceptedOn)) <= SKEW_DAYS);
  return { first, firstOn, changes, isDoubtful: !isWhole };
}

/** The track in the event of receipt, for who kept no copy of the report. @param {any} answer */
function receivedTrack(answer) {
  try {
    return eventParse(unb64(answer.events[0].event)).track;
  } catch {
    return SPARREN;
  }
}

/**
 * On which track the statement at a place in `duties` was signed: its day of receipt, and whether it is a former track.
 * @param {TrackHistory} history @param {number} place
 * @returns {{ receivedOn: string, isFormer: boolean }}
 */
export function trackAt({ firstOn, changes }, place) {
  const next = changes.findIndex(({ before }) => place < before);
  const begun = next === -1 ? changes.at(-1) : changes[next - 1];
  return { receivedOn: begun?.acceptedOn ?? firstOn, isFormer: next !== -1 };
}

/**
 * The receipt of the newest change, checked line by line.
 * @param {any} answer @param {TrackHistory} history @param {any} root @param {any} keys
 * @returns {{ state: "none" | "missing" | "verified" | "false", note: string }}
 */
export function trackReceiptOf(answer, { changes }, root, keys) {
  const last = changes.at(-1);
  if (last === undefined) return { state: "none", note: "" };
  const note = answer.trackReceipt;
  if (typeof note !== "string") return { state: "missing", note: "" };
  try {
    verifyReceipt(note, root, root.orgId, keys.caseId, last.track, last.hash, dayParse(last.acceptedOn));
    return { state: "verified", note };
  } catch {
    return { state: "false", note };
  }
}

/** The body of `PUT /r/v1/track`. @param {any} session with the case as it was last read @param {number} track */
export function signedTrack(session, track) {
  const { organisation: { today }, keys, now: { answer, stateBlob } } = session;
  const seq = (answer.trackChanges ?? []).length + 1;
  const change = signTrack(track, seq, keys.orgId, keys.caseId, NO_HASH, today, keys.sender.signSeed);
  const state = { ...nextState(session, []), trackChanges: seq };
  return { change: b64(change), state: b64(sealState(keys, state)), previousState: b64(blake2b(stateBlob, { dkLen: 32 })) };
}
