// @ts-check
/**
 * Which day it is for an organisation. Days are integers: civil days since 1970-01-01 (PROTOCOL 2).
 * The device's own day counts; only a demo organisation follows the service's day.
 */

import { dayOf, dayParse, dayStr } from "/crypto/js/vendor/workplace_protocol.js";

/** @param {string} orgName of a verified root */
export function isDemo(orgName) {
  return orgName.endsWith("(demo)");
}

/**
 * @param {string} orgName of a verified root
 * @param {string} serviceDay `YYYY-MM-DD`
 * @returns {{today: number, serviceDay: string, deviceDay: string, differs: boolean}} `differs`: more than one day
 *   apart, so that nothing may be signed until the clocks agree
 */
export function dayFor(orgName, serviceDay) {
  const device = dayOf(new Date());
  const service = dayParse(serviceDay);
  if (isDemo(orgName)) return { today: service, serviceDay, deviceDay: dayStr(device), differs: false };
  return { today: device, serviceDay, deviceDay: dayStr(device), differs: Math.abs(device - service) > 1 };
}
