/** Whatever arrives, only named failures come out, and nothing that was changed is taken for the original. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { boxKeys } from '../../../crypto/js/boxes.js';
import { boxOpen } from '../../../crypto/js/box_open.js';
import { powOk, solvePow } from '../../../crypto/js/challenge.js';
import { verifyCheckpoint } from '../../../crypto/js/checkpoint.js';
import * as codes from '../../../crypto/js/codes.js';
import { verifyDirectory, verifyRootChain } from '../../../crypto/js/directory.js';
import { verifyDuty, verifyTrack } from '../../../crypto/js/duty.js';
import { Lines, Reader, dayParse, decimal, fromUtf8, readJson, unb64, unhex, utf8 } from '../../../crypto/js/encoding.js';
import { inspect } from '../../../crypto/js/envelope_inspect.js';
import { open } from '../../../crypto/js/envelope_open.js';
import { seal } from '../../../crypto/js/envelope_seal.js';
import { WbpError } from '../../../crypto/js/errors.js';
import { roleWords, verifyRecord } from '../../../crypto/js/keys.js';
import { commit, eventParse } from '../../../crypto/js/log_entry.js';
import { openNote, parseVkey, splitNote } from '../../../crypto/js/note.js';
import { verifyRaw } from '../../../crypto/js/primitives.js';
import { verifyReceipt } from '../../../crypto/js/receipt.js';
import { openState, sealState } from '../../../crypto/js/reporter.js';
import { verifyTlogProof } from '../../../crypto/js/tlog_proof.js';
import { MasterKey, openVault } from '../../../crypto/js/vault.js';
import { COUNSELLOR, Examples, REPORT, REPORTER, REPORT_CONTEXT, SEED, mutateBytes, mutateText } from './examples.mjs';

const VECTORS = JSON.parse(readFileSync(new URL('../../vectors/public.json', import.meta.url), 'utf8')).cases;
const example = (id) => VECTORS.find((one) => one.id === id).in;
const examples = new Examples();
const [RECORD, DUTY, VAULT, BOX, ROOT, DIRECTORY] = [
  'keyrec.verify', 'duty.ack', 'vault.open', 'box.open', 'root.chain3-witness', 'dir.ok',
].map(example);
const NOTE = example('note.c2sp-example');
const SIGNED = example('ed25519.ok');
const POW = unhex(example('pow.first').challenge);
const ENVELOPE = seal(REPORT_CONTEXT, REPORT, REPORTER.sender, [COUNSELLOR.box.pk, REPORTER.boxPk]);
const allowed = new Map(Object.entries(DUTY.allowed).map(([kind, pks]) => [Number(kind), pks.map(unhex)]));
const [TRACK, RECEIPT, PROOF] = ['track.to-melding', 'receipt.melding', 'proof.event'].map(example);
const root = verifyRootChain(DIRECTORY.root);
const logRoot = verifyRootChain(RECEIPT.root);
const [ORG, CASE, SUBJECT] = [RECEIPT.org_id, RECEIPT.case_id, RECEIPT.subject].map(unhex);
const vkeys = NOTE.vkeys.map(parseVkey);

/** The value, or nothing after a named failure; anything else is a fault of the parser. */
function attempt(parse, input) {
  try {
    return { value: parse(input) };
  } catch (error) {
    assert.ok(error instanceof WbpError, `undeclared ${error?.stack}`);
    return null;
  }
}

/** Formats where every byte counts: a changed one must fail. */
const SEALED = {
  envelope: [ENVELOPE, (bytes) => open(bytes, REPORT_CONTEXT, [COUNSELLOR.box], REPORTER.signPk), 120],
  state: [sealState(REPORTER, { v: 1 }), (bytes) => openState(REPORTER, bytes), 150],
  vault: [
    unhex(VAULT.blob),
    (bytes) => openVault(bytes, unhex(VAULT.account_id), new MasterKey(unhex(VAULT.master)), unhex(VAULT.server_share)),
    150,
  ],
  box: [unhex(BOX.c), (bytes) => boxOpen(bytes, boxKeys(unhex(BOX.box_seed))), 150],
  record: [unhex(RECORD.record), (bytes) => verifyRecord(bytes), 150],
  duty: [unhex(DUTY.statement), (bytes) => verifyDuty(bytes, allowed, unhex(DUTY.org_id), unhex(DUTY.case_id)), 150],
  track: [unhex(TRACK.statement), (bytes) => verifyTrack(bytes, unhex(TRACK.sign_pk), ORG, CASE, 1, 0), 150],
  signature: [unhex(SIGNED.sig), (bytes) => verifyRaw(unhex(SIGNED.pk), unhex(SIGNED.m), bytes), 150],
};

for (const [name, [bytes, parse, rounds]] of Object.entries(SEALED)) {
  test(`nothing modified is taken for the ${name} (seed ${SEED})`, () => {
    // These bytes of a vault hold its salt and the other wrapping: they are checked when that is used.
    const isUnused = (mutated) => name === 'vault' && mutated.length === bytes.length && differsOnlyIn(mutated, bytes, [[8, 24], [96, 168]]);
    assert.ok(attempt(parse, bytes), 'the original does not open');
    for (let round = 0; round < rounds; round += 1) {
      const mutated = mutateBytes(examples, bytes);
      if (!isUnused(mutated)) assert.equal(attempt(parse, mutated), null);
    }
  });
}

function differsOnlyIn(a, b, ranges) {
  return a.every((byte, i) => byte === b[i] || ranges.some(([from, to]) => i >= from && i < to));
}

