/** Pass content keys on, and open with what was passed on: records WBR1 (PROTOCOL.md 5.2). Client half. */
import { WbpError, ensure } from './errors.js';
import { boxSealFixed } from './boxes.js';
import { boxSealMany } from './box_many.js';
import { boxOpen } from './box_open.js';
import { scopeHash } from './consent_token.js';
import { concat, equal, hex, u16, u8 } from './encoding.js';
import { envHash, inspect } from './envelope_inspect.js';
import { checkCommitment, contentKeyOf, openWithCk } from './envelope_open.js';
import { kidBox, randomBytes, sign, signPublicKey } from './primitives.js';
import { MAGIC, SUITE, parseRewrap } from './rewrap_record.js';

const COUNT_MAX = 65_535;

/**
 * @typedef {import('./boxes.js').BoxKeys} BoxKeys
 * @typedef {import('./consent_token.js').ConsentToken} ConsentToken
 * @typedef {import('./envelope_inspect.js').Context} Context
 * @typedef {import('./envelope_inspect.js').EnvelopeInfo} EnvelopeInfo
 * @typedef {import('./rewrap_record.js').RewrapInfo} RewrapInfo
 * @typedef {{orgId: Uint8Array, caseId: Uint8Array, signSeed: Uint8Array}} Wrapper the assignee or the reporter, and the case
 */

/** One message to pass on. The content key shows neither in JSON nor when printed. */
export class RewrapItem {
  #contentKey;

  /** @param {Uint8Array} hash its env_hash @param {Uint8Array} contentKey 32 bytes */
  constructor(hash, contentKey) {
    this.envHash = hash;
    this.#contentKey = contentKey;
  }

  get contentKey() {
    return this.#contentKey;
  }
}

/**
 * Take the content key out of an envelope to an own key, or else out of a verified record that passed it on to one. A key
 * that does not open this envelope in this context is never passed on: `not-recipient`, `decrypt`.
 * @param {Uint8Array} env
 * @param {Context} context
 * @param {BoxKeys[]} keys
 * @param {RewrapInfo[]} [rewraps]
 */
export function itemOf(env, context, keys, rewraps = []) {
  const info = inspect(env);
  const { kids, envHash: wanted } = info;
  const isOwn = (/** @type {Uint8Array} */ kid) => keys.some((own) => equal(own.kid, kid));
  const holds = (/** @type {RewrapInfo} */ record) =>
    isOwn(record.kid) && record.items.some((item) => equal(item.envHash, wanted));
  const record = kids.some(isOwn) ? undefined : rewraps.find(holds);
  if (!record) return new RewrapItem(wanted, contentKeyOf(env, context, keys, info));
  const contentKey = passedOnKey(record, wanted, keys);
  checkCommitment(env, kids, context, contentKey);
  return new RewrapItem(wanted, contentKey);
}

/**
 * A signed WBR1. `policy`: not exactly the token's scope, recipient or case, or a message twice; `key`: an unusable key.
 * @param {RewrapItem[]} items in (space, direction, index) order
 * @param {Uint8Array} targetPk
 * @param {ConsentToken|null} token verified; null only when the reporter wraps for a successor
 * @param {Wrapper} wrapper
 */
export function makeRewrap(items, targetPk, token, wrapper) {
  const tokenId = idOfFitting(token, items, targetPk, wrapper);
  return makeRewrapFixed(items, targetPk, tokenId, wrapper, items.map(() => randomBytes(32)));
}

/**
 * As `makeRewrap`, with the browser's own X25519 where it has it: a long conversation takes no time to speak of.
 * @param {RewrapItem[]} items
 * @param {Uint8Array} targetPk
 * @param {ConsentToken|null} token
 * @param {Wrapper} wrapper
 */
export async function makeRewrapAsync(items, targetPk, token, wrapper) {
  const tokenId = idOfFitting(token, items, targetPk, wrapper);
  const boxes = await boxSealMany(items.map((item) => item.contentKey), targetPk);
  return signedRecord(items, boxes, targetPk, tokenId, wrapper);
}

