/** What the suites share: reproducible bytes, and a reporter and a counsellor to write for. */
import { randomInt } from 'node:crypto';
import { boxKeys } from '../../../crypto/js/boxes.js';
import { concat, utf8 } from '../../../crypto/js/encoding.js';
import { signPublicKey } from '../../../crypto/js/primitives.js';
import { ReporterKeys } from '../../../crypto/js/reporter.js';

/** The seed of this run: given by the caller to repeat a failure. */
export const SEED = Number(process.env.ZEGEL_TEST_SEED ?? randomInt(2 ** 31));

/** A generator of reproducible numbers (mulberry32); example data, no secret. */
export class Examples {
  constructor(seed = SEED) {
    this.state = seed >>> 0;
  }

  below(limit) {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }

  bytes(length) {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}

/** One of the usual accidents: a changed, lost, added, moved or doubled piece. The result always differs. */
export function mutateBytes(examples, bytes) {
  for (;;) {
    const at = examples.below(bytes.length + 1);
    const size = 1 + examples.below(40);
    const mutated = [
      () => bytes.map((byte, i) => (i === at ? byte ^ (1 << examples.below(8)) : byte)),
      () => bytes.slice(0, at),
      () => concat(bytes.slice(0, at), bytes.slice(at + size)),
      () => concat(bytes.slice(0, at), examples.bytes(size), bytes.slice(at)),
      () => concat(bytes.slice(0, at), examples.bytes(size), bytes.slice(at + size)),
      () => concat(bytes, examples.bytes(size)),
      () => bytes.map((byte, i) => (i >= at && i < at + 4 ? 255 : byte)),
      () => bytes.map((byte, i) => (i >= at && i < at + size ? 0 : byte)),
    ][examples.below(8)]();
    if (mutated.length !== bytes.length || mutated.some((byte, i) => byte !== bytes[i])) return mutated;
  }
}

const STRANGE = ['', ' ', '\n', '\n\n', '\r', '\t', '\0', '+', '-', '=', '—', 'é', '\u0301', '\ufeff', '\ud800', '😀', '0', '9', '%', '%2', 'ſ', 'K'];

/** The same for text. */
export function mutateText(examples, text) {
  const at = examples.below(text.length + 1);
  const size = examples.below(6);
  const piece = examples.below(2) ? examples.pick(STRANGE) : text.slice(examples.below(text.length + 1)).slice(0, 30);
  return text.slice(0, at) + piece + text.slice(at + size);
}

export const ORG_ID = new Uint8Array(16).fill(7);
export const REPORTER = new ReporterKeys(ORG_ID, new Uint8Array(32).fill(1));
const COUNSELLOR_SEED = new Uint8Array(32).fill(2);
export const COUNSELLOR = {
  sender: { signSeed: COUNSELLOR_SEED, boxPk: boxKeys(new Uint8Array(32).fill(3)).pk },
  signPk: signPublicKey(COUNSELLOR_SEED),
  box: boxKeys(new Uint8Array(32).fill(3)),
};
export const ZEROS = new Uint8Array(32);

/** The first report of the reporter. */
export const REPORT_CONTEXT = { orgId: ORG_ID, caseId: REPORTER.caseId, direction: 0, space: 0, index: 0 };
export const REPORT = {
  type: 1,
  flags: 0,
  track: 2,
  day: 20_778,
  prev: ZEROS,
  ack: null,
  dirHash: new Uint8Array(32).fill(9),
  body: utf8('{"v":1,"text":"Er gaat geld om buiten de boeken."}'),
};
