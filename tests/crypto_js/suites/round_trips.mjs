/** What is sealed can be opened by whom it is for, and by nobody else; for random messages of every shape. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aeadOpen, aeadSeal, boxKeys, boxSeal } from '../../../crypto/js/boxes.js';
import { boxOpen } from '../../../crypto/js/box_open.js';
import { open } from '../../../crypto/js/envelope_open.js';
import { concat, u32, utf8 } from '../../../crypto/js/encoding.js';
import { encodeContext, inspect } from '../../../crypto/js/envelope_inspect.js';
import { seal, sealFixed } from '../../../crypto/js/envelope_seal.js';
import { padLen } from '../../../crypto/js/padding.js';
import { kdf, signPublicKey } from '../../../crypto/js/primitives.js';
import { openState, sealState, sealStateText } from '../../../crypto/js/reporter.js';
import { RecoveryCode } from '../../../crypto/js/codes.js';
import {
  MasterKey, openVault, recoverVault, recoveryKeys, resealVault, sealVault, sealVaultText, vaultSalt,
} from '../../../crypto/js/vault.js';
import { COUNSELLOR, Examples, REPORT, REPORTER, REPORT_CONTEXT, SEED } from './examples.mjs';

const examples = new Examples();
const code = (expected) => (error) => error.name === 'WbpError' && error.code === expected;

function randomMessage(type) {
  const ack = examples.below(2) ? { index: examples.below(2 ** 31), hash: examples.bytes(32) } : null;
  const body = examples.bytes(examples.pick([0, 1, 3852, 3853, examples.below(20_000)]));
  const prev = examples.bytes(32);
  const dirHash = examples.bytes(32);
  const track = type === 1 ? 1 + examples.below(4) : 0;
  return { type, flags: examples.below(4), track, day: examples.below(2 ** 31), prev, ack, dirHash, body };
}

test(`every kind of message opens for each of its recipients (seed ${SEED})`, () => {
  for (let round = 0; round < 40; round += 1) {
    const message = randomMessage(1 + (round % 10));
    const ctx = {
      orgId: examples.bytes(16),
      caseId: examples.bytes(16),
      direction: examples.below(3),
      space: examples.below(16),
      index: examples.below(2 ** 31),
    };
    const sender = { signSeed: examples.bytes(32), boxPk: examples.bytes(32) };
    const recipients = Array.from({ length: 1 + examples.below(round === 0 ? 16 : 3) }, () => boxKeys(examples.bytes(32)));
    const envelope = seal(ctx, message, sender, recipients.map(({ pk }) => pk));
    assert.equal(inspect(envelope).length, 68 + 96 * recipients.length + padLen(244 + message.body.length) + 16);
    for (const own of recipients) {
      const opened = open(envelope, ctx, [boxKeys(examples.bytes(32)), own], signPublicKey(sender.signSeed));
      const { type, flags, track, day, prev, dirHash, body, ackIndex, ackHash } = opened;
      const ack = ackIndex === 0xffff_ffff ? null : { index: ackIndex, hash: ackHash };
      assert.deepEqual({ type, flags, track, day, prev, ack, dirHash, body }, message);
    }
    assert.throws(() => open(envelope, ctx, [boxKeys(examples.bytes(32))], null), code('not-recipient'));
  }
});

test('an envelope opens in no other context', () => {
  const envelope = seal(REPORT_CONTEXT, REPORT, REPORTER.sender, [COUNSELLOR.box.pk]);
  const others = [
    { orgId: examples.bytes(16) }, { caseId: examples.bytes(16) }, { direction: 1 }, { space: 2 }, { index: 1 },
  ];
  for (const other of others) {
    assert.throws(() => open(envelope, { ...REPORT_CONTEXT, ...other }, [COUNSELLOR.box], REPORTER.signPk), code('decrypt'));
  }
});

test('a false commitment is refused, even when its sender sealed everything else over it', () => {
  const [ck, nonce, esk] = [examples.bytes(32), examples.bytes(24), examples.bytes(32)];
  const honest = sealFixed(REPORT_CONTEXT, REPORT, REPORTER.sender, [COUNSELLOR.box.pk], { ck, nonce, esks: [esk] });
  const context = encodeContext(REPORT_CONTEXT);
  const head = honest.slice(0, 104);
  const rest = honest.slice(136, 164);
  const payload = kdf(ck, 'payload');
  const plain = aeadOpen(payload, nonce, honest.slice(164), concat(honest.slice(0, 164), context));
  const sealWith = (commitment) => {
    const outer = concat(head, commitment, rest);
    return concat(outer, aeadSeal(payload, nonce, plain, concat(outer, context)));
  };
  assert.deepEqual(sealWith(honest.slice(104, 136)), honest);
  assert.throws(() => open(sealWith(examples.bytes(32)), REPORT_CONTEXT, [COUNSELLOR.box], REPORTER.signPk), code('decrypt'));
});

test('an unknown sender is taken only for a first report', () => {
  for (const ctx of [{ ...REPORT_CONTEXT, direction: 1 }, { ...REPORT_CONTEXT, index: 1 }, { ...REPORT_CONTEXT, space: 1 }]) {
    const envelope = seal(ctx, REPORT, REPORTER.sender, [COUNSELLOR.box.pk]);
    assert.throws(() => open(envelope, ctx, [COUNSELLOR.box], null), code('sender'));
    assert.deepEqual(open(envelope, ctx, [COUNSELLOR.box], REPORTER.signPk).body, REPORT.body);
  }
});

test('what nobody would open is not sealed', () => {
  const short = { ...REPORT, prev: new Uint8Array(31) };
  const wrong = [
    short, { ...REPORT, track: 0 }, { ...REPORT, type: 2 }, { ...REPORT, type: 11, track: 0 }, { ...REPORT, flags: 4 },
    { ...REPORT, body: new Uint8Array(262_145) }, { ...REPORT, day: -1 }, { ...REPORT, ack: { index: 2 ** 32, hash: REPORT.prev } },
  ];
  for (const message of wrong) {
    assert.throws(() => seal(REPORT_CONTEXT, message, REPORTER.sender, [COUNSELLOR.box.pk]), code('payload'));
  }
});

test('two seals of the same words have nothing in common', () => {
  const [one, other] = [1, 2].map(() => seal(REPORT_CONTEXT, REPORT, REPORTER.sender, [COUNSELLOR.box.pk]));
  assert.notDeepEqual(one.slice(24, 104), other.slice(24, 104));
  assert.notDeepEqual(one.slice(136, 160), other.slice(136, 160));
});

test('a sealed box opens for its key alone', () => {
  for (let round = 0; round < 20; round += 1) {
    const [own, other] = [boxKeys(examples.bytes(32)), boxKeys(examples.bytes(32))];
    const message = examples.bytes(examples.below(2000));
    assert.deepEqual(boxOpen(boxSeal(message, own.pk), own), message);
    assert.throws(() => boxOpen(boxSeal(message, own.pk), other), code('decrypt'));
  }
});

test('a state keeps what it does not know and has one size', () => {
  const state = { v: 1, seq: 3, last: [{ space: 0, dir: 1, index: 0, hash: 'é' }], later: { unknown: [null, true] } };
  const blob = sealState(REPORTER, state);
  assert.equal(blob.length, 4140);
  assert.deepEqual(openState(REPORTER, blob), state);
  assert.throws(() => sealState(REPORTER, { text: 'x'.repeat(4092) }), code('policy'));
});

test('a vault opens with the password and with the recovery code, also after it was written again', () => {
  const [accountId, realmId, salt, share] = [16, 16, 16, 32].map((size) => examples.bytes(size));
  const master = new MasterKey(examples.bytes(32));
  const recovery = recoveryKeys(realmId, accountId, new RecoveryCode('NMFN2X64FPP8NA9Q82TYQAMTEZNS'));
  const first = sealVault({ v: 1, seq: 1 }, master, share, recovery.wrap, accountId, salt);
  const second = resealVault(first, accountId, master, share, { v: 1, seq: 2, note: 'x'.repeat(9000) });
  assert.deepEqual(vaultSalt(second), salt);
  assert.deepEqual(openVault(first, accountId, master, share), { v: 1, seq: 1 });
  assert.equal(openVault(second, accountId, master, share).seq, 2);
  assert.equal(recoverVault(second, accountId, recovery.wrap).seq, 2);
  assert.throws(() => openVault(second, accountId, master, examples.bytes(32)), code('decrypt'));
  assert.throws(() => openVault(second, examples.bytes(16), master, share), code('decrypt'));
});

/** Plaintexts of 4096 bytes whose length field or padding lies. */
const LIES = [
  concat(u32(2), utf8('{}'), new Uint8Array(4089), Uint8Array.of(1)),
  concat(u32(4093), utf8('{}'), new Uint8Array(4090)),
  concat(u32(2 ** 32 - 1), utf8('{}'), new Uint8Array(4090)),
  concat(u32(2), Uint8Array.of(0xc3, 0x28), new Uint8Array(4090)),
  concat(u32(2), utf8('[]'), new Uint8Array(4090)),
];

