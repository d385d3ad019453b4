/** What each kind of vector asks of these modules: from the vector's `in` to its `out` (PROTOCOL.md 11). */
import { CONSENT_KINDS, contextOf, openedOut } from './conformance_consent_kinds.js';
import { LOG_KINDS } from './conformance_log_kinds.js';
import { LOGBOOK_KINDS } from './conformance_logbook_kinds.js';
import { boxOpen } from './box_open.js';
import * as boxes from './boxes.js';
import * as challenge from './challenge.js';
import * as codes from './codes.js';
import * as directory from './directory.js';
import { openDrill } from './drill.js';
import * as duty from './duty.js';
import { dayParse, dayStr, hex, unhex } from './encoding.js';
import { envHash, inspect } from './envelope_inspect.js';
import { open } from './envelope_open.js';
import { sealFixed } from './envelope_seal.js';
import { WbpError } from './errors.js';
import * as keys from './keys.js';
import { openNote, parseVkey } from './note.js';
import { padLen } from './padding.js';
import * as primitives from './primitives.js';
import * as reporter from './reporter.js';
import * as vault from './vault.js';

/** @typedef {any} Input the members depend on the kind */

/** @param {string|null|undefined} text */
const unhexOrNull = (text) => (text === null || text === undefined ? null : unhex(text));

/** @param {import('./codes.js').CaseCode} code */
const codeText = (code) => ({ code: code.text });

/** @param {Input} input */
function envelopeSeal(input) {
  const { payload } = input;
  const message = {
    type: payload.type,
    flags: payload.flags,
    track: payload.track,
    day: payload.day,
    prev: unhex(payload.prev),
    ack: payload.ack && { index: payload.ack[0], hash: unhex(payload.ack[1]) },
    dirHash: unhex(payload.dir_hash),
    body: unhex(payload.body),
  };
  const sender = { signSeed: unhex(input.sign_seed), boxPk: unhex(payload.box_pk) };
  const random = { ck: unhex(input.ck), nonce: unhex(input.nonce), esks: input.esks.map(unhex) };
  const envelope = sealFixed(contextOf(input.ctx), message, sender, input.recipients.map(unhex), random);
  return { envelope: hex(envelope), env_hash: hex(inspect(envelope).envHash) };
}

/** @param {Input} input */
function envelopeOpen(input) {
  const own = [boxes.boxKeys(unhex(input.box_seed))];
  const opened = open(unhex(input.envelope), contextOf(input.ctx), own, unhexOrNull(input.expect_sender));
  return openedOut(opened);
}

/** @param {Input} input */
async function reporterDerive(input) {
  const orgId = unhex(input.org_id);
  const code = codes.parseCaseCode(input.code);
  const own = await reporter.derive(orgId, code, codes.normalise(input.phrase));
  return {
    salt: hex(reporter.reporterSalt(orgId, code)),
    root: hex(own.root),
    box_pk: hex(own.boxPk),
    box_sk: hex(own.box.secretKey),
    sign_pk: hex(own.signPk),
    locator: hex(own.locator),
    case_id: hex(own.caseId),
  };
}

/** @param {Input} input */
const inspectedHash = (input) => envHash(unhex(input.envelope));

/** @param {Input} input */
const registrationMessage = (input) =>
  challenge.registrationMessage(
    unhex(input.org_id),
    unhex(input.case_id),
    unhex(input.locator),
    unhex(input.self_kid),
    input.track,
    input.env_hash ? unhex(input.env_hash) : inspectedHash(input),
    unhex(input.challenge),
  );

/** @param {Input} input */
const stateKeys = (input) => ({ root: unhex(input.root), orgId: unhex(input.org_id), caseId: unhex(input.case_id) });

/** @param {Input} input */
function keyRecordVerify(input) {
  const record = keys.verifyRecord(unhex(input.record), input.name ?? null, input.today ?? null);
  return {
    role: record.role,
    epoch: record.epoch,
    not_before: record.notBefore,
    not_after: record.notAfter,
    id_pk: hex(record.idPk),
    box_pk: hex(record.boxPk),
    kid_box: hex(record.kidBox),
    kid_sign: hex(record.kidSign),
  };
}

