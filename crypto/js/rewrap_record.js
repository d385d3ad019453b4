/** Re-wrap records WBR1 (PROTOCOL.md 5.2): the content keys of some messages, sealed to one more person. Opens nothing. */
import { ensure } from './errors.js';
import { Reader, equal, hex, isZero, u8, utf8 } from './encoding.js';
import { isConditional, scopeHash } from './consent_token.js';
import { hash, verify } from './primitives.js';

export const MAGIC = utf8('WBR1');
export const SUITE = 1;
const SIGNATURE_BYTES = 64;

/**
 * A record taken apart; `items` in scope order, `tokenId` zeros without a token, `hash` names the record.
 * @typedef {{orgId: Uint8Array, caseId: Uint8Array, kid: Uint8Array, tokenId: Uint8Array, wrapperPk: Uint8Array,
 *   items: {envHash: Uint8Array, sealed: Uint8Array}[], hash: Uint8Array}} RewrapInfo
 */

/**
 * Check in order: shape `format`; case `policy`; wrapper `sender`; `signature`; a message twice `format`; then `policy`:
 * not this token, not its recipient, not exactly its scope, or wrapped by somebody who may not. Without a token only the
 * reporter may wrap, and the caller checks that the target succeeds the counsellor.
 * @param {Uint8Array} raw
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @param {import('./consent_token.js').ConsentToken|null} token verified
 * @param {Uint8Array} wrapperPk who should have wrapped: the assignee, or the reporter
 * @param {Uint8Array} reporterPk
 * @returns {RewrapInfo}
 */
export function verifyRewrap(raw, orgId, caseId, token, wrapperPk, reporterPk) {
  const info = parseRewrap(raw);
  ensure(equal(info.orgId, orgId) && equal(info.caseId, caseId), 'policy');
  ensure(equal(info.wrapperPk, wrapperPk), 'sender');
  verify(wrapperPk, 'rewrap', raw.slice(0, -SIGNATURE_BYTES), raw.slice(-SIGNATURE_BYTES));
  const envHashes = info.items.map(({ envHash }) => envHash);
  ensure(new Set(envHashes.map(hex)).size === envHashes.length, 'format');
  const byReporter = equal(wrapperPk, reporterPk);
  if (token === null) ensure(isZero(info.tokenId) && byReporter, 'policy');
  else {
    ensure(byReporter || !isConditional(token), 'policy');
    ensure(equal(orgId, token.orgId) && equal(caseId, token.caseId) && equal(info.tokenId, token.tokenId), 'policy');
    ensure(equal(info.kid, token.recipientKid) && equal(scopeHash(envHashes), token.scope), 'policy');
  }
  return info;
}

/**
 * Read the shape, or `format`; nothing is trusted before the signature was checked.
 * @param {Uint8Array} raw
 * @returns {RewrapInfo}
 */
export function parseRewrap(raw) {
  const fields = new Reader(raw).expect(MAGIC).expect(u8(SUITE)).expect(u8(0));
  const count = fields.u16();
  const [orgId, caseId, kid] = [fields.take(16), fields.take(16), fields.take(16)];
  const [tokenId, wrapperPk] = [fields.take(16), fields.take(32)];
  const items = Array.from({ length: count }, () => ({ envHash: fields.take(32), sealed: fields.take(80) }));
  fields.take(SIGNATURE_BYTES);
  fields.done();
  ensure(count >= 1, 'format');
  return { orgId, caseId, kid, tokenId, wrapperPk, items, hash: hash('rewrap-record', raw) };
}
