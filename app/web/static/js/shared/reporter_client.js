// @ts-check
/**
 * What the reporter's worker asks the service (PROTOCOL 3.4), and how it verifies an organisation before it trusts a word of it.
 * Errors are plain objects with a `code`; they never hold anything of a case.
 */

import {
  b64, dayOf, dayParse, dayStr, eligibleEntries, equal, fingerprint, parseWordList, pinEncode, pinParse, roleWords, signLogin,
  unb64, unfoldWords, verifyDirectory, verifyRootChain,
} from "/crypto/js/vendor/reporter_protocol.js";

const LOGIN = 1;
const COUNSELLORS_SPACE = 0;
/** Clocks may be one day apart around midnight; more is told to the reporter. */
const CLOCK_DAYS = 1;
/** Over Tor an answer may take long; after this it counts as none. */
const PATIENCE_MS = 60_000;

/**
 * Ask the service. No answer is `network`; a refusal has the service's code.
 * @param {string} method
 * @param {string} path
 * @param {object | null} [body]
 * @param {string} [token]
 * @returns {Promise<any>}
 */
export async function ask(method, path, body = null, token = "") {
  /** @type {Record<string, string>} */
  const headers = {};
  if (body !== null) headers["Content-Type"] = "application/json";
  if (token !== "") headers.Authorization = `Bearer ${token}`;
  /** @type {Response} */
  let answer;
  let content;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === null ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    content = answer.status === 204 ? {} : await answer.json();
  } catch {
    // No answer, half an answer, or something in between that is not this service.
    throw { code: "network" };
  }
  if (!answer.ok) throw { code: typeof content.error === "string" ? content.error : "failed" };
  return content;
}

/** The words of a language, the pinned list and no other; `network` when it cannot be had. @param {"nl" | "en"} language */
export async function wordList(language) {
  const answer = await fetch(`/crypto/wordlists/${language}.folded.txt`, { credentials: "omit" }).catch(() => null);
  const folded = answer?.ok ? await answer.text().catch(() => null) : null;
  if (folded === null) throw { code: "network" };
  return parseWordList(unfoldWords(folded));
}

/**
 * @typedef {import("/crypto/js/directory.js").Root} Root
 * @typedef {import("/crypto/js/directory.js").Directory} Directory
 * @typedef {import("/crypto/js/directory.js").Entry} Entry
 * @typedef {{ root: Root, directory: Directory, today: number, pinned: boolean, devices: Record<string, string>,
 *   proof: string | null, lastOpened: Record<string, unknown>, missedDrills: unknown[] }} Organisation `proof`: that the list stands in the public log; verified, null while it waits
 */

/**
 * Fetch and verify root and directory, all or nothing. For a case that exists an expired directory still counts.
 * Fails with `network`, `unknown`, `clock` (both days), `expired` or `untrusted`.
 * @param {string} slug
 * @param {string} pin 26 symbols of the organisation, or empty
 * @param {boolean} existing
 * @param {number} [minVersion]
 * @returns {Promise<Organisation>}
 */
export async function fetchOrganisation(slug, pin, existing, minVersion = 1) {
  const answer = await ask("GET", `/r/v1/organisations/${encodeURIComponent(slug)}`);
  if (answer.directory === null) throw { code: "empty" };
  try {
    const root = verifyRootChain(answer.root, pin === "" ? null : pinParse(pin));
    const today = serviceDay(root, answer.today);
    const directory = verifyDirectory(answer.directory, root, today, minVersion, answer.proof ?? null, true);
    if (directory.expired && !existing) throw { code: "expired", day: dayStr(directory.expires) };
    return { root, directory, today, pinned: pin !== "", devices: answer.devices ?? {}, proof: answer.proof ?? null,
      lastOpened: answer.lastOpened ?? {}, missedDrills: answer.missedDrills ?? [] };
  } catch (error) {
    const { code } = /** @type {any} */ (error);
    if (code === "expired" || code === "clock") throw error;
    throw { code: "untrusted" };
  }
}

/**
 * The day that counts: the device's own; in the demo, known by the verified name, the service's.
 * @param {Root} root
 * @param {string} told the service's day
 */
