/** Consent in the browser: what is signed holds, what is passed on opens, and nothing that was changed is taken for it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect as printed } from 'node:util';
import { test } from 'node:test';
import { KINDS } from '../../../crypto/js/conformance_kinds.js';
import { itemOf, makeRewrap, openPackage, openRewrap, signConsent, signWithdrawal } from '../../../crypto/js/consent_make.js';
import { FLAG, PURPOSE, pack, parsePackage, parseRewrap, verifyConsent, verifyRewrap } from '../../../crypto/js/consent_verify.js';
import { equal, hex, unhex } from '../../../crypto/js/encoding.js';
import { envHash } from '../../../crypto/js/envelope_inspect.js';
import { contentKeyOf, open, openUnpinnedWithCk } from '../../../crypto/js/envelope_open.js';
import { seal } from '../../../crypto/js/envelope_seal.js';
import { WbpError } from '../../../crypto/js/errors.js';
import { makeRecord, verifyRecord } from '../../../crypto/js/keys.js';
import { boxKeys } from '../../../crypto/js/boxes.js';
import { signPublicKey } from '../../../crypto/js/primitives.js';
import { COUNSELLOR, Examples, REPORT, REPORTER, REPORT_CONTEXT, SEED, mutateBytes, mutateText } from './examples.mjs';

const examples = new Examples();
const TODAY = 20_778;
const { orgId, caseId } = REPORT_CONTEXT;
const [AUTHORITY_BOX, WRAPPER_SEED] = [examples.bytes(32), examples.bytes(32)];
const own = [boxKeys(AUTHORITY_BOX)];
const record = verifyRecord(makeRecord(3, 1, TODAY - 5, TODAY + 50, examples.bytes(32), AUTHORITY_BOX, 'Huis'), 'Huis');
const recipient = { record, state: 'active', name: 'Huis' };
const places = [0, 1].map((index) => ({ ...REPORT_CONTEXT, index }));
const messages = places.map((context) => ({
  context,
  envelope: seal(context, REPORT, REPORTER.sender, [COUNSELLOR.box.pk, REPORTER.boxPk]),
}));
const offer = {
  purpose: PURPOSE.external, flags: FLAG.attachments, space: 2, duty: 0, orgId, caseId, recipient,
  scope: messages.map(({ envelope }) => envHash(envelope)), expires: TODAY + 20,
};
const seed = REPORTER.sender.signSeed;
const check = (raw, today = TODAY, entry = recipient) => verifyConsent(raw, REPORTER.signPk, orgId, caseId, today, entry);
const refused = (code, action) => assert.throws(action, { name: 'WbpError', code });
const raw = signConsent(offer, seed, TODAY);
const token = check(raw);
const items = messages.map(({ envelope, context }) => itemOf(envelope, context, [COUNSELLOR.box]));
const wrapper = { orgId, caseId, signSeed: WRAPPER_SEED };
const rewrap = makeRewrap(items, record.boxPk, token, wrapper);
const wrapperPk = signPublicKey(WRAPPER_SEED);
const packed = pack({ signPk: REPORTER.signPk, token: raw, rewrap, messages });

test('a token holds for its recipient, its days and its case', () => {
  assert.equal(token.purpose, PURPOSE.external);
  for (const today of [TODAY - 2, TODAY + 21]) refused('policy', () => check(raw, today));
  for (const state of ['retired', 'revoked']) refused('policy', () => check(raw, TODAY, { ...recipient, state }));
  refused('policy', () => check(raw, TODAY, null));
  refused('policy', () => verifyConsent(raw, REPORTER.signPk, caseId, caseId, TODAY, recipient));
  refused('signature', () => check(signConsent(offer, WRAPPER_SEED, TODAY)));
  for (const scope of [[], [offer.scope[0], offer.scope[0]]]) refused('policy', () => signConsent({ ...offer, scope }, seed, TODAY));
});

test('each purpose has its spaces, duties and life', () => {
  const wrong = [{ space: 0 }, { space: 1 }, { space: 16 }, { duty: 2 }, { purpose: PURPOSE.release }, { expires: TODAY + 32 }];
  for (const one of wrong) refused('policy', () => signConsent({ ...offer, ...one }, seed, TODAY));
  const conditional = { ...offer, purpose: PURPOSE.conditionalExternal, duty: 3, expires: TODAY + 400 };
  assert.equal(check(signConsent(conditional, seed, TODAY)).duty, 3);
  refused('policy', () => signConsent({ ...conditional, duty: 0 }, seed, TODAY));
  refused('policy', () => signConsent({ ...offer, purpose: PURPOSE.identity }, seed, TODAY));
});

test('a withdrawal names its token, gives nothing and never comes too late', () => {
  const back = check(signWithdrawal(token, seed, TODAY), TODAY + 4000, null);
  assert.ok(equal(back.tokenId, token.tokenId));
  assert.equal(back.purpose, PURPOSE.withdraw);
  refused('policy', () => verifyRewrap(rewrap, orgId, caseId, back, wrapperPk, REPORTER.signPk));
});

test('a record fits one token, one wrapper and one recipient', () => {
  const verify = (one, by = wrapperPk) => verifyRewrap(rewrap, orgId, caseId, one, by, REPORTER.signPk);
  assert.equal(verify(token).items.length, 2);
  refused('policy', () => verify(check(signConsent(offer, seed, TODAY))));
  refused('policy', () => verify(check(signConsent({ ...offer, scope: offer.scope.slice(0, 1) }, seed, TODAY))));
  refused('policy', () => verify({ ...token, scope: new Uint8Array(32) }));
  refused('policy', () => verify({ ...token, purpose: PURPOSE.preparedDeputy }));
  refused('policy', () => verify(null));
  refused('sender', () => verify(token, REPORTER.signPk));
  refused('policy', () => makeRewrap(items.slice(1), record.boxPk, token, wrapper));
  refused('policy', () => makeRewrap(items, COUNSELLOR.box.pk, token, wrapper));
});

test('the new reader reads what the first one read, and can pass it on again', () => {
  for (const { context, envelope } of messages) {
    const first = open(envelope, context, [COUNSELLOR.box], REPORTER.signPk);
    assert.deepEqual(openRewrap(rewrap, envelope, context, own, REPORTER.signPk), first);
    assert.deepEqual(openUnpinnedWithCk(envelope, context, contentKeyOf(envelope, context, [COUNSELLOR.box])), first);
    const again = itemOf(envelope, context, own, [parseRewrap(rewrap)]);
    assert.ok(items.some((item) => equal(item.contentKey, again.contentKey)));
    refused('not-recipient', () => itemOf(envelope, context, own));
    refused('decrypt', () => itemOf(envelope, { ...context, index: 7 }, own, [parseRewrap(rewrap)]));
    refused('not-recipient', () => openRewrap(rewrap, envelope, context, [COUNSELLOR.box], REPORTER.signPk));
    refused('sender', () => openRewrap(rewrap, envelope, context, own, wrapperPk));
  }
});

test('a package opens whole or not at all', () => {
  const opened = openPackage(packed, orgId, recipient, own, TODAY);
  assert.deepEqual(opened.messages.map(({ index }) => index), [0, 1]);
  assert.ok(equal(opened.rewrap.wrapperPk, wrapperPk) && equal(opened.signPk, REPORTER.signPk));
  const parts = parsePackage(packed);
  const [one, other] = parts.messages;
  for (const changed of [[one], [other, one], [one, other, one]]) {
    refused('policy', () => openPackage(pack({ ...parts, messages: changed }), orgId, recipient, own, TODAY));
  }
  const moved = [one, { ...other, context: one.context }];
  refused('policy', () => openPackage(pack({ ...parts, messages: moved }), orgId, recipient, own, TODAY));
  refused('format', () => pack({ ...parts, messages: [] }));
  refused('signature', () => openPackage(pack({ ...parts, signPk: wrapperPk }), orgId, recipient, own, TODAY));
});

test(`nothing changed is taken for the original (seed ${SEED})`, () => {
  const sealed = {
    token: [raw, (bytes) => check(bytes)],
    record: [rewrap, (bytes) => verifyRewrap(bytes, orgId, caseId, token, wrapperPk, REPORTER.signPk)],
    package: [packed, (bytes) => openPackage(bytes, orgId, recipient, own, TODAY)],
  };
  for (const [bytes, parse] of Object.values(sealed)) {
    for (let round = 0; round < 60; round += 1) assert.throws(() => parse(mutateBytes(examples, bytes)), WbpError);
    for (let round = 0; round < 20; round += 1) assert.throws(() => parse(examples.bytes(examples.below(600))), WbpError);
  }
});

test(`release notes and proofs fail by name (seed ${SEED})`, () => {
  const file = new URL('../../vectors/public.json', import.meta.url);
  const { in: input } = JSON.parse(readFileSync(file, 'utf8')).cases.find(({ id }) => id === 'release.verify');
  const expected = KINDS.release_verify(input);
  for (let round = 0; round < 100; round += 1) {
    const member = examples.pick(['note', 'proof']);
    const changed = { ...input, [member]: mutateText(examples, input[member]) };
    try {
      assert.deepEqual(KINDS.release_verify(changed), expected);
    } catch (error) {
      assert.ok(error instanceof WbpError || changed[member] === input[member], `undeclared ${error?.stack}`);
    }
  }
});

test('content keys show neither in JSON nor when printed', () => {
  const [item] = items;
  for (const text of [JSON.stringify(item), printed(item, { depth: 9, showHidden: true })]) {
    assert.ok(!text.includes(hex(item.contentKey)) && !text.includes(String(item.contentKey)));
  }
  assert.deepEqual(Object.keys(item), ['envHash']);
  assert.equal(unhex(hex(item.contentKey)).length, 32);
});
