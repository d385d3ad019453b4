/** Open an envelope, in the normative order (PROTOCOL.md 4.4), and look whether a conversation is whole. */
import { WbpError, ensure } from './errors.js';
import { aeadOpen } from './boxes.js';
import { boxOpen } from './box_open.js';
import { Reader, concat, equal } from './encoding.js';
import { FROM_RECIPIENT, FROM_REPORTER, STANZA_BYTES, encodeContext, inspect } from './envelope_inspect.js';
import { BODY_MAX, NO_ACK, PLAIN_MAGIC, isAllowed } from './envelope_seal.js';
import { unpadCheck } from './padding.js';
import { hash, kdf, verify } from './primitives.js';

const SIGNED_HEADER = 180;
const SIGNATURE_BYTES = 64;
const NO_HASH = new Uint8Array(32);
const STRANGER_SPACES = [0, 2]; // where a first report comes from somebody unknown

/**
 * @typedef {import('./envelope_inspect.js').Context} Context
 * @typedef {ReturnType<typeof inspect>} EnvelopeInfo
 * @typedef {{type: number, flags: number, track: number, day: number, signPk: Uint8Array, boxPk: Uint8Array,
 *   prev: Uint8Array, ackIndex: number, ackHash: Uint8Array, dirHash: Uint8Array, body: Uint8Array,
 *   envHash: Uint8Array, direction: number, space: number, index: number}} Opened
 * @typedef {{code: 'gap'|'prev'|'ack'|'double'|'pinned', direction: number, space: number, index: number}} ChainWarning
 */

/**
 * Open and verify. Nothing is returned unless every check passed; never tell the server which one failed.
 * @param {Uint8Array} env
 * @param {Context} ctx what this client expects, from its own state
 * @param {import('./boxes.js').BoxKeys[]} keys own key pairs: old epochs too
 * @param {Uint8Array|null} expect the sender's pinned Ed25519 key; null only for the first report of an unknown reporter
 * @param {EnvelopeInfo} [info] when it was inspected before: that hashes the whole envelope
 * @returns {Opened}
 */
export function open(env, ctx, keys, expect, info = inspect(env)) {
  return openInspected(env, info, ctx, unwrap(env, info, keys), expect);
}

/**
 * The content key of an envelope to an own key, in order to pass it on (5.2); what opens nothing here is not passed on.
 * @param {Uint8Array} env
 * @param {Context} ctx
 * @param {import('./boxes.js').BoxKeys[]} keys
 * @param {EnvelopeInfo} [info] when it was inspected before: that hashes the whole envelope
 */
export function contentKeyOf(env, ctx, keys, info = inspect(env)) {
  const ck = unwrap(env, info, keys);
  checkCommitment(env, info.kids, ctx, ck);
  return ck;
}

/**
 * Step 2: find the own stanza and unseal the content key.
 * @param {Uint8Array} env
 * @param {EnvelopeInfo} info
 * @param {import('./boxes.js').BoxKeys[]} keys
 */
function unwrap(env, { kids }, keys) {
  const at = kids.findIndex((kid) => keys.some((own) => equal(own.kid, kid)));
  const mine = keys.find((own) => equal(own.kid, kids[at] ?? new Uint8Array()));
  if (!mine) throw new WbpError('not-recipient');
  const start = 8 + STANZA_BYTES * at;
  const ck = boxOpen(env.slice(start + 16, start + STANZA_BYTES), mine);
  ensure(ck.length === 32, 'decrypt');
  return ck;
}

/**
 * From step 3 on, with the content key.
 * @param {Uint8Array} env
 * @param {Context} ctx
 * @param {Uint8Array} ck
 * @param {Uint8Array|null} expect
 * @param {EnvelopeInfo} [info] when it was inspected before
 * @returns {Opened}
 */
export function openWithCk(env, ctx, ck, expect, info = inspect(env)) {
  return openInspected(env, info, ctx, ck, expect);
}

/**
 * @param {Uint8Array} env
 * @param {EnvelopeInfo} info
 * @param {Context} ctx
 * @param {Uint8Array} ck
 * @param {Uint8Array|null} expect
 * @returns {Opened}
 */