/** @param {Input} input */
const keyRecordMake = (input) => ({
  record: hex(
    keys.makeRecord(
      input.role,
      input.epoch,
      input.not_before,
      input.not_after,
      unhex(input.id_seed),
      unhex(input.box_seed),
      input.name,
    ),
  ),
});

/** @param {Input} input */
async function vaultKeys(input) {
  const salt = unhex(input.salt);
  const password = new TextEncoder().encode(input.password.normalize('NFC'));
  const master = await boxes.argon2id(password, salt, 'vault');
  const code = codes.parseRecoveryCode(input.recovery_code);
  const recovery = vault.recoveryKeys(unhex(input.realm_id), unhex(input.account_id), code);
  return {
    master: hex(master),
    auth: hex(new vault.MasterKey(master).authSecret),
    recovery_wrap: hex(recovery.wrap),
    recovery_auth: hex(recovery.auth),
  };
}

/** @param {Input} input */
const wrapKey = (input) => new vault.MasterKey(unhex(input.master)).wrapKey(unhex(input.server_share));

/** @param {Input} input */
const vaultSeal = (input) => ({
  blob: hex(
    vault.sealVaultText(
      input.json,
      wrapKey(input),
      unhex(input.recovery_wrap),
      unhex(input.account_id),
      unhex(input.salt),
      unhex(input.rnd),
    ),
  ),
});

/** @param {Input} input */
function vaultOpen(input) {
  const [blob, accountId] = [unhex(input.blob), unhex(input.account_id)];
  const recovery = unhexOrNull(input.recovery_wrap);
  const json = recovery
    ? vault.openVaultText(blob, accountId, 2, recovery)
    : vault.openVaultText(blob, accountId, 1, wrapKey(input));
  return { json };
}

/** @param {Input} input */
function rootVerify(input) {
  const root = directory.verifyRootChain(input.notes, unhexOrNull(input.pinned));
  return {
    org_id: hex(root.orgId),
    version: root.version,
    threshold: root.threshold,
    single: root.singleSigner,
    practice: root.practice,
    quorum: root.quorum,
  };
}

/** @param {Input} input */
function directoryVerify(input) {
  const root = directory.verifyRootChain(input.root);
  const { note, today, min_version = 1, proof = null, existing = false } = input;
  const list = directory.verifyDirectory(note, root, today, min_version ?? 1, proof, existing ?? false);
  return {
    version: list.version,
    hash: hex(list.dirHash),
    expired: list.expired,
    nojs: list.nojs,
    selfcopy: list.selfcopy,
    kids: list.entries.map(({ record }) => hex(record.kidBox)),
    status: list.entries.map(({ state }) => state),
  };
}

/** @param {Input} input */
function clocks(input) {
  const sent = input.ack_sent ? dayParse(input.ack_sent) : null;
  const limits = duty.clocks(input.profile, dayParse(input.receipt), sent, input.extended ?? false);
  return {
    ack_limit: dayStr(limits.ackLimit),
    ack_atw: dayStr(limits.ackAtw),
    feedback_limit: dayStr(limits.feedbackLimit),
    feedback_atw: dayStr(limits.feedbackAtw),
  };
}

/** @param {Input} input */
function dutyMake(input) {
  const { kind, flags, space, detail = 0, day, due } = input;
  const ids = /** @type {const} */ ([unhex(input.org_id), unhex(input.case_id), unhex(input.actor_seed)]);
  const statement = duty.signDuty(kind, flags, space, detail, ...ids, unhex(input.ref), day, due);
  return { statement: hex(statement), hash: hex(primitives.hash('duty', statement)) };
}

/** @param {Input} input */
function dutyVerify(input) {
  const allowed = new Map(Object.entries(input.allowed).map(([kind, pks]) => [Number(kind), pks.map(unhex)]));
  const made = duty.verifyDuty(unhex(input.statement), allowed, unhex(input.org_id), unhex(input.case_id));
  return {
    kind: made.kind,
    flags: made.flags,
    space: made.space,
    detail: made.detail,
    org: hex(made.orgId),
    case_id: hex(made.caseId),
    actor: hex(made.actor),
    ref: hex(made.ref),
    day: made.day,
    due: made.due,
    hash: hex(made.hash),
  };
}

