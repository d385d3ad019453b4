/** The outside of a sealed envelope WBE1 and the context it belongs to (PROTOCOL.md 4.1, 4.2): no secrets, opens nothing. */
import { ensure } from './errors.js';
import { Reader, concat, hex, u32, u8, utf8 } from './encoding.js';
import { hash } from './primitives.js';

export const MAGIC = utf8('WBE1');
export const SUITE = 1;
export const STANZA_BYTES = 96;
export const STANZAS_MAX = 16;
const CT_LEN_MIN = 4112;
const CONTEXT_MAGIC = utf8('WBC1');

/** Direction: reporter to recipient, recipient to reporter, recipient's note to self. */
export const FROM_REPORTER = 0;
export const FROM_RECIPIENT = 1;
export const NOTE_TO_SELF = 2;

/**
 * Where an envelope belongs; it is authenticated but never sent inside. `index` counts from 0 per (space, direction).
 * @typedef {{orgId: Uint8Array, caseId: Uint8Array, direction: number, space: number, index: number}} Context
 * @typedef {{kids: Uint8Array[], ctLen: number, length: number, envHash: Uint8Array}} EnvelopeInfo
 */

/**
 * The 42 bytes of a context.
 * @param {Context} ctx ids of 16 bytes, direction 0..2, space 0..15
 */
export function encodeContext(ctx) {
  ensure(ctx.orgId.length === 16 && ctx.caseId.length === 16, 'format');
  ensure(ctx.direction <= NOTE_TO_SELF && ctx.space <= 15, 'format');
  return concat(CONTEXT_MAGIC, ctx.orgId, ctx.caseId, u8(ctx.direction), u8(ctx.space), u32(ctx.index));
}

/**
 * Check the shape completely and say what it shows, or `format`.
 * @param {Uint8Array} env
 * @returns {EnvelopeInfo}
 */
export function inspect(env) {
  const fields = new Reader(env).expect(MAGIC).expect(u8(SUITE));
  const count = fields.u8();
  fields.expect(new Uint8Array(2));
  ensure(count >= 1 && count <= STANZAS_MAX, 'format');
  const kids = Array.from({ length: count }, () => fields.take(STANZA_BYTES).slice(0, 16));
  fields.take(32 + 24);
  const ctLen = fields.u32();
  ensure(ctLen >= CT_LEN_MIN, 'format');
  fields.take(ctLen);
  fields.done();
  ensure(new Set(kids.map(hex)).size === count, 'format');
  return { kids, ctLen, length: env.length, envHash: envHash(env) };
}

/** The name of an envelope: 32 bytes. @param {Uint8Array} env */
export const envHash = (env) => hash('env', env);
