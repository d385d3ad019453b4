// @ts-check
/** The case safety number: both sides can compare it by voice; it differs when somebody stands between (PROTOCOL 3.3). */

import { codeEncode } from "/crypto/js/codes.js";
import { concat } from "/crypto/js/encoding.js";
import { hash } from "/crypto/js/primitives.js";

const SYMBOLS = 12;

/**
 * Twelve symbols of H("safety", …) in three groups.
 * @param {Uint8Array} orgId 16 bytes
 * @param {Uint8Array} caseId 16 bytes
 * @param {Uint8Array} signPk the reporter's signing key, 32 bytes
 * @param {Uint8Array} idPk the counsellor's identity key, 32 bytes
 */
export function safetyNumber(orgId, caseId, signPk, idPk) {
  const bytes = hash("safety", concat(orgId, caseId, signPk, idPk));
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const data = Array.from({ length: SYMBOLS }, (_, at) => Number.parseInt(bits.slice(5 * at, 5 * at + 5), 2));
  // The code's own two check symbols are not part of the number.
  return (codeEncode(data).slice(0, SYMBOLS).match(/.{4}/g) ?? []).join("-");
}
