// Time a hand-over of 200 messages as a browser does it: open the conversation, unseal each key, seal it to the new reader,
// sign; then what the new reader opens. Processor time of this process.
import { itemOf } from '../../crypto/js/consent_make.js';
import { parseRewrap, verifyRewrap } from '../../crypto/js/consent_verify.js';
import { boxKeys } from '../../crypto/js/boxes.js';
import { utf8 } from '../../crypto/js/encoding.js';
import { open } from '../../crypto/js/envelope_open.js';
import { seal } from '../../crypto/js/envelope_seal.js';
import { openAhead } from '../../crypto/js/open_ahead.js';
import { randomBytes, signPublicKey } from '../../crypto/js/primitives.js';
import { makeRewrap, makeRewrapAsync, openPassedOn } from '../../crypto/js/rewrap_make.js';

const MESSAGES = 200;
/** Whether the browser's own X25519 may be used, as everywhere but in old browsers. */
const native = process.argv[2] !== 'without';
const ids = { orgId: randomBytes(16), caseId: randomBytes(16) };
const [signSeed, counsellorSeed, successorSeed] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const pk = signPublicKey(signSeed);
const nothing = new Uint8Array(32);
const body = utf8(JSON.stringify({ v: 1, text: 'x'.repeat(500) }));
const message = { type: 2, flags: 0, track: 0, day: 20_778, prev: nothing, ack: null, dirHash: nothing, body };
const sealed = Array.from({ length: MESSAGES }, (_, index) => {
  const context = { ...ids, direction: 0, space: 0, index };
  const { pk: boxPk } = boxKeys(counsellorSeed);
  return { context, envelope: seal(context, message, { signSeed, boxPk }, [boxPk]) };
});

/** Milliseconds the processor was busy with one run. @param {() => unknown} action */
async function time(action) {
  const begin = process.cpuUsage().user;
  await action();
  return Math.round((process.cpuUsage().user - begin) / 1000);
}

/** @param {import('../../crypto/js/rewrap_record.js').RewrapInfo[]} records @param {import('../../crypto/js/boxes.js').BoxKeys} keys */
const ahead = async (records, keys) => native && openAhead(sealed.map(({ envelope }) => envelope), records, [keys]);

/** @type {Uint8Array} */
let raw;
const [counsellor, successor] = [boxKeys(counsellorSeed), boxKeys(successorSeed)];
const read = await time(async () => {
  await ahead([], counsellor);
  for (const { context, envelope } of sealed) open(envelope, context, [counsellor], pk);
});
const made = await time(async () => {
  const items = sealed.map(({ envelope, context }) => itemOf(envelope, context, [counsellor]));
  raw = await (native ? makeRewrapAsync : makeRewrap)(items, successor.pk, null, { ...ids, signSeed });
});
const opened = await time(async () => {
  const record = verifyRewrap(raw, ids.orgId, ids.caseId, null, pk, pk);
  await ahead([record], successor);
  for (const { context, envelope } of sealed) openPassedOn(record, envelope, context, [successor], pk);
});
console.log(JSON.stringify({ messages: parseRewrap(raw).items.length, bytes: raw.length, read, made, opened }));
