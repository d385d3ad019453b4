// @ts-check
/**
 * The reporter's next message and the state that goes with it, sealed together (PROTOCOL 3.1, 4). Nothing is sent here.
 */

import {
  b64, blake2b, envHash, FROM_RECIPIENT, FROM_REPORTER, newestEntry, seal, sealState, TYPE, utf8,
} from "/crypto/js/vendor/reporter_protocol.js";
import { newestOf, SPACE } from "/static/js/reporter_worker/checks.js";

const ZEROS = new Uint8Array(32);
const NO_SELF_COPY = 2; // flags bit 1

/**
 * @param {any} session of the mailbox, with the case as it was last read
 * @param {string} text
 * @param {object} [fields] what goes sealed beside the text
 * @param {{ space: number, reader?: Uint8Array, entries?: any[], envelopes: any[] }} [place] to whom (one person, or listed keys) and after what; the counsellor when left out
 * @returns {{ hash: Uint8Array, body: object }} body of `POST /r/v1/messages`
 */
export function sealedMessage(session, text, fields, place = toCounsellor(session)) {
  const { organisation: { root, directory, today }, keys, now: { stateBlob } } = session;
  const { space, envelopes } = place;
  const entries = place.entries ?? [newestEntry(directory, /** @type {Uint8Array} */ (place.reader))];
  const own = newestOf(envelopes, FROM_REPORTER);
  const theirs = newestOf(envelopes, FROM_RECIPIENT);
  const index = own === null ? 0 : own.index + 1;
  const keepsCopy = directory.selfcopy === "allow";
  const readers = entries.map((entry) => entry.record.boxPk);
  const envelope = seal(
    { orgId: root.orgId, caseId: keys.caseId, direction: FROM_REPORTER, space, index },
    {
      type: TYPE.message,
      flags: keepsCopy ? 0 : NO_SELF_COPY,
      track: 0,
      day: today,
      prev: own?.hash ?? ZEROS,
      ack: theirs === null ? null : { index: theirs.index, hash: theirs.hash },
      dirHash: directory.dirHash,
      body: utf8(JSON.stringify({ v: 1, text, fields })),
    },
    keys.sender,
    keepsCopy ? [...readers, keys.boxPk] : readers,
  );
  const hash = envHash(envelope);
  const seen = [{ space, dir: FROM_REPORTER, index, hash: b64(hash) }];
  if (theirs !== null) seen.push({ space, dir: FROM_RECIPIENT, index: theirs.index, hash: b64(theirs.hash) });
  return {
    hash,
    body: {
      envelope: b64(envelope),
      index,
      space,
      state: b64(sealState(keys, nextState(session, seen))),
      previousState: b64(blake2b(stateBlob, { dkLen: 32 })),
    },
  };
}

/** @param {any} session */
const toCounsellor = ({ now: { envelopes, holders } }) => ({ space: SPACE, reader: holders.assignee, envelopes });

/**
 * What is remembered until the next visit; members of later versions stay.
 * @param {any} session `read`: by space, what was read of somebody outside at this visit @param {{ space: number }[]} seen empty: no message goes along
 */
export function nextState({ organisation: { root, directory }, withdrawn = [], read = new Map(), now: { state, log, holders } }, seen) {
  const marks = [...seen, ...[...read.values()].flat().filter(({ space }) => seen.every((one) => one.space !== space))];
  const elsewhere = (state.last ?? []).filter((/** @type {any} */ one) => marks.every(({ space }) => space !== one.space));
  // A log that does not continue the remembered one is told, and never takes its place.
  const checkpoint = log.head !== null && log.doubt === "" ? { checkpoint: log.head } : {};
  const tokens = (state.tokens ?? []).map((/** @type {any} */ one) => (withdrawn.includes(one.id) ? { ...one, withdrawn: true } : one));
  return {
    ...state,
    ...(tokens.length === 0 ? {} : { tokens }),
    ...(holders.earlier.length === 0 ? {} : { former: holders.earlier.map(b64) }),
    assignee: b64(holders.assignee),
    ...checkpoint,
    seq: state.seq + 1,
    rootVersion: root.version,
    directoryVersion: directory.version,
    directoryHash: b64(directory.dirHash),
    last: marks.length === 0 ? state.last : [...elsewhere, ...marks],
  };
}
