// @ts-check
/**
 * Enrolment in the worker: an invitation becomes keys, a sealed vault and a signed key record (PROTOCOL 3.2). Seeds
 * never leave the worker; the service gets the record, the sealed vault and two secrets that open nothing alone.
 */

import {
  b64, dayOf, dayParse, dayStr, fingerprint, hex, makeRecord, masterKey, newRecoveryCode, parseRecoveryCode, pinEncode,
  randomBytes, recoveryKeys, sealVault, signPublicKey, unb64,
} from "/crypto/js/vendor/workplace_protocol.js";
import { ask, Refusal } from "/static/js/workplace_worker/http.js";
import { asked, changeVault, current } from "/static/js/workplace_worker/account.js";
import { isDemo } from "/static/js/workplace_worker/days.js";

/** How long a box key may be used: the upper end of the policy in PROTOCOL 3.2. */
const VALID_DAYS = 180;

/** @type {any} the opened invitation and what was made for it */
let invited = null;

/**
 * @param {{token: string}} given base64 of 32 bytes
 * @returns {Promise<object>} who is invited for what; nothing secret
 * @throws {Refusal} `unknown`: used, expired or never made
 */
export async function openInvitation({ token }) {
  const answer = await ask("POST", "/w/v1/invitations/open", { token });
  const keep = invited?.token === token ? { idSeed: invited.idSeed, boxSeed: invited.boxSeed, code: invited.code } : {};
  invited = {
    token, accountId: unb64(answer.accountId), realmId: unb64(answer.realmId), orgId: unb64(answer.orgId),
    serverShare: unb64(answer.serverShare), role: answer.role, name: answer.name, orgName: answer.orgName, slug: answer.slug,
    signInName: answer.signInName, today: isDemo(answer.orgName) ? dayParse(answer.today) : dayOf(new Date()),
    idSeed: randomBytes(32), boxSeed: randomBytes(32), code: newRecoveryCode(), ...keep,
  };
  const [person, place = "", subjects = ""] = answer.name.split("; ");
  return { person, place, subjects, role: answer.role, orgName: answer.orgName, slug: answer.slug, signInName: answer.signInName, today: answer.today };
}

/** The recovery code, shown once to be printed or written down. */
export function recoveryCode() {
  return pending().code.printed;
}

/**
 * Compare two groups that were typed back.
 * @param {{first: string, last: string}} typed the first and the last group
 */
export function recoveryCodeTyped({ first, last }) {
  const { code } = pending();
  const middle = code.text.slice(4, -4);
  try {
    return parseRecoveryCode(first + middle + last).text === code.text;
  } catch {
    return false;
  }
}

/**
 * Make a new account.
 * @param {{password: string, device: string}} chosen
 * @param {(share: number) => void} onProgress
 * @throws {Refusal} `newer`: the invitation was opened again meanwhile; `exists`: the sign-in name is taken
 */
export async function enrolNew({ password, device }, onProgress) {
  const { token, accountId, realmId, orgId, serverShare, idSeed, boxSeed, code } = pending();
  const salt = randomBytes(16);
  const master = await masterKey(password, salt, { onProgress });
  const recovery = recoveryKeys(realmId, accountId, code);
  const content = {
    v: 1, seq: 1, identity: b64(idSeed), orgs: { [hex(orgId)]: { box: [b64(boxSeed)], cases: {}, directoryVersion: 0 } },
  };
  const vault = sealVault(content, master, serverShare, recovery.wrap, accountId, salt);
  await ask("POST", "/w/v1/enrolments", {
    token, accountId: b64(accountId), salt: b64(salt), authSecret: b64(master.authSecret), recoveryAuth: b64(recovery.auth),
    vault: b64(vault), record: b64(recordOf(idSeed, boxSeed, 1)), device,
  });
  return finished(idSeed);
}

/**
 * Add this organisation, or a next key for it, to the account that is signed in.
 * @param {{device: string}} chosen
 */
export async function enrolExisting({ device }) {
  const { token, orgId, boxSeed } = pending();
  const idSeed = unb64(current().vault.identity);
  const org = hex(orgId);
  const epoch = (current().vault.orgs[org]?.box.length ?? 0) + 1;
  const record = recordOf(idSeed, boxSeed, epoch);
  await changeVault(
    (vault) => {
      const copy = structuredClone(vault);
      const pins = (copy.orgs[org] ??= { box: [], cases: {}, directoryVersion: 0 });
      if (!pins.box.includes(b64(boxSeed))) pins.box.push(b64(boxSeed));
      return copy;
    },
    (blob, previous) => asked("POST", "/w/v1/enrolments", {
      token, record: b64(record), vault: b64(blob), previousVault: b64(previous), device,
    }));
  return finished(idSeed);
}

/** @param {Uint8Array} idSeed @param {Uint8Array} boxSeed @param {number} epoch */
function recordOf(idSeed, boxSeed, epoch) {
  const { role, today, name } = pending();
  return makeRecord(role, epoch, today, today + VALID_DAYS, idSeed, boxSeed, name);
}

/** What the key card shows. @param {Uint8Array} idSeed */
function finished(idSeed) {
  const { orgId, today } = pending();
  const card = { fingerprint: fingerprint(signPublicKey(idSeed)), pin: pinEncode(orgId), until: dayStr(today + VALID_DAYS) };
  invited = null;
  return card;
}

/** @returns {any} @throws {Refusal} */
function pending() {
  if (invited === null) throw new Refusal("locked");
  return invited;
}
