// @ts-check
/** The rows of the worklist: what is due, by when, and what is unread, from the service's list and this vault's pins. */

import { caseRef, equal, hex, unb64 } from "/crypto/js/vendor/workplace_protocol.js";
import { asked, current } from "/static/js/workplace_worker/account.js";
import { dayFor } from "/static/js/workplace_worker/days.js";
import { nextDuty } from "/static/js/workplace/duties.js";
import { organisation } from "/static/js/workplace_worker/organisations.js";
import { identity } from "/static/js/workplace_worker/own_keys.js";
import { newestPin, pinOf } from "/static/js/workplace_worker/pins.js";

/**
 * One page of the worklist, nearest day first.
 * @param {string|null} after the key of the next page, null for the first
 * @returns {Promise<{rows: object[], next: string|null, former: object[]}>}
 */
export async function loadRows(after) {
  const answer = await asked("GET", `/w/v1/cases${after === null ? "" : `?after=${encodeURIComponent(after)}`}`);
  return { rows: answer.cases.map((/** @type {any} */ item) => row(item, answer.today)), next: answer.next, former: (answer.former ?? []).map(formerRow) };
}

/** A case that went to somebody else, and may be read until a day. @param {any} item */
const formerRow = (item) => ({ id: item.id, ref: caseRef(unb64(item.caseId)), orgName: organisation(hex(unb64(item.orgId)))?.name ?? "", until: item.until });

/** @param {any} item @param {string} serviceDay */
function row(item, serviceDay) {
  const { vault } = current();
  const caseId = unb64(item.caseId);
  const org = hex(unb64(item.orgId));
  const where = organisation(org);
  const days = where?.days ?? dayFor("", serviceDay);
  const newest = newestPin(pinOf(vault, org, hex(caseId)), 0);
  return {
    id: item.id, ref: caseRef(caseId), org, track: item.track, receivedOn: item.receivedOn,
    orgName: where?.name ?? "", practice: where?.root?.practice ?? false,
    duty: nextDuty(item, days.today), dismissed: item.dismissedOn !== null && item.dismissedOn !== undefined,
    missed: (item.missed ?? []).map((/** @type {any} */ one) => one.duty), opened: newest !== null, mine: equal(unb64(item.assignee), identity(vault).pk),
    allowed: item.allowed ?? [], careSince: item.afterCareDue?.dueOn ?? null, unread: Math.max(0, item.lastIndex - (newest?.index ?? -1)),
  };
}
