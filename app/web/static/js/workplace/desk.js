// @ts-check
/**
 * What the page knows at this moment: the link to the worker, who is signed in, and the plain data it was told.
 * Leaving the desk ends the worker, and with it every key.
 */

import { openWorker, partGently } from "/static/js/shared/worker_link.js";

/** @typedef {import("/static/js/shared/worker_link.js").WorkerLink} WorkerLink */

const WORKER = "/static/js/workplace_worker/worker.js";

export const desk = {
  /** @type {string} */ name: "",
  /** @type {any[]} views of the organisations */ organisations: [],
  /** @type {any[]} rows of the worklist so far */ rows: [],
  /** @type {string|null} */ next: null,
  /** @type {any} the case file on screen */ file: null,
  /** @type {any[]} cases that went to somebody else and may still be read */ former: [],
  /** @type {any[]} what reporters sealed for this account */ packages: [],
  /** @type {any[]} cases released to this account */ releasedCases: [],
  /** @type {any} the released case on screen */ released: null,
  /** @type {any} the package on screen */ package: null,
};

/** @type {WorkerLink|null} */
let open = null;
/** @type {Promise<boolean>} */
let parting = Promise.resolve(true);

/** The link to this document's worker; the first call starts it. @returns {WorkerLink} */
export function link() {
  open ??= openWorker(WORKER);
  return open;
}

/** End the worker and forget what the page was told. */
export function leaveDesk() {
  open?.close();
  open = null;
  Object.assign(desk, { name: "", organisations: [], rows: [], next: null, former: [], file: null, packages: [], package: null, releasedCases: [], released: null });
}

/**
 * Leave the desk, but let the worker finish what is on its way to the service; it ends the session, and then itself.
 * @returns {Promise<boolean>} whether the service was told
 */
export function leaveDeskGently() {
  const was = open;
  open = null;
  leaveDesk();
  parting = partGently(was);
  return parting;
}

/** Resolves when the former desk is closed: its last answer takes the cookie away, which must not be the next person's. */
export function formerDeskIsClosed() {
  return parting;
}

/** Fetch and verify the organisations and the first page of the worklist. */
export async function lookForNews() {
  desk.organisations = await link().call("organisations");
  const first = await link().call("rows", { after: null });
  desk.rows = first.rows;
  desk.next = first.next;
  desk.former = first.former;
  desk.packages = await link().call("packages").catch(() => desk.packages);
  desk.releasedCases = await link().call("releasedCases").catch(() => desk.releasedCases);
}

/** Fetch the next page of the worklist. @returns {Promise<number>} how many rows came */
export async function more() {
  const page = await link().call("rows", { after: desk.next });
  const known = new Set(desk.rows.map((row) => row.id));
  const fresh = page.rows.filter((/** @type {any} */ row) => !known.has(row.id));
  desk.rows.push(...fresh);
  desk.next = page.next;
  return fresh.length;
}
