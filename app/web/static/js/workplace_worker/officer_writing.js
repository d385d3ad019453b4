// @ts-check
/**
 * A case officer's messages, statements and steps (PROTOCOL 3.4, 6.2), signed in the organisation's space. What was signed but got
 * no answer is kept and sent again byte for byte: the service takes it once.
 */

import { b64, dayParse, DUTY, envHash, hex, seal, signDuty, TYPE, utf8 } from "/crypto/js/vendor/workplace_protocol.js";
import { asked, changeVault, current } from "/static/js/workplace_worker/account.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { newestOf, openedRelease, openReleased, SPACE, whyNot } from "/static/js/workplace_worker/officer.js";
import { boxesOf, identity } from "/static/js/workplace_worker/own_keys.js";
import { withPins } from "/static/js/workplace_worker/pins.js";

const ZEROS = new Uint8Array(32);
const MAX_BYTES = 200_000;
/** What each act is: the type of its letter, the kind of its statement, and the limit it names. @type {Record<string, {type: number, duty: number|null, limit: string}>} */
const ACTS = {
  write: { type: TYPE.message, duty: null, limit: "" },
  confirm: { type: TYPE.acknowledgement, duty: DUTY.ackSent, limit: "ackLimit" },
  tell: { type: TYPE.status, duty: DUTY.followUpPlan, limit: "" },
  conclude: { type: TYPE.feedback, duty: DUTY.feedbackGiven, limit: "feedbackLimit" },
  finish: { type: TYPE.status, duty: DUTY.closed, limit: "" },
};

/** @typedef {{id: string, act: string, text: string, fields?: Record<string, string>}} Wish */

/**
 * @param {Wish} wish
 * @returns {Promise<object>} the case as it is afterwards
 * @throws {Refusal} `empty`, `size`, a reason of `whyNot`; `newer` with `{view}` when the case changed meanwhile
 */
export async function writeReleased(wish) {
  const file = openedRelease(wish.id);
  check(file, wish);
  const key = JSON.stringify(wish);
  file.unsent = file.unsent?.key === key ? file.unsent : { key, ...signed(file, wish) };
  const path = `/w/v1/released-cases/${encodeURIComponent(file.id)}`;
  try {
    if (file.unsent.envelope === null) await asked("POST", `${path}/statements`, { statement: b64(file.unsent.duty) });
    else await send(file, file.unsent, path);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code !== "newer") throw refusal;
    throw new Refusal("newer", { view: await openReleased(wish.id) });
  }
  file.unsent = null;
  return openReleased(wish.id);
}

/** Record a step of the investigation; the same twice changes nothing. @param {{id: string, step: string}} wish */
export async function takeStep({ id, step }) {
  await asked("POST", `/w/v1/released-cases/${encodeURIComponent(openedRelease(id).id)}/steps`, { step });
  return openReleased(id);
}

/** @param {any} file @param {Wish} wish */
function check(file, { act, text, fields }) {
  const reason = whyNot(file);
  const isSilent = act === "finish" && text.trim() === "";
  if (reason !== null && !(isSilent && ["mute", "unopened"].includes(reason))) {
    throw new Refusal(reason, { serviceDay: file.where.days.serviceDay, deviceDay: file.where.days.deviceDay });
  }
  const words = [text, ...Object.values(fields ?? {})];
  if (act !== "finish" && words.every((one) => one.trim() === "")) throw new Refusal("empty");
  if (words.reduce((sum, one) => sum + utf8(one).length, 0) > MAX_BYTES) throw new Refusal("size");
}

/** @param {any} file @param {Wish} wish */
function signed(file, wish) {
  if (wish.act === "finish" && wish.text.trim() === "") return { envelope: null, hash: ZEROS, index: -1, duty: statement(file, wish, ZEROS) };
  const own = identity(current().vault);
  const box = /** @type {any} */ (boxesOf(current().vault, file.org).at(-1));
  const [theirs, ours] = [0, 1].map((dir) => file.letters.filter((/** @type {any} */ one) => one.dir === dir).at(-1));
  const index = ours === undefined ? 0 : ours.index + 1;
  const message = {
    type: ACTS[wish.act]?.type ?? TYPE.message, flags: 0, track: 0, day: dayParse(file.answer.today), prev: ours?.hash ?? ZEROS,
    ack: theirs === undefined ? null : { index: theirs.index, hash: theirs.hash }, dirHash: file.where.directory?.dirHash ?? ZEROS,
    body: utf8(JSON.stringify({ v: 1, text: wish.text, fields: wish.fields })),
  };
  const place = { orgId: file.orgId, caseId: file.caseId, direction: 1, space: SPACE, index };
  const envelope = seal(place, message, { signSeed: own.seed, boxPk: box.pk }, [file.boxPk, box.pk]);
  const hash = envHash(envelope);
  return { index, envelope, hash, duty: statement(file, wish, hash) };
}

/** @param {any} file @param {Wish} wish @param {Uint8Array} ref @returns {Uint8Array|null} a WBY1, null for a plain message */
function statement(file, { act }, ref) {
  const { duty, limit } = /** @type {any} */ (ACTS[act]);
  if (duty === null) return null;
  const due = file.answer[limit] ?? null;
  return signDuty(duty, 0, SPACE, 0, file.orgId, file.caseId, identity(current().vault).seed, ref, dayParse(file.answer.today), due === null ? 0 : dayParse(due));
}

/** @param {any} file @param {any} letter @param {string} path */
async function send(file, letter, path) {
  const newest = [...newestOf(file).filter((/** @type {any} */ one) => one.dir === 0), { space: SPACE, dir: 1, index: letter.index, hash: letter.hash }];
  await changeVault(
    (vault) => withPins(vault, file.org, hex(file.caseId), file.signPk, newest),
    (blob, previous) => asked("POST", `${path}/messages`, {
      envelope: b64(letter.envelope), index: letter.index, duty: letter.duty === null ? null : b64(letter.duty), vault: b64(blob), previousVault: b64(previous),
    }));
}
