/**
 * A counsellor's vault WBU1: own keys and pins, sealed on the server (PROTOCOL.md 3.2).
 *
 * A random vault key seals the content. It is wrapped twice: by password and server share together, and by the printed
 * recovery code. The server never learns either, and without its share a stolen copy cannot be tried offline.
 */
import { ensure } from './errors.js';
import { aeadOpen, aeadSeal, argon2id } from './boxes.js';
import { Reader, concat, fromUtf8, readJson, u32, u8, utf8 } from './encoding.js';
import { pad, unpadCheck } from './padding.js';
import { hash, kdf, randomBytes } from './primitives.js';

const MAGIC = utf8('WBU1');
const PROFILE = 1;
const PASSWORD_MIN = 14;
const WRAPPED_BYTES = 48;
const SHORTEST = 192 + 4096 + 16;
const PASSWORD_FIELD = 1;
const RECOVERY_FIELD = 2;
const CONTENT_FIELD = 3;
/** Random bytes of a fresh vault: vault key and three nonces. */
const RANDOM_BYTES = 32 + 3 * 24;

/** What a password gives: proof for the server, and with the server's share the wrapping key. */
export class MasterKey {
  #master;

  /** @param {Uint8Array} master 32 bytes */
  constructor(master) {
    ensure(master.length === 32, 'key');
    this.#master = master;
  }

