/** Before a conversation is opened: let the browser compute at once what each message will ask for. Client half. */
import { agreeAhead } from './box_open.js';
import { equal } from './encoding.js';
import { STANZA_BYTES } from './envelope_inspect.js';

const STANZAS_AT = 8;
const KID_BYTES = 16;

/**
 * A hint and no more: nothing is checked or opened here, and without it, or where the browser has no X25519, all opens as
 * well, later. Never fails.
 * @param {Uint8Array[]} envelopes of any shape
 * @param {import('./rewrap_record.js').RewrapInfo[]} rewraps records that may have passed keys on
 * @param {import('./boxes.js').BoxKeys[]} keys
 */
export async function openAhead(envelopes, rewraps, keys) {
  const stanzas = envelopes.flatMap(stanzasOf);
  await Promise.all(keys.map((own) => {
    const sent = stanzas.filter(({ kid }) => equal(kid, own.kid)).map(({ box }) => box);
    const passedOn = rewraps.filter(({ kid }) => equal(kid, own.kid)).flatMap(({ items }) => items.map(({ sealed }) => sealed));
    return agreeAhead([...sent, ...passedOn], own);
  }));
}

/** @param {Uint8Array} env */
function stanzasOf(env) {
  return Array.from({ length: env[5] ?? 0 }, (_, i) => {
    const start = STANZAS_AT + STANZA_BYTES * i;
    return { kid: env.slice(start, start + KID_BYTES), box: env.slice(start + KID_BYTES, start + STANZA_BYTES) };
  });
}
