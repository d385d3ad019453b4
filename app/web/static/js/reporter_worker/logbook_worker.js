// @ts-check
/**
 * The worker of the logbook: keys and session of a sealed diary live here and nowhere else (PROTOCOL 3.5).
 */

import { deriveLogbook, openEntry, sealEntry, signOpening, verifyLogbookReceipt } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, dayParse, dayStr, envHash, equal, newCaseCode, newPassphrase, normalise, parseCaseCode, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { ask, fetchOrganisation, signIn, wordList } from "/static/js/shared/reporter_client.js";
import { serve } from "/static/js/shared/worker_serve.js";

const REGISTER = 2;
const NO_HASH = new Uint8Array(32);

/** @typedef {{ text: string, day: string, codes: string[] }} Written `day`: ISO date on which it happened */

/** @type {import("/static/js/shared/reporter_client.js").Organisation | null} */
let organisation = null;
/** Keys, token and the hashes of the entries, oldest first. @type {any} */
let book = null;
/** What was sealed and may have arrived: sent again byte for byte. @type {any} */
let pending = null;

/** @param {{ slug: string, pin: string }} params */
async function prepare({ slug, pin }) {
  organisation = await fetchOrganisation(slug, pin, true);
  return { today: dayStr(organisation.today) };
}

/** A fresh code and seven fresh words. @param {{ language: "nl" | "en" }} params */
async function secrets({ language }) {
  return { code: newCaseCode().printed, words: newPassphrase(await wordList(language)).words };
}

/** @param {{ code: string, words: string }} typed @param {(step: any) => void} progress */
async function keysOf({ code, words }, progress) {
  if (organisation === null) throw { code: "untrusted" };
  let parsed;
  let phrase;
  try {
    parsed = parseCaseCode(code);
  } catch {
    throw { code: "code" };
  }
  try {
    phrase = normalise(words);
  } catch {
    throw { code: "words" };
  }
  return deriveLogbook(organisation.root.orgId, parsed, phrase, { onProgress: (fraction) => progress({ fraction }) });
}

/**
 * Begin a logbook with its first entry, and open it. After a lost answer the same bytes go again.
 * @param {Written & { code: string, words: string[] }} params
 * @param {(step: any) => void} progress
 */
async function begin(params, progress) {
  if (pending === null || pending.position !== 0) {
    const keys = await keysOf({ code: params.code, words: params.words.join(" ") }, progress);
    pending = { keys, position: 0, envelope: sealed(keys, 0, null, params) };
  }
  const { keys, envelope } = pending;
  const locator = b64(keys.locator);
  const { challenge } = await ask("POST", "/r/v1/challenge", { kind: REGISTER, locator });
  const ids = { orgId: b64(keys.orgId), locator, signPk: b64(keys.signPk), logbookId: b64(keys.caseId), selfKid: b64(keys.selfKid) };
  const signature = b64(signOpening(keys, envHash(envelope), unb64(challenge)));
  const answer = await ask("POST", "/r/v1/logbooks", { ...ids, envelope: b64(envelope), challenge, signature });
  checkSent(keys, 0, envelope, answer);
  pending = null;
  return enter(keys);
}

/** @param {any} keys @param {number} position @param {Uint8Array | null} prev @param {Written} written */
function sealed(keys, position, prev, { text, day, codes }) {
  const today = /** @type {NonNullable<typeof organisation>} */ (organisation).today;
  return sealEntry(keys, position, { text, day: dayParse(day), codes, today, prev });
}

/** The receipt must fit what was just sent; else `receipt`. @param {any} keys @param {number} position @param {Uint8Array} envelope @param {any} answer */
function checkSent(keys, position, envelope, answer) {
  const { root, today } = /** @type {NonNullable<typeof organisation>} */ (organisation);
  try {
    verifyLogbookReceipt(String(answer.receipt), root, keys.orgId, keys.caseId, position, envHash(envelope), today);
  } catch {
    throw { code: "receipt" };
  }
}

/** @param {{ slug: string, pin: string, code: string, words: string }} params @param {(step: any) => void} progress */
async function open(params, progress) {
  await prepare(params);
  return enter(await keysOf(params, progress));
}

/** Sign in and read. @param {any} keys */
async function enter(keys) {
  book = { keys, token: await signIn(keys, "/r/v1/logbook/open"), hashes: [] };
  return read();
}

/** Every entry, opened and checked; what does not hold is told at the entry and hides no other. */
async function read() {
  const answer = await asked("GET", "/r/v1/logbook");
  book.hashes = [];
  const entries = answer.entries.map(entryOf);
  return { openedOn: answer.openedOn, today: answer.today, silentUntil: answer.silentUntil, entries };
}

/** @param {{ envelope: string, receipt: string }} one @param {number} position */
function entryOf({ envelope, receipt }, position) {
  const { root } = /** @type {NonNullable<typeof organisation>} */ (organisation);
  const { keys, hashes } = book;
  const before = position === 0 ? NO_HASH : hashes[position - 1];
  const bytes = unb64(envelope);
  hashes.push(envHash(bytes));
  let entry;
  try {
    entry = openEntry(keys, position, bytes);
  } catch {
    return { position, warning: "damaged" };
  }
  const told = { position, text: entry.text, day: dayStr(entry.day), codes: entry.codes, receipt };
  try {
    const received = verifyLogbookReceipt(receipt, root, keys.orgId, keys.caseId, position, entry.envHash, null);
    return { ...told, receivedOn: dayStr(received), warning: equal(entry.prev, before) ? "" : "chain" };
  } catch {
    return { ...told, receivedOn: null, warning: "receipt" };
  }
}

/** One more entry; after a lost answer the same bytes go again. @param {Written} params */
async function write(params) {
  if (book === null) throw { code: "denied" };
  const same = JSON.stringify(params);
  if (pending?.same !== same) {
    const position = book.hashes.length;
    pending = { same, position, envelope: sealed(book.keys, position, book.hashes.at(-1) ?? null, params) };
  }
  const { position, envelope } = pending;
  try {
    const answer = await asked("POST", "/r/v1/logbook/entries", { envelope: b64(envelope), position });
    checkSent(book.keys, position, envelope, answer);
  } catch (error) {
    // Another window wrote here: the next attempt seals anew, behind what is there.
    if (/** @type {any} */ (error).code === "newer") {
      pending = null;
      await read();
    }
    throw error;
  }
  pending = null;
  return read();
}

/** @param {string} method @param {string} path @param {object | null} [body] */
async function asked(method, path, body = null) {
  try {
    return await ask(method, path, body, book.token);
  } catch (error) {
    if (/** @type {any} */ (error).code !== "denied") throw error;
    // The session is over; keys are still here, so nothing that was typed is lost.
    book.token = await signIn(book.keys, "/r/v1/logbook/open");
    return ask(method, path, body, book.token);
  }
}

async function erase() {
  await asked("DELETE", "/r/v1/logbook");
  book = null;
  return {};
}

async function signOut() {
  const token = book?.token;
  book = null;
  if (token !== undefined) await ask("DELETE", "/r/v1/logbook/session", null, token).catch(() => undefined);
  return {};
}

serve({ prepare, secrets, begin, open, write, erase, signOut });
