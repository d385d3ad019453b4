// What only the mailbox and the page that checks receipts ask of crypto/js. build.mjs joins this into reporter_mailbox.js.
export { signConsent, signWithdrawal } from '../consent_make.js';
export { FLAG, PURPOSE, parseToken, rolesOf, scopeHash } from '../consent_token.js';
export { DUTY, allowedActors, checkDue, signDuty, verifyDuty } from '../duty.js';
export { inspect } from '../envelope_inspect.js';
export { checkChain, open } from '../envelope_open.js';
export { EVENT, commit, directoryEntry, eventParse } from '../log_entry.js';
export { deriveLogbook, openEntry, sealEntry, signOpening } from '../logbook.js';
export { verifyLogbookReceipt } from '../logbook_receipt.js';
export { kidSign, verify } from '../primitives.js';
export { checkUnableActor, verifyRelease } from '../release.js';
export { itemOf, makeRewrap } from '../rewrap_make.js';
export { verifyRewrap } from '../rewrap_record.js';
export { verifyTlogProof } from '../tlog_proof.js';
export { signTrack, verifyTrack } from '../track.js';
export { verifyConsistency } from '../tree_consistency.js';
