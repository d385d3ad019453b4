// @ts-check
/** The request for an investigation by the Huis, with the elements of article 5(1) of the law, made of elements and text only. */

import { made, rowsOf, told } from "/static/js/shared/paper.js";
import { longDay, t } from "/static/js/shared/page.js";

/**
 * @typedef {object} HuisRequest
 * @property {string} name of the filer, who stands in the place of the reporter
 * @property {string} address
 * @property {boolean} isLawyer
 * @property {string} employer
 * @property {string|null} receivedOn when it was reported within the organisation, where that is known
 * @property {string[]} messages what happened, in the reporter's words
 * @property {string} grounds
 * @property {boolean} inCourt
 * @property {string} today
 */

export const huisTitle = () => t("Request for an investigation");

/**
 * The fields of the request, one by one in the order of the form, for copying; what is empty is left out.
 * @param {HuisRequest} request @returns {[string, string][]}
 */
export function huisFields({ name, address, isLawyer, employer, receivedOn, messages, grounds, inCourt, today }) {
  /** @type {[string, string][]} */
  const fields = [
    [t("Name"), name], [t("Address"), address], [t("Acting as"), actingAs(isLawyer)], [t("The reporter"), hidden()], [t("Date"), longDay(today)],
    [t("Employer"), employer], [t("Reported within the organisation on"), receivedOn === null ? "" : longDay(receivedOn)],
    [t("The suspected misconduct"), messages.join("\n\n")], [t("Grounds"), grounds], [t("Court proceedings about this"), court(inCourt)],
  ];
  return fields.filter(([, value]) => value !== "");
}

/** @param {boolean} isLawyer */
const actingAs = (isLawyer) => (isLawyer ? t("lawyer of the reporter") : t("confidential counsellor of the reporter"));
const hidden = () => t("The reporter’s identity is not disclosed. The reporter can be reached through the filer.");
/** @param {boolean} inCourt */
const court = (inCourt) => (inCourt ? t("Yes, there are.") : t("None that the filer knows of."));

/** @param {HuisRequest} request @returns {Node[]} what stands under the title */
export function huisRequest({ name, address, isLawyer, employer, receivedOn, messages, grounds, inCourt, today }) {
  const sign = made("p", t("Signature of the filer:"));
  sign.className = "sign";
  return [
    made("p", t("To: Huis voor Klokkenluiders, investigation department. Ground: Wet bescherming klokkenluiders, article 5, first paragraph.")),
    made("h2", t("Who makes the request")),
    rowsOf([
      [t("Name"), name], [t("Address"), address],
      [t("Acting as"), actingAs(isLawyer)],
      [t("The reporter"), hidden()],
      [t("Date"), longDay(today)],
    ]),
    made("h2", t("The suspected misconduct")),
    rowsOf([[t("Employer"), employer], [t("Reported within the organisation on"), receivedOn === null ? "" : longDay(receivedOn)]]),
    ...messages.map((text) => told("blockquote", text)),
    made("h2", t("Grounds")), told("p", grounds),
    rowsOf([[t("Court proceedings about this"), court(inCourt)]]),
    sign,
  ];
}
