// @ts-check
/** The reporter passes the case on from this browser (PROTOCOL 5.3). It looks first how it stands, so that nothing is done twice. */

import { fingerprint } from "/crypto/js/vendor/reporter_protocol.js";
import { openedCase, reloadCase } from "/static/js/reporter_worker/case.js";
import { fetchOrganisation } from "/static/js/shared/reporter_client.js";
import { passingBody } from "/static/js/reporter_worker/passing.js";
import { openedMessages } from "/static/js/reporter_worker/view.js";

const ATTEMPTS = 3;

/**
 * Pass the case on, signed and wrapped here. Where the service says that the counsellor is still there, it goes with a consent.
 * Fails as `passingBody`, with `older` (the list of keys was turned back), `policy` (not taken), `network` (unknown; the next call finds out).
 * @param {{ to: string, keepsAccess?: boolean }} wish fingerprint of who is to take over; whether who held it may read on
 */
export async function passOn(wish) {
  const { session, asked } = openedCase();
  let isGoneThere = true;
  for (let attempt = 1; ; attempt += 1) {
    session.organisation = await fetchOrganisation(session.slug, session.pin, true, session.organisation.directory.version);
    const view = await reloadCase();
    if (fingerprint(session.now.holders.assignee) === wish.to) return view;
    if (view.passing.isOlder) throw { code: "older" };
    const isGone = view.passing.why !== "" && isGoneThere;
    const { path, body } = passingBody(session, openedMessages(session), view.acts, wish, isGone);
    try {
      await asked("POST", path, body);
      return await reloadCase();
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      if (attempt === ATTEMPTS || !(code === "stale" || (code === "policy" && isGone))) throw error;
      if (code === "policy") isGoneThere = false;
    }
  }
}
