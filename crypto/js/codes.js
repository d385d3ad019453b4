/** Codes people write down: case code, seven words, recovery code, fingerprint, pin (PROTOCOL.md 2.4, 3.1). */
import { WbpError, ensure } from './errors.js';
import { concat, hex, utf8 } from './encoding.js';
import { hash, randomIndex } from './primitives.js';
import { sha256 } from './vendor/noble.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const WORDS = 7;
const CASE_DATA = 14;
const RECOVERY_DATA = 26;
const PIN_SYMBOLS = 26;
const PROFILE = 1; // the only KDF profile

/** SHA-256 of crypto/wordlists/{nl,en}.txt: a shorter list would make weaker words. */
const WORD_LISTS = [
  '360ebc1e4dc71e023984270133d092e4a52b0b7aabdf7c0f0e2423d0ac3bdbf5',
  '18586c092f641ecd1a471dd6ab35618ab69f0aa7483486424f7caf0996d06259',
];

/** Text that must not end up in a log or in JSON by accident: ask for it by name. */
class SecretText {
  #text;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  get text() {
    return this.#text;
  }
}

/** Sixteen symbols; `printed` is grouped by four. */
export class CaseCode extends SecretText {
  get printed() {
    return grouped(this.text);
  }
}

/** Twenty-eight symbols; `printed` is grouped by four. */
export class RecoveryCode extends SecretText {
  get printed() {
    return grouped(this.text);
  }
}

/** Seven lower-case words joined by one space. */
export class Passphrase extends SecretText {
  get words() {
    return this.text.split(' ');
  }
}

/** @param {string} text */
const grouped = (text) => /** @type {string[]} */ (text.match(/.{1,4}/g) ?? []).join('-');

/** Powers of two in GF(32) = GF(2)[x]/(x^5+x^2+1). */
const POWERS = Array.from({ length: 31 });
for (let i = 0, power = 1; i < 31; i += 1, power = power & 16 ? (power << 1) ^ 0x25 : power << 1) POWERS[i] = power;

/** @param {number} a @param {number} b */
const times = (a, b) => (a && b ? Number(POWERS[(POWERS.indexOf(a) + POWERS.indexOf(b)) % 31]) : 0);
/** @param {number} a not 0 */
const inverse = (a) => Number(POWERS[(31 - POWERS.indexOf(a)) % 31]);
/** @param {number} i */
const power = (i) => Number(POWERS[i % 31]);

/** Both sums that are zero for a valid code. @param {number[]} symbols */
function sums(symbols) {
  const plain = symbols.reduce((sum, symbol) => sum ^ symbol, 0);
  const weighted = symbols.reduce((sum, symbol, i) => sum ^ times(power(i), symbol), 0);
  return { plain, weighted };
}

/**
 * The code of these data symbols: two check symbols find every slip of one or two symbols and every transposition.
 * @param {number[]} data numbers 0..31, at most 29
 */
export function codeEncode(data) {
  const k = data.length;
  ensure(k > 0 && k <= 29 && data.every((symbol) => Number.isInteger(symbol) && symbol >= 0 && symbol < 32), 'format');
  const { plain, weighted } = sums(data);
  const first = times(weighted ^ times(power(k + 1), plain), inverse(power(k) ^ power(k + 1)));
  return [...data, first, plain ^ first].map((symbol) => ALPHABET[symbol]).join('');
}

