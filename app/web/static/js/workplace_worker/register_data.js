// @ts-check
/** The worker's part of register and reports: rows and figures of the service, asked for within the session. */

import { hex, unb64 } from "/crypto/js/vendor/workplace_protocol.js";
import { asked } from "/static/js/workplace_worker/account.js";

/** The register's rows of this counsellor's own cases. @returns {Promise<any[]>} each with `org` in hex */
export async function ownRegister() {
  const answer = await asked("GET", "/w/v1/register");
  return answer.lines.map((/** @type {any} */ line) => ({ ...line, org: hex(unb64(line.orgId)) }));
}

/** The years of this counsellor at one organisation. @param {string} org hex @returns {Promise<any>} */
export function ownYears(org) {
  return asked("GET", `/w/v1/organisations/${org}/years`);
}

/** An organisation as its case officer or auditor sees it. @param {string} org hex @returns {Promise<any>} */
export async function organisationPage(org) {
  const page = await asked("GET", `/w/v1/organisation/${org}`);
  const register = await asked("GET", `/w/v1/organisation/${org}/register`);
  return { ...page, org, lines: register.lines, destructions: register.destructions };
}

/**
 * Keep a report longer, or destroy it.
 * @param {{org: string, line: string, act: "extension"|"destruction", body: object}} wish `org` is "" for a counsellor's own case
 * @returns {Promise<any>}
 */
export function changeRegister({ org, line, act, body }) {
  const place = org === "" ? "/w/v1/register" : `/w/v1/organisation/${org}/register`;
  return asked("POST", `${place}/${line}/${act}`, body);
}
