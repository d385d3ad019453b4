/** Clocks over twenty years, padding, and the order of a conversation. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { powOk, solvePow } from '../../../crypto/js/challenge.js';
import { eligibleEntries, newestEntry, verifyDirectory, verifyRootChain } from '../../../crypto/js/directory.js';
import { atwEnd, clocks, signDuty, verifyDuty } from '../../../crypto/js/duty.js';
import { concat, dayParse, dayStr, u64, utf8 } from '../../../crypto/js/encoding.js';
import { checkChain, open } from '../../../crypto/js/envelope_open.js';
import { inspect } from '../../../crypto/js/envelope_inspect.js';
import { seal } from '../../../crypto/js/envelope_seal.js';
import { padLen, padme } from '../../../crypto/js/padding.js';
import { COUNSELLOR, Examples, ORG_ID, REPORT, REPORTER, REPORT_CONTEXT, ZEROS } from './examples.mjs';

const examples = new Examples();
const HARD = 0;
const VECTORS = JSON.parse(readFileSync(new URL('../../vectors/public.json', import.meta.url), 'utf8')).cases;
const code = (expected) => (error) => error.name === 'WbpError' && error.code === expected;

test('for twenty years every limit follows the law', () => {
  for (let day = dayParse('2026-01-01'); day < dayParse('2046-01-01'); day += 1) {
    const { ackLimit, ackAtw, feedbackLimit, feedbackAtw } = clocks('employer', day);
    assert.equal(ackLimit, day + 7);
    assert.ok(ackAtw >= ackLimit && ackAtw <= ackLimit + 7);
    assert.ok(feedbackAtw >= feedbackLimit && feedbackAtw <= feedbackLimit + 7);
    assert.ok(feedbackLimit - ackLimit >= 89 && feedbackLimit - ackLimit <= 92);
    assert.equal(atwEnd(ackAtw), ackAtw);
    assert.ok(![0, 6].includes(new Date(ackAtw * 86_400_000).getUTCDay()));
    assert.ok(!['05-05', '12-25', '12-26', '01-01'].includes(dayStr(ackAtw).slice(5)));
    assert.deepEqual(clocks('employer', day, day + 30), clocks('employer', day));
    assert.ok(clocks('employer', day, day).feedbackLimit <= feedbackLimit);
  }
});

test('padding never shrinks, never wastes more than a sixteenth, and is monotone', () => {
  let before = 0;
  for (let round = 0; round < 3000; round += 1) {
    const n = round < 2000 ? 4000 + round * 3 : examples.below(2 ** 31) * 8 + 4096;
    assert.ok(padme(n) >= n);
    assert.ok(padLen(n) <= Math.max(4096, n * 1.0625));
    if (round < 2000) assert.ok(padLen(n) >= before);
    before = padLen(n);
  }
});

test('a duty statement speaks for its own case, actor and kind alone', () => {
  const ref = examples.bytes(32);
  const raw = signDuty(2, 0, 0, 0, ORG_ID, REPORTER.caseId, COUNSELLOR.sender.signSeed, ref, 20_780, 20_785);
  const allowed = new Map([[2, [COUNSELLOR.signPk]]]);
  assert.deepEqual(verifyDuty(raw, allowed, ORG_ID, REPORTER.caseId).ref, ref);
  assert.throws(() => verifyDuty(raw, new Map([[3, [COUNSELLOR.signPk]]]), ORG_ID, REPORTER.caseId), code('sender'));
  assert.throws(() => verifyDuty(raw, new Map([[2, [REPORTER.signPk]]]), ORG_ID, REPORTER.caseId), code('sender'));
  assert.throws(() => verifyDuty(raw, allowed, ORG_ID, examples.bytes(16)), code('policy'));
  assert.throws(() => signDuty(15, 0, 0, 0, ORG_ID, REPORTER.caseId, COUNSELLOR.sender.signSeed, ref, 1, 1), code('format'));
});

test('a report is offered to active counsellors whose key is valid today, and to nobody else', () => {
  const { root, note, today } = VECTORS.find(({ id }) => id === 'dir.ok').in;
  const directory = verifyDirectory(note, verifyRootChain(root), today);
  const names = (space, day) => eligibleEntries(directory, space, day).map(({ name }) => name);
  assert.deepEqual(names(0, today), ['Mw. A. Jansen; internal; OO']);
  assert.deepEqual(names(1, today), ['Functionaris']);
  assert.deepEqual(names(2, today), ['Huis voor Klokkenluiders', 'Mr. C. Advocaat (vakbond)']);
  assert.deepEqual(names(0, today + 365), []);
  const revoked = directory.entries.find(({ state }) => state === 'revoked');
  assert.equal(newestEntry(directory, revoked.record.idPk).state, 'revoked');
  assert.equal(newestEntry(directory, new Uint8Array(32)), null);
});

/** A report, an answer to it, and a follow-up: opened by the reporter. */
function conversation() {
  const recipients = [COUNSELLOR.box.pk, REPORTER.boxPk];
  const send = (direction, index, message, sender) => {
    const ctx = { ...REPORT_CONTEXT, direction, index };
    const envelope = seal(ctx, message, sender, recipients);
    const expect = direction === 0 ? REPORTER.signPk : COUNSELLOR.signPk;
    return { opened: open(envelope, ctx, [REPORTER.box], expect), hash: inspect(envelope).envHash };
  };
  const report = send(0, 0, REPORT, REPORTER.sender);
  const plain = { ...REPORT, type: 2, track: 0 };
  const answer = send(1, 0, { ...plain, type: 4, ack: { index: 0, hash: report.hash } }, COUNSELLOR.sender);
  const more = send(0, 1, { ...plain, prev: report.hash, ack: { index: 0, hash: answer.hash } }, REPORTER.sender);
  const forgetful = send(0, 1, { ...plain, prev: ZEROS, body: utf8('{}') }, REPORTER.sender);
  return { report: report.opened, answer: answer.opened, more: more.opened, forgetful: forgetful.opened };
}

test('a whole conversation has no warnings, in any order', () => {
  const { report, answer, more } = conversation();
  assert.deepEqual(checkChain([more, answer, report]), []);
  assert.deepEqual(checkChain([]), []);
});

test('a missing, replaced or doubled message is noticed', () => {
  const { report, answer, more, forgetful } = conversation();
  const kinds = (messages, pinned) => checkChain(messages, pinned).map((warning) => warning.code).sort();
  assert.deepEqual(kinds([report, more]), ['ack']);
  assert.deepEqual(kinds([answer, more]), ['ack', 'gap']);
  assert.deepEqual(kinds([report, answer, forgetful]), ['prev']);
  assert.ok(kinds([report, answer, more, forgetful]).includes('double'));
  const seen = [{ direction: 1, space: 0, index: 0, envHash: answer.envHash }];
  assert.deepEqual(kinds([report], seen), ['pinned']);
  assert.deepEqual(kinds([report, answer], seen), []);
});

test('proof of work is found, checked and told about', async () => {
  const challenge = concat(utf8('WBQ1'), Uint8Array.of(3, 8, 0, 0), u64(0), examples.bytes(28));
  const counter = await solvePow(challenge);
  assert.equal(powOk(challenge, counter), true);
  // The first solution of this one lies beyond 400,000 tries: there is time to stop.
  const hard = concat(utf8('WBQ1'), Uint8Array.of(3, 18, 0, 0), u64(0), new Uint8Array(28).fill(HARD));
  const stop = new AbortController();
  const running = solvePow(hard, { signal: stop.signal, onProgress: () => stop.abort() });
  await assert.rejects(running, { name: 'AbortError' });
});
