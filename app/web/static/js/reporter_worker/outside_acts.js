// @ts-check
/**
 * What the reporter does about somebody outside or a deputy: try, let, take back, write and read. Each act looks first how it stands, so that an
 * answer that was lost is not signed twice.
 */

import { equal } from "/crypto/js/vendor/reporter_protocol.js";
import { openedCase, reloadCase } from "/static/js/reporter_worker/case.js";
import { fetchOrganisation } from "/static/js/shared/reporter_client.js";
import { signedWithdrawal } from "/static/js/reporter_worker/consent.js";
import { drawn, isStored, signedItem, trialOf } from "/static/js/reporter_worker/outside.js";
import { headsOf, placeOutside } from "/static/js/reporter_worker/outside_talk.js";
import { sealedMessage } from "/static/js/reporter_worker/sealing.js";
import { openedMessages } from "/static/js/reporter_worker/view.js";

const ATTEMPTS = 3;
/** What was sent and got no answer yet. @type {{ space: number, hash: Uint8Array, text: string } | null} */
let pending = null;

/** @typedef {import("/static/js/reporter_worker/outside.js").Wish} Wish */

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

/**
 * Seal a message to the authority or helper of a space and send it; what arrived without an answer is not sent twice.
 * Fails with `network`, `revoked` (nothing may be sealed to this key), `full` (too many wait), `over` (taken back), `unfetched`, `policy`, `size`.
 * @param {{ space: number, text: string }} params
 */
export async function writeOutside({ space, text }) {
  for (let attempt = 1; ; attempt += 1) {
    const { session, view } = await fresh();
    const place = placeOutside(session, space);
    const arrived = pending?.space === space && pending.text === text && place?.envelopes.some(({ hash }) => equal(hash, /** @type {any} */ (pending).hash));
    if (arrived === true) {
      pending = null;
      return view;
    }
    const closed = view.outside.talks.find((/** @type {any} */ one) => one.space === space)?.closed ?? "over";
    if (place === null || closed !== "") throw { code: closed };
    const { hash, body } = sealedMessage(session, text, undefined, place);
    pending = { space, hash, text };
    try {
      await openedCase().asked("POST", "/r/v1/messages", body);
      pending = null;
      return await reloadCase();
    } catch (error) {
      if (!["newer", "stale"].includes(/** @type {any} */ (error).code) || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * What is there in a space counts as read; remembered with whatever is sealed next. Nothing is sent.
 * @param {{ space: number }} params
 */
export function readOutside({ space }) {
  const { session } = openedCase();
  session.read.set(space, headsOf(session, space));
  return {};
}

/**
 * Say no to a question whether something may go on; it looks first what became of it, so nothing is answered twice.
 * Fails with `policy` (no longer open), `network`.
 * @param {{ id: string }} params of the request
 */
export async function refuseOutside({ id }) {
  const before = await reloadCase();
  const request = before.outside.forwards.find((/** @type {any} */ one) => one.id === id);
  if (request?.state === "refused") return before;
  if (request?.state !== "open") throw { code: "policy" };
  await openedCase().asked("POST", `/r/v1/requests/${encodeURIComponent(id)}/refusal`);
  return reloadCase();
}
