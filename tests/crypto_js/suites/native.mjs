/** The browser's own X25519: the same bytes as the library, never trusted untried, and never needed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { boxKeys, boxSealFixed } from '../../../crypto/js/boxes.js';
import { boxSealManyFixed } from '../../../crypto/js/box_many.js';
import { agreeAhead, boxOpen } from '../../../crypto/js/box_open.js';
import { contextOf, openedOut } from '../../../crypto/js/conformance_consent_kinds.js';
import { KINDS } from '../../../crypto/js/conformance_kinds.js';
import { equal, hex, unhex } from '../../../crypto/js/encoding.js';
import { open } from '../../../crypto/js/envelope_open.js';
import { openAhead } from '../../../crypto/js/open_ahead.js';
import { randomBytes } from '../../../crypto/js/primitives.js';
import { RewrapItem, makeRewrap, makeRewrapAsync, openPassedOn, passedOnKey } from '../../../crypto/js/rewrap_make.js';
import { parseRewrap } from '../../../crypto/js/rewrap_record.js';
import { x25519 } from '../../../crypto/js/vendor/noble.js';
import { nativeX25519, triedX25519 } from '../../../crypto/js/x25519_native.js';
import { COUNSELLOR, REPORTER, REPORT_CONTEXT } from './examples.mjs';

const VECTORS = JSON.parse(readFileSync(new URL('../../vectors/public.json', import.meta.url), 'utf8')).cases;
const ofKind = (kind) => VECTORS.filter((one) => one.kind === kind && one.js);
const { subtle } = globalThis.crypto;
/** A WebCrypto with one answer of its own. */
const lying = (changes) => ({ importKey: subtle.importKey.bind(subtle), deriveBits: subtle.deriveBits.bind(subtle), ...changes });
const native = await triedX25519(subtle);
const broken = async () => async () => Promise.reject(new Error('out of order'));
const named = (action) => {
  try {
    return JSON.stringify(action());
  } catch (error) {
    return error.code;
  }
};

test('it is found here, and it is the one that is used', async () => {
  assert.notEqual(native, null);
  assert.notEqual(await nativeX25519(), null);
});

test('one that is missing is done without', async () => {
  assert.equal(await triedX25519(undefined), null);
  assert.equal(await triedX25519(lying({ importKey: () => Promise.reject(new Error('NotSupportedError')) })), null);
  assert.equal(await triedX25519(lying({ importKey: () => { throw new TypeError('X25519'); } })), null);
});

test('one that does not know the known answers is not used', async () => {
  const wrong = async (...asked) => new Uint8Array(await subtle.deriveBits(...asked)).map((byte, i) => byte ^ (i === 31 ? 1 : 0)).buffer;
  assert.equal(await triedX25519(lying({ deriveBits: wrong })), null);
  const short = async (...asked) => (await subtle.deriveBits(...asked)).slice(0, 16);
  assert.equal(await triedX25519(lying({ deriveBits: short })), null);
  // One answer learnt by heart is not enough: the second has a bit that must be ignored.
  const first = unhex('c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552');
  assert.equal(await triedX25519(lying({ deriveBits: async () => first.buffer })), null);
});

test('a public key of small order is refused, whatever the browser says of it', async () => {
  let calls = 0;
  const zeros = async (...asked) => subtle.deriveBits(...asked).catch(() => { calls += 1; return new ArrayBuffer(32); });
  const agree = await (await triedX25519(lying({ deriveBits: zeros })))(randomBytes(32));
  await assert.rejects(agree(new Uint8Array(32)), { name: 'WbpError', code: 'key' });
  assert.ok(calls > 0);
});

test('both say the same of any key, the spellings of RFC 7748 that are not canonical included', async () => {
  const beyond = [0, 1, 2, 9, 18].map((more) => Uint8Array.of(0xed + more, ...new Uint8Array(30).fill(0xff), 0x7f));
  const highBit = randomBytes(32).map((byte, i) => (i === 31 ? byte | 0x80 : byte));
  for (const pk of [...beyond, highBit, ...Array.from({ length: 20 }, () => randomBytes(32))]) {
    const sk = randomBytes(32);
    const other = await (await native(sk))(pk).then(hex, () => 'refused');
    let own = 'refused';
    try {
      own = hex(x25519.getSharedSecret(sk, pk));
    } catch {
      // of small order
    }
    assert.equal(other, own);
  }
});