test('a state whose length, padding or content lies is refused, although its seal holds', () => {
  const nonce = examples.bytes(24);
  const aad = concat(utf8('WBN1'), REPORTER.orgId, REPORTER.caseId);
  const sealed = (plain) => concat(utf8('WBN1'), nonce, aeadSeal(kdf(REPORTER.root, 'reporter-state'), nonce, plain, aad));
  const honest = concat(u32(2), utf8('{}'), new Uint8Array(4090));
  assert.deepEqual(sealed(honest), sealStateText(REPORTER, '{}', nonce));
  for (const plain of LIES) assert.throws(() => openState(REPORTER, sealed(plain)), code('payload'));
});

test('a vault whose length, padding or content lies is refused, although its seals hold', () => {
  const [accountId, salt, share, random] = [16, 16, 32, 104].map((size) => examples.bytes(size));
  const master = new MasterKey(examples.bytes(32));
  const honest = sealVaultText('{}', master.wrapKey(share), examples.bytes(32), accountId, salt, random);
  const nonce = random.slice(80);
  const aad = concat(utf8('WBU1'), accountId, Uint8Array.of(3));
  const sealed = (plain) => concat(honest.slice(0, 192), aeadSeal(random.slice(0, 32), nonce, plain, aad));
  assert.deepEqual(sealed(concat(u32(2), utf8('{}'), new Uint8Array(4090))), honest);
  for (const plain of [...LIES, concat(u32(2), utf8('{}'), new Uint8Array(5000))]) {
    assert.throws(() => openVault(sealed(plain), accountId, master, share), code('payload'));
  }
  for (const at of [0, 4, 5, 6, 7]) {
    const other = honest.map((byte, i) => (i === at ? byte ^ 2 : byte));
    assert.throws(() => openVault(other, accountId, master, share), code('format'));
  }
});
