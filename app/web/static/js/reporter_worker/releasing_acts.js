// @ts-check
/** The reporter lets the organisation in: try, then sign. Each looks first how it stands, so that nothing is signed twice. */

import { openedCase, reloadCase } from "/static/js/reporter_worker/case.js";
import { fetchOrganisation } from "/static/js/shared/reporter_client.js";
import { drawnRelease, isReleased, signedRelease, trialOfRelease } from "/static/js/reporter_worker/releasing.js";
import { openedMessages } from "/static/js/reporter_worker/view.js";

const ATTEMPTS = 3;

/** @typedef {import("/static/js/reporter_worker/releasing.js").Wish} Wish */

/** The case as it is now, with the list of keys as it is now. */
async function fresh() {
  const { session } = openedCase();
  session.organisation = await fetchOrganisation(session.slug, session.pin, true, session.organisation.directory.version);
  return { session, view: await reloadCase() };
}

/**
 * A trial: who would read exactly what. Nothing is signed and nothing is sent.
 * Fails as `drawnRelease`.
 * @param {Wish} wish
 */
export async function tryRelease(wish) {
  const { session, view } = await fresh();
  return { view, trial: trialOfRelease(session, openedMessages(session), wish) };
}

/**
 * Sign and hand in what was tried.
 * Fails as `drawnRelease`, with `barred` (not possible now), `policy` when the service does not take it, `network` when it is unknown.
 * @param {Wish} wish
 */
export async function letIn(wish) {
  for (let attempt = 1; ; attempt += 1) {
    const { session, view } = await fresh();
    const messages = openedMessages(session);
    if (isReleased(session, drawnRelease(session, messages, wish))) return view;
    if (view.releasing.barrier !== "") throw { code: "barred" };
    try {
      await openedCase().asked("POST", "/r/v1/consents", signedRelease(session, messages, wish));
      return await reloadCase();
    } catch (error) {
      if (/** @type {any} */ (error).code !== "stale" || attempt === ATTEMPTS) throw error;
    }
  }
}