test('boxes have the same bytes with it, without it, and when it fails halfway', async () => {
  for (const { in: { m, pk, esk }, out, error } of ofKind('box_seal')) {
    for (const with_ of [native, null, broken]) {
      const sealed = async () => boxSealManyFixed([unhex(m), unhex(m)], unhex(pk), [unhex(esk), unhex(esk)], with_);
      if (error) await assert.rejects(sealed, { name: 'WbpError', code: error });
      else for (const box of await sealed()) assert.equal(hex(box), out.out);
    }
  }
});

test('boxes open the same way with it, without it, and when it fails', async () => {
  for (const { in: input } of ofKind('box_open')) {
    for (const with_ of [native, null, broken]) {
      const keys = boxKeys(unhex(input.box_seed));
      await agreeAhead([unhex(input.c)], keys, Promise.resolve(with_));
      assert.equal(named(() => ({ m: hex(boxOpen(unhex(input.c), keys)) })), named(() => KINDS.box_open(input)));
    }
  }
});

test('what it computed is what a box is opened with', async () => {
  const keys = boxKeys(randomBytes(32));
  const box = boxSealFixed(randomBytes(8), keys.pk, randomBytes(32));
  await agreeAhead([box], keys, Promise.resolve(async () => async () => randomBytes(32)));
  assert.throws(() => boxOpen(box, keys), { code: 'decrypt' });
});

test('every vector of an envelope and of a record says the same when it was prepared', async () => {
  for (const { in: input, kind } of [...ofKind('envelope_open'), ...ofKind('rewrap_open')]) {
    const keys = [boxKeys(unhex(input.box_seed))];
    const envelope = unhex(input.envelope);
    const expect = input.expect_sender ? unhex(input.expect_sender) : null;
    const raw = kind === 'rewrap_open' ? unhex(input.rewrap) : null;
    await openAhead([envelope], raw === null ? [] : [parseRewrap(raw)], keys);
    const result = raw === null
      ? named(() => openedOut(open(envelope, contextOf(input.ctx), keys, expect)))
      : named(() => openedOut(openPassedOn(parseRewrap(raw), envelope, contextOf(input.ctx), keys, expect)));
    assert.equal(result, named(() => KINDS[kind](input)));
  }
});

test('bytes of any shape are prepared without a word', async () => {
  const shapes = [new Uint8Array(), new Uint8Array(5), new Uint8Array(6).fill(255), randomBytes(200), randomBytes(5000)];
  await openAhead(shapes, [], [COUNSELLOR.box]);
});

test('a record made with it opens like any other, and the same things are refused', async () => {
  const successor = boxKeys(randomBytes(32));
  const { orgId, caseId } = REPORT_CONTEXT;
  const wrapper = { orgId, caseId, signSeed: REPORTER.sender.signSeed };
  const items = Array.from({ length: 3 }, () => new RewrapItem(randomBytes(32), randomBytes(32)));
  for (const raw of [await makeRewrapAsync(items, successor.pk, null, wrapper), makeRewrap(items, successor.pk, null, wrapper)]) {
    const record = parseRewrap(raw);
    assert.equal(new Set(record.items.map(({ sealed }) => hex(sealed.slice(0, 32)))).size, items.length, 'an ephemeral key each');
    for (const { envHash: hash, contentKey } of items) assert.ok(equal(passedOnKey(record, hash, [successor]), contentKey));
  }
  const token = { orgId, caseId, recipientKid: successor.kid, scope: new Uint8Array(32), tokenId: new Uint8Array(16) };
  for (const make of [makeRewrap, makeRewrapAsync]) {
    const refused = (code, ...given) => assert.rejects(async () => make(...given), { name: 'WbpError', code });
    await refused('policy', [], successor.pk, null, wrapper);
    await refused('policy', [items[0], items[0]], successor.pk, null, wrapper);
    await refused('policy', items, successor.pk, token, wrapper);
    await refused('key', items, new Uint8Array(32), null, wrapper);
    await refused('key', [new RewrapItem(randomBytes(32), randomBytes(31))], successor.pk, null, wrapper);
  }
});
