/**
 * Run vector files against these modules: `node crypto/js/conformance.js [--stage N] FILE...` (PROTOCOL.md 11).
 *
 * Prints a line per case and counts per kind and stage. Fails on a mismatch, on a kind unknown at or below the stage,
 * on a malformed file, and when nothing ran. Cases of a later stage and cases that are not for the browser
 * (`js: false`) are counted, not run. It says which case failed and how, never what was in it.
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { KINDS, codeOf } from './conformance_kinds.js';

const STAGE_BUILT = 3;

/**
 * @typedef {{id: string, stage: number, kind: string, js: boolean, in: object, out?: object, error?: string}} Case
 * @typedef {'ok'|'FAILED'|'UNKNOWN'|'later'|'not-js'} Verdict
 */

/** @param {string} path @returns {Case[]} */
function load(path) {
  const file = JSON.parse(readFileSync(path, 'utf8'));
  if (file.schema !== 1 || file.spec !== 'WBP/1' || !Array.isArray(file.cases)) throw new Error(`${path}: not a vector file`);
  for (const one of file.cases) {
    const whole = typeof one.id === 'string' && typeof one.kind === 'string' && typeof one.js === 'boolean';
    const oneEnd = (one.out === undefined) !== (one.error === undefined);
    const staged = Number.isInteger(one.stage) && one.stage >= 1 && one.stage <= 5;
    if (!whole || !oneEnd || !staged) throw new Error(`${path}: malformed case ${one.id}`);
  }
  return file.cases;
}

/** @param {Case} one @param {number} stage @returns {Promise<{verdict: Verdict, note: string}>} */
async function judge(one, stage) {
  if (one.stage > stage) return { verdict: 'later', note: `stage ${one.stage}` };
  if (!one.js) return { verdict: 'not-js', note: '' };
  const run = Object.hasOwn(KINDS, one.kind) ? KINDS[one.kind] : undefined;
  if (!run) return { verdict: 'UNKNOWN', note: `kind ${one.kind}` };
  try {
    const out = await run(one.in);
    if (one.error !== undefined) return { verdict: 'FAILED', note: `expected ${one.error}, got a value` };
    return isDeepStrictEqual(out, one.out) ? { verdict: 'ok', note: '' } : { verdict: 'FAILED', note: 'another value' };
  } catch (error) {
    const code = codeOf(error);
    if (code === null) return { verdict: 'FAILED', note: `undeclared ${error instanceof Error ? error.name : 'error'}` };
    if (one.error === undefined) return { verdict: 'FAILED', note: `expected a value, got ${code}` };
    return one.error === code ? { verdict: 'ok', note: code } : { verdict: 'FAILED', note: `expected ${one.error}, got ${code}` };
  }
}

/** @param {string[]} paths @param {number} stage */
async function runAll(paths, stage) {
  /** @type {Record<Verdict, number>} */
  const totals = { ok: 0, FAILED: 0, UNKNOWN: 0, later: 0, 'not-js': 0 };
  /** @type {Map<string, Record<string, number>>} */
  const counts = new Map();
  const seen = new Set();
  for (const one of paths.flatMap(load)) {
    if (seen.has(one.id)) throw new Error(`id twice: ${one.id}`);
    seen.add(one.id);
    const { verdict, note } = await judge(one, stage);
    console.log(`${verdict} ${one.id}${note && ` (${note})`}`);
    totals[verdict] += 1;
    const key = `stage ${one.stage}  ${one.kind}`;
    const row = counts.get(key) ?? {};
    row[verdict] = (row[verdict] ?? 0) + 1;
    counts.set(key, row);
  }
  console.log('');
  for (const [key, row] of [...counts].sort()) {
    console.log(`${key.padEnd(36)}${Object.entries(row).map(([verdict, n]) => `${n} ${verdict}`).join(', ')}`);
  }
  return totals;
}

/** @returns {Promise<boolean>} */
async function main() {
  const { values, positionals } = parseArgs({ options: { stage: { type: 'string' } }, allowPositionals: true });
  const stage = values.stage === undefined ? STAGE_BUILT : Number(values.stage);
  if (!Number.isInteger(stage) || stage < 1 || stage > 5) throw new Error('--stage: 1 to 5');
  const totals = await runAll(positionals, stage);
  const run = totals.ok + totals.FAILED;
  const failed = totals.FAILED + totals.UNKNOWN;
  console.log(`\nrun ${run}, failed ${failed}, unknown ${totals.UNKNOWN}, later ${totals.later}, js:false ${totals['not-js']}`);
  if (run === 0) console.log('nothing ran');
  return failed === 0 && run > 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : 'failed');
  process.exitCode = 2;
}
