/** Open an envelope, in the normative order (PROTOCOL.md 4.4), and look whether a conversation is whole. */
import { WbpError, ensure } from './errors.js';
import { aeadOpen, boxOpen } from './boxes.js';
import { Reader, concat, equal, isZero } from './encoding.js';
import { FROM_RECIPIENT, FROM_REPORTER, STANZA_BYTES, encodeContext, inspect } from './envelope_inspect.js';
import { BODY_MAX, NO_ACK, PLAIN_MAGIC, isAllowed } from './envelope_seal.js';
import { unpadCheck } from './padding.js';
import { hash, kdf, verify } from './primitives.js';

const SIGNED_HEADER = 180;
const SIGNATURE_BYTES = 64;
const STRANGER_SPACES = [0, 2]; // where a first report comes from somebody unknown

/**
 * @typedef {import('./envelope_inspect.js').Context} Context
 * @typedef {{type: number, flags: number, track: number, day: number, signPk: Uint8Array, boxPk: Uint8Array,
 *   prev: Uint8Array, ackIndex: number, ackHash: Uint8Array, dirHash: Uint8Array, body: Uint8Array,
 *   envHash: Uint8Array, direction: number, space: number, index: number}} Opened
 * @typedef {{code: 'gap'|'prev'|'ack', direction: number, space: number, index: number}} ChainWarning
 */

/**
 * Open and verify. Nothing is returned unless every check passed; never tell the server which one failed.
 * @param {Uint8Array} env
 * @param {Context} ctx what this client expects, from its own state
 * @param {import('./boxes.js').BoxKeys[]} keys own key pairs: old epochs too
 * @param {Uint8Array|null} expect the sender's pinned Ed25519 key; null only for the first report of an unknown reporter
 * @returns {Opened}
 */
export function open(env, ctx, keys, expect) {
  const { kids } = inspect(env);
  const at = kids.findIndex((kid) => keys.some((own) => equal(own.kid, kid)));
  const mine = keys.find((own) => equal(own.kid, kids[at] ?? new Uint8Array()));
  if (!mine) throw new WbpError('not-recipient');
  const start = 8 + STANZA_BYTES * at;
  const ck = boxOpen(env.slice(start + 16, start + STANZA_BYTES), mine);
  return openWithCk(env, ctx, ck, expect);
}

/**
 * From step 3 on, with the content key.
 * @param {Uint8Array} env
 * @param {Context} ctx
 * @param {Uint8Array} ck
 * @param {Uint8Array|null} expect
 * @returns {Opened}
 */
export function openWithCk(env, ctx, ck, expect) {
  const { kids, envHash } = inspect(env);
  ensure(ck.length === 32, 'decrypt');
  const context = encodeContext(ctx);
  const headLength = 8 + STANZA_BYTES * kids.length;
  const head = env.slice(0, headLength);
  const commitment = env.slice(headLength, headLength + 32);
  ensure(equal(kdf(ck, 'commit', concat(head, context)), commitment), 'decrypt');
  const outer = env.slice(0, headLength + 60);
  const nonce = outer.slice(headLength + 32, headLength + 56);
  const plain = aeadOpen(kdf(ck, 'payload'), nonce, env.slice(outer.length), concat(outer, context));
  const { opened, signed, signature } = parsePlain(plain);
  if (expect === null) {
    const isFirst = ctx.direction === FROM_REPORTER && ctx.index === 0 && STRANGER_SPACES.includes(ctx.space);
    ensure(isFirst, 'sender');
  } else ensure(equal(opened.signPk, expect), 'sender');
  verify(opened.signPk, 'msg-sig', concat(context, hash('recips', concat(...kids)), signed), signature);
  const { direction, space, index } = ctx;
  return { ...opened, envHash, direction, space, index };
}

/** Step 5: every byte of the plaintext is where it must be, else `payload`. @param {Uint8Array} plain */
function parsePlain(plain) {
  try {
    return parseFields(plain);
  } catch {
    throw new WbpError('payload');
  }
}

/** @param {Uint8Array} plain */
function parseFields(plain) {
  const fields = new Reader(plain).expect(PLAIN_MAGIC);
  const [type, flags, track] = [fields.u8(), fields.u8(), fields.u8()];
  ensure(isAllowed(type, flags, track) && fields.u8() === 0, 'payload');
  const day = fields.u32();
  const [signPk, boxPk, prev] = [fields.take(32), fields.take(32), fields.take(32)];
  const ackIndex = fields.u32();
  const [ackHash, dirHash] = [fields.take(32), fields.take(32)];
  const bodyLength = fields.u32();
  ensure(bodyLength <= BODY_MAX, 'payload');
  const body = fields.take(bodyLength);
  const signature = fields.take(SIGNATURE_BYTES);
  const signed = plain.slice(0, SIGNED_HEADER + bodyLength);
  unpadCheck(plain, signed.length + SIGNATURE_BYTES);
  const opened = { type, flags, track, day, signPk, boxPk, prev, ackIndex, ackHash, dirHash, body };
  return { opened, signed, signature };
}

/**
 * Warnings about opened messages of one case: `gap` an index is missing, `prev` the one before was another, `ack` what
 * the other side had seen is not here. "A message is missing or was replaced"; never a reason to hide the rest.
 * @param {Opened[]} sequence in any order
 * @returns {ChainWarning[]}
 */
export function checkChain(sequence) {
  /** @type {ChainWarning[]} */
  const warnings = [];
  for (const one of sequence) {
    const { direction, space, index } = one;
    const before = find(sequence, space, direction, index - 1);
    const other = direction === FROM_REPORTER ? FROM_RECIPIENT : FROM_REPORTER;
    const seen = find(sequence, space, other, one.ackIndex);
    if (index > 0 && !before) warnings.push({ code: 'gap', direction, space, index });
    else if (before ? !equal(one.prev, before.envHash) : !isZero(one.prev))
      warnings.push({ code: 'prev', direction, space, index });
    const isSeen = one.ackIndex === NO_ACK ? isZero(one.ackHash) : seen && equal(seen.envHash, one.ackHash);
    if (!isSeen) warnings.push({ code: 'ack', direction, space, index });
  }
  return warnings;
}

/** @param {Opened[]} sequence @param {number} space @param {number} direction @param {number} index */
const find = (sequence, space, direction, index) =>
  sequence.find((one) => one.space === space && one.direction === direction && one.index === index);
