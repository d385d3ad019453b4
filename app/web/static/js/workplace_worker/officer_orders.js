// @ts-check
/** Orders to disclose in a released case, asked of the service by its case officer (PROTOCOL 3.6). In the worker. */

import { b64 } from "/crypto/js/vendor/workplace_protocol.js";
import { asked } from "/static/js/workplace_worker/account.js";
import { newestOf, openedRelease, openReleased } from "/static/js/workplace_worker/officer.js";

/** @typedef {{ id: string, demand: string }} Wish */

/** @type {Record<string, (wish: any) => Promise<unknown>>} */
const STEPS = {
  recordDemand: ({ id, demandedBy, basis, withoutNotice }) => asked("POST", `/w/v1/cases/${id}/demands`, { demandedBy, basis, withoutNotice }),
  noteNotice: ({ id, demand }) => {
    const own = newestOf(openedRelease(id)).find((/** @type {any} */ one) => one.dir === 1);
    if (own === undefined) throw { code: "policy" };
    return asked("POST", `/w/v1/demands/${demand}/notice`, { notice: b64(own.hash) });
  },
  noteDisclosed: ({ demand }) => asked("POST", `/w/v1/demands/${demand}/disclosure`, {}),
  dropDemand: ({ demand, reason }) => asked("POST", `/w/v1/demands/${demand}/drop`, { reason }),
};

/** Take one step of an order, and give the case as it is then. @param {{ id: string, step: string }} wish */
export async function orderInReleased(wish) {
  const step = STEPS[wish.step];
  if (step === undefined) throw { code: "policy" };
  await step(wish);
  return openReleased(wish.id);
}
