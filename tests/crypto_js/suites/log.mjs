/** The public log in the browser: it only grows, and receipts, proofs and changes of track are believed line by line. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { verifyCheckpoint } from '../../../crypto/js/checkpoint.js';
import { LOG_KINDS } from '../../../crypto/js/conformance_log_kinds.js';
import { verifyRootChain } from '../../../crypto/js/directory.js';
import { DUTY, allowedActors, checkDue, signDuty, signTrack, verifyDuty, verifyTrack } from '../../../crypto/js/duty.js';
import { concat, hex, unhex } from '../../../crypto/js/encoding.js';
import { commit, directoryEntry, eventParse } from '../../../crypto/js/log_entry.js';
import { signPublicKey } from '../../../crypto/js/primitives.js';
import { verifyReceipt } from '../../../crypto/js/receipt.js';
import { verifyTlogProof } from '../../../crypto/js/tlog_proof.js';
import { TRACK } from '../../../crypto/js/track.js';
import * as tree from '../../../crypto/js/tree.js';
import { verifyConsistency } from '../../../crypto/js/tree_consistency.js';
import { COUNSELLOR, Examples, ORG_ID, REPORTER, SEED } from './examples.mjs';

const examples = new Examples();
const VECTORS = JSON.parse(readFileSync(new URL('../../vectors/public.json', import.meta.url), 'utf8')).cases;
const example = (id) => VECTORS.find((one) => one.id === id).in;
const code = (expected) => (error) => error.name === 'WbpError' && error.code === expected;
const leavesOf = (count) => Array.from({ length: count }, (_, n) => tree.leafHash(Uint8Array.of(n, count % 7)));
const refuses = (check) => assert.throws(check, code('proof'));

test(`every leaf is proved at its place and nowhere else (seed ${SEED})`, () => {
  for (let size = 1; size < 34; size += 1) {
    const leaves = leavesOf(size);
    const root = tree.root(leaves);
    for (let index = 0; index < size; index += 1) {
      const path = tree.inclusion(index, leaves);
      tree.verifyInclusion(leaves[index], index, size, path, root);
      const other = (index + 1 + examples.below(size)) % (size + 1);
      if (other !== index) refuses(() => tree.verifyInclusion(leaves[index], other, size, path, root));
      refuses(() => tree.verifyInclusion(leaves[index], index, size, [...path, root], tree.nodeHash(root, root)));
      refuses(() => tree.verifyInclusion(leaves[index], index, size * 2 + 1, path, root));
    }
  }
});

test('every earlier tree is the beginning of every later one, and of no other', () => {
  for (let newer = 1; newer < 34; newer += 1) {
    const leaves = leavesOf(newer);
    const root = tree.root(leaves);
    for (let older = 1; older <= newer; older += 1) {
      const [kept, path] = [tree.root(leaves.slice(0, older)), tree.consistency(older, leaves)];
      verifyConsistency(older, newer, kept, root, path);
      const falsified = leaves.map((leaf, n) => (n === older - 1 ? tree.nodeHash(root, root) : leaf));
      refuses(() => verifyConsistency(older, newer, kept, tree.root(falsified), tree.consistency(older, falsified)));
      refuses(() => verifyConsistency(older, newer * 2 + 1, kept, root, path));
      refuses(() => verifyConsistency(older, newer, kept, root, [...path, root]));
      if (path.length > 0) refuses(() => verifyConsistency(older, newer, kept, root, path.slice(1)));
    }
  }
});

test('nothing is proved about an empty, shrunken or absurdly numbered log', () => {
  const [leaf] = leavesOf(1);
  for (const [older, newer] of [[0, 1], [2, 1], [-1, 1], [0.5, 1], [1, Number.NaN], [0, 0]]) {
    refuses(() => verifyConsistency(older, newer, leaf, leaf, []));
    refuses(() => tree.consistency(older === 1 ? 0 : older, [leaf]));
  }
  for (const [index, size] of [[1, 1], [-1, 1], [0, 0], [0, 2 ** 60], [0.5, 1]]) {
    refuses(() => tree.verifyInclusion(leaf, index, size, [], leaf));
  }
  refuses(() => tree.inclusion(1, [leaf]));
  refuses(() => tree.verifyInclusion(leaf.slice(1), 0, 1, [], leaf.slice(1)));
});

test('trees may be larger than 32 bits can count', () => {
  const size = 2 ** 33 + 5;
  const index = 2 ** 32 + 1;
  const path = Array.from({ length: 34 }, () => examples.bytes(32));
  const leaf = examples.bytes(32);
  let [at, last, digest] = [index, size - 1, leaf];
  for (const sibling of path) {
    digest = at % 2 === 1 || at === last ? tree.nodeHash(sibling, digest) : tree.nodeHash(digest, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  tree.verifyInclusion(leaf, index, size, path, digest);
  refuses(() => tree.verifyInclusion(leaf, index - 2 ** 32, size, path, digest));
});

const MELDING = example('receipt.melding');
const ROOT = verifyRootChain(MELDING.root);
const [ORG, CASE, SUBJECT] = [MELDING.org_id, MELDING.case_id, MELDING.subject].map(unhex);

test('a receipt tells the limits it was given with', () => {
  const found = verifyReceipt(MELDING.note, ROOT, ORG, CASE, TRACK.melding, SUBJECT, MELDING.today);
  assert.deepEqual([found.day, found.due, found.mergeBy], [20_778, 20_785, 20_780]);
  assert.equal(found.feedbackDueLatest, 20_877);
  const sparren = example('receipt.sparren');
  assert.equal(verifyReceipt(sparren.note, ROOT, ORG, CASE, TRACK.sparren, SUBJECT, sparren.today).feedbackDueLatest, 0);
});

test('a receipt of another report, track or day is refused', () => {
  const other = examples.bytes(32);
  for (const [org, id, track, subject, today] of [
    [other.slice(16), CASE, 2, SUBJECT, 20_778],
    [ORG, other.slice(16), 2, SUBJECT, 20_778],
    [ORG, CASE, 3, SUBJECT, 20_778],
    [ORG, CASE, 2, other, 20_778],
    [ORG, CASE, 2, SUBJECT, 20_780],
    [ORG, CASE, 2, SUBJECT, 20_776],
  ]) {
    assert.throws(() => verifyReceipt(MELDING.note, ROOT, org, id, track, subject, today), code('policy'));
  }
});

test('what a receipt commits to is what the proof of its event opens', () => {
  const { commit: promised } = verifyReceipt(MELDING.note, ROOT, ORG, CASE, TRACK.melding, SUBJECT, MELDING.today);
  const proven = verifyTlogProof(example('proof.event').proof, ROOT);
  assert.deepEqual(commit(proven.salt, proven.event), promised);
  assert.equal(eventParse(proven.event).type, 1);
  assert.equal(proven.checkpoint.size, 16);
});

test('a proof carries an event exactly when no entry is expected', () => {
  const [event, directory] = [example('proof.event').proof, example('proof.directory')];
  assert.throws(() => verifyTlogProof(event, ROOT, unhex(directory.entry)), code('format'));
  assert.throws(() => verifyTlogProof(directory.proof, ROOT), code('format'));
  assert.throws(() => verifyTlogProof(directory.proof, ROOT, directoryEntry(ORG, 4, SUBJECT)), code('proof'));
});

test('witnesses count only where the root asks for them', () => {
  for (const one of VECTORS.filter(({ stage, kind }) => stage === 5 && kind === 'checkpoint_verify')) {
    const run = () => LOG_KINDS.checkpoint_verify(one.in);
    if (one.error) assert.throws(run, code(one.error));
    else assert.deepEqual(run(), one.out);
  }
  const { note, witnesses, now } = example('checkpoint.cosigned');
  assert.equal(verifyCheckpoint(note, ROOT, witnesses, now + 1e9).size, 16);
});

test('only the reporter changes the track, in order and never back to advice', () => {
  const ref = examples.bytes(32);
  const make = (track, seq, seed = REPORTER.sender.signSeed) => signTrack(track, seq, ORG_ID, REPORTER.caseId, ref, 20_779, seed);
  const read = (raw, current = 1, last = 0) => verifyTrack(raw, REPORTER.signPk, ORG_ID, REPORTER.caseId, current, last);
  assert.deepEqual(read(make(2, 1)).ref, ref);
  assert.equal(hex(read(make(4, 255), 2, 254).hash).length, 64);
  for (const [track, seq, current, last] of [[1, 1, 2, 0], [2, 1, 2, 0], [2, 2, 1, 0], [2, 1, 1, 1]]) {
    assert.throws(() => read(make(track, seq), current, last), code('policy'));
  }
  assert.throws(() => read(make(2, 1, COUNSELLOR.sender.signSeed)), code('signature'));
  for (const [track, seq] of [[0, 1], [5, 1], [2, 0], [2, 256]]) assert.throws(() => make(track, seq), code('format'));
  for (const at of [6, 7, 76, 79]) assert.throws(() => read(make(2, 1).map((byte, i) => (i === at ? 1 : byte))), code('format'));
});

test('each party speaks for itself', () => {
  const [assignee, authority, reporter] = [1, 2, 3].map((n) => signPublicKey(new Uint8Array(32).fill(n)));
  const allowed = allowedActors(assignee, authority, reporter);
  const kindsOf = (pk) => [...allowed].filter(([, pks]) => pks.includes(pk)).map(([kind]) => kind);
  assert.deepEqual(kindsOf(assignee), [1, 2, 3, 4, 5, 6, 10, 11, 14]);
  assert.deepEqual(kindsOf(authority), [7, 8, 12, 13]);
  assert.deepEqual(kindsOf(reporter), [9]);
  assert.deepEqual(allowedActors(null).get(DUTY.ackSent), []);
});

test('a statement names the limit its duty had', () => {
  for (const kind of Object.values(DUTY)) {
    const due = { 2: 7, 7: 7, 3: 99, 8: 99, 12: 180 }[kind] ?? 0;
    const detail = kind === DUTY.notAReport ? 1 : 0;
    for (const claimed of [0, 7, 99, 180]) {
      const ids = [ORG_ID, REPORTER.caseId];
      const raw = signDuty(kind, 0, 0, detail, ...ids, COUNSELLOR.sender.signSeed, new Uint8Array(32), 1, claimed);
      const statement = verifyDuty(raw, new Map([[kind, [COUNSELLOR.signPk]]]), ...ids);
      if (claimed === due) checkDue(statement, 7, 99, 180);
      else assert.throws(() => checkDue(statement, 7, 99, 180), code('policy'));
    }
  }
});

test('a commitment binds salt and event', () => {
  const { salt, event } = example('event.commit');
  const whole = commit(unhex(salt), unhex(event));
  assert.notDeepEqual(commit(examples.bytes(32), unhex(event)), whole);
  assert.throws(() => commit(concat(unhex(salt), Uint8Array.of(0)), unhex(event).slice(1)), code('format'));
});
