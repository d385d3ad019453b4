/** Canonical encodings: big-endian integers, base64, hex, UTF-8, civil days, and the lines of signed notes. */
import { WbpError, ensure, orFail } from './errors.js';

const DAY_MS = 86_400_000;
const LAST_DAY = 2_932_896; // 9999-12-31: the last day with four figures for the year

/** @param {...Uint8Array} parts */
export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/**
 * Equal bytes, without stopping at the first difference.
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export function equal(a, b) {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= /** @type {number} */ (a[i]) ^ /** @type {number} */ (b[i]);
  return difference === 0;
}

/** Every byte is zero. @param {Uint8Array} bytes */
export const isZero = (bytes) => bytes.every((byte) => byte === 0);

/** UTF-8 of a text; half a surrogate pair is `format`, because the encoder would silently replace it. @param {string} text */
export function utf8(text) {
  ensure(!/\p{Cs}/u.test(text), 'format');
  return new TextEncoder().encode(text);
}

/**
 * Text of UTF-8 bytes; a byte order mark stays visible and wrong bytes are an error, never a replacement sign.
 * @param {Uint8Array} bytes
 * @param {import('./errors.js').ErrorCode} [code]
 */
export function fromUtf8(bytes, code = 'format') {
  return orFail(code, () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
}

/**
 * The object that JSON text stands for. The parser's own message would quote the text, so it is dropped.
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
export function readJson(text) {
  const value = orFail('payload', () => JSON.parse(text));
  ensure(typeof value === 'object' && value !== null && !Array.isArray(value), 'payload');
  return value;
}

/**
 * `size` bytes, big-endian. Arithmetic and no shifts: JavaScript shifts are 32-bit.
 * @param {number} value
 * @param {number} size
 */
function integer(value, size) {
  ensure(Number.isSafeInteger(value) && value >= 0 && value < 256 ** size, 'format');
  const out = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i -= 1, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return out;
}

/** @param {number} value */
export const u8 = (value) => integer(value, 1);
/** @param {number} value */
export const u16 = (value) => integer(value, 2);
/** @param {number} value */
export const u32 = (value) => integer(value, 4);
/** @param {number} value below 2^53 */
export const u64 = (value) => integer(value, 8);

/** Takes fixed pieces off the front of some bytes; too short is `format`. Pieces are copies with an offset of their own. */
export class Reader {
  #bytes;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** @param {number} size */
  take(size) {
    ensure(size >= 0 && this.#at + size <= this.#bytes.length, 'format');
    this.#at += size;
    return this.#bytes.slice(this.#at - size, this.#at);
  }

  /** @param {number} size */
  #number(size) {
    return this.take(size).reduce((value, byte) => value * 256 + byte, 0);
  }

  u8() {
    return this.#number(1);
  }

  u16() {
    return this.#number(2);
  }

  u32() {
    return this.#number(4);
  }

  /** Take a constant; anything else is `format`. @param {Uint8Array} constant */
  expect(constant) {
    ensure(equal(this.take(constant.length), constant), 'format');
    return this;
  }

  done() {
    ensure(this.#at === this.#bytes.length, 'format');
  }
}

/** @param {Uint8Array} bytes */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Bytes of lower-case hex. @param {string} text */
export function unhex(text) {
  ensure(text.length % 2 === 0 && /^[0-9a-f]*$/.test(text), 'format');
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** Base64 with padding. @param {Uint8Array} bytes */
export function b64(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 4096) binary += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(binary);
}

/** Bytes of canonical base64; `atob` alone would also take spaces and spare bits. @param {string} text */
export function unb64(text) {
  ensure(typeof text === 'string', 'format');
  const binary = orFail('format', () => atob(text));
  ensure(btoa(binary) === text, 'format');
  const out = new Uint8Array(binary.length);
  for (let i = 0; i < out.length; i += 1) out[i] = binary.charCodeAt(i);
  return out;
}

/**
 * Civil day of an instant where the organisation is: first convert, then take the date.
 * @param {Date} instant
 * @param {string} [timeZone]
 */
export function dayOf(instant, timeZone = 'Europe/Amsterdam') {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
  /** @param {string} type */
  const part = (type) => Number(parts.formatToParts(instant).find((piece) => piece.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY_MS;
}

/** `YYYY-MM-DD` of a civil day. @param {number} day */
export function dayStr(day) {
  ensure(Number.isInteger(day) && day >= 0 && day <= LAST_DAY, 'format');
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Civil day of `YYYY-MM-DD`; a day that does not exist is `format`. @param {string} text */
export function dayParse(text) {
  ensure(typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text), 'format');
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  ensure(Number.isInteger(day) && day >= 0 && dayStr(day) === text, 'format');
  return day;
}

/** Reads `keyword value` lines in the order they must stand in; anything else is `format`. */
export class Lines {
  #lines;
  #at = 1;

  /**
   * @param {string} text every line ends in LF
   * @param {string} head the first line
   */
  constructor(text, head) {
    this.#lines = text.split('\n');
    ensure(this.#lines.pop() === '' && this.#lines[0] === head, 'format');
  }

  /** The value of the next line if it has this keyword, else null; a value is never empty. @param {string} keyword */
  takeIf(keyword) {
    const line = this.#lines[this.#at];
    const [word, ...rest] = (line ?? '').split(' ');
    if (line === undefined || word !== keyword) return null;
    const value = rest.join(' ');
    ensure(value !== '', 'format');
    this.#at += 1;
    return value;
  }

  /** @param {string} keyword */
  take(keyword) {
    const value = this.takeIf(keyword);
    if (value === null) throw new WbpError('format');
    return value;
  }

  /** The values of all following lines with this keyword. @param {string} keyword */
  takeAll(keyword) {
    const values = [];
    for (let value = this.takeIf(keyword); value !== null; value = this.takeIf(keyword)) values.push(value);
    return values;
  }

  done() {
    ensure(this.#at === this.#lines.length, 'format');
  }
}

/** A decimal number without leading zeros, at most ten figures. @param {string} text */
export function decimal(text) {
  ensure(/^(0|[1-9][0-9]{0,9})$/.test(text), 'format');
  return Number(text);
}
