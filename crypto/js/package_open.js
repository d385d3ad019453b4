/** Open a package WBH1 (PROTOCOL.md 5.4): verify all that was promised, then show all of it or nothing. Client half. */
import { ensure } from './errors.js';
import { givesIdentity, parseToken, verifyConsent } from './consent_token.js';
import { equal, hex } from './encoding.js';
import { FROM_REPORTER, NOTE_TO_SELF, encodeContext, envHash } from './envelope_inspect.js';
import { openUnpinnedWithCk, openWithCk } from './envelope_open.js';
import { TYPE } from './envelope_seal.js';
import { parsePackage } from './package.js';
import { passedOnKey } from './rewrap_make.js';
import { parseRewrap, verifyRewrap } from './rewrap_record.js';

/**
 * A package that held. `signPk` is the reporter's key of the case, to be pinned; `rewrap.wrapperPk` says who passed it on;
 * messages of direction 1 are signed by whom their `signPk` says, which the caller compares with the directory.
 * @typedef {import('./envelope_open.js').Opened} Opened
 * @typedef {import('./consent_token.js').ConsentToken} ConsentToken
 * @typedef {import('./rewrap_record.js').RewrapInfo} RewrapInfo
 * @typedef {{signPk: Uint8Array, token: ConsentToken, rewrap: RewrapInfo, messages: Opened[]}} OpenedPackage
 */

/**
 * Verify and open in order: shape `format`; consent, re-wrap record; `policy`: not exactly these messages, two in one
 * place, another case, a note to self, identity details without consent; the reporter's words by another key `sender`.
 * @param {Uint8Array} raw
 * @param {Uint8Array} orgId
 * @param {import('./directory.js').Entry} me the own entry in a verified directory
 * @param {import('./boxes.js').BoxKeys[]} keys
 * @param {number} today civil day of first opening; whoever opens again later passes that same day
 * @returns {OpenedPackage}
 */
export function openPackage(raw, orgId, me, keys, today) {
  return openPackageWith(raw, orgId, me, (record, wanted) => passedOnKey(record, wanted, keys), today);
}

/**
 * As `openPackage`, for a colleague of the recipient, who has the content keys from a note of the space (5.4).
 * @param {Uint8Array} raw
 * @param {Uint8Array} orgId
 * @param {import('./directory.js').Entry} recipient whom the consent names
 * @param {(rewrap: RewrapInfo, envHash: Uint8Array) => Uint8Array} keyOf gives a content key, 32 bytes, or throws
 * @param {number} today civil day on which somebody of the desk opened it first
 * @returns {OpenedPackage}
 */
export function openPackageWith(raw, orgId, recipient, keyOf, today) {
  const { signPk, token: signedToken, rewrap: record, messages: sealed } = parsePackage(raw);
  const { caseId } = parseToken(signedToken);
  const token = verifyConsent(signedToken, signPk, orgId, caseId, today, recipient);
  const rewrap = verifyRewrap(record, orgId, caseId, token, parseRewrap(record).wrapperPk, signPk);
  ensure(sealed.length === rewrap.items.length, 'policy');
  ensure(rewrap.items.every((item, i) => equal(item.envHash, envHash(sealed[i]?.envelope ?? raw))), 'policy');
  ensure(new Set(sealed.map(({ context }) => hex(encodeContext(context)))).size === sealed.length, 'policy');
  const messages = sealed.map(({ context, envelope }) => openOne(signPk, token, context, envelope, () => keyOf(rewrap, envHash(envelope))));
  return { signPk, token, rewrap, messages };
}

/**
 * @param {Uint8Array} signPk
 * @param {ConsentToken} token
 * @param {import('./envelope_inspect.js').Context} context
 * @param {Uint8Array} envelope
 * @param {() => Uint8Array} keyOf gives the content key, 32 bytes, or throws
 */
function openOne(signPk, token, context, envelope, keyOf) {
  ensure(equal(context.orgId, token.orgId) && equal(context.caseId, token.caseId), 'policy');
  ensure(context.direction !== NOTE_TO_SELF, 'policy');
  const contentKey = keyOf();
  const opened = context.direction === FROM_REPORTER
    ? openWithCk(envelope, context, contentKey, signPk)
    : openUnpinnedWithCk(envelope, context, contentKey);
  ensure(opened.type !== TYPE.identityDetails || givesIdentity(token), 'policy');
  return opened;
}
