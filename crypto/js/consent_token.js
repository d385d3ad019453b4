/**
 * Consent tokens WBT1, 208 bytes (PROTOCOL.md 5.1): what a reporter lets happen to a case, for whom, how long.
 *
 * A token moves nothing but the messages in its scope, to the one key it names.
 */
import { ensure } from './errors.js';
import { Reader, concat, equal, isZero, u32, u8, utf8 } from './encoding.js';
import { ROLE, isValidOn } from './keys.js';
import { hash, sign, verify } from './primitives.js';

const MAGIC = utf8('WBT1');
const TOKEN_BYTES = 208;
const SIGNED_BYTES = 144;
const FLAGS_MAX = 7;
const LIFE_MAX_DAYS = 31;
const CONDITIONAL_LIFE_MAX_DAYS = 400;
const CLOCK_SKEW_DAYS = 1; // clocks of devices differ: a token of tomorrow is one of today
const SPACE_MAX = 15;

/** What a token is for. Conditional ones wait for an event; `withdraw` takes another token back, for the future. */
export const PURPOSE = {
  handOver: 1, external: 2, deputy: 3, identity: 4, release: 5, conditionalExternal: 6, preparedDeputy: 7, withdraw: 127,
};
/** What goes along or is allowed beside the messages. */
export const FLAG = { attachments: 1, identity: 2, mayWrite: 4 };

/** First and last space each purpose may name. @type {Readonly<Record<number, readonly [number, number]>>} */
const SPACES = {
  [PURPOSE.handOver]: [0, 0],
  [PURPOSE.external]: [2, SPACE_MAX],
  [PURPOSE.deputy]: [0, 1],
  [PURPOSE.identity]: [0, SPACE_MAX],
  [PURPOSE.release]: [1, 1],
  [PURPOSE.conditionalExternal]: [2, SPACE_MAX],
  [PURPOSE.preparedDeputy]: [0, 0],
  [PURPOSE.withdraw]: [0, SPACE_MAX],
};

/**
 * A token; days are civil, both included. A withdrawal has no recipient and no scope, and names the token it takes back.
 * @typedef {{purpose: number, flags: number, space: number, duty: number, orgId: Uint8Array, caseId: Uint8Array,
 *   tokenId: Uint8Array, recipientId: Uint8Array, recipientKid: Uint8Array, issued: number, expires: number,
 *   scope: Uint8Array}} Consent
 * @typedef {Consent & {hash: Uint8Array}} ConsentToken as read or verified; `hash` names it in events and release notes
 * @typedef {import('./directory.js').Entry} Entry
 */

/** The hash of what is moved. @param {Uint8Array[]} envHashes in (space, direction, index) order */
export function scopeHash(envHashes) {
  ensure(envHashes.every((one) => one.length === 32), 'format');
  return hash('scope', concat(...envHashes));
}

/** Whether it waits for a missed duty or an absence: then only the reporter may wrap. @param {{purpose: number}} token */
export const isConditional = ({ purpose }) => purpose === PURPOSE.conditionalExternal || purpose === PURPOSE.preparedDeputy;

/** Whether identity details (type 10) may be in its scope. @param {{flags: number}} token */
export const givesIdentity = ({ flags }) => (flags & FLAG.identity) !== 0;

/**
 * Check in order: shape, purpose, flags `format`; case `policy`; `signature`; dates, space, duty, recipient `policy`.
 * @param {Uint8Array} raw
 * @param {Uint8Array} signPk the reporter's key of this case
 * @param {Uint8Array} orgId
 * @param {Uint8Array} caseId
 * @param {number} today civil day on which the token is used
 * @param {Entry|null} recipient the entry of a verified directory with the token's box key; null for a withdrawal
 * @returns {ConsentToken}
 */
