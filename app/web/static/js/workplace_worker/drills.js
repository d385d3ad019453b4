// @ts-check
/**
 * Opening this month's drills, quietly: they show that the counsellor's keys still open (PROTOCOL 7.8). In the worker, once
 * after signing in. Whatever is no drill for one of these keys is left alone, and the service is told nothing about it.
 */

import { b64, equal, hex, openDrill, unb64, unhex } from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current } from "/static/js/workplace_worker/account.js";
import { organisation } from "/static/js/workplace_worker/organisations.js";
import { boxesOf } from "/static/js/workplace_worker/own_keys.js";

/** @typedef {Record<string, string>} Months by organisation (hex), the newest month that was opened, `YYYY-MM` */

/** @type {Promise<Months>|null} */
let asking = null;

/** Open what waits and say which month was opened last. It is asked once; a failure stops nobody. @returns {Promise<Months>} */
export function openDrills() {
  asking ??= openAll();
  return asking;
}

async function openAll() {
  /** @type {Months} */
  const months = {};
  const { drills, opened } = await asked("GET", "/w/v1/drills");
  for (const one of opened) note(months, one);
  for (const one of drills) {
    const answer = answerTo(one);
    if (answer === null) continue;
    const told = asked("POST", "/w/v1/drills", { kid: one.kid, month: one.month, answer: b64(answer) });
    if (await told.then(() => true, () => false)) note(months, one);
  }
  return months;
}

/** Organisation and key come from the vault, never from what was given. @param {any} given @returns {Uint8Array|null} */
function answerTo({ orgId, kid, month, sealed }) {
  try {
    const org = hex(unb64(orgId));
    const key = boxesOf(current().vault, org).find((one) => equal(one.kid, unb64(kid)));
    if (key === undefined || !organisation(org)?.root) return null;
    return openDrill(unb64(sealed), key, unhex(org), month);
  } catch {
    return null;
  }
}

/** @param {Months} months @param {{orgId: string, month: string}} one */
function note(months, { orgId, month }) {
  const org = hex(unb64(orgId));
  if (month > (months[org] ?? "")) months[org] = month;
}
