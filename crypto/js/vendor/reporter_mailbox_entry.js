// What only the mailbox and the limits of the law ask of crypto/js. build.mjs joins this into reporter_mailbox.js.
export { ACK_SENT, clocks, verifyDuty } from '../duty.js';
export { checkChain, open } from '../envelope_open.js';
