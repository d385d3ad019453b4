// The other half of test_twins_agree.py: reads a list of jobs from standard input, answers in the same order.
// A job is {kind, in} of the vector schema, or {fresh, in}: sealed here with this twin's own randomness.
import { readFileSync } from 'node:fs';

import { boxKeys, boxSeal } from '../../crypto/js/boxes.js';
import { safetyNumber } from '../../crypto/js/codes.js';
import { KINDS, codeOf } from '../../crypto/js/conformance_kinds.js';
import { itemOf, makeRewrap, signConsent, signWithdrawal } from '../../crypto/js/consent_make.js';
import { PURPOSE, pack, verifyConsent } from '../../crypto/js/consent_verify.js';
import { DUTY, signDuty, signTrack } from '../../crypto/js/duty.js';
import { hex, unhex, utf8 } from '../../crypto/js/encoding.js';
import { envHash } from '../../crypto/js/envelope_inspect.js';
import { seal } from '../../crypto/js/envelope_seal.js';
import { verifyRecord } from '../../crypto/js/keys.js';
import { signPublicKey } from '../../crypto/js/primitives.js';
import { sealState } from '../../crypto/js/reporter.js';
import { consistency, inclusion, root } from '../../crypto/js/tree.js';
import { MasterKey, sealVault } from '../../crypto/js/vault.js';

const FRESH = {
  tree: ({ leaves, index, older }) => {
    const hashes = leaves.map(unhex);
    const paths = { inclusion: inclusion(index, hashes).map(hex), consistency: consistency(older, hashes).map(hex) };
    return { root: hex(root(hashes)), ...paths };
  },
  track: ({ track, seq, org_id, case_id, ref, day, seed }) => ({
    raw: hex(signTrack(track, seq, unhex(org_id), unhex(case_id), unhex(ref), day, unhex(seed))),
  }),
  contest: ({ org_id, case_id, ref, day, seed }) => ({
    raw: hex(signDuty(DUTY.contest, 0, 0, 0, unhex(org_id), unhex(case_id), unhex(seed), unhex(ref), day, 0)),
  }),
  package: ({ day, expires, ...input }) => {
    const names = ['org_id', 'case_id', 'sign_seed', 'sign_pk', 'wrap_seed', 'box_seed', 'record'];
    const [orgId, caseId, signSeed, signPk, wrapSeed, boxSeed, record] = names.map((name) => unhex(input[name]));
    const messages = input.messages.map(({ direction, space, index, envelope }) => ({
      context: { orgId, caseId, direction, space, index },
      envelope: unhex(envelope),
    }));
    const recipient = { record: verifyRecord(record), state: 'active', name: '' };
    const scope = messages.map(({ envelope }) => envHash(envelope));
    const offer = { purpose: PURPOSE.external, flags: 1, space: 2, duty: 0, orgId, caseId, recipient, scope, expires };
    const token = signConsent(offer, signSeed, day);
    const verified = verifyConsent(token, signPk, orgId, caseId, day, recipient);
    const items = messages.map(({ envelope, context }) => itemOf(envelope, context, [boxKeys(boxSeed)]));
    const rewrap = makeRewrap(items, recipient.record.boxPk, verified, { orgId, caseId, signSeed: wrapSeed });
    const made = { token, rewrap, package: pack({ signPk, token, rewrap, messages }) };
    const withdrawal = signWithdrawal(verified, signSeed, day);
    return Object.fromEntries(Object.entries({ ...made, withdrawal }).map(([name, bytes]) => [name, hex(bytes)]));
  },
  safety: (input) => safetyNumber(...['org_id', 'case_id', 'sign_pk', 'id_pk'].map((name) => unhex(input[name]))),
  box: (input) => ({ out: hex(boxSeal(utf8(input.text), unhex(input.pk))) }),
  state: (input) => ({ blob: hex(sealState({ ...bytesOf(input), caseId: unhex(input.case_id) }, input.state)) }),
  vault: (input) => ({
    blob: hex(
      sealVault(
        input.content,
        new MasterKey(unhex(input.master)),
        unhex(input.server_share),
        unhex(input.recovery_wrap),
        unhex(input.account_id),
        unhex(input.salt),
      ),
    ),
  }),
  envelope: (input) => {
    const where = { orgId: unhex(input.org_id), caseId: unhex(input.case_id), direction: 0, space: 0, index: 0 };
    const message = {
      type: 1,
      flags: 0,
      track: 2,
      day: input.day,
      prev: new Uint8Array(32),
      ack: null,
      dirHash: new Uint8Array(32),
      body: utf8(input.text),
    };
    const sender = { signSeed: unhex(input.sign_seed), boxPk: boxKeys(unhex(input.box_seed)).pk };
    const envelope = seal(where, message, sender, input.recipients.map(unhex));
    return { envelope: hex(envelope), sign_pk: hex(signPublicKey(sender.signSeed)) };
  },
};

const bytesOf = (input) => ({ root: unhex(input.root), orgId: unhex(input.org_id) });

async function answer(job) {
  try {
    return { out: await (job.fresh ? FRESH[job.fresh] : KINDS[job.kind])(job.in) };
  } catch (error) {
    const code = codeOf(error);
    return code === null ? { exception: String(error) } : { error: code };
  }
}

const jobs = JSON.parse(readFileSync(0, 'utf8'));
const answers = [];
for (const job of jobs) answers.push(await answer(job));
process.stdout.write(JSON.stringify(answers));
