// @ts-check
/**
 * The organisations of the account: root and directory verified here, in the worker, and what they say about the
 * counsellor's own key (PROTOCOL 3.3). The service's own words about them are never shown unchecked.
 */

import {
  dayStr, equal, fingerprint, hex, pinEncode, unb64, unhex, verifyDirectory, verifyRecord, verifyRootChain,
} from "/crypto/js/vendor/workplace_protocol.js";
import { identity } from "/static/js/workplace_worker/own_keys.js";
import { dayFor, isDemo } from "/static/js/workplace_worker/days.js";
import { asked, current, saveVault } from "/static/js/workplace_worker/account.js";
import { withDirectoryVersion } from "/static/js/workplace_worker/pins.js";

const WARN_DAYS = 14;

/**
 * @typedef {object} Organisation what the worker knows of one organisation
 * @property {string} org hex org_id
 * @property {string} slug
 * @property {string} name from the verified root; "" when the root is not to be trusted
 * @property {import("/crypto/js/directory.js").Root|null} root
 * @property {import("/crypto/js/directory.js").Directory|null} directory
 * @property {"ok"|"none"|"untrusted"} trust `none`: no directory published yet
 * @property {"active"|"retired"|"revoked"|"pending"|"absent"} state of the counsellor's newest key
 * @property {ReturnType<typeof dayFor>} days
 * @property {object} view plain data for the page
 */

/** @type {Map<string, Organisation>} */
const known = new Map();

/** Fetch and verify all organisations of the account. @returns {Promise<Organisation[]>} */
export async function loadOrganisations() {
  const answer = await asked("GET", "/w/v1/organisations");
  known.clear();
  for (const item of answer.organisations) {
    const checked = check(item, answer.today);
    known.set(checked.org, checked);
  }
  await saveVault((vault) => {
    let next = vault;
    for (const one of known.values()) {
      if (one.directory !== null && vault.orgs[one.org] !== undefined) next = withDirectoryVersion(next, one.org, one.directory.version);
    }
    return next;
  });
  return [...known.values()];
}

/** @param {string} org hex @returns {Organisation|null} */
export function organisation(org) {
  return known.get(org) ?? null;
}


/** @param {any} item one element of the answer @param {string} serviceDay @returns {Organisation} */
function check(item, serviceDay) {
  const { vault } = current();
  const org = hex(unb64(item.orgId));
  const own = identity(vault);
  let root = null;
  let directory = null;
  /** @type {Organisation["trust"]} */
  let trust = "untrusted";
  let days = dayFor("", serviceDay);
  try {
    root = verifyRootChain(item.root, unhex(org));
    days = dayFor(root.orgName, serviceDay);
    trust = "none";
    if (item.directory !== null) {
      trust = "untrusted";
      const seen = Math.max(1, vault.orgs[org]?.directoryVersion ?? 0);
      directory = verifyDirectory(item.directory, root, days.today, seen, null, true);
      trust = "ok";
    }
  } catch {
    directory = null;
  }
  const keys = keysOf(item.records, directory, own.pk);
  const state = /** @type {Organisation["state"]} */ (keys[0]?.state ?? "absent");
  const name = root?.orgName ?? "";
  const view = {
    org, slug: item.slug, name, trust, state, keys, practice: root?.practice ?? false, demo: isDemo(name),
    singleSigner: root?.singleSigner ?? false, fingerprint: fingerprint(own.pk), pin: pinEncode(unhex(org)),
    inVault: vault.orgs[org] !== undefined, days: { ...days, today: dayStr(days.today) },
    directory: directory === null ? null : {
      version: directory.version, expires: dayStr(directory.expires), expired: directory.expired,
      soon: directory.expires - days.today <= WARN_DAYS, daysLeft: directory.expires - days.today,
    },
  };
  return { org, slug: item.slug, name, root, directory, trust, state, days, view };
}

/**
 * The counsellor's own keys at one organisation, newest first. What the verified directory says wins; a key that is
 * not in it yet waits, whatever the service says.
 * @param {any[]} records @param {Organisation["directory"]} directory @param {Uint8Array} idPk
 */
function keysOf(records, directory, idPk) {
  const listed = (directory?.entries ?? []).filter((entry) => equal(entry.record.idPk, idPk));
  const keys = listed.map((entry) => keyView(entry.record, entry.state, entry.name, records));
  for (const item of records) {
    const raw = unb64(item.record);
    if (listed.some((entry) => equal(entry.record.raw, raw))) continue;
    try {
      const record = verifyRecord(raw, item.name, null);
      if (equal(record.idPk, idPk)) keys.push(keyView(record, "pending", item.name, records));
    } catch {
      continue;
    }
  }
  return keys.sort((a, b) => rank(a) - rank(b) || b.epoch - a.epoch);
}

/** A key in use says more about today than one that still waits. @param {{state: string}} key */
function rank(key) {
  return { active: 0, retired: 1, revoked: 2, pending: 3 }[key.state] ?? 4;
}

/** @param {any} record @param {string} state @param {string} fullName @param {any[]} records */
function keyView(record, state, fullName, records) {
  const [name, place = "", subjects = ""] = fullName.split("; ");
  const stored = records.find((item) => equal(unb64(item.record), record.raw));
  return {
    state, name, place, subjects, role: record.role, epoch: record.epoch, device: stored?.device ?? null,
    from: dayStr(record.notBefore), until: dayStr(record.notAfter), fingerprint: fingerprint(record.idPk),
  };
}
