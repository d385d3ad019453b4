// What the worker of the workplace asks of crypto/js. build.mjs joins this, with noble, into workplace_protocol.js.
export { boxKeys } from '../boxes.js';
export {
  caseRef, fingerprint, newPassphrase, newRecoveryCode, parseRecoveryCode, parseWordList, pinEncode, safetyNumber,
} from '../codes.js';
export { PURPOSE, parseToken, scopeHash } from '../consent_token.js';
export { eligibleEntries, newestEntry, verifyDirectory, verifyRootChain } from '../directory.js';
export { openDrill } from '../drill.js';
export { ACK_SENT, DUTY, allowedActors, clocks, signDuty, verifyDuty } from '../duty.js';
export { b64, dayOf, dayParse, dayStr, equal, fromUtf8, hex, readJson, unb64, unhex, utf8 } from '../encoding.js';
export { envHash, inspect } from '../envelope_inspect.js';
export { checkChain, open, openUnpinnedWithCk, openWithCk } from '../envelope_open.js';
export { NO_ACK, TYPE, seal } from '../envelope_seal.js';
export { isValidOn, makeRecord, roleWords, verifyRecord } from '../keys.js';
export { parsePackage } from '../package.js';
export { openPackage, openPackageWith } from '../package_open.js';
export { kidBox, randomBytes, signPublicKey, verify } from '../primitives.js';
export { checkUnableActor, verifyRelease } from '../release.js';
export { openAhead } from '../open_ahead.js';
export { itemOf, makeRewrapAsync, openPassedOn } from '../rewrap_make.js';
export { parseRewrap, verifyRewrap } from '../rewrap_record.js';
export { verifyTrack } from '../track.js';
export { masterKey, openVault, recoverVault, recoveryKeys, resealVault, sealVault } from '../vault.js';
export { unfoldWords } from '../word_lists.js';
export { blake2b } from './noble.js';
