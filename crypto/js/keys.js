/** Key records WBK1 (176 bytes): who may hold a case, signed by their own identity key (PROTOCOL.md 3.2). */
import { ensure } from './errors.js';
import { Reader, concat, equal, u16, u32, u8, utf8 } from './encoding.js';
import { boxPublicKey, hash, kidBox, kidSign, sign, signPublicKey, verify } from './primitives.js';

const MAGIC = utf8('WBK1');
export const RECORD_BYTES = 176;
const SIGNED_BYTES = 112;
const VALIDITY_MAX_DAYS = 400;

/** 1 counsellor, 2 integrity counsellor, 3 authority, 4 auditor, 5 case officer, 6 helper. */
export const ROLE = { counsellor: 1, integrityCounsellor: 2, authority: 3, auditor: 4, caseOfficer: 5, helper: 6 };

/** Name without semicolon or control characters, then the role words in this order only. */
const ROLE_WORDS = /^([^;\p{Cc}]{1,80}); (internal|external); (OO|IS|OO\+IS)$/u;

/**
 * A verified record; `name` is null when it was verified without one. Days are civil days.
 * @typedef {{raw: Uint8Array, role: number, epoch: number, notBefore: number, notAfter: number, idPk: Uint8Array,
 *   boxPk: Uint8Array, kidBox: Uint8Array, kidSign: Uint8Array, name: string|null}} KeyRecord
 */

/**
 * Make and sign a record; what `verifyRecord` would refuse is refused here.
 * @param {number} role
 * @param {number} epoch from 1
 * @param {number} notBefore
 * @param {number} notAfter at most 400 days later
 * @param {Uint8Array} idSeed 32 bytes
 * @param {Uint8Array} boxSeed 32 bytes
 * @param {string} name
 */
export function makeRecord(role, epoch, notBefore, notAfter, idSeed, boxSeed, name) {
  const body = concat(
    MAGIC,
    u8(role),
    u8(0),
    u16(epoch),
    u32(notBefore),
    u32(notAfter),
    signPublicKey(idSeed),
    boxPublicKey(boxSeed),
    hash('name', utf8(name)),
  );
  const raw = concat(body, sign(idSeed, 'keyrec', body));
  verifyRecord(raw, name);
  return raw;
}

/**
 * Shape is `format`, the signature `signature`; then `policy`: another name, wrong role words, outside its validity.
 * @param {Uint8Array} raw
 * @param {string|null} [name]
 * @param {number|null} [today]
 * @returns {KeyRecord}
 */
export function verifyRecord(raw, name = null, today = null) {
  const record = parse(raw, name);
  verify(record.idPk, 'keyrec', raw.slice(0, SIGNED_BYTES), raw.slice(SIGNED_BYTES));
  if (name !== null) {
    ensure(equal(hash('name', utf8(name)), raw.slice(80, SIGNED_BYTES)), 'policy');
    ensure(record.role > ROLE.integrityCounsellor || ROLE_WORDS.test(name), 'policy');
  }
  if (today !== null) ensure(isValidOn(record, today), 'policy');
  return record;
}

/** Both ends count. @param {KeyRecord} record @param {number} day */
export const isValidOn = (record, day) => record.notBefore <= day && day <= record.notAfter;

/**
 * What the display name of a counsellor says: the person, whose employee, and for which subjects. Null for other names.
 * @param {string} name
 */
export function roleWords(name) {
  const [, person, side, subjects] = ROLE_WORDS.exec(name) ?? [];
  return person && subjects ? { person, external: side === 'external', subjects: subjects.split('+') } : null;
}

/**
 * @param {Uint8Array} raw
 * @param {string|null} name
 * @returns {KeyRecord}
 */
function parse(raw, name) {
  ensure(raw.length === RECORD_BYTES, 'format');
  const fields = new Reader(raw).expect(MAGIC);
  const role = fields.u8();
  fields.expect(u8(0));
  const epoch = fields.u16();
  const notBefore = fields.u32();
  const notAfter = fields.u32();
  const idPk = fields.take(32);
  const boxPk = fields.take(32);
  ensure(role >= 1 && role <= ROLE.helper && epoch >= 1, 'format');
  ensure(notAfter >= notBefore && notAfter - notBefore <= VALIDITY_MAX_DAYS, 'format');
  const kids = { kidBox: kidBox(boxPk), kidSign: kidSign(idPk) };
  return { raw: raw.slice(), role, epoch, notBefore, notAfter, idPk, boxPk, ...kids, name };
}
