// @ts-check
/** A new password with the printed recovery code. The code and the keys it opens stay in the worker (PROTOCOL 3.2, 3.4). */

import {
  b64, masterKey, parseRecoveryCode, randomBytes, recoverVault, recoveryKeys, sealVault, unb64,
} from "/crypto/js/vendor/workplace_protocol.js";
import { ask, Refusal } from "/static/js/workplace_worker/http.js";
import { enter, vaultHash } from "/static/js/workplace_worker/account.js";

/** @type {any} what the code opened */
let opened = null;

/**
 * Check the code and open the vault with it.
 * @param {{name: string, code: string}} typed
 * @throws {Refusal} `code`: a slip in the code; `denied`: no such name or another code
 */
export async function openWithCode({ name, code }) {
  opened = null;
  let parsed;
  try {
    parsed = parseRecoveryCode(code);
  } catch {
    throw new Refusal("code");
  }
  const given = await ask("POST", "/w/v1/salt", { name });
  const accountId = unb64(given.accountId);
  const keys = recoveryKeys(unb64(given.realmId), accountId, parsed);
  const answer = await ask("POST", "/w/v1/recover", { name, recoveryAuth: b64(keys.auth) });
  const blob = unb64(answer.vault);
  try {
    opened = { name, accountId, keys, blob, serverShare: unb64(answer.serverShare), vault: recoverVault(blob, accountId, keys.wrap) };
  } catch {
    throw new Refusal("vault");
  }
}

/**
 * Seal the vault again under a new password, end every session, and sign in.
 * @param {{password: string}} chosen
 * @param {(share: number) => void} onProgress
 */
export async function setPassword({ password }, onProgress) {
  if (opened === null) throw new Refusal("locked");
  const { name, accountId, keys, blob, serverShare, vault } = opened;
  const salt = randomBytes(16);
  const master = await masterKey(password, salt, { onProgress });
  const fresh = sealVault({ ...vault, seq: vault.seq + 1 }, master, serverShare, keys.wrap, accountId, salt);
  await ask("POST", "/w/v1/recover", {
    name, recoveryAuth: b64(keys.auth), salt: b64(salt), authSecret: b64(master.authSecret),
    vault: b64(fresh), previousVault: b64(vaultHash(blob)),
  });
  opened = null;
  await enter(name, master);
}
