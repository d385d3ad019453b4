/** Seal a message for its recipients: one content key, one sealed box each, signed inside (PROTOCOL.md 4.2, 4.3). */
import { ensure, orFail } from './errors.js';
import { aeadSeal, boxSealFixed } from './boxes.js';
import { concat, hex, u32, u8, utf8 } from './encoding.js';
import { MAGIC, STANZAS_MAX, SUITE, encodeContext } from './envelope_inspect.js';
import { pad } from './padding.js';
import { hash, kdf, kidBox, randomBytes, sign, signPublicKey } from './primitives.js';

export const PLAIN_MAGIC = utf8('WBP1');
export const BODY_MAX = 262_144;
/** `ackIndex` when nothing was received yet. */
export const NO_ACK = 0xffff_ffff;

/** What a message is for (byte 4 of the plaintext). */
export const TYPE = {
  report: 1,
  message: 2,
  status: 3,
  acknowledgement: 4,
  feedback: 5,
  handOverOffer: 6,
  consent: 7,
  contest: 8,
  externalReference: 9,
  identityDetails: 10,
};

/**
 * `track` is 1..4 for a report, else 0; `prev` is the hash of the previous envelope of this (case, space, direction) or
 * zeros; `ack` names the newest envelope seen from the other side; `body` is UTF-8 JSON.
 * @typedef {{type: number, flags: number, track: number, day: number, prev: Uint8Array,
 *   ack: {index: number, hash: Uint8Array}|null, dirHash: Uint8Array, body: Uint8Array}} Message
 * @typedef {{signSeed: Uint8Array, boxPk: Uint8Array}} Sender
 * @typedef {{ck: Uint8Array, nonce: Uint8Array, esks: Uint8Array[]}} Randomness
 */

/**
 * Seal for these box keys, in this order: a report goes to the counsellor and, unless strict, to the reporter's own key.
 * Take recipients only from a verified directory or from own keys. `policy`: none, more than 16, or one twice;
 * `key`: an unusable key; `payload`: a message that no one could open.
 * @param {import('./envelope_inspect.js').Context} ctx
 * @param {Message} message
 * @param {Sender} sender
 * @param {Uint8Array[]} recipients X25519 public keys
 * @returns {Uint8Array}
 */
export function seal(ctx, message, sender, recipients) {
  const esks = recipients.map(() => randomBytes(32));
  return sealFixed(ctx, message, sender, recipients, { ck: randomBytes(32), nonce: randomBytes(24), esks });
}

/**
 * As `seal`, with given randomness: for the vectors only.
 * @param {import('./envelope_inspect.js').Context} ctx
 * @param {Message} message
 * @param {Sender} sender
 * @param {Uint8Array[]} recipients
 * @param {Randomness} random
 */
export function sealFixed(ctx, message, sender, recipients, random) {
  ensure(recipients.length >= 1 && recipients.length <= STANZAS_MAX, 'policy');
  const kids = recipients.map(kidBox);
  ensure(new Set(kids.map(hex)).size === kids.length, 'policy');
  const context = encodeContext(ctx);
  const plain = plaintext(context, kids, message, sender);
  const stanzas = recipients.map((pk, i) =>
    concat(/** @type {Uint8Array} */ (kids[i]), boxSealFixed(random.ck, pk, random.esks[i] ?? new Uint8Array())),
  );
  const head = concat(MAGIC, u8(SUITE), u8(kids.length), new Uint8Array(2), ...stanzas);
  const commitment = kdf(random.ck, 'commit', concat(head, context));
  const outer = concat(head, commitment, random.nonce, u32(plain.length + 16));
  return concat(outer, aeadSeal(kdf(random.ck, 'payload'), random.nonce, plain, concat(outer, context)));
}

/**
 * The padded plaintext WBP1. The signature covers the context and the recipients, so that nobody can forward it as
 * if it had been written to others.
 * @param {Uint8Array} context
 * @param {Uint8Array[]} kids
 * @param {Message} message
 * @param {Sender} sender
 */
function plaintext(context, kids, message, sender) {
  const { type, flags, track, day, prev, ack, dirHash, body } = message;
  const ackHash = ack ? ack.hash : new Uint8Array(32);
  const keysAndHashes = [sender.boxPk, prev, ackHash, dirHash];
  ensure(isAllowed(type, flags, track) && body.length <= BODY_MAX, 'payload');
  ensure(keysAndHashes.every((value) => value.length === 32), 'payload');
  const signPk = signPublicKey(sender.signSeed);
  const numbers = orFail('payload', () => ({ day: u32(day), ackIndex: u32(ack ? ack.index : NO_ACK) }));
  const head = concat(PLAIN_MAGIC, u8(type), u8(flags), u8(track), u8(0), numbers.day, signPk, sender.boxPk, prev);
  const signed = concat(head, numbers.ackIndex, ackHash, dirHash, u32(body.length), body);
  return pad(concat(signed, sign(sender.signSeed, 'msg-sig', concat(context, hash('recips', concat(...kids)), signed))));
}

/** A known type with the flags and track it may have. @param {number} type @param {number} flags @param {number} track */
export function isAllowed(type, flags, track) {
  const known = type >= TYPE.report && type <= TYPE.identityDetails && flags >= 0 && flags <= 3;
  return known && (type === TYPE.report ? track >= 1 && track <= 4 : track === 0);
}