function openInspected(env, info, ctx, ck, expect) {
  const { opened, verifySignature } = decryptWithCk(env, info, ctx, ck);
  if (expect === null) {
    const isFirst = ctx.direction === FROM_REPORTER && ctx.index === 0 && STRANGER_SPACES.includes(ctx.space);
    ensure(isFirst, 'sender');
  } else ensure(equal(opened.signPk, expect), 'sender');
  verifySignature();
  return opened;
}

/**
 * With the content key, what somebody signed whom this client has not pinned: a recipient's own words. The signature
 * holds under the `signPk` of what is returned; whose key that is, only a verified directory says.
 * @param {Uint8Array} env
 * @param {Context} ctx
 * @param {Uint8Array} ck
 * @returns {Opened}
 */
export function openUnpinnedWithCk(env, ctx, ck) {
  const { opened, verifySignature } = decryptWithCk(env, inspect(env), ctx, ck);
  verifySignature();
  return opened;
}

/**
 * Steps 3 to 5, and what step 6 has left to check.
 * @param {Uint8Array} env
 * @param {EnvelopeInfo} info
 * @param {Context} ctx
 * @param {Uint8Array} ck
 */
function decryptWithCk(env, { kids, envHash }, ctx, ck) {
  ensure(ck.length === 32, 'key');
  checkCommitment(env, kids, ctx, ck);
  const context = encodeContext(ctx);
  const outer = env.slice(0, 68 + STANZA_BYTES * kids.length);
  const nonce = outer.slice(-28, -4);
  const plain = aeadOpen(kdf(ck, 'payload'), nonce, env.slice(outer.length), concat(outer, context));
  const { opened, signed, signature } = parsePlain(plain);
  const verifySignature = () =>
    verify(opened.signPk, 'msg-sig', concat(context, hash('recips', concat(...kids)), signed), signature);
  const { direction, space, index } = ctx;
  return { opened: { ...opened, envHash, direction, space, index }, verifySignature };
}

/**
 * Step 3: the content key belongs to these recipients and this context, else `decrypt`.
 * @param {Uint8Array} env
 * @param {Uint8Array[]} kids of the envelope
 * @param {Context} ctx
 * @param {Uint8Array} ck
 */
export function checkCommitment(env, kids, ctx, ck) {
  const headLength = 8 + STANZA_BYTES * kids.length;
  const commitment = env.slice(headLength, headLength + 32);
  ensure(equal(kdf(ck, 'commit', concat(env.slice(0, headLength), encodeContext(ctx))), commitment), 'decrypt');
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
 * What does not fit in the opened messages of one case: `gap` the one before is not here, `prev` the one before was
 * another, `ack` what the other side is said to have sent is not here, `double` two envelopes in one place, `pinned` not
 * what was seen before. "A message is missing or was replaced": warnings, never a reason to hide the rest.
 * @param {Opened[]} messages in any order
 * @param {{direction: number, space: number, index: number, envHash: Uint8Array}[]} [pinned] newest envelopes seen before
 * @returns {ChainWarning[]}
 */
export function checkChain(messages, pinned = []) {
  /** @param {number} space @param {number} direction @param {number} index */
  const hashAt = (space, direction, index) =>
    messages.find((one) => one.space === space && one.direction === direction && one.index === index)?.envHash;
  /** @type {ChainWarning[]} */
  const warnings = [];
  /** @param {ChainWarning['code']} code @param {{direction: number, space: number, index: number}} at */
  const warn = (code, { direction, space, index }) => warnings.push({ code, direction, space, index });
  for (const one of messages) {
    const { space, direction, index } = one;
    const before = index === 0 ? NO_HASH : hashAt(space, direction, index - 1);
    const other = direction === FROM_REPORTER ? FROM_RECIPIENT : FROM_REPORTER;
    const seen = one.ackIndex === NO_ACK ? NO_HASH : hashAt(space, other, one.ackIndex);
    if (!isSame(hashAt(space, direction, index), one.envHash)) warn('double', one);
    if (!before) warn('gap', one);
    else if (!isSame(before, one.prev)) warn('prev', one);
    if (!isSame(seen, one.ackHash)) warn('ack', one);
  }
  for (const one of pinned) if (!isSame(hashAt(one.space, one.direction, one.index), one.envHash)) warn('pinned', one);
  return warnings;
}

/** @param {Uint8Array|undefined} a @param {Uint8Array} b */
const isSame = (a, b) => a !== undefined && equal(a, b);
