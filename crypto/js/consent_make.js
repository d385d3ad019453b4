/** Sign consent and take it back; the reporter's and the recipient's half of PROTOCOL.md 5, by the names of section 10. */
import { ensure } from './errors.js';
import { PURPOSE, scopeHash, signToken, verifyConsent } from './consent_token.js';
import { hex } from './encoding.js';
import { randomBytes, signPublicKey } from './primitives.js';

export { openPackage } from './package_open.js';
export { RewrapItem, itemOf, makeRewrap, openRewrap } from './rewrap_make.js';

/**
 * What the reporter has read and ticked: `scope` holds env_hashes in (space, direction, index) order, at least one;
 * `recipient` is an entry of a verified directory; `expires` the last civil day.
 * @typedef {{purpose: number, flags: number, space: number, duty: number, orgId: Uint8Array, caseId: Uint8Array,
 *   recipient: import('./directory.js').Entry, scope: Uint8Array[], expires: number}} Offer
 */

/**
 * A token (208 bytes) with a fresh id, issued today; what `verifyConsent` would refuse is refused here.
 * @param {Offer} offer
 * @param {Uint8Array} signSeed the reporter's signing seed of the case
 * @param {number} today
 */
export function signConsent({ recipient, scope: envHashes, ...offer }, signSeed, today) {
  ensure(envHashes.length > 0 && new Set(envHashes.map(hex)).size === envHashes.length, 'policy');
  const { idPk: recipientId, kidBox: recipientKid } = recipient.record;
  const ids = { tokenId: randomBytes(16), recipientId, recipientKid };
  const raw = signToken({ ...offer, ...ids, issued: today, scope: scopeHash(envHashes) }, signSeed);
  verifyConsent(raw, signPublicKey(signSeed), offer.orgId, offer.caseId, today, recipient);
  return raw;
}

/**
 * A token of purpose 127 (208 bytes) that takes another back, for the future.
 * @param {import('./consent_token.js').Consent} token
 * @param {Uint8Array} signSeed
 * @param {number} today
 */
export function signWithdrawal({ space, orgId, caseId, tokenId }, signSeed, today) {
  const nobody = { recipientId: new Uint8Array(32), recipientKid: new Uint8Array(16), scope: new Uint8Array(32) };
  const ids = { space, orgId, caseId, tokenId };
  return signToken({ purpose: PURPOSE.withdraw, flags: 0, duty: 0, ...ids, ...nobody, issued: today, expires: today }, signSeed);
}