/** @param {string} text */
function symbolsOf(text) {
  ensure(typeof text === 'string' && /^[\x00-\x7f]*$/.test(text), 'format');
  const plain = text.toUpperCase().replace(/[ -]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  ensure(/^[0-9A-HJKMNP-TV-Z]*$/.test(plain), 'format');
  return Array.from(plain, (symbol) => ALPHABET.indexOf(symbol));
}

/** @param {string} text @param {number} dataLength */
function parseCode(text, dataLength) {
  const symbols = symbolsOf(text);
  ensure(symbols.length === dataLength + 2, 'format');
  const { plain, weighted } = sums(symbols);
  ensure(plain === 0 && weighted === 0, 'checksum');
  return symbols;
}

/** @param {number[]} symbols */
const textOf = (symbols) => symbols.map((symbol) => ALPHABET[symbol]).join('');

/** @param {number} count */
const randomSymbols = (count) => Array.from({ length: count }, () => randomIndex(32));

/** A fresh case code: 65 random bits. */
export const newCaseCode = () => new CaseCode(codeEncode([PROFILE, ...randomSymbols(CASE_DATA - 1)]));

/**
 * `format` for wrong symbols or length, `checksum` for a slip, `policy` for a reserved KDF profile.
 * @param {string} text as typed: any case, spaces and hyphens, O for 0, I or L for 1
 */
export function parseCaseCode(text) {
  const symbols = parseCode(text, CASE_DATA);
  ensure(symbols[0] === PROFILE, 'policy');
  return new CaseCode(textOf(symbols));
}

/** A fresh recovery code: 130 random bits. */
export const newRecoveryCode = () => new RecoveryCode(codeEncode(randomSymbols(RECOVERY_DATA)));

/** @param {string} text as typed */
export const parseRecoveryCode = (text) => new RecoveryCode(textOf(parseCode(text, RECOVERY_DATA)));

/**
 * The words of a list file, if it is one of the two that belong to this version; else `policy`.
 * @param {string} file
 */
export function parseWordList(file) {
  ensure(WORD_LISTS.includes(hex(sha256(utf8(file)))), 'policy');
  return file.trimEnd().split('\n');
}

/** Seven words from a list of `parseWordList`. @param {string[]} words */
export function newPassphrase(words) {
  ensure(words.length > 7000, 'policy');
  return new Passphrase(Array.from({ length: WORDS }, () => words[randomIndex(words.length)]).join(' '));
}

/**
 * Seven words however they were typed: accents, capitals and what stands between them do not count. Else `format`.
 * @param {string} text
 */
export function normalise(text) {
  const runs = text.normalize('NFKD').replace(/\p{M}/gu, '').match(/[A-Za-z]+/g) ?? [];
  ensure(runs.length === WORDS, 'format');
  return new Passphrase(runs.join(' ').toLowerCase());
}

/** Words that stand in neither of the given lists: probably slips. @param {Passphrase} phrase @param {string[][]} lists */
export const unknownWords = (phrase, lists) => phrase.words.filter((word) => !lists.some((list) => list.includes(word)));

/** The first 5·count bits as symbols; missing bits are zero. @param {Uint8Array} bytes @param {number} count */
function bitsToSymbols(bytes, count) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('').padEnd(5 * count, '0');
  return textOf(Array.from({ length: count }, (_, i) => Number.parseInt(bits.slice(5 * i, 5 * i + 5), 2)));
}

/** Short name of a public key, for the card: twenty symbols in five groups. @param {Uint8Array} pk */
export const fingerprint = (pk) => grouped(bitsToSymbols(hash('fp', pk), 20));

/** Six symbols to speak of a case; display only. @param {Uint8Array} caseId */
export const caseRef = (caseId) => bitsToSymbols(hash('ref', caseId), 6);

/**
 * Twelve symbols that reporter and counsellor can compare: they differ when somebody stands between (PROTOCOL 3.3).
 * @param {Uint8Array} orgId 16 bytes @param {Uint8Array} caseId 16 bytes
 * @param {Uint8Array} signPk the reporter's key @param {Uint8Array} idPk the counsellor's identity key
 */
export const safetyNumber = (orgId, caseId, signPk, idPk) =>
  grouped(bitsToSymbols(hash('safety', concat(orgId, caseId, signPk, idPk)), 12));

/** The organisation's 128-bit id as 26 symbols. @param {Uint8Array} orgId */
export function pinEncode(orgId) {
  ensure(orgId.length === 16, 'format');
  return bitsToSymbols(orgId, PIN_SYMBOLS);
}

/** The organisation id (16 bytes) of a pin, or `format`. @param {string} text */
export function pinParse(text) {
  const symbols = symbolsOf(text);
  const bits = symbols.map((symbol) => symbol.toString(2).padStart(5, '0')).join('');
  if (symbols.length !== PIN_SYMBOLS || !bits.endsWith('00')) throw new WbpError('format');
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2));
}
