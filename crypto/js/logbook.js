/**
 * A logbook's keys, its opening and its entries: a diary sealed to whoever writes it (PROTOCOL.md 3.5).
 *
 * Code and seven words are made as for a report; another salt keeps a logbook and a case of one person apart.
 */
import { argon2id } from './boxes.js';
import { logbookMessage } from './challenge.js';
import { dayParse, dayStr, fromUtf8, readJson, utf8 } from './encoding.js';
import { WbpError, ensure } from './errors.js';
import { open } from './envelope_open.js';
import { TYPE, seal } from './envelope_seal.js';
import { ReporterKeys, reporterSalt } from './reporter.js';

const BODY_VERSION = 1;
const NOTE_TO_SELF = 2;
const NO_HASH = new Uint8Array(32);

/**
 * What one entry says; `day` and `written` are civil days, `codes` letters of art. 17da.
 * @typedef {{text: string, day: number, codes: string[], written: number, prev: Uint8Array, envHash: Uint8Array}} Entry
 */

/**
 * The keys of a logbook; `caseId` is then the logbook's id. Takes as long as `derive`.
 * @param {Uint8Array} orgId 16 bytes
 * @param {import('./codes.js').CaseCode} code
 * @param {import('./codes.js').Passphrase} phrase
 * @param {import('./boxes.js').Watch} [watch]
 */
export async function deriveLogbook(orgId, code, phrase, watch) {
  ensure(orgId.length === 16, 'format');
  const salt = reporterSalt(orgId, code, 'logbook-salt');
  return new ReporterKeys(orgId, await argon2id(utf8(phrase.text), salt, 'reporter', watch));
}

/** 64 bytes for `POST /r/v1/logbooks`. @param {ReporterKeys} keys @param {Uint8Array} envHash @param {Uint8Array} challenge */
export const signOpening = (keys, envHash, challenge) =>
  keys.sign('logbook', logbookMessage(keys.orgId, keys.caseId, keys.locator, keys.selfKid, envHash, challenge));

/** Where an entry belongs: a note to self, counted from 0. @param {ReporterKeys} keys @param {number} index */
const place = ({ orgId, caseId }, index) => ({ orgId, caseId, direction: NOTE_TO_SELF, space: 0, index });

/**
 * Seal an entry to the writer alone. `prev` is the hash of the entry before, null for the first.
 * @param {ReporterKeys} keys
 * @param {number} position
 * @param {{text: string, day: number, codes: string[], today: number, prev: Uint8Array|null}} entry
 */
export function sealEntry(keys, position, { text, day, codes, today, prev }) {
  const body = utf8(JSON.stringify({ v: BODY_VERSION, text, fields: { day: dayStr(day), retaliation: codes } }));
  const rest = { flags: 0, track: 0, prev: prev ?? NO_HASH, ack: null, dirHash: NO_HASH };
  return seal(place(keys, position), { type: TYPE.message, day: today, body, ...rest }, keys.sender, [keys.boxPk]);
}

/**
 * Open an entry that this writer sealed in this place; fails as `open`, and with `payload` for another body.
 * @param {ReporterKeys} keys
 * @param {number} position
 * @param {Uint8Array} envelope
 * @returns {Entry}
 */
export function openEntry(keys, position, envelope) {
  const opened = open(envelope, place(keys, position), [keys.box], keys.signPk);
  try {
    const { v, text, fields } = /** @type {any} */ (readJson(fromUtf8(opened.body, 'payload')));
    ensure(v === BODY_VERSION && typeof text === 'string' && Array.isArray(fields.retaliation), 'payload');
    const codes = fields.retaliation.map(String);
    return { text, day: dayParse(fields.day), codes, written: opened.day, prev: opened.prev, envHash: opened.envHash };
  } catch {
    throw new WbpError('payload');
  }
}
