/**
 * Root and directory of an organisation: who may receive, and who says so (PROTOCOL.md 3.3).
 *
 * All or nothing: a root or directory that fails one check gives no value at all.
 */
import { WbpError, ensure, orFail } from './errors.js';
import { Lines, b64, dayParse, decimal, equal, hex, unb64, utf8 } from './encoding.js';
import { directoryEntry } from './log_entry.js';
import { RECORD_BYTES, ROLE, isValidOn, verifyRecord } from './keys.js';
import { COSIGNATURE, ED25519, parseVkey, signedBy, splitNote } from './note.js';
import { hash, kidBox } from './primitives.js';
import { verifyTlogProof } from './tlog_proof.js';

const DIRECTORY_MAX_DAYS = 100;
const GRACE_DAYS = 2;
const KEYS_MAX = 7;
const ENTRIES_MAX = 200;

/**
 * @typedef {import('./note.js').VerifierKey} VerifierKey
 * @typedef {import('./keys.js').KeyRecord} KeyRecord
 * @typedef {{orgId: Uint8Array, orgName: string, version: number, threshold: number, singleSigner: boolean,
 *   practice: boolean, signers: VerifierKey[], log: VerifierKey, receipt: VerifierKey, witnesses: VerifierKey[],
 *   quorum: number}} Root
 * @typedef {'active'|'retired'|'revoked'} EntryState
 * @typedef {{record: KeyRecord, state: EntryState, name: string}} Entry
 * @typedef {{version: number, rootVersion: number, issued: number, expires: number, expired: boolean, nojs: 'on'|'off',
 *   selfcopy: 'allow'|'off', entries: Entry[], dirHash: Uint8Array}} Directory
 */

/**
 * Verify every version of the root from the first on and return the newest.
 * @param {string[]} notes
 * @param {Uint8Array|null} [pinned] the organisation id that was learnt elsewhere
 * @returns {Root}
 */
export function verifyRootChain(notes, pinned = null) {
  ensure(Array.isArray(notes), 'format');
  /** @type {ReturnType<typeof verifyRootVersion>|null} */
  let newest = null;
  for (const [at, note] of notes.entries()) newest = verifyRootVersion(note, at + 1, newest);
  if (newest === null) throw new WbpError('format');
  if (pinned !== null) ensure(equal(newest.root.orgId, pinned), 'policy');
  return newest.root;
}

/**
 * @param {string} note
 * @param {number} position
 * @param {{root: Root, text: string}|null} before
 */
function verifyRootVersion(note, position, before) {
  const signed = splitNote(note);
  const { text } = signed;
  const { previous, hasSingleSignerLine, ...lines } = parseRoot(text);
  const count = lines.signers.length;
  ensure(lines.threshold >= 1 && lines.threshold <= count, 'policy');
  ensure(hasSingleSignerLine === (lines.threshold === 1), 'policy');
  ensure(lines.quorum <= lines.witnesses.length, 'policy');
  ensure(lines.version === position, 'policy');
  ensure(signedBy(signed, lines.signers).length >= lines.threshold, 'signature');
  if (before) {
    ensure(previous === b64(hash('root', utf8(before.text))), 'policy');
    ensure(lines.practice === before.root.practice, 'policy');
    ensure(signedBy(signed, before.root.signers).length >= before.root.threshold, 'signature');
  }
  const orgId = before ? before.root.orgId : hash('org-id', utf8(text)).slice(0, 16);
  return { text, root: { orgId, singleSigner: hasSingleSignerLine, ...lines } };
}

/** @param {string} text */
function parseRoot(text) {
  const lines = new Lines(text, 'wbp/1/root');
  const orgName = lines.take('org-name');
  const version = decimal(lines.take('version'));
  ensure(version >= 1 && !/\p{Cc}/u.test(orgName), 'format');
  const previous = version > 1 ? lines.take('previous') : null;
  ensure(previous === null || unb64(previous).length === 32, 'format');
  const threshold = decimal(lines.take('threshold'));
  const hasSingleSignerLine = flag(lines, 'single-signer');
  const practice = flag(lines, 'practice');
  const signerLines = lines.takeAll('signer');
  ensure(signerLines.length >= 1 && signerLines.every((line, i) => i === 0 || String(signerLines[i - 1]) <= line), 'format');
  const signers = vkeys(signerLines, ED25519);
  const [log] = vkeys([lines.take('log')], ED25519);
  const [receipt] = vkeys([lines.take('receipt')], ED25519);
  ensure(log !== undefined && receipt !== undefined, 'format');
  const witnesses = vkeys(lines.takeAll('witness'), COSIGNATURE);
  const quorum = decimal(lines.take('quorum'));
  lines.done();
  const keys = { signers, log, receipt, witnesses };
  return { orgName, version, previous, threshold, hasSingleSignerLine, practice, ...keys, quorum };
}

/** A line that can only say yes. @param {Lines} lines @param {string} keyword */
function flag(lines, keyword) {
  const value = lines.takeIf(keyword);
  ensure(value === null || value === 'yes', 'format');
  return value === 'yes';
}