function serviceDay(root, told) {
  const theirs = dayParse(told);
  if (isDemo(root)) return theirs;
  const ours = dayOf(new Date());
  if (Math.abs(ours - theirs) > CLOCK_DAYS) throw { code: "clock", device: dayStr(ours), service: told };
  return ours;
}

/** @param {Root} root */
export const isDemo = (root) => root.orgName.endsWith("(demo)");

/** The counsellors a new report may be sealed for: each person once, with the newest key. @param {Organisation} organisation */
export function counsellors({ directory, today }) {
  /** @type {Map<string, Entry>} */
  const newest = new Map();
  for (const entry of eligibleEntries(directory, COUNSELLORS_SPACE, today)) {
    const print = fingerprint(entry.record.idPk);
    const other = newest.get(print);
    if (other === undefined || other.record.epoch < entry.record.epoch) newest.set(print, entry);
  }
  return newest;
}

/**
 * What the page may show of an organisation; texts of the directory come from verified notes only.
 * @param {Organisation} organisation
 */
export function shown(organisation) {
  const { root, directory, devices, pinned, today } = organisation;
  const offered = counsellors(organisation);
  return {
    name: root.orgName,
    demo: isDemo(root),
    practice: root.practice,
    singleSigner: root.singleSigner,
    threshold: root.threshold,
    signers: root.signers.length,
    rootVersion: root.version,
    pin: pinEncode(root.orgId),
    pinned,
    today: dayStr(today),
    version: directory.version,
    issued: dayStr(directory.issued),
    expires: dayStr(directory.expires),
    expired: directory.expired,
    logged: organisation.proof !== null,
    selfCopy: directory.selfcopy === "allow",
    people: directory.entries
      .filter(({ name }) => roleWords(name) !== null)
      .map((entry) => ({ ...person(entry, devices, offered), ...signOfLife(entry, organisation) })),
  };
}

/** What the service says of the monthly checks of somebody; `weeks` null: nothing yet. @param {Entry} entry @param {Organisation} organisation */
function signOfLife({ record }, { lastOpened, missedDrills }) {
  const print = fingerprint(record.idPk);
  const weeks = lastOpened[print];
  return { weeks: Number.isInteger(weeks) ? /** @type {number} */ (weeks) : null, silent: missedDrills.includes(print) };
}

/**
 * @param {Entry} entry
 * @param {Record<string, string>} devices
 * @param {Map<string, Entry>} offered
 */
function person(entry, devices, offered) {
  const print = fingerprint(entry.record.idPk);
  const words = /** @type {NonNullable<ReturnType<typeof roleWords>>} */ (roleWords(entry.name));
  return {
    fingerprint: print,
    name: words.person,
    external: words.external,
    subjects: words.subjects,
    integrity: entry.record.role === 2,
    device: devices[print] ?? null,
    state: entry.state,
    validUntil: dayStr(entry.record.notAfter),
    offered: offered.get(print) === entry,
  };
}

/**
 * Sign in; one failure `denied` for a wrong code, wrong words and an unknown case.
 * @param {import("/crypto/js/reporter.js").ReporterKeys} keys
 * @param {string} [path] of a case, or of a logbook
 * @returns {Promise<string>} the token, for this worker only
 */
export async function signIn(keys, path = "/r/v1/open") {
  const locator = b64(keys.locator);
  const { challenge } = await ask("POST", "/r/v1/challenge", { kind: LOGIN, locator });
  const signature = b64(signLogin(keys, unb64(challenge)));
  const { token } = await ask("POST", path, { orgId: b64(keys.orgId), locator, challenge, signature });
  return token;
}

/**
 * The person with this fingerprint among those who may get a new report.
 * @param {Organisation} organisation
 * @param {string} print
 */
export function chosen(organisation, print) {
  const entry = counsellors(organisation).get(print);
  if (entry === undefined) throw { code: "untrusted" };
  return entry;
}

/** @param {Directory} directory @param {Uint8Array} idPk */
export const nameOf = (directory, idPk) => {
  const entry = directory.entries.find(({ record }) => equal(record.idPk, idPk));
  return entry === undefined ? "" : (roleWords(entry.name)?.person ?? entry.name);
};