/**
 * As `makeRewrap`, with given ephemeral keys: for the vectors only.
 * @param {RewrapItem[]} items
 * @param {Uint8Array} targetPk
 * @param {Uint8Array} tokenId
 * @param {Wrapper} wrapper
 * @param {Uint8Array[]} esks
 */
export function makeRewrapFixed(items, targetPk, tokenId, wrapper, esks) {
  ensure(esks.length === items.length, 'key');
  const boxes = items.map((item, i) => boxSealFixed(item.contentKey, targetPk, esks[i] ?? new Uint8Array()));
  return signedRecord(items, boxes, targetPk, tokenId, wrapper);
}

/**
 * The id of a token that allows exactly this, zeros without one; else `policy`.
 * @param {ConsentToken|null} token
 * @param {RewrapItem[]} items
 * @param {Uint8Array} targetPk
 * @param {Wrapper} wrapper
 */
function idOfFitting(token, items, targetPk, { orgId, caseId }) {
  if (token === null) return new Uint8Array(16);
  ensure(equal(orgId, token.orgId) && equal(caseId, token.caseId), 'policy');
  ensure(equal(kidBox(targetPk), token.recipientKid), 'policy');
  ensure(equal(scopeHash(items.map((item) => item.envHash)), token.scope), 'policy');
  return token.tokenId;
}

/**
 * @param {RewrapItem[]} items
 * @param {Uint8Array[]} boxes their content keys, sealed to the target
 * @param {Uint8Array} targetPk
 * @param {Uint8Array} tokenId
 * @param {Wrapper} wrapper
 */
function signedRecord(items, boxes, targetPk, tokenId, { orgId, caseId, signSeed }) {
  ensure(items.length >= 1 && items.length <= COUNT_MAX, 'policy');
  ensure(new Set(items.map((item) => hex(item.envHash))).size === items.length, 'policy');
  ensure(items.every((item) => item.contentKey.length === 32), 'key');
  ensure([orgId, caseId, tokenId].every((id) => id.length === 16), 'format');
  const sealed = items.map((item, i) => concat(item.envHash, boxes[i] ?? new Uint8Array()));
  const head = concat(MAGIC, u8(SUITE), u8(0), u16(items.length), orgId, caseId, kidBox(targetPk), tokenId);
  const body = concat(head, signPublicKey(signSeed), ...sealed);
  const raw = concat(body, sign(signSeed, 'rewrap', body));
  parseRewrap(raw);
  return raw;
}

/**
 * Open an envelope with the content key that a verified WBR1 passed on to an own key; otherwise as `open`.
 * @param {Uint8Array} raw
 * @param {Uint8Array} env
 * @param {Context} context
 * @param {BoxKeys[]} keys
 * @param {Uint8Array|null} expect
 */
export const openRewrap = (raw, env, context, keys, expect) => openPassedOn(parseRewrap(raw), env, context, keys, expect);

/**
 * As `openRewrap`, with a record that was taken apart before: that hashes the whole of it.
 * @param {RewrapInfo} record
 * @param {Uint8Array} env
 * @param {Context} context
 * @param {BoxKeys[]} keys
 * @param {Uint8Array|null} expect
 * @param {EnvelopeInfo} [info] of the envelope, when it was inspected before
 */
export function openPassedOn(record, env, context, keys, expect, info) {
  // Whether the record is about this envelope comes first, as in the other twin: a damaged one is another one.
  const contentKey = passedOnKey(record, info?.envHash ?? envHash(env), keys);
  return openWithCk(env, context, contentKey, expect, info);
}

/**
 * The content key that a record holds for an envelope: `not-recipient`, or `decrypt`.
 * @param {RewrapInfo} record
 * @param {Uint8Array} wanted
 * @param {BoxKeys[]} keys
 */
export function passedOnKey(record, wanted, keys) {
  const mine = keys.find((own) => equal(own.kid, record.kid));
  const item = record.items.find((one) => equal(one.envHash, wanted));
  if (!mine || !item) throw new WbpError('not-recipient');
  return boxOpen(item.sealed, mine);
}
