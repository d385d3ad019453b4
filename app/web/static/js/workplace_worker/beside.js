// @ts-check
/** After-care, an earlier report and orders to disclose, asked of the service (PROTOCOL 3.6). In the worker. */

import { b64 } from "/crypto/js/vendor/workplace_protocol.js";
import { asked } from "/static/js/workplace_worker/account.js";
import { openedFile, openFile } from "/static/js/workplace_worker/case_file.js";

/** Keep that the reporter was asked how it goes. @param {{ id: string, months: number }} wish */
export async function noteAsked({ id, months }) {
  await asked("POST", `/w/v1/cases/${id}/after-care`, { months });
  return openFile(id);
}

/** Link a case to an earlier one. @param {{ id: string, earlier: string }} wish */
export async function linkCase({ id, earlier }) {
  await asked("POST", `/w/v1/cases/${id}/link`, { earlier });
  return openFile(id);
}

/** @param {{ id: string, demandedBy: string, basis: string, withoutNotice: boolean }} wish */
export async function recordDemand({ id, ...demand }) {
  await asked("POST", `/w/v1/cases/${id}/demands`, demand);
  return openFile(id);
}

/** The newest message of this counsellor told the reporter. @param {{ id: string, demand: string }} wish */
export async function noteNotice({ id, demand }) {
  const own = openedFile(id).conversation.letters.filter((letter) => letter.dir === 1 && letter.opened !== null);
  const newest = own.reduce((best, letter) => (best === null || letter.index > best.index ? letter : best), /** @type {any} */ (null));
  if (newest === null) throw { code: "policy" };
  await asked("POST", `/w/v1/demands/${demand}/notice`, { notice: b64(newest.hash) });
  return openFile(id);
}

/** @param {{ id: string, demand: string }} wish */
export async function noteDisclosed({ id, demand }) {
  await asked("POST", `/w/v1/demands/${demand}/disclosure`, {});
  return openFile(id);
}

/** Drop an order; one the reporter does not know of then waits for a second person. @param {{ id: string, demand: string, reason: string }} wish */
export async function dropDemand({ id, demand, reason }) {
  await asked("POST", `/w/v1/demands/${demand}/drop`, { reason });
  return openFile(id);
}

/** The orders that wait for this person as the second one. */
export async function waitingDemands() {
  return (await asked("GET", "/w/v1/demands")).demands;
}

/** @param {{ demand: string }} wish */
export async function confirmDemand({ demand }) {
  await asked("POST", `/w/v1/demands/${demand}/confirmation`, {});
  return waitingDemands();
}
