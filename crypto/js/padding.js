/** Padding to few sizes, so that a length says little about a text (PADMÉ with a floor of 4096 bytes). */
import { ensure } from './errors.js';
import { isZero } from './encoding.js';

const FLOOR = 4096;

/** Largest e with 2^e <= n; exact for every safe integer, unlike Math.log2. @param {number} n */
function log2Floor(n) {
  let exponent = 0;
  while (2 ** (exponent + 1) <= n) exponent += 1;
  return exponent;
}

/** PADMÉ: at most one eighth more. @param {number} n below 2^53 */
export function padme(n) {
  ensure(Number.isSafeInteger(n) && n >= 0, 'format');
  if (n < 2) return n;
  const exponent = log2Floor(n);
  const step = 2 ** (exponent - (log2Floor(exponent) + 1));
  return Math.ceil(n / step) * step;
}

/** Length after padding. @param {number} n */
export const padLen = (n) => Math.max(FLOOR, padme(n));

/** The bytes and zeros after them. @param {Uint8Array} bytes */
export function pad(bytes) {
  const out = new Uint8Array(padLen(bytes.length));
  out.set(bytes);
  return out;
}

/**
 * The first `n` bytes are content and the rest is exactly the padding they need, else `payload`.
 * @param {Uint8Array} bytes
 * @param {number} n
 */
export function unpadCheck(bytes, n) {
  ensure(bytes.length === padLen(n) && isZero(bytes.subarray(n)), 'payload');
}
