// Time a hand-over of 200 messages as a browser does it: unseal and check each key, seal it to the new reader, sign.
import { itemOf, makeRewrap } from '../../crypto/js/consent_make.js';
import { parseRewrap, verifyRewrap } from '../../crypto/js/consent_verify.js';
import { boxKeys } from '../../crypto/js/boxes.js';
import { utf8 } from '../../crypto/js/encoding.js';
import { seal } from '../../crypto/js/envelope_seal.js';
import { randomBytes, signPublicKey } from '../../crypto/js/primitives.js';
import { passedOnKey } from '../../crypto/js/rewrap_make.js';

const MESSAGES = 200;
const ids = { orgId: randomBytes(16), caseId: randomBytes(16) };
const [signSeed, counsellor, successor] = [randomBytes(32), boxKeys(randomBytes(32)), boxKeys(randomBytes(32))];
const nothing = new Uint8Array(32);
const body = utf8(JSON.stringify({ v: 1, text: 'x'.repeat(500) }));
const message = { type: 2, flags: 0, track: 0, day: 20_778, prev: nothing, ack: null, dirHash: nothing, body };
const sealed = Array.from({ length: MESSAGES }, (_, index) => {
  const context = { ...ids, direction: 0, space: 0, index };
  return { context, envelope: seal(context, message, { signSeed, boxPk: counsellor.pk }, [counsellor.pk]) };
});

/** Milliseconds of one run. @param {() => void} action */
function time(action) {
  const begin = performance.now();
  action();
  return Math.round(performance.now() - begin);
}

/** @type {Uint8Array} */
let raw;
const made = time(() => {
  const items = sealed.map(({ envelope, context }) => itemOf(envelope, context, [counsellor]));
  raw = makeRewrap(items, successor.pk, null, { ...ids, signSeed });
});
const pk = signPublicKey(signSeed);
const opened = time(() => {
  const record = verifyRewrap(raw, ids.orgId, ids.caseId, null, pk, pk);
  for (const { envHash } of record.items) passedOnKey(record, envHash, [successor]);
});
console.log(JSON.stringify({ messages: parseRewrap(raw).items.length, bytes: raw.length, made, opened }));