export function verifyConsent(raw, signPk, orgId, caseId, today, recipient) {
  const token = parseToken(raw);
  ensure(equal(token.orgId, orgId) && equal(token.caseId, caseId), 'policy');
  verify(signPk, 'consent', raw.slice(0, SIGNED_BYTES), raw.slice(SIGNED_BYTES));
  const { purpose, space, duty } = token;
  ensure(isSpaceOf(purpose, space), 'policy');
  ensure(purpose === PURPOSE.conditionalExternal ? duty === 2 || duty === 3 : duty === 0, 'policy');
  ensure(today >= token.issued - CLOCK_SKEW_DAYS, 'policy');
  if (purpose === PURPOSE.withdraw) checkWithdrawal(token);
  else {
    checkLife(token, today);
    checkRecipient(token, today, recipient);
  }
  return token;
}

/**
 * Read the shape, or `format`: which case it claims and which key it names. Nothing is trusted yet.
 * @param {Uint8Array} raw
 * @returns {ConsentToken}
 */
export function parseToken(raw) {
  ensure(raw.length === TOKEN_BYTES, 'format');
  const fields = new Reader(raw).expect(MAGIC);
  const [purpose, flags, space, duty] = [fields.u8(), fields.u8(), fields.u8(), fields.u8()];
  ensure(SPACES[purpose] !== undefined && flags <= FLAGS_MAX, 'format');
  const [orgId, caseId, tokenId] = [fields.take(16), fields.take(16), fields.take(16)];
  const [recipientId, recipientKid] = [fields.take(32), fields.take(16)];
  const [issued, expires, scope] = [fields.u32(), fields.u32(), fields.take(32)];
  const ids = { orgId, caseId, tokenId, recipientId, recipientKid };
  return { purpose, flags, space, duty, ...ids, issued, expires, scope, hash: hash('consent-token', raw) };
}

/**
 * Encode and sign whatever a token says; only the shape is checked (`format`).
 * @param {Consent} token
 * @param {Uint8Array} signSeed the reporter's signing seed of the case
 */
export function signToken(token, signSeed) {
  const { orgId, caseId, tokenId, recipientId, recipientKid, scope } = token;
  ensure([orgId, caseId, tokenId, recipientKid].every((id) => id.length === 16), 'format');
  ensure(recipientId.length === 32 && scope.length === 32, 'format');
  const head = concat(MAGIC, u8(token.purpose), u8(token.flags), u8(token.space), u8(token.duty), orgId, caseId, tokenId);
  const body = concat(head, recipientId, recipientKid, u32(token.issued), u32(token.expires), scope);
  const raw = concat(body, sign(signSeed, 'consent', body));
  parseToken(raw);
  return raw;
}

/** Who may receive for this purpose in this space; nobody for what no token allows. @param {number} purpose @param {number} space */
export function rolesOf(purpose, space) {
  if (purpose === PURPOSE.withdraw || !isSpaceOf(purpose, space)) return [];
  if (space === 0) return [ROLE.counsellor, ROLE.integrityCounsellor];
  return space === 1 ? [ROLE.caseOfficer] : [ROLE.authority, ROLE.helper];
}

/** @param {number} purpose @param {number} space */
function isSpaceOf(purpose, space) {
  const [first, last] = SPACES[purpose] ?? [0, -1];
  return space >= first && space <= last;
}

/** It gives nothing to nobody, and holds from its day on: no later day is too late to take back. @param {ConsentToken} token */
function checkWithdrawal(token) {
  ensure(token.flags === 0 && token.expires === token.issued, 'policy');
  ensure([token.recipientId, token.recipientKid, token.scope].every(isZero), 'policy');
}

/** @param {ConsentToken} token @param {number} today */
function checkLife(token, today) {
  const life = isConditional(token) ? CONDITIONAL_LIFE_MAX_DAYS : LIFE_MAX_DAYS;
  const days = token.expires - token.issued;
  ensure(days >= 0 && days <= life && today <= token.expires, 'policy');
}

/** @param {ConsentToken} token @param {number} today @param {Entry|null} recipient */
function checkRecipient(token, today, recipient) {
  ensure(token.purpose !== PURPOSE.identity || givesIdentity(token), 'policy');
  ensure(recipient !== null && recipient.state === 'active', 'policy');
  const { record } = recipient;
  ensure(equal(record.idPk, token.recipientId) && equal(record.kidBox, token.recipientKid), 'policy');
  ensure(rolesOf(token.purpose, token.space).includes(record.role) && isValidOn(record, today), 'policy');
}
