// @ts-check
/**
 * The reporter's own steps in a case, in the worker: another track, an end, destruction, and what to keep as evidence
 * (PROTOCOL 3.4). Each looks first how the case stands, so nothing is done twice after a lost answer.
 */

import { verifyRootChain } from "/crypto/js/vendor/reporter_protocol.js";
import { openedCase, reloadCase } from "/static/js/reporter_worker/case.js";
import { ask, fetchOrganisation } from "/static/js/shared/reporter_client.js";
import { evidenceOf } from "/static/js/reporter_worker/evidence.js";
import { signedTrack } from "/static/js/reporter_worker/track.js";

/**
 * Change the track, signed with the key of the case.
 * Fails with `policy` (not open here), `stale` (another window was first), `network` (unknown; the next call finds out).
 * @param {{ track: number }} params 2 melding, 3 klacht
 */
export async function changeTrack({ track }) {
  const { session, asked } = openedCase();
  session.organisation = await fetchOrganisation(session.slug, session.pin, true, session.organisation.directory.version);
  const before = await reloadCase();
  if (before.track === track) return before;
  await asked("PUT", "/r/v1/track", signedTrack(session, track));
  return reloadCase();
}

/** End the talk. Fails with `policy` when an answer is still owed. */
export async function endTalk() {
  const { asked } = openedCase();
  const before = await reloadCase();
  if (before.closedOn !== null) return before;
  await asked("POST", "/r/v1/end");
  return reloadCase();
}

/**
 * Ask for destruction. Everything is gone when `outcome` is `erased`; `until` is the day on which it will be, when that is known.
 * @returns {Promise<{ outcome: "erased" | "kept", until: string | null, stays: string[] }>}
 */
export async function destroyCase() {
  return openedCase().asked("DELETE", "/r/v1/case");
}

/**
 * What the reporter can keep as evidence, as plain texts; nothing is sent but the question for the organisation's keys.
 * @returns {Promise<import("/static/js/reporter_worker/evidence.js").Evidence>}
 */
export async function evidence() {
  const { session } = openedCase();
  await reloadCase();
  const { root } = await ask("GET", `/r/v1/organisations/${encodeURIComponent(session.slug)}`);
  verifyRootChain(root, session.organisation.root.orgId);
  return evidenceOf(session, root);
}
