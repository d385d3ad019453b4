// @ts-check
/** Writing to the case officer whom the reporter let in, sealed in the organisation's space (PROTOCOL 3.4, 5). */

import { equal } from "/crypto/js/vendor/reporter_protocol.js";
import { fetchOrganisation } from "/static/js/shared/reporter_client.js";
import { openedCase, reloadCase } from "/static/js/reporter_worker/case.js";
import { officerOf, ORGANISATION } from "/static/js/reporter_worker/officer.js";
import { sealedMessage } from "/static/js/reporter_worker/sealing.js";

const SEAL_ATTEMPTS = 3;
/** What was sent and got no answer yet. @type {{ hash: Uint8Array, text: string } | null} */
let pending = null;

/**
 * Seal a message to the case officer and send it; what arrived without an answer is not sent twice.
 * Fails with `network`, `revoked` (nothing may be sealed to this person), `policy`, `size`.
 * @param {{ text: string }} params
 */
export async function writeOfficer({ text }) {
  const { session, asked } = openedCase();
  session.organisation = await fetchOrganisation(session.slug, session.pin, true, session.organisation.directory.version);
  for (let attempt = 1; ; attempt += 1) {
    const now = await reloadCase();
    const officer = officerOf(session);
    if (officer === null || officer.idPk === null || now.officer?.canWrite !== true) throw { code: "revoked" };
    if (pending?.text === text && officer.envelopes.some((/** @type {any} */ one) => equal(one.hash, /** @type {any} */ (pending).hash))) {
      pending = null;
      return now;
    }
    const { hash, body } = sealedMessage(session, text, undefined, { space: ORGANISATION, reader: officer.idPk, envelopes: officer.envelopes });
    pending = { hash, text };
    try {
      await asked("POST", "/r/v1/messages", body);
      pending = null;
      return await reloadCase();
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      if (!["newer", "stale"].includes(code) || attempt === SEAL_ATTEMPTS) throw error;
    }
  }
}
