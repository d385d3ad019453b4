/** What a reporter signs to come in, and proof of work against floods (PROTOCOL.md 3.1, 7.4). */
import { ensure } from './errors.js';
import { concat, u64, u8, utf8 } from './encoding.js';
import { label } from './primitives.js';
import { blake2b } from './vendor/noble.js';

const MAGIC = utf8('WBQ1');
const CHALLENGE_BYTES = 44;
const DIFFICULTY_MAX = 18;
const SLICE_MS = 60;

/** Kinds of challenge. */
export const LOGIN = 1;
export const REGISTER = 2;
export const PROOF_OF_WORK = 3;

/**
 * Signed under "login".
 * @param {Uint8Array} orgId
 * @param {Uint8Array} locator
 * @param {Uint8Array} challenge
 */
export function loginMessage(orgId, locator, challenge) {
  ensure(orgId.length === 16 && locator.length === 32 && challenge.length === CHALLENGE_BYTES, 'format');
  return concat(orgId, locator, challenge);
}

/**
 * Signed under "register": binds the envelope, the track and where copies go to one fresh challenge.
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @param {Uint8Array} locator
 * @param {Uint8Array} selfKid
 * @param {number} track
 * @param {Uint8Array} envHash
 * @param {Uint8Array} challenge
 */
export function registrationMessage(orgId, caseId, locator, selfKid, track, envHash, challenge) {
  ensure(orgId.length === 16 && caseId.length === 16 && locator.length === 32 && selfKid.length === 16, 'format');
  ensure(envHash.length === 32 && challenge.length === CHALLENGE_BYTES, 'format');
  return concat(orgId, caseId, locator, selfKid, u8(track), envHash, challenge);
}

/**
 * Signed under "logbook": who opens a logbook, with this first entry.
 * @param {Uint8Array} orgId
 * @param {Uint8Array} logbookId
 * @param {Uint8Array} locator
 * @param {Uint8Array} selfKid
 * @param {Uint8Array} envHash
 * @param {Uint8Array} challenge
 */
export function logbookMessage(orgId, logbookId, locator, selfKid, envHash, challenge) {
  ensure(orgId.length === 16 && logbookId.length === 16 && locator.length === 32 && selfKid.length === 16, 'format');
  ensure(envHash.length === 32 && challenge.length === CHALLENGE_BYTES, 'format');
  return concat(orgId, logbookId, locator, selfKid, envHash, challenge);
}

/**
 * The counter solves the challenge; another length than 44 is `format`.
 * @param {Uint8Array} challenge
 * @param {number} counter
 */
export function powOk(challenge, counter) {
  ensure(challenge.length === CHALLENGE_BYTES, 'format');
  return leadingZeros(powDigest(label('pow'), challenge, counter)) >= Number(challenge[5]);
}

/**
 * Search a counter. At most 2^18 tries on average: a server cannot ask for more (`policy`).
 * @param {Uint8Array} challenge
 * @param {import('./boxes.js').Watch} [watch] progress is the chance that it would have been found by now
 */
export async function solvePow(challenge, watch = {}) {
  const difficulty = difficultyOf(challenge);
  const name = label('pow');
  let pause = Date.now() + SLICE_MS;
  for (let counter = 0; ; counter += 1) {
    if (leadingZeros(powDigest(name, challenge, counter)) >= difficulty) return counter;
    if (counter % 64 === 0 && Date.now() >= pause) {
      watch.onProgress?.(1 - Math.exp(-counter / 2 ** difficulty));
      await new Promise((resolve) => setTimeout(resolve, 0));
      watch.signal?.throwIfAborted();
      pause = Date.now() + SLICE_MS;
    }
  }
}

/** What a challenge for proof of work asks. @param {Uint8Array} challenge */
function difficultyOf(challenge) {
  ensure(challenge.length === CHALLENGE_BYTES && MAGIC.every((byte, i) => byte === challenge[i]), 'format');
  ensure(challenge[4] === PROOF_OF_WORK, 'format');
  const difficulty = Number(challenge[5]);
  ensure(difficulty <= DIFFICULTY_MAX, 'policy');
  return difficulty;
}

/** @param {Uint8Array} name @param {Uint8Array} challenge @param {number} counter */
const powDigest = (name, challenge, counter) => blake2b(concat(name, challenge, u64(counter)), { dkLen: 32 });

/** Leading zero bits, as far as the largest difficulty reaches. @param {Uint8Array} digest */
const leadingZeros = (digest) =>
  Math.clz32(Number(digest[0]) * 2 ** 24 + Number(digest[1]) * 2 ** 16 + Number(digest[2]) * 2 ** 8 + Number(digest[3]));
