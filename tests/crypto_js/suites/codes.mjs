/** Codes and words: made valid, read however they were typed, and every slip of one or two symbols is found. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as codes from '../../../crypto/js/codes.js';
import { Examples, SEED } from './examples.mjs';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const examples = new Examples();
const code = (...expected) => (error) => error.name === 'WbpError' && expected.includes(error.code);
const wordFile = (lang) => readFileSync(new URL(`../../../crypto/wordlists/${lang}.txt`, import.meta.url), 'utf8');

test('new codes are valid, differ, and read back from their printed form', () => {
  const made = Array.from({ length: 50 }, () => codes.newCaseCode());
  assert.equal(new Set(made.map(({ text }) => text)).size, 50);
  for (const one of made) {
    assert.match(one.printed, /^1[0-9A-Z]{3}(-[0-9A-Z]{4}){3}$/);
    assert.equal(codes.parseCaseCode(` ${one.printed.toLowerCase()} `).text, one.text);
  }
  const recovery = codes.newRecoveryCode();
  assert.match(recovery.printed, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
  assert.equal(codes.parseRecoveryCode(recovery.printed).text, recovery.text);
});

test(`every slip of one or two symbols is found (seed ${SEED})`, () => {
  const { text } = codes.newCaseCode();
  const replace = (from, at, symbol) => from.slice(0, at) + symbol + from.slice(at + 1);
  for (let at = 1; at < 16; at += 1) {
    for (const symbol of ALPHABET) {
      if (symbol === text[at]) continue;
      const slip = replace(text, at, symbol);
      assert.throws(() => codes.parseCaseCode(slip), code('checksum'));
      const second = 1 + examples.below(15);
      const other = replace(slip, second, examples.pick([...ALPHABET]));
      if (other !== text) assert.throws(() => codes.parseCaseCode(other), code('checksum'));
    }
    for (let other = at + 1; other < 16; other += 1) {
      if (text[at] === text[other]) continue;
      assert.throws(() => codes.parseCaseCode(replace(replace(text, at, text[other]), other, text[at])), code('checksum'));
    }
  }
});

test('seven words come from the pinned lists and survive how people type', () => {
  for (const [lang, size] of [['nl', 7776], ['en', 7772]]) {
    const words = codes.parseWordList(wordFile(lang));
    assert.equal(words.length, size);
    const phrase = codes.newPassphrase(words);
    assert.equal(phrase.words.length, 7);
    assert.deepEqual(codes.unknownWords(phrase, [words]), []);
    assert.equal(codes.normalise(`  ${phrase.words.join(' - ').toUpperCase()}.\n`).text, phrase.text);
    assert.equal(codes.normalise(codes.normalise(phrase.text).text).text, phrase.text);
  }
  assert.deepEqual(codes.unknownWords(codes.normalise('tulp fiets brug molen kaas regen duinn'), [['tulp', 'fiets', 'brug', 'molen', 'kaas', 'regen', 'duin']]), ['duinn']);
});

test('a changed word list is refused', () => {
  assert.throws(() => codes.parseWordList(wordFile('nl').replace('\n', '\nzegel\n')), code('policy'));
  assert.throws(() => codes.parseWordList(wordFile('nl').split('\n').slice(0, 100).join('\n')), code('policy'));
  assert.throws(() => codes.newPassphrase(['een', 'twee']), code('policy'));
});

test('pins go there and back', () => {
  for (let round = 0; round < 50; round += 1) {
    const orgId = examples.bytes(16);
    assert.deepEqual(codes.pinParse(codes.pinEncode(orgId)), orgId);
  }
});
