/** The traps of PROTOCOL.md 2.3 that JavaScript has: each was seen once, none may come back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { aeadOpen, aeadSeal, boxKeys, boxSeal } from '../../../crypto/js/boxes.js';
import { boxOpen } from '../../../crypto/js/box_open.js';
import { Lines, Reader, b64, concat, dayOf, dayParse, dayStr, fromUtf8, hex, u32, u64, unb64, unhex, utf8 } from '../../../crypto/js/encoding.js';
import { padLen, padme } from '../../../crypto/js/padding.js';
import { randomBytes, randomIndex, sign, signPublicKey, verify, verifyRaw } from '../../../crypto/js/primitives.js';
import { openNote, parseVkey, vkeyText } from '../../../crypto/js/note.js';
import { ed25519, sha256, sha512, x25519 } from '../../../crypto/js/vendor/noble.js';

const VECTORS = JSON.parse(readFileSync(new URL('../../vectors/public.json', import.meta.url), 'utf8')).cases;

/** The same bytes as a view that starts at an odd offset of a larger buffer. */
const atOddOffset = (bytes) => concat(new Uint8Array(3), bytes, new Uint8Array(5)).subarray(3, 3 + bytes.length);
const code = (expected) => (error) => error.name === 'WbpError' && error.code === expected;

test('an R with an order-8 component is refused, although the library takes it', () => {
  const { pk, m, sig } = VECTORS.find(({ id }) => id === 'ed25519.neg.mixed-order-r').in;
  assert.equal(ed25519.verify(unhex(sig), unhex(m), unhex(pk), { zip215: false }), true, 'the trap is gone from the library');
  assert.throws(() => verifyRaw(unhex(pk), unhex(m), unhex(sig)), code('signature'));
});

test('an R of small order is refused, although the equation holds', () => {
  // With r = 0: R is the identity and S = k·a, which satisfies S·B = R + k·A.
  const seed = new Uint8Array(32).fill(5);
  const [pk, message] = [signPublicKey(seed), utf8('x')];
  const number = (bytes) => BigInt(`0x${hex(bytes.slice().reverse())}`);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const a = (number(sha512(seed).slice(0, 32)) & (2n ** 254n - 8n)) | (2n ** 254n);
  const identity = Uint8Array.of(1, ...new Uint8Array(31));
  const s = ((number(sha512(concat(identity, pk, message))) % order) * a) % order;
  const signature = concat(identity, unhex(s.toString(16).padStart(64, '0')).reverse());
  assert.equal(ed25519.verify(signature, message, pk, { zip215: false }), true, 'the trap is gone from the library');
  assert.throws(() => verifyRaw(pk, message, signature), code('signature'));
});

