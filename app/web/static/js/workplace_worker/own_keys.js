// @ts-check
/**
 * The counsellor's own keys, made from the seeds in the vault when they are needed: one identity for all
 * organisations, and one box key per epoch for each of them (PROTOCOL 3.2).
 */

import { boxKeys, signPublicKey, unb64 } from "/crypto/js/vendor/workplace_protocol.js";

/** @typedef {import("/static/js/workplace_worker/pins.js").VaultJson} VaultJson */

/** @param {VaultJson} vault */
export function identity(vault) {
  const seed = unb64(vault.identity);
  return { seed, pk: signPublicKey(seed) };
}

/** @param {VaultJson} vault @param {string} org hex; the oldest epoch comes first */
export function boxesOf(vault, org) {
  return (vault.orgs[org]?.box ?? []).map((seed) => boxKeys(unb64(seed)));
}