/** Keys of one type: distinct, at most seven. @param {string[]} texts @param {number} type */
function vkeys(texts, type) {
  const keys = texts.map(parseVkey);
  const distinct = new Set(keys.map((key) => hex(key.pk)));
  ensure(keys.length <= KEYS_MAX && distinct.size === keys.length, 'format');
  ensure(keys.every((key) => key.type === type), 'format');
  return keys;
}

/**
 * Verify a directory against a verified root.
 * @param {string} note
 * @param {Root} root
 * @param {number} today civil day
 * @param {number} [minVersion] the newest version seen before
 * @param {string|null} [proof] that this version stands in the public log, else `proof`; one that is given is never ignored
 * @param {boolean} [existing] for a case that exists: an expired directory still counts, marked `expired`
 * @returns {Directory}
 */
export function verifyDirectory(note, root, today, minVersion = 1, proof = null, existing = false) {
  const signed = splitNote(note);
  ensure(signedBy(signed, root.signers).length >= root.threshold, 'signature');
  const { org, ...lines } = parseDirectory(signed.text);
  ensure(org === hex(root.orgId) && lines.rootVersion === root.version, 'policy');
  ensure(lines.version >= Math.max(1, minVersion), 'policy');
  const life = lines.expires - lines.issued;
  ensure(life >= 0 && life <= DIRECTORY_MAX_DAYS && today >= lines.issued - 1, 'policy');
  const expired = today >= lines.expires + GRACE_DAYS;
  ensure(existing || !expired, 'policy');
  const dirHash = hash('directory', utf8(signed.text));
  if (proof !== null) verifyTlogProof(proof, root, directoryEntry(root.orgId, lines.version, dirHash));
  return { ...lines, expired, dirHash };
}

/** @param {string} text */
function parseDirectory(text) {
  const lines = new Lines(text, 'wbp/1/directory');
  const org = lines.take('org');
  ensure(/^[0-9a-f]{32}$/.test(org), 'format');
  const rootVersion = decimal(lines.take('root-version'));
  const version = decimal(lines.take('version'));
  const issued = dayParse(lines.take('issued'));
  const expires = dayParse(lines.take('expires'));
  const policy = /^nojs=(on|off) selfcopy=(allow|off)$/.exec(lines.take('policy'));
  ensure(policy !== null, 'format');
  const nojs = policy[1] === 'on' ? /** @type {const} */ ('on') : /** @type {const} */ ('off');
  const selfcopy = policy[2] === 'allow' ? /** @type {const} */ ('allow') : /** @type {const} */ ('off');
  const entryLines = lines.takeAll('entry');
  lines.done();
  return { org, rootVersion, version, issued, expires, nojs, selfcopy, entries: parseEntries(entryLines) };
}

/** @param {string[]} lines @returns {Entry[]} */
function parseEntries(lines) {
  const parsed = lines.map((line) => {
    const [, record, state, name] = /^([A-Za-z0-9+/=]+) (active|retired|revoked) (\S+)$/.exec(line) ?? [];
    ensure(record !== undefined && name !== undefined, 'format');
    const raw = unb64(record);
    ensure(raw.length === RECORD_BYTES, 'format');
    return { raw, state: /** @type {EntryState} */ (state), name: percentDecode(name) };
  });
  const order = parsed.map(({ raw }) => hex(raw));
  ensure(lines.length <= ENTRIES_MAX && order.every((one, i) => i === 0 || String(order[i - 1]) < one), 'format');
  const kids = new Set(parsed.map(({ raw }) => hex(kidBox(raw.slice(48, 80)))));
  ensure(kids.size === parsed.length, 'format');
  return parsed.map(({ raw, state, name }) => ({ record: verifyRecord(raw, name), state, name }));
}

/** Only unreserved symbols stand as they are, so that a name is written in one way. @param {string} text */
function percentDecode(text) {
  const name = orFail('format', () => decodeURIComponent(text));
  const again = encodeURIComponent(name).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  ensure(again === text, 'format');
  return name;
}

/**
 * The roles that may hold a case in this space: counsellors, the case officer, authorities and helpers.
 * @param {number} space
 */
export const rolesFor = (space) =>
  space === 0 ? [ROLE.counsellor, ROLE.integrityCounsellor] : space === 1 ? [ROLE.caseOfficer] : [ROLE.authority, ROLE.helper];

/**
 * Entries a new report in this space may be sealed to today.
 * @param {Directory} directory
 * @param {number} space
 * @param {number} today
 */
export const eligibleEntries = (directory, space, today) =>
  directory.entries.filter(
    ({ record, state }) => state === 'active' && rolesFor(space).includes(record.role) && isValidOn(record, today),
  );

/**
 * The newest epoch of a pinned person, whatever its state; null when the directory no longer names them.
 * @param {Directory} directory
 * @param {Uint8Array} idPk
 */
export function newestEntry(directory, idPk) {
  const own = directory.entries.filter(({ record }) => equal(record.idPk, idPk));
  own.sort((a, b) => b.record.epoch - a.record.epoch);
  return own[0] ?? null;
}
