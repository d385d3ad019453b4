// @ts-check
/**
 * What the reporter does about somebody outside or a deputy: try, let, take back. Each act looks first how it stands, so that an
 * answer that was lost is not signed twice.
 */

import { openedCase, reloadCase } from "/static/js/reporter_case.js";
import { fetchOrganisation } from "/static/js/reporter_client.js";
import { signedWithdrawal } from "/static/js/reporter_consent.js";
import { drawn, isStored, signedItem, trialOf } from "/static/js/reporter_outside.js";
import { openedMessages } from "/static/js/reporter_view.js";

const ATTEMPTS = 3;

/** @typedef {import("/static/js/reporter_outside.js").Wish} Wish */

/** The case as it is now, with the list of keys as it is now. */
async function fresh() {
  const { session } = openedCase();
  session.organisation = await fetchOrganisation(session.slug, session.pin, true, session.organisation.directory.version);
  return { session, view: await reloadCase() };
}

/**
 * A trial: what would be sent, to whom and when. Nothing is signed and nothing is sent.
 * Fails as `drawn`, or with `no-date` when nothing runs that could be missed.
 * @param {Wish} wish
 */
export async function tryOutside(wish) {
  const { session, view } = await fresh();
  return { view, trial: trialOf(session, openedMessages(session), wish, view.limits) };
}

/**
 * Sign and hand in what was tried.
 * Fails as `drawn`, with `policy` when the service does not take it, `network` when it is unknown whether it arrived.
 * @param {Wish} wish
 */
export async function letOutside(wish) {
  for (let attempt = 1; ; attempt += 1) {
    const { session, view } = await fresh();
    if (isStored(session, drawn(session, openedMessages(session), wish))) return view;
    if (!view.canWrite && wish.way === "deputy") throw { code: "revoked" };
    const { path, body } = signedItem(session, openedMessages(session), wish);
    try {
      await openedCase().asked("POST", path, body);
      return await reloadCase();
    } catch (error) {
      if (/** @type {any} */ (error).code !== "stale" || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Take back what waits, or what was let out before it was fetched. `isLate`: it had been released already, so it counts from now on.
 * @param {{ id: string }} params of the token
 */
export async function withdrawOutside({ id }) {
  const before = await reloadCase();
  const item = before.outside.items.find((/** @type {any} */ one) => one.id === id);
  if (item === undefined || item.state === "withdrawn") return { view: before, isLate: false };
  const { session, asked } = openedCase();
  try {
    await asked("POST", "/r/v1/consents/withdrawals", signedWithdrawal(session, id));
  } catch (error) {
    if (/** @type {any} */ (error).code !== "already-released") throw error;
    return { view: await reloadCase(), isLate: true };
  }
  session.withdrawn.push(id);
  return { view: await reloadCase(), isLate: false };
}