/** @param {Input} input */
function ed25519Verify(input) {
  primitives.verifyRaw(unhex(input.pk), unhex(input.m), unhex(input.sig));
  return { ok: 1 };
}

/** @param {Input} input */
const boxSeal = (input) => ({ out: hex(boxes.boxSealFixed(unhex(input.m), unhex(input.pk), unhex(input.esk))) });

/** @param {Input} input */
function codeEncode(input) {
  const code = codes.codeEncode(input.symbols);
  return { code, printed: code.match(/.{1,4}/g)?.join('-') };
}

/** @param {Input} input */
const noteOpen = (input) => ({
  signed: openNote(input.note, input.vkeys.map(parseVkey)).signed.map(({ text }) => text),
});

/** @param {Input} input */
const kid = (input) => ({ box: hex(primitives.kidBox(unhex(input.pk))), sign: hex(primitives.kidSign(unhex(input.pk))) });

/** @type {Record<string, (input: Input) => unknown>} */
export const KINDS = {
  hash: (input) => ({ out: hex(primitives.hash(input.label, unhex(input.data))) }),
  kdf: (input) => ({ out: hex(primitives.kdf(unhex(input.key), input.label, unhex(input.info))) }),
  code_encode: codeEncode,
  case_code_parse: (input) => codeText(codes.parseCaseCode(input.text)),
  recovery_code_parse: (input) => codeText(codes.parseRecoveryCode(input.text)),
  fingerprint: (input) => ({ out: codes.fingerprint(unhex(input.pk)) }),
  kid,
  case_ref: (input) => ({ out: codes.caseRef(unhex(input.case_id)) }),
  pin_encode: (input) => ({ out: codes.pinEncode(unhex(input.org_id)) }),
  pin_parse: (input) => ({ org_id: hex(codes.pinParse(input.text)) }),
  normalise: (input) => ({ text: codes.normalise(input.text).text }),
  pad_len: (input) => ({ out: padLen(input.n) }),
  box_seal: boxSeal,
  box_open: (input) => ({ m: hex(boxOpen(unhex(input.c), boxes.boxKeys(unhex(input.box_seed)))) }),
  drill_open: ({ sealed, box_seed, org_id, month }) => ({
    answer: hex(openDrill(unhex(sealed), boxes.boxKeys(unhex(box_seed)), unhex(org_id), month)),
  }),
  ed25519_verify: ed25519Verify,
  pow_check: (input) => ({ ok: challenge.powOk(unhex(input.challenge), input.counter) }),
  reporter_derive: reporterDerive,
  login_sign: (input) => {
    const message = challenge.loginMessage(unhex(input.org_id), unhex(input.locator), unhex(input.challenge));
    return { signature: hex(primitives.sign(unhex(input.sign_seed), 'login', message)) };
  },
  register_sign: (input) => ({
    signature: hex(primitives.sign(unhex(input.sign_seed), 'register', registrationMessage(input))),
  }),
  state_seal: (input) => ({ blob: hex(reporter.sealStateText(stateKeys(input), input.json, unhex(input.nonce))) }),
  state_open: (input) => ({ json: reporter.openStateText(stateKeys(input), unhex(input.blob)) }),
  key_record_make: keyRecordMake,
  key_record_verify: keyRecordVerify,
  envelope_seal: envelopeSeal,
  envelope_open: envelopeOpen,
  envelope_inspect: (input) => {
    const info = inspect(unhex(input.envelope));
    return { kids: info.kids.map(hex), ct_len: info.ctLen, length: info.length, env_hash: hex(info.envHash) };
  },
  vault_keys: vaultKeys,
  vault_seal: vaultSeal,
  vault_open: vaultOpen,
  note_open: noteOpen,
  root_verify: rootVerify,
  directory_verify: directoryVerify,
  clocks,
  atw_end: (input) => ({ out: dayStr(duty.atwEnd(dayParse(input.date))) }),
  duty_make: dutyMake,
  duty_verify: dutyVerify,
  ...LOG_KINDS,
  ...CONSENT_KINDS,
  ...LOGBOOK_KINDS,
};

/** The named failure, or null when it is none. @param {unknown} error */
export const codeOf = (error) => (error instanceof WbpError ? error.code : null);
