// @ts-check
/**
 * The account that is signed in: password in, session and opened vault out. Lives in the worker; nothing here is
 * ever sent to the page. The service gets only `authSecret`, never the password or a private key (PROTOCOL 3.2).
 *
 * An expired session is renewed with the kept `authSecret`, so the page notices nothing and no text is lost.
 * Vault writes are compare-and-set and go one after the other.
 */

import { b64, blake2b, hex, masterKey, openVault, resealVault, unb64 } from "/crypto/js/vendor/workplace_protocol.js";
import { ask, Refusal } from "/static/js/workplace_worker/http.js";
import { merged, sameContent } from "/static/js/workplace_worker/pins.js";

const TRIES = 4;

/**
 * @typedef {object} Account
 * @property {string} name sign-in name
 * @property {Uint8Array} accountId 16 bytes
 * @property {import("/crypto/js/vault.js").MasterKey} master
 * @property {Uint8Array} serverShare 32 bytes
 * @property {Uint8Array} blob the stored WBU1
 * @property {import("/static/js/workplace_worker/pins.js").VaultJson} vault
 */

/** @type {Account|null} */
let account = null;
/** @type {Promise<unknown>} */
let queue = Promise.resolve();

/** @returns {Account} @throws {Refusal} `locked` when nobody is signed in */
export function current() {
  if (account === null) throw new Refusal("locked");
  return account;
}

/** @param {Uint8Array} blob a stored vault @returns {Uint8Array} BLAKE2b-256 without label (PROTOCOL 3.4) */
export function vaultHash(blob) {
  return blake2b(blob, { dkLen: 32 });
}

/**
 * Derive, sign in, open the vault.
 * @param {string} name
 * @param {string} password
 * @param {(share: number) => void} onProgress 0..1 of the derivation
 * @throws {Refusal} `denied`: name or password is wrong; `vault`: the vault does not open
 */
export async function signIn(name, password, onProgress) {
  const given = await ask("POST", "/w/v1/salt", { name });
  await enter(name, await masterKey(password, unb64(given.salt), { onProgress }));
}

/**
 * Sign in with a key that is already derived.
 * @param {string} name
 * @param {import("/crypto/js/vault.js").MasterKey} master
 */
export async function enter(name, master) {
  const session = await ask("POST", "/w/v1/session", { name, authSecret: b64(master.authSecret) });
  const accountId = unb64(session.accountId);
  const serverShare = unb64(session.serverShare);
  const blob = unb64(session.vault);
  account = { name, accountId, master, serverShare, blob, vault: opened(blob, accountId, master, serverShare) };
}

/** @param {Uint8Array} blob @param {Uint8Array} accountId @param {Account["master"]} master @param {Uint8Array} serverShare */
function opened(blob, accountId, master, serverShare) {
  try {
    return /** @type {Account["vault"]} */ (/** @type {unknown} */ (openVault(blob, accountId, master, serverShare)));
  } catch {
    throw new Refusal("vault");
  }
}

/** End the session on the service and forget every key. */
export async function signOut() {
  const was = account;
  forget();
  if (was !== null) await ask("DELETE", "/w/v1/session");
}

/** Forget every key. The page ends the whole worker after this, and its memory with it. */
export function forget() {
  account?.serverShare.fill(0);
  account = null;
}

/**
 * One request of the signed-in account. When the service no longer knows the session, it is renewed once.
 * @type {typeof ask}
 */
export async function asked(method, path, body, headers) {
  const { name, master } = current();
  try {
    return await ask(method, path, body, headers);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code !== "denied") throw refusal;
  }
  try {
    await ask("POST", "/w/v1/session", { name, authSecret: b64(master.authSecret) });
  } catch (refusal) {
    throw refusal instanceof Refusal && refusal.code === "denied" ? new Refusal("ended") : refusal;
  }
  return ask(method, path, body, headers);
}

/** Fetch the vault another tab or device wrote; the sign-in answer is the one place that gives it. */
async function reload() {
  const here = current();
  const session = await ask("POST", "/w/v1/session", { name: here.name, authSecret: b64(here.master.authSecret) });
  const blob = unb64(session.vault);
  Object.assign(here, { blob, vault: opened(blob, here.accountId, here.master, here.serverShare) });
}

/**
 * Change the vault by compare-and-set, alone: seal the changed JSON again, give it to `send`, and keep it when the
 * service has taken it. On `stale` the other's vault is loaded, both are merged and it is tried again.
 * @template T
 * @param {(vault: Account["vault"]) => Account["vault"]} change
 * @param {(blob: Uint8Array, previous: Uint8Array) => Promise<T>} send
 * @returns {Promise<T>}
 */
export function changeVault(change, send) {
  const turn = queue.then(() => changeNow(change, send));
  queue = turn.catch(() => undefined);
  return turn;
}

/** @template T @param {(vault: Account["vault"]) => Account["vault"]} change @param {(blob: Uint8Array, previous: Uint8Array) => Promise<T>} send @returns {Promise<T>} */
async function changeNow(change, send) {
  for (let attempt = 1; ; attempt += 1) {
    const here = current();
    const next = { ...change(here.vault), seq: here.vault.seq + 1 };
    const blob = resealVault(here.blob, here.accountId, here.master, here.serverShare, next);
    try {
      const answer = await send(blob, vaultHash(here.blob));
      Object.assign(here, { blob, vault: next });
      return answer;
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.code !== "stale" || attempt === TRIES) throw refusal;
      const ours = here.vault;
      await reload();
      here.vault = { ...merged(here.vault, ours), seq: here.vault.seq };
    }
  }
}

/**
 * Store a change of the vault on its own, when there is one.
 * @param {(vault: Account["vault"]) => Account["vault"]} change
 */
export async function saveVault(change) {
  if (sameContent(change(current().vault), current().vault)) return;
  await changeVault(change, (blob, previous) =>
    asked("PUT", "/w/v1/vault", { vault: b64(blob) }, { "If-Match": `"${hex(previous)}"` }));
}
