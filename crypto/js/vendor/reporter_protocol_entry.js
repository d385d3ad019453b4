// What the worker of the reporter's pages asks of crypto/js. build.mjs joins this, with noble, into reporter_protocol.js.
export { clocks } from '../clocks.js';
export {
  fingerprint, newCaseCode, newPassphrase, normalise, parseCaseCode, parseWordList, pinEncode, pinParse, safetyNumber,
} from '../codes.js';
export { eligibleEntries, newestEntry, verifyDirectory, verifyRootChain } from '../directory.js';
export { b64, dayOf, dayParse, dayStr, equal, fromUtf8, readJson, unb64, utf8 } from '../encoding.js';
export { FROM_RECIPIENT, FROM_REPORTER, envHash } from '../envelope_inspect.js';
export { NO_ACK, TYPE, seal } from '../envelope_seal.js';
export { isValidOn, roleWords } from '../keys.js';
export { verifyReceipt } from '../receipt.js';
export { derive, openState, sealState, signLogin, signRegistration } from '../reporter.js';
export { unfoldWords } from '../word_lists.js';
export { blake2b } from './noble.js';
