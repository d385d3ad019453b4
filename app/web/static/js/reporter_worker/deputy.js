// @ts-check
/** A deputy named while writing (PROTOCOL 5.6): made right after the report arrived, from the reporter's own copy of it. */

import { itemOf, makeRewrap, parseToken, PURPOSE, signConsent } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, blake2b, FROM_REPORTER, openState, sealState } from "/crypto/js/vendor/reporter_protocol.js";
import { chosen } from "/static/js/shared/reporter_client.js";

const CONDITIONAL_DAYS = 400;

/** @param {Uint8Array} id */
const hexOf = (id) => [...id].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * The body of `POST /r/v1/conditional` for the report alone.
 * Fails with `untrusted` when this person may get nothing today.
 * @param {import("/static/js/shared/reporter_client.js").Organisation} organisation
 * @param {{ keys: import("/crypto/js/reporter.js").ReporterKeys, report: Uint8Array, hash: Uint8Array, stateBlob: Uint8Array }} sent the report as it arrived, and the newest state
 * @param {string} print fingerprint of the deputy
 */
export function deputyBody(organisation, { keys, report, hash, stateBlob }, print) {
  const { today } = organisation;
  const recipient = chosen(organisation, print);
  const expires = Math.min(today + CONDITIONAL_DAYS, recipient.record.notAfter);
  const place = { orgId: keys.orgId, caseId: keys.caseId };
  const offer = { purpose: PURPOSE.preparedDeputy, flags: 0, space: 0, duty: 0, ...place, recipient, scope: [hash], expires };
  const raw = signConsent(offer, keys.sender.signSeed, today);
  const token = parseToken(raw);
  const item = itemOf(report, { ...place, direction: FROM_REPORTER, space: 0, index: 0 }, [keys.box]);
  const rewrap = makeRewrap([item], recipient.record.boxPk, token, { ...place, signSeed: keys.sender.signSeed });
  const state = /** @type {any} */ (openState(keys, stateBlob));
  const tokens = [...(state.tokens ?? []), { id: hexOf(token.tokenId), purpose: token.purpose, duty: token.duty, hash: b64(token.hash) }];
  const next = sealState(keys, { ...state, seq: state.seq + 1, tokens });
  return { token: b64(raw), rewrap: b64(rewrap), state: b64(next), previousState: b64(blake2b(stateBlob, { dkLen: 32 })) };
}
