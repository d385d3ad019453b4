/** Packages WBH1 (PROTOCOL.md 5.4): consent, re-wrap record and sealed messages in one piece. Nothing is verified here. */
import { ensure } from './errors.js';
import { Reader, concat, u32, utf8 } from './encoding.js';
import { encodeContext } from './envelope_inspect.js';

const MAGIC = utf8('WBH1');
const CONTEXT_MAGIC = utf8('WBC1');
const TOKEN_BYTES = 208;
const MESSAGES_MAX = 1000;

/**
 * What a recipient gets; `messages` in scope order, `signPk` the reporter's key under which the token must hold.
 * @typedef {{signPk: Uint8Array, token: Uint8Array, rewrap: Uint8Array,
 *   messages: {context: import('./envelope_inspect.js').Context, envelope: Uint8Array}[]}} Package
 */

/** The package as bytes; what `parsePackage` would refuse is `format`. @param {Package} parts */
export function pack({ signPk, token, rewrap, messages }) {
  ensure(signPk.length === 32, 'format');
  const sealed = messages.map(({ context, envelope }) => concat(encodeContext(context), sized(envelope)));
  const raw = concat(MAGIC, signPk, sized(token), sized(rewrap), u32(messages.length), ...sealed);
  parsePackage(raw);
  return raw;
}

/**
 * Take a package apart, or `format`.
 * @param {Uint8Array} raw
 * @returns {Package}
 */
export function parsePackage(raw) {
  const fields = new Reader(raw).expect(MAGIC);
  const signPk = fields.take(32);
  const token = fields.take(fields.u32());
  const rewrap = fields.take(fields.u32());
  const count = fields.u32();
  ensure(token.length === TOKEN_BYTES && count >= 1 && count <= MESSAGES_MAX, 'format');
  const messages = Array.from({ length: count }, () => {
    const context = takeContext(fields);
    return { context, envelope: fields.take(fields.u32()) };
  });
  fields.done();
  return { signPk, token, rewrap, messages };
}

/** @param {Reader} fields @returns {import('./envelope_inspect.js').Context} */
function takeContext(fields) {
  fields.expect(CONTEXT_MAGIC);
  const [orgId, caseId] = [fields.take(16), fields.take(16)];
  const context = { orgId, caseId, direction: fields.u8(), space: fields.u8(), index: fields.u32() };
  encodeContext(context); // ranges
  return context;
}

/** @param {Uint8Array} part */
const sized = (part) => concat(u32(part.length), part);