test('a key outside the prime-order subgroup is refused, although the equation holds', () => {
  // R = r·B and S = r + k·a; a part T of small order in the key vanishes in k·A whenever k is a multiple of 8.
  const number = (bytes) => BigInt(`0x${hex(bytes.slice().reverse())}`);
  const { Point } = ed25519;
  const [a, r] = [12_345n, 67_890n];
  const orderEight = Point.fromBytes(unhex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'), true);
  const nothing = Point.BASE.subtract(Point.BASE);
  const own = Point.BASE.multiplyUnsafe(a);
  for (const [key, secret, holds] of [[own, a, true], [own.add(orderEight), a, false], [orderEight, 0n, false], [nothing, 0n, false]]) {
    const [pk, rBytes] = [key.toBytes(), Point.BASE.multiplyUnsafe(r).toBytes()];
    const kOf = (message) => number(sha512(concat(rBytes, pk, message))) % Point.Fn.ORDER;
    const message = Array.from({ length: 256 }, (_, i) => Uint8Array.of(i)).find((one) => kOf(one) % 8n === 0n);
    const s = (r + kOf(message) * secret) % Point.Fn.ORDER;
    const signature = concat(rBytes, unhex(s.toString(16).padStart(64, '0')).reverse());
    const judge = () => verifyRaw(pk, message, signature);
    if (holds) judge(); else for (let use = 0; use < 3; use += 1) assert.throws(judge, code('signature'));
  }
});

test('a key that is used often, and then has a table, is judged the same', () => {
  const kinds = VECTORS.filter(({ kind }) => kind === 'ed25519_verify');
  assert.ok(kinds.length > 5);
  for (const { in: { pk, m, sig }, error } of kinds) {
    const judge = () => verifyRaw(unhex(pk), unhex(m), unhex(sig));
    for (let use = 0; use < 25; use += 1) if (error) assert.throws(judge, code(error)); else judge();
  }
  const seed = randomBytes(32);
  for (let use = 0; use < 40; use += 1) {
    const [message, pk] = [randomBytes(use), signPublicKey(seed)];
    const signature = sign(seed, 'login', message);
    verify(pk, 'login', message, signature);
    const at = use % 64;
    assert.throws(() => verify(pk, 'login', message, signature.map((byte, i) => (i === at ? byte ^ 1 : byte))), code('signature'));
    assert.throws(() => verify(pk, 'duty', message, signature), code('signature'));
  }
});

test('a day that does not exist is refused', () => {
  for (const text of ['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '1969-12-31', '2026-1-1']) {
    assert.throws(() => dayParse(text), code('format'));
  }
  assert.equal(dayStr(dayParse('2028-02-29')), '2028-02-29');
});

test('a line has a keyword, one space and a value', () => {
  for (const text of ['head\nversion\n', 'head\nversion \n', 'head\nversion 1', 'head\n version 1\n']) {
    assert.throws(() => new Lines(text, 'head').take('version'), code('format'));
  }
  assert.equal(new Lines('head\nversion 1\n', 'head').take('version'), '1');
});

test('a note with control characters is refused, although it is signed', () => {
  const seed = new Uint8Array(32).fill(5);
  const vkey = vkeyText('signer.example/1', signPublicKey(seed));
  const keyId = sha256(concat(utf8('signer.example/1\n'), Uint8Array.of(1), signPublicKey(seed))).slice(0, 4);
  const note = (text) => `${text}\n\u2014 signer.example/1 ${b64(concat(keyId, ed25519.sign(utf8(text), seed)))}\n`;
  assert.equal(openNote(note('een\ntwee\n'), [parseVkey(vkey)]).text, 'een\ntwee\n');
  for (const text of ['een\ttwee\n', 'een\r\ntwee\n', 'een\0\n']) {
    assert.throws(() => openNote(note(text), [parseVkey(vkey)]), code('format'));
  }
});

test('a secret signing key is the 32-byte seed, never seed and public key', () => {
  const seed = new Uint8Array(32).fill(5);
  assert.throws(() => sign(concat(seed, signPublicKey(seed)), 'login', utf8('x')), code('key'));
  verify(signPublicKey(seed), 'login', utf8('x'), sign(seed, 'login', utf8('x')));
});

test('the secret of a box seed is half of its SHA-512', () => {
  const seed = new Uint8Array(32).fill(6);
  assert.deepEqual(boxKeys(seed).pk, x25519.getPublicKey(sha512(seed).slice(0, 32)));
});

test('views at an odd offset seal, open and verify like their copies', () => {
  const keys = boxKeys(atOddOffset(new Uint8Array(32).fill(6)));
  const box = boxSeal(atOddOffset(utf8('hallo')), atOddOffset(keys.pk));
  assert.deepEqual(boxOpen(atOddOffset(box), keys), utf8('hallo'));
  const [key, nonce] = [atOddOffset(randomBytes(32)), atOddOffset(randomBytes(24))];
  const sealed = aeadSeal(key, nonce, atOddOffset(utf8('hallo')), atOddOffset(utf8('aad')));
  assert.deepEqual(aeadOpen(key, nonce, atOddOffset(sealed), atOddOffset(utf8('aad'))), utf8('hallo'));
  const seed = new Uint8Array(32).fill(5);
  const signature = sign(atOddOffset(seed), 'login', atOddOffset(utf8('x')));
  verify(atOddOffset(signPublicKey(seed)), 'login', atOddOffset(utf8('x')), atOddOffset(signature));
});

test('pieces taken by a reader are copies', () => {
  const bytes = new Uint8Array(8);
  new Reader(bytes).take(4).fill(255);
  assert.deepEqual(bytes, new Uint8Array(8));
});

test('one key seals many messages', () => {
  const key = randomBytes(32);
  for (const text of ['een', 'twee']) {
    const nonce = randomBytes(24);
    assert.deepEqual(aeadOpen(key, nonce, aeadSeal(key, nonce, utf8(text), ZERO_AAD), ZERO_AAD), utf8(text));
  }
});
const ZERO_AAD = new Uint8Array();

test('low-order points are an unusable key when sealing and unreadable when opening', () => {
  const order8 = VECTORS.find(({ id }) => id === 'box.neg.low-order-order8').in.pk;
  for (const pk of [new Uint8Array(32), Uint8Array.of(1, ...new Uint8Array(31)), unhex(order8)]) {
    assert.throws(() => boxSeal(utf8('x'), pk), code('key'));
    assert.throws(() => boxOpen(concat(pk, new Uint8Array(40)), boxKeys(new Uint8Array(32).fill(6))), code('decrypt'));
  }
});

test('lengths above 32 bits are exact', () => {
  assert.equal(padme(2 ** 32 + 1), 2 ** 32 + 2 ** 26);
  assert.equal(padLen(2 ** 34), 2 ** 34);
  assert.equal(padLen(2 ** 34 - 1), 2 ** 34);
  assert.deepEqual(u64(2 ** 40 + 3), Uint8Array.of(0, 0, 1, 0, 0, 0, 0, 3));
  assert.deepEqual(u64(Number.MAX_SAFE_INTEGER), Uint8Array.of(0, 31, 255, 255, 255, 255, 255, 255));
  assert.throws(() => u64(2 ** 53), code('format'));
  assert.throws(() => padme(2 ** 53), code('format'));
});

test('an unsigned number of 32 bits never turns negative', () => {
  assert.equal(new Reader(Uint8Array.of(255, 255, 255, 255)).u32(), 4_294_967_295);
  assert.deepEqual(u32(2 ** 31), Uint8Array.of(128, 0, 0, 0));
  for (const value of [-1, 2 ** 32, 1.5, Number.NaN, Infinity]) assert.throws(() => u32(value), code('format'));
});

test('wrong UTF-8 is an error and a byte order mark stays', () => {
  assert.throws(() => fromUtf8(Uint8Array.of(0xc3, 0x28)), code('format'));
  assert.throws(() => fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80)), code('format'));
  assert.equal(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), '\ufeffa');
  assert.throws(() => utf8('half \ud83d'), code('format'));
});