  /** Told to the server at sign-in: 32 bytes. */
  get authSecret() {
    return kdf(this.#master, 'vault-auth');
  }

  /** @param {Uint8Array} serverShare 32 bytes */
  wrapKey(serverShare) {
    ensure(serverShare.length === 32, 'key');
    return kdf(this.#master, 'vault-wrap', serverShare);
  }
}

/** What a recovery code gives. */
export class RecoveryKeys {
  #secret;

  /** @param {Uint8Array} secret */
  constructor(secret) {
    this.#secret = secret;
  }

  get wrap() {
    return kdf(this.#secret, 'recovery-wrap');
  }

  /** Told to the server to recover: 32 bytes. */
  get auth() {
    return kdf(this.#secret, 'recovery-auth');
  }
}

/**
 * A second or two; half a minute without a compiler.
 * @param {string} password as typed; compared as NFC
 * @param {Uint8Array} salt 16 bytes
 * @param {import('./boxes.js').Watch} [watch]
 */
export const masterKey = async (password, salt, watch) =>
  new MasterKey(await argon2id(utf8(password.normalize('NFC')), salt, 'vault', watch));

/** At least fourteen characters, or `policy`; five generated words always have them. @param {string} password */
export const checkPassword = (password) => ensure([...password.normalize('NFC')].length >= PASSWORD_MIN, 'policy');

/** Only what the server asks for at sign-in. @type {(password: string, salt: Uint8Array, watch?: import('./boxes.js').Watch) => Promise<Uint8Array>} */
export const authSecret = async (password, salt, watch) => (await masterKey(password, salt, watch)).authSecret;

/**
 * @param {Uint8Array} realmId 16 bytes, one per installation
 * @param {Uint8Array} accountId 16 bytes
 * @param {import('./codes.js').RecoveryCode} code
 */
export function recoveryKeys(realmId, accountId, code) {
  ensure(realmId.length === 16 && accountId.length === 16, 'format');
  return new RecoveryKeys(hash('recovery', concat(realmId, accountId, utf8(code.text))));
}

/**
 * A fresh vault with a new vault key: at enrolment, and when a new password is set.
 * @param {Record<string, unknown>} content
 * @param {MasterKey} master
 * @param {Uint8Array} serverShare
 * @param {Uint8Array} recoveryWrap
 * @param {Uint8Array} accountId
 * @param {Uint8Array} salt
 */
export const sealVault = (content, master, serverShare, recoveryWrap, accountId, salt) =>
  sealVaultText(
    JSON.stringify(content), master.wrapKey(serverShare), recoveryWrap, accountId, salt, randomBytes(RANDOM_BYTES),
  );

/**
 * The same vault with other content: same vault key, so the recovery code keeps working.
 * @param {Uint8Array} blob the stored vault
 * @param {Uint8Array} accountId
 * @param {MasterKey} master
 * @param {Uint8Array} serverShare
 * @param {Record<string, unknown>} content
 */
export function resealVault(blob, accountId, master, serverShare, content) {
  const vaultKey = unwrap(blob, accountId, PASSWORD_FIELD, master.wrapKey(serverShare));
  return concat(blob.slice(0, 168), sealField(vaultKey, randomBytes(24), framed(JSON.stringify(content)), accountId, CONTENT_FIELD));
}

/**
 * @param {Uint8Array} blob
 * @param {Uint8Array} accountId
 * @param {MasterKey} master
 * @param {Uint8Array} serverShare
 */
export const openVault = (blob, accountId, master, serverShare) =>
  readJson(openVaultText(blob, accountId, PASSWORD_FIELD, master.wrapKey(serverShare)));

/**
 * @param {Uint8Array} blob
 * @param {Uint8Array} accountId
 * @param {Uint8Array} recoveryWrap
 */
export const recoverVault = (blob, accountId, recoveryWrap) =>
  readJson(openVaultText(blob, accountId, RECOVERY_FIELD, recoveryWrap));

/**
 * As `sealVault`, of JSON text and with given randomness (104 bytes: vault key, then the three nonces).
 * @param {string} json
 * @param {Uint8Array} wrapKey
 * @param {Uint8Array} recoveryWrap
 * @param {Uint8Array} accountId
 * @param {Uint8Array} salt
 * @param {Uint8Array} random
 */
export function sealVaultText(json, wrapKey, recoveryWrap, accountId, salt, random) {
  ensure(salt.length === 16 && accountId.length === 16 && random.length === RANDOM_BYTES, 'format');
  const parts = new Reader(random);
  const vaultKey = parts.take(32);
  return concat(
    MAGIC,
    u8(PROFILE),
    new Uint8Array(3),
    salt,
    sealField(wrapKey, parts.take(24), vaultKey, accountId, PASSWORD_FIELD),
    sealField(recoveryWrap, parts.take(24), vaultKey, accountId, RECOVERY_FIELD),
    sealField(vaultKey, parts.take(24), framed(json), accountId, CONTENT_FIELD),
  );
}

/**
 * Shape and profile `format`, either seal `decrypt`, length and padding `payload`.
 * @param {Uint8Array} blob
 * @param {Uint8Array} accountId
 * @param {1|2} field which wrapping to use: 1 password, 2 recovery
 * @param {Uint8Array} wrapKey
 */
export function openVaultText(blob, accountId, field, wrapKey) {
  const vaultKey = unwrap(blob, accountId, field, wrapKey);
  const plain = openField(vaultKey, blob.slice(168), accountId, CONTENT_FIELD);
  const length = new Reader(plain).u32();
  unpadCheck(plain, 4 + length);
  return fromUtf8(plain.slice(4, 4 + length), 'payload');
}

/** The salt a vault was sealed with. @param {Uint8Array} blob */
export function vaultSalt(blob) {
  checkShape(blob);
  return blob.slice(8, 24);
}

/** @param {string} json */
function framed(json) {
  const text = utf8(json);
  return pad(concat(u32(text.length), text));
}

/**
 * @param {Uint8Array} blob
 * @param {Uint8Array} accountId
 * @param {number} field
 * @param {Uint8Array} wrapKey
 */
function unwrap(blob, accountId, field, wrapKey) {
  checkShape(blob);
  const start = 24 + (field - 1) * (24 + WRAPPED_BYTES);
  return openField(wrapKey, blob.slice(start, start + 24 + WRAPPED_BYTES), accountId, field);
}

/** @param {Uint8Array} blob */
function checkShape(blob) {
  ensure(blob.length >= SHORTEST, 'format');
  new Reader(blob).expect(MAGIC).expect(Uint8Array.of(PROFILE, 0, 0, 0));
}

/** @param {Uint8Array} accountId @param {number} field */
const aad = (accountId, field) => concat(MAGIC, accountId, u8(field));

/** @param {Uint8Array} key @param {Uint8Array} nonce @param {Uint8Array} plain @param {Uint8Array} accountId @param {number} field */
const sealField = (key, nonce, plain, accountId, field) =>
  concat(nonce, aeadSeal(key, nonce, plain, aad(accountId, field)));

/** @param {Uint8Array} key @param {Uint8Array} sealed nonce first @param {Uint8Array} accountId @param {number} field */
const openField = (key, sealed, accountId, field) =>
  aeadOpen(key, sealed.slice(0, 24), sealed.slice(24), aad(accountId, field));