/** Everything that reads bytes from elsewhere. */
const BYTE_PARSERS = {
  ...Object.fromEntries(Object.entries(SEALED).map(([name, [, parse]]) => [name, parse])),
  inspect,
  utf8: (bytes) => fromUtf8(bytes),
  reader: (bytes) => new Reader(bytes).expect(Uint8Array.of(1)).u32(),
  pow: (bytes) => powOk(bytes, 1),
  event: (bytes) => eventParse(bytes),
  commit: (bytes) => commit(bytes.slice(0, 32), bytes.slice(32)),
};

test(`random bytes are refused by name (seed ${SEED})`, () => {
  for (const parse of Object.values(BYTE_PARSERS)) {
    for (let round = 0; round < 200; round += 1) attempt(parse, examples.bytes(examples.pick([0, 1, 44, 64, 176, 4140, examples.below(600)])));
    for (let round = 0; round < 50; round += 1) attempt(parse, mutateBytes(examples, ENVELOPE));
  }
});

test(`changed envelopes show their outside or are refused by name (seed ${SEED})`, () => {
  for (let round = 0; round < 500; round += 1) attempt(inspect, mutateBytes(examples, ENVELOPE));
});

test('a challenge that asks for too much work is refused', async () => {
  const greedy = POW.slice();
  greedy[5] = 19;
  await assert.rejects(solvePow(greedy), { name: 'WbpError', code: 'policy' });
  const login = POW.slice();
  login[4] = 1;
  await assert.rejects(solvePow(login), { name: 'WbpError', code: 'format' });
});

/** @param {string} note */
function receiptOf(note) {
  return verifyReceipt(note, logRoot, ORG, CASE, 2, SUBJECT, RECEIPT.today);
}

/** Everything that reads text from elsewhere, with something valid to change. */
const TEXT_PARSERS = {
  caseCode: ['1X1T-KRK9-KV7J-1X6H', codes.parseCaseCode],
  recoveryCode: ['NMFN-2X64-FPP8-NA9Q-82TY-QAMT-EZNS', codes.parseRecoveryCode],
  words: ['tulp fiets brug molen kaas regen duin', codes.normalise],
  pin: ['BPJSWARNF8P36DMT8PMXRX6X4M', codes.pinParse],
  wordList: ['aap\nnoot\n', codes.parseWordList],
  base64: ['V0JLMQEAAAEAAFEgAABRejf8h55ryg==', unb64],
  hex: ['00ff17', unhex],
  day: ['2026-11-22', dayParse],
  decimal: ['1234', decimal],
  json: ['{"v":1,"text":"hallo"}', readJson],
  lines: ['wbp/1/root\nversion 1\n', (text) => new Lines(text, 'wbp/1/root').take('version')],
  utf8: ['één', utf8],
  roleWords: ['Mw. A. Jansen; internal; OO', roleWords],
  vkey: [NOTE.vkeys[0], parseVkey],
  note: [NOTE.note, (text) => openNote(text, vkeys)],
  split: [NOTE.note, splitNote],
  root: [ROOT.notes[0], (text) => verifyRootChain([text])],
  rootChain: [ROOT.notes[1], (text) => verifyRootChain([ROOT.notes[0], text])],
  directory: [DIRECTORY.note, (text) => verifyDirectory(text, root, DIRECTORY.today)],
  checkpoint: [example('checkpoint.ok').note, (text) => verifyCheckpoint(text, logRoot)],
  proof: [PROOF.proof, (text) => verifyTlogProof(text, logRoot)],
  receipt: [RECEIPT.note, receiptOf],
};

for (const [name, [text, parse]] of Object.entries(TEXT_PARSERS)) {
  test(`changed and random text for ${name} is refused by name or read (seed ${SEED})`, () => {
    for (let round = 0; round < 120; round += 1) {
      let mutated = text;
      for (let times = 0; times <= examples.below(3); times += 1) mutated = mutateText(examples, mutated);
      attempt(parse, mutated);
      attempt(parse, String.fromCharCode(...examples.bytes(examples.below(80)), examples.below(65_536)));
    }
  });
}

test(`no changed text of a directory is believed (seed ${SEED})`, () => {
  const end = DIRECTORY.note.lastIndexOf('\n\n');
  for (let round = 0; round < 80; round += 1) {
    const text = mutateText(examples, DIRECTORY.note.slice(0, end));
    const verified = attempt((note) => verifyDirectory(note, root, DIRECTORY.today), text + DIRECTORY.note.slice(end));
    assert.equal(verified !== null, text === DIRECTORY.note.slice(0, end));
  }
});

test(`no changed text of a receipt or proof is believed (seed ${SEED})`, () => {
  for (const [text, parse, end] of [
    [RECEIPT.note, receiptOf, RECEIPT.note.lastIndexOf('\n\n')],
    [PROOF.proof, (proof) => verifyTlogProof(proof, logRoot), PROOF.proof.lastIndexOf('\n\n')],
  ]) {
    assert.ok(attempt(parse, text));
    for (let round = 0; round < 80; round += 1) {
      const changed = mutateText(examples, text.slice(0, end));
      assert.equal(attempt(parse, changed + text.slice(end)) !== null, changed === text.slice(0, end));
    }
  }
});

test('members of the wrong type from a server are refused by name', () => {
  for (const wrong of [null, undefined, 5, {}, [], [5], [null], 'text']) {
    assert.equal(attempt((notes) => verifyRootChain(notes), wrong), null);
    assert.equal(attempt((note) => verifyDirectory(note, root, 20_778), wrong), null);
    assert.equal(attempt(receiptOf, wrong), null);
    assert.equal(attempt((proof) => verifyTlogProof(proof, logRoot), wrong), null);
    assert.equal(attempt((note) => verifyCheckpoint(note, logRoot), wrong), null);
    assert.equal(attempt((text) => unb64(text), wrong === 'text' ? 'te t' : wrong), null);
    assert.equal(attempt((text) => dayParse(text), wrong), null);
  }
});