test('base64 has one spelling', () => {
  for (const text of ['AA=', 'AB==', 'A', ' AAAA', 'AAAA\n', 'AA-_', '====', 'AAA']) assert.throws(() => unb64(text), code('format'));
  assert.deepEqual(unb64('AAA='), new Uint8Array(2));
});

test('random bytes are asked for in pieces the browser allows', (t) => {
  const sizes = [];
  const original = crypto.getRandomValues.bind(crypto);
  t.mock.method(crypto, 'getRandomValues', (view) => {
    sizes.push(view.byteLength);
    return original(view);
  });
  const bytes = randomBytes(200_000);
  assert.equal(bytes.length, 200_000);
  assert.ok(sizes.length > 1 && sizes.every((size) => size <= 65_536));
  assert.ok(bytes.subarray(199_000).some((byte) => byte !== 0), 'the end was never filled');
});

test('numbers are drawn without bias: draws above the last whole multiple are thrown away', (t) => {
  const draws = [2 ** 32 - 1, 2 ** 32 - 2 ** 32 % 7776, 7776 + 5];
  t.mock.method(crypto, 'getRandomValues', (view) => {
    view[0] = draws.shift();
    return view;
  });
  assert.equal(randomIndex(7776), 5);
  assert.equal(draws.length, 0);
});

test('nothing needs crypto.subtle, which plain onion addresses do not have', async () => {
  Object.defineProperty(globalThis, 'crypto', {
    value: { getRandomValues: crypto.getRandomValues.bind(crypto) },
    configurable: true,
  });
  const { REPORTER, REPORT, REPORT_CONTEXT, COUNSELLOR } = await import('./examples.mjs');
  const { seal } = await import('../../../crypto/js/envelope_seal.js');
  const { open } = await import('../../../crypto/js/envelope_open.js');
  const envelope = seal(REPORT_CONTEXT, REPORT, REPORTER.sender, [COUNSELLOR.box.pk]);
  assert.equal(hex(open(envelope, REPORT_CONTEXT, [COUNSELLOR.box], null).body), hex(REPORT.body));
});

test('the day is the day in Amsterdam, not the day in UTC', () => {
  assert.equal(dayStr(dayOf(new Date('2026-12-18T23:30:00Z'))), '2026-12-19');
  assert.equal(dayStr(dayOf(new Date('2026-07-01T21:59:59Z'))), '2026-07-01');
  assert.equal(dayStr(dayOf(new Date('2026-07-01T22:00:00Z'))), '2026-07-02');
});
