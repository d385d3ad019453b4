/** What the kinds of vector of stage 3 ask: consent, re-wrap records, packages, releases (PROTOCOL.md 11). */
import { boxKeys } from './boxes.js';
import { parseToken, scopeHash, signToken } from './consent_token.js';
import { RewrapItem, openPackage, openRewrap } from './consent_make.js';
import { verifyConsent, verifyRelease, verifyRewrap } from './consent_verify.js';
import { verifyRootChain } from './directory.js';
import { Reader, hex, unhex } from './encoding.js';
import { kidBox, kidSign } from './primitives.js';
import { makeRewrapFixed } from './rewrap_make.js';

/** @typedef {any} Input the members depend on the kind */

/** @param {string} text the 42 bytes, in hex @returns {import('./envelope_inspect.js').Context} */
export function contextOf(text) {
  const fields = new Reader(unhex(text));
  fields.take(4);
  const [orgId, caseId] = [fields.take(16), fields.take(16)];
  return { orgId, caseId, direction: fields.u8(), space: fields.u8(), index: fields.u32() };
}

/** What a vector says of an opened message. @param {import('./envelope_open.js').Opened} opened */
export const openedOut = (opened) => ({
  type: opened.type,
  flags: opened.flags,
  track: opened.track,
  day: opened.day,
  sign_pk: hex(opened.signPk),
  box_pk: hex(opened.boxPk),
  prev: hex(opened.prev),
  ack_index: opened.ackIndex,
  ack_hash: hex(opened.ackHash),
  dir_hash: hex(opened.dirHash),
  body: hex(opened.body),
  env_hash: hex(opened.envHash),
});

/** A directory entry of the few members that consent looks at. @param {Input} values @returns {any} */
function entryOf(values) {
  if (values === null) return null;
  const { role, not_before: notBefore, not_after: notAfter, status: state } = values;
  const idPk = unhex(values.id_pk);
  return { record: { role, notBefore, notAfter, idPk, kidBox: unhex(values.kid_box), kidSign: kidSign(idPk) }, state };
}

/** @param {Input} v @returns {import('./consent_token.js').ConsentToken} */
function tokenOf(v) {
  const { purpose, flags, space, duty, issued, expires } = v;
  const [orgId, caseId, tokenId] = [unhex(v.org), unhex(v.case_id), unhex(v.token_id)];
  const [recipientId, recipientKid] = [unhex(v.rcpt_id), unhex(v.rcpt_kid)];
  const ids = { orgId, caseId, tokenId, recipientId, recipientKid };
  return { purpose, flags, space, duty, ...ids, issued, expires, scope: unhex(v.scope), hash: unhex(v.hash) };
}

/** @param {Input} input */
function consentMake(input) {
  const scope = hex(scopeHash(input.scope.map(unhex)));
  const raw = signToken(tokenOf({ ...input, org: input.org_id, scope, hash: '' }), unhex(input.sign_seed));
  return { token: hex(raw), hash: hex(parseToken(raw).hash) };
}

/** @param {Input} input */
function consentVerify({ token: raw, sign_pk, org_id, case_id, today, recipient }) {
  const token = verifyConsent(unhex(raw), unhex(sign_pk), unhex(org_id), unhex(case_id), today, entryOf(recipient));
  const { purpose, flags, space, duty, issued, expires } = token;
  const ids = { org: hex(token.orgId), case_id: hex(token.caseId), token_id: hex(token.tokenId) };
  const recipientOut = { rcpt_id: hex(token.recipientId), rcpt_kid: hex(token.recipientKid) };
  const hashes = { scope: hex(token.scope), hash: hex(token.hash) };
  return { purpose, flags, space, duty, issued, expires, ...ids, ...recipientOut, ...hashes };
}

/** @param {Input} input */
function rewrapMake(input) {
  const items = input.items.map((/** @type {[string, string]} */ [hash, key]) => new RewrapItem(unhex(hash), unhex(key)));
  const wrapper = { orgId: unhex(input.org_id), caseId: unhex(input.case_id), signSeed: unhex(input.wrap_seed) };
  const esks = input.esks.map(unhex);
  return { rewrap: hex(makeRewrapFixed(items, unhex(input.target_pk), unhex(input.token_id), wrapper, esks)) };
}

/** @param {Input} input */
function rewrapVerify({ rewrap, org_id, case_id, token, wrapper_pk, reporter_pk }) {
  const verified = token === null ? null : tokenOf(token);
  const pks = /** @type {const} */ ([unhex(wrapper_pk), unhex(reporter_pk)]);
  const info = verifyRewrap(unhex(rewrap), unhex(org_id), unhex(case_id), verified, ...pks);
  return { kid: hex(info.kid), hash: hex(info.hash), count: info.items.length };
}

/** @param {Input} input */
function rewrapOpen({ rewrap, envelope, ctx, box_seed, expect_sender }) {
  const expect = expect_sender ? unhex(expect_sender) : null;
  return openedOut(openRewrap(unhex(rewrap), unhex(envelope), contextOf(ctx), [boxKeys(unhex(box_seed))], expect));
}

/** @param {Input} input */
function packageOpen({ package: raw, org_id, me, box_pk, box_sk, today }) {
  const pk = unhex(box_pk);
  // The vector gives the secret key itself, not a seed.
  const own = /** @type {any} */ ({ pk, kid: kidBox(pk), secretKey: unhex(box_sk) });
  const { token, messages } = openPackage(unhex(raw), unhex(org_id), entryOf(me), [own], today);
  return { token_id: hex(token.tokenId), bodies: messages.map(({ body }) => hex(body)), types: messages.map(({ type }) => type) };
}

/** @param {Input} input */
function releaseVerify({ root, note, token, rewrap_hash, proof, today, report_day }) {
  const chain = verifyRootChain(root);
  const found = verifyRelease(note, chain, tokenOf(token), unhex(rewrap_hash), proof, today, report_day);
  return { released: found.released, missed: found.missed, due: found.due };
}

/** @type {Record<string, (input: Input) => unknown>} */
export const CONSENT_KINDS = {
  consent_make: consentMake,
  consent_verify: consentVerify,
  rewrap_make: rewrapMake,
  rewrap_verify: rewrapVerify,
  rewrap_open: rewrapOpen,
  package_open: packageOpen,
  release_verify: releaseVerify,
};
