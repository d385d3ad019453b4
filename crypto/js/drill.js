/**
 * Drills WBO1 (PROTOCOL.md 7.8): a counsellor's client opens one a month, to show that the key is still there.
 *
 * What comes out of the box never leaves this module: it must be a drill for exactly this organisation, key and month,
 * and the answer is a hash over all of it. A stanza of an envelope slipped in as a drill gives nothing away.
 */
import { boxOpen } from './box_open.js';
import { concat, equal, u16, u8, utf8 } from './encoding.js';
import { ensure } from './errors.js';
import { hash } from './primitives.js';

const MAGIC = utf8('WBO1');
const SEALED_BYTES = 120;
const CONTEXT_BYTES = 40;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/**
 * The answer to a drill, 32 bytes. Another length or no month is `format`, not sealed to this key `decrypt`, no drill
 * inside `payload`, a drill of another organisation, key or month `policy`.
 * @param {Uint8Array} sealed
 * @param {import('./boxes.js').BoxKeys} keys
 * @param {Uint8Array} orgId 16 bytes, from one's own state
 * @param {string} month `YYYY-MM`
 */
export function openDrill(sealed, keys, orgId, month) {
  ensure(sealed.length === SEALED_BYTES, 'format');
  const expected = context(orgId, keys.kid, month);
  const plain = boxOpen(sealed, keys);
  ensure(equal(plain.slice(0, 4), MAGIC) && plain[7] === 0, 'payload');
  ensure(equal(plain.slice(0, CONTEXT_BYTES), expected), 'policy');
  return hash('drill', plain);
}

/**
 * The first 40 bytes: magic, month, zero, organisation, key.
 * @param {Uint8Array} orgId
 * @param {Uint8Array} kid
 * @param {string} month
 */
function context(orgId, kid, month) {
  ensure(orgId.length === 16, 'format');
  const [, year, monthOfYear] = MONTH.exec(month) ?? [];
  ensure(year !== undefined && monthOfYear !== undefined, 'format');
  return concat(MAGIC, u16(Number(year)), u8(Number(monthOfYear)), u8(0), orgId, kid);
}
