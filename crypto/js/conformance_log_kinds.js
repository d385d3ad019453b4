/** What the kinds of vector of stage 2 ask: tracks, events, trees, checkpoints, proofs, receipts (PROTOCOL.md 11). */
import { verifyCheckpoint } from './checkpoint.js';
import { verifyRootChain } from './directory.js';
import { hex, unhex } from './encoding.js';
import { commit, commitmentEntry, eventParse } from './log_entry.js';
import { verifyReceipt } from './receipt.js';
import { verifyTlogProof } from './tlog_proof.js';
import { verifyTrack } from './track.js';
import * as tree from './tree.js';
import { verifyConsistency } from './tree_consistency.js';

/** @typedef {any} Input the members depend on the kind */

/** @param {Input} input */
function trackVerify({ statement, sign_pk, org_id, case_id, current, last_seq }) {
  const change = verifyTrack(unhex(statement), unhex(sign_pk), unhex(org_id), unhex(case_id), current, last_seq);
  return { track: change.track, seq: change.seq, ref: hex(change.ref), day: change.day, hash: hex(change.hash) };
}

/** @param {Input} input */
function eventOf(input) {
  const { type, detail, track, space, orgId, caseId, day, actor, ref, due, prev } = eventParse(unhex(input.event));
  const bytes = { org: hex(orgId), case_id: hex(caseId), actor: hex(actor), ref: hex(ref), prev: hex(prev) };
  return { type, detail, track, space, day, due, ...bytes };
}

/** @param {Input} input */
function commitmentOf(input) {
  const commitment = commit(unhex(input.salt), unhex(input.event));
  return { out: hex(commitment), leaf: hex(tree.leafHash(commitmentEntry(commitment))) };
}

/** @param {Input} input */
function inclusionVerify({ leaf, index, size, path, root }) {
  tree.verifyInclusion(unhex(leaf), index, size, path.map(unhex), unhex(root));
  return { ok: 1 };
}

/** @param {Input} input */
function consistencyVerify({ m, n, r1, r2, path }) {
  verifyConsistency(m, n, unhex(r1), unhex(r2), path.map(unhex));
  return { ok: 1 };
}

/** @param {Input} input */
function checkpointVerify(input) {
  const { size, root } = verifyCheckpoint(input.note, verifyRootChain(input.root), input.witnesses ?? [], input.now ?? 0);
  return { size, root: hex(root) };
}

/** @param {Input} input */
function tlogProofVerify(input) {
  const entry = input.entry ? unhex(input.entry) : null;
  const { event } = verifyTlogProof(input.proof, verifyRootChain(input.root), entry);
  return { event: event && hex(event) };
}

/** @param {Input} input */
function receiptVerify({ root, note, org_id, case_id, track, subject, today }) {
  const [orgId, caseId] = [unhex(org_id), unhex(case_id)];
  const found = verifyReceipt(note, verifyRootChain(root), orgId, caseId, track, unhex(subject), today);
  return { day: found.day, due: found.due, commit: hex(found.commit) };
}

/** @type {Record<string, (input: Input) => unknown>} */
export const LOG_KINDS = {
  track_verify: trackVerify,
  event_parse: eventOf,
  commit: commitmentOf,
  tree_root: (input) => ({ root: hex(tree.root(input.entries.map(unhex).map(tree.leafHash))) }),
  inclusion_verify: inclusionVerify,
  consistency_verify: consistencyVerify,
  checkpoint_verify: checkpointVerify,
  tlog_proof_verify: tlogProofVerify,
  receipt_verify: receiptVerify,
};
