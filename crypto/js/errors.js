/**
 * The ten named failures of WBP/1, one class with a code.
 *
 * Messages are constant: an error never repeats what was put in, so it can be shown or logged.
 */

/**
 * @typedef {'format'|'checksum'|'not-recipient'|'decrypt'|'payload'|'sender'|'signature'|'policy'|'key'|'proof'} ErrorCode
 */

/** @type {Record<ErrorCode, string>} */
const MESSAGES = {
  format: 'the bytes or text do not have the form they must have',
  checksum: 'the check symbols do not match',
  'not-recipient': 'not sealed to this key',
  decrypt: 'cannot be opened with this key in this context',
  payload: 'the opened content is malformed',
  sender: 'not written by the expected key',
  signature: 'the signature does not hold',
  policy: 'well formed, but not allowed',
  key: 'unusable key material',
  proof: 'the proof does not hold',
};

/** A failure named by the rule that was broken; `code` says which. */
export class WbpError extends Error {
  /** @param {ErrorCode} code */
  constructor(code) {
    super(MESSAGES[code]);
    this.name = 'WbpError';
    this.code = code;
  }
}

/**
 * Go on only if the rule holds.
 *
 * @param {boolean} holds
 * @param {ErrorCode} code
 * @returns {asserts holds}
 */
export function ensure(holds, code) {
  if (!holds) throw new WbpError(code);
}

/**
 * The value of `attempt`, or the named failure if the library throws anything.
 *
 * @template T
 * @param {ErrorCode} code
 * @param {() => T} attempt
 * @returns {T}
 */
export function orFail(code, attempt) {
  try {
    return attempt();
  } catch {
    throw new WbpError(code);
  }
}
