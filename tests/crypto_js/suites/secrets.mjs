/** Secrets do not slip out by printing, JSON or a message to the page; errors say nothing of what was put in. */
import assert from 'node:assert/strict';
import { inspect as show } from 'node:util';
import { test } from 'node:test';
import { argon2id } from '../../../crypto/js/boxes.js';
import * as codes from '../../../crypto/js/codes.js';
import { hex, readJson, utf8 } from '../../../crypto/js/encoding.js';
import { WbpError } from '../../../crypto/js/errors.js';
import { MasterKey, checkPassword, masterKey, recoveryKeys } from '../../../crypto/js/vault.js';
import { REPORTER } from './examples.mjs';

const code = codes.parseCaseCode('1X1TKRK9KV7J1X6H');
const phrase = codes.normalise('tulp fiets brug molen kaas regen duin');
const recovery = codes.parseRecoveryCode('NMFN2X64FPP8NA9Q82TYQAMTEZNS');
const master = new MasterKey(new Uint8Array(32).fill(4));
const recovered = recoveryKeys(new Uint8Array(16), new Uint8Array(16), recovery);

const SECRETS = [
  ['case code', code, [code.text, code.printed]],
  ['passphrase', phrase, [phrase.text, 'fiets']],
  ['recovery code', recovery, [recovery.text]],
  ['reporter keys', REPORTER, [REPORTER.root, REPORTER.locator, REPORTER.sender.signSeed, REPORTER.box.secretKey]],
  ['box keys', REPORTER.box, [REPORTER.box.secretKey]],
  ['master key', master, [new Uint8Array(32).fill(4), master.authSecret]],
  ['recovery keys', recovered, [recovered.wrap, recovered.auth]],
];

for (const [name, holder, secrets] of SECRETS) {
  test(`${name} keep their secret when printed, written as JSON or sent to the page`, () => {
    const shown = [String(holder), `${holder}`, JSON.stringify(holder), show(holder, { depth: 9, showHidden: true })];
    shown.push(JSON.stringify(structuredClone({ ...holder })));
    for (const secret of secrets) {
      const spellings = typeof secret === 'string' ? [secret] : [hex(secret), [...secret].join(','), [...secret].join(', ')];
      for (const text of shown) for (const spelling of spellings) assert.ok(!text.includes(spelling), `${name} shows itself`);
    }
  });
}

test('an error of the JSON parser is not passed on, for it quotes the text', () => {
  assert.throws(() => readJson('{"text":"geheim" oeps'), (error) => error instanceof WbpError && !error.message.includes('geheim') && !error.cause);
});

test('an error does not repeat what was typed', () => {
  assert.throws(() => codes.parseCaseCode('geheim'), (error) => !`${error.message}${JSON.stringify(error)}`.includes('geheim'));
});

test('a password shorter than fourteen characters is refused', () => {
  assert.throws(() => checkPassword('dertien teken'), { code: 'policy' });
  checkPassword('veertien teken');
});

test('a derivation tells each hundredth, no more often, and ends at one', async () => {
  const seen = [];
  await argon2id(utf8('x'), new Uint8Array(16), 'reporter', { onProgress: (fraction) => seen.push(fraction) });
  assert.ok(seen.length > 10);
  assert.ok(seen.length <= 100);
  assert.ok(seen.every((fraction, i) => fraction > (seen[i - 1] ?? 0) && fraction <= 1));
  assert.equal(seen.at(-1), 1);
});

test('a derivation stops when it is told to, also before it began', async () => {
  const stop = new AbortController();
  const running = masterKey('een heel lang wachtwoord', new Uint8Array(16), {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await assert.rejects(running, { name: 'AbortError' });
  await assert.rejects(masterKey('een heel lang wachtwoord', new Uint8Array(16), { signal: stop.signal }), { name: 'AbortError' });
});

test('others can speak while a derivation runs', async () => {
  let spoke = 0;
  const clock = setInterval(() => (spoke += 1), 1);
  await argon2id(utf8('x'), new Uint8Array(16), 'reporter');
  clearInterval(clock);
  assert.ok(spoke > 0);
});
