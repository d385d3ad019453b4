// @ts-check
/** Hashes as the page knows them (hexadecimal) and as requests name them (base64). */

/** @param {string} hex of whole bytes @returns {string} base64 */
export const b64OfHex = (hex) => btoa((hex.match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(""));
