/** A reporter's keys from code and words, what they sign, and the small sealed state between visits (PROTOCOL.md 3.1). */
import { ensure } from './errors.js';
import { BoxKeys, aeadOpen, aeadSeal, argon2id } from './boxes.js';
import { loginMessage, registrationMessage } from './challenge.js';
import { Reader, concat, fromUtf8, isZero, readJson, u32, utf8 } from './encoding.js';
import { hash, kdf, randomBytes, sign, signPublicKey } from './primitives.js';

const STATE_MAGIC = utf8('WBN1');
const STATE_BYTES = 4140;
const STATE_PLAIN = 4096;

/** Everything that follows from code and words, for one case. Secrets are reachable by name, never by printing or JSON. */
export class ReporterKeys {
  #root;
  #locator;
  #signSeed;
  #box;

  /** @param {Uint8Array} orgId @param {Uint8Array} root 32 bytes */
  constructor(orgId, root) {
    this.#root = root;
    this.#locator = kdf(root, 'reporter-locator');
    this.#signSeed = kdf(root, 'reporter-sign');
    this.#box = new BoxKeys(kdf(root, 'reporter-box'));
    this.orgId = orgId.slice();
    this.caseId = kdf(root, 'case-id').slice(0, 16);
    this.signPk = signPublicKey(this.#signSeed);
    this.boxPk = this.#box.pk;
    this.selfKid = this.#box.kid;
  }

  /** What the server finds the case by: 32 bytes, told to nobody else. */
  get locator() {
    return this.#locator;
  }

  get root() {
    return this.#root;
  }

  /** Opens what was sealed to the reporter. */
  get box() {
    return this.#box;
  }

  /** For `envelope_seal`: who writes. */
  get sender() {
    return { signSeed: this.#signSeed, boxPk: this.boxPk };
  }

  /** @param {string} name @param {Uint8Array} message */
  sign(name, message) {
    return sign(this.#signSeed, name, message);
  }
}

/** Argon2id salt: 16 bytes. @param {Uint8Array} orgId @param {import('./codes.js').CaseCode} code @param {string} [label] */
export const reporterSalt = (orgId, code, label = 'reporter-salt') => hash(label, concat(orgId, utf8(code.text))).slice(0, 16);

/**
 * The keys of a case. Takes half a second, or several where the browser has no compiler.
 * @param {Uint8Array} orgId 16 bytes
 * @param {import('./codes.js').CaseCode} code
 * @param {import('./codes.js').Passphrase} phrase
 * @param {import('./boxes.js').Watch} [watch]
 */
export async function derive(orgId, code, phrase, watch) {
  ensure(orgId.length === 16, 'format');
  return new ReporterKeys(orgId, await argon2id(utf8(phrase.text), reporterSalt(orgId, code), 'reporter', watch));
}

/** 64 bytes for `POST /r/v1/open`. @param {ReporterKeys} keys @param {Uint8Array} challenge */
export const signLogin = (keys, challenge) => keys.sign('login', loginMessage(keys.orgId, keys.locator, challenge));

/**
 * 64 bytes for `POST /r/v1/cases`.
 * @param {ReporterKeys} keys
 * @param {number} track
 * @param {Uint8Array} envHash
 * @param {Uint8Array} challenge
 */
export const signRegistration = (keys, track, envHash, challenge) =>
  keys.sign(
    'register',
    registrationMessage(keys.orgId, keys.caseId, keys.locator, keys.selfKid, track, envHash, challenge),
  );

/** WBN1 of a state object; unknown members are kept. @param {ReporterKeys} keys @param {Record<string, unknown>} state */
export const sealState = (keys, state) => sealStateText(keys, JSON.stringify(state), randomBytes(24));

/** The state object of a WBN1. @param {ReporterKeys} keys @param {Uint8Array} blob */
export const openState = (keys, blob) => readJson(openStateText(keys, blob));

/**
 * What a state is sealed with: also enough to make one from a given root.
 * @typedef {{root: Uint8Array, orgId: Uint8Array, caseId: Uint8Array}} StateKeys
 */

/** @param {StateKeys} keys */
const stateAad = (keys) => concat(STATE_MAGIC, keys.orgId, keys.caseId);

/**
 * As `sealState`, of JSON text and with a given nonce; more than 4092 bytes is `policy`.
 * @param {StateKeys} keys
 * @param {string} json
 * @param {Uint8Array} nonce 24 bytes, never used twice
 */
export function sealStateText(keys, json, nonce) {
  const text = utf8(json);
  ensure(text.length <= STATE_PLAIN - 4, 'policy');
  const plain = concat(u32(text.length), text, new Uint8Array(STATE_PLAIN - 4 - text.length));
  return concat(STATE_MAGIC, nonce, aeadSeal(kdf(keys.root, 'reporter-state'), nonce, plain, stateAad(keys)));
}

/**
 * Length and magic `format`, seal `decrypt`, length field and padding `payload`.
 * @param {StateKeys} keys
 * @param {Uint8Array} blob
 */
export function openStateText(keys, blob) {
  ensure(blob.length === STATE_BYTES, 'format');
  const fields = new Reader(blob).expect(STATE_MAGIC);
  const nonce = fields.take(24);
  const plain = aeadOpen(kdf(keys.root, 'reporter-state'), nonce, blob.slice(28), stateAad(keys));
  const length = new Reader(plain).u32();
  ensure(length <= STATE_PLAIN - 4 && isZero(plain.subarray(4 + length)), 'payload');
  return fromUtf8(plain.slice(4, 4 + length), 'payload');
}
