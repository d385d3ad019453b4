// @ts-check
/**
 * What the vault remembers (PROTOCOL 3.2): identity seed, box seeds per organisation, and per case whose key the
 * reporter has and which envelope was the newest. Plain functions on the vault's JSON; unknown members are kept.
 */

import { b64, unb64 } from "/crypto/js/vendor/workplace_protocol.js";

/** @typedef {{space: number, dir: number, index: number, hash: string}} Newest */
/** @typedef {{signPk: string, last: Newest[]}} CasePin */
/** @typedef {{openedOn: string, signPk: string}} PackagePin the day of first opening, and the reporter's key */
/** @typedef {{box: string[], cases?: Record<string, CasePin>, packages?: Record<string, PackagePin>, directoryVersion?: number}} OrgPins */
/** @typedef {{v: 1, seq: number, identity: string, orgs: Record<string, OrgPins>}} VaultJson */

/** @param {VaultJson} vault @param {string} org hex @param {string} caseId hex @returns {CasePin|null} */
export function pinOf(vault, org, caseId) {
  return vault.orgs[org]?.cases?.[caseId] ?? null;
}

/** @param {CasePin|null} pin @param {number} dir @param {number} [space] @returns {Newest|null} in the counsellor's space, or in another */
export function newestPin(pin, dir, space = 0) {
  return pin?.last.find((one) => one.space === space && one.dir === dir) ?? null;
}

/**
 * A copy of the vault with this case's pins brought up to date.
 * @param {VaultJson} vault
 * @param {string} org hex
 * @param {string} caseId hex
 * @param {Uint8Array} signPk the reporter's signing key
 * @param {{dir: number, index: number, hash: Uint8Array, space?: number}[]} newest
 * @returns {VaultJson}
 */
export function withPins(vault, org, caseId, signPk, newest) {
  const copy = structuredClone(vault);
  const pins = copy.orgs[org];
  if (pins === undefined) return vault;
  const cases = (pins.cases ??= {});
  const pin = (cases[caseId] ??= { signPk: b64(signPk), last: [] });
  for (const one of newest) {
    const { space = 0 } = one;
    const known = newestPin(pin, one.dir, space);
    const entry = { space, dir: one.dir, index: one.index, hash: b64(one.hash) };
    if (known === null) pin.last.push(entry);
    else if (known.index < one.index) Object.assign(known, entry);
  }
  return copy;
}

/**
 * A copy of the vault that remembers when a package was opened first; what it remembers already stays.
 * @param {VaultJson} vault @param {string} org hex @param {string} id of the package @param {PackagePin} pin
 * @returns {VaultJson}
 */
export function withPackage(vault, org, id, pin) {
  if (vault.orgs[org] === undefined || vault.orgs[org].packages?.[id] !== undefined) return vault;
  const copy = structuredClone(vault);
  const pins = copy.orgs[org];
  if (pins !== undefined) (pins.packages ??= {})[id] = pin;
  return copy;
}

/** @param {VaultJson} vault @param {string} org hex @param {number} version */
export function withDirectoryVersion(vault, org, version) {
  if ((vault.orgs[org]?.directoryVersion ?? 0) >= version) return vault;
  const copy = structuredClone(vault);
  const pins = copy.orgs[org];
  if (pins !== undefined) pins.directoryVersion = version;
  return copy;
}

/**
 * Bring what this device learned into the vault another device wrote meanwhile. Nothing is lost: the newest
 * envelope, the highest directory version and the longest list of box seeds win; the other's new members stay.
 * @param {VaultJson} stored as the service has it now
 * @param {VaultJson} ours as this document has it
 * @returns {VaultJson}
 */
export function merged(stored, ours) {
  let result = structuredClone(stored);
  for (const [org, pins] of Object.entries(ours.orgs)) {
    const theirs = result.orgs[org];
    if (theirs === undefined) {
      result.orgs[org] = structuredClone(pins);
      continue;
    }
    if (pins.box.length > theirs.box.length) theirs.box = [...pins.box];
    for (const [caseId, pin] of Object.entries(pins.cases ?? {})) {
      const newest = pin.last.map((one) => ({ space: one.space, dir: one.dir, index: one.index, hash: unb64(one.hash) }));
      result = withPins(result, org, caseId, unb64(pin.signPk), newest);
    }
    for (const [id, pin] of Object.entries(pins.packages ?? {})) result = withPackage(result, org, id, pin);
    result = withDirectoryVersion(result, org, pins.directoryVersion ?? 0);
  }
  return result;
}

/** @param {VaultJson} a @param {VaultJson} b equal but for `seq` */
export function sameContent(a, b) {
  return JSON.stringify({ ...a, seq: 0 }) === JSON.stringify({ ...b, seq: 0 });
}
