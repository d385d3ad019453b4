// @ts-check
/**
 * Answering and acknowledging: sealed here to the reporter and to oneself, and sent together with the vault that
 * remembers it. An acknowledgement is a letter of its own type and a signed statement, in one request (PROTOCOL 3.4).
 *
 * A letter that was sealed but got no answer is kept and sent again byte for byte: the service takes it once.
 */

import { ACK_SENT, b64, dayParse, envHash, hex, seal, signDuty, TYPE, utf8 } from "/crypto/js/vendor/workplace_protocol.js";
import { Refusal } from "/static/js/workplace_http.js";
import { asked, changeVault, current } from "/static/js/workplace_account.js";
import { legalDays, newestOf, openFile, openedFile, whyNot } from "/static/js/workplace_case_file.js";
import { boxesOf, identity } from "/static/js/workplace_own_keys.js";
import { withPins } from "/static/js/workplace_pins.js";

const ZEROS = new Uint8Array(32);
const MAX_BYTES = 200_000;

/** @typedef {import("/static/js/workplace_case_file.js").CaseFile} CaseFile */

/**
 * @param {{id: string, kind: "answer"|"acknowledge", text: string}} wish
 * @returns {Promise<object>} the case as it is afterwards
 * @throws {Refusal} `empty`, `size`, a reason of `whyNot`; `newer` with `{view}` when the case changed meanwhile
 */
export async function write({ id, kind, text }) {
  const file = openedFile(id);
  const reason = whyNot(file);
  if (reason !== null) throw new Refusal(reason, { serviceDay: file.where.days.serviceDay, deviceDay: file.where.days.deviceDay });
  if (text.trim() === "") throw new Refusal("empty");
  if (utf8(text).length > MAX_BYTES) throw new Refusal("size");
  if (kind === "acknowledge" && file.acknowledged !== null) throw new Refusal("newer", { view: await openFile(id) });
  const letter = same(file.unsent, kind, text) ? file.unsent : sealed(file, kind, text);
  file.unsent = letter;
  try {
    await send(file, letter);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code !== "newer") throw refusal;
    throw new Refusal("newer", { view: await openFile(id) });
  }
  file.unsent = null;
  return openFile(id);
}

/** @param {any} unsent @param {string} kind @param {string} text */
function same(unsent, kind, text) {
  return unsent !== null && unsent.kind === kind && unsent.text === text;
}

/** @param {CaseFile} file @param {"answer"|"acknowledge"} kind @param {string} text */
function sealed(file, kind, text) {
  const { vault } = current();
  const { report } = file.conversation;
  const own = identity(vault);
  const box = /** @type {any} */ (boxesOf(vault, file.org).at(-1));
  const newest = newestOf(file);
  const theirs = newest.find((one) => one.dir === 0);
  const index = file.conversation.letters.filter((one) => one.dir === 1).length;
  const ours = file.conversation.letters.find((one) => one.dir === 1 && one.index === index - 1);
  const today = dayParse(file.serviceDay);
  const message = {
    type: kind === "acknowledge" ? TYPE.acknowledgement : TYPE.message, flags: 0, track: 0, day: today,
    prev: ours?.hash ?? ZEROS, ack: theirs === undefined ? null : { index: theirs.index, hash: theirs.hash },
    dirHash: file.where.directory?.dirHash ?? ZEROS, body: utf8(JSON.stringify({ v: 1, text })),
  };
  const place = { orgId: file.orgId, caseId: file.caseId, direction: 1, space: 0, index };
  const envelope = seal(place, message, { signSeed: own.seed, boxPk: box.pk }, [report.boxPk, box.pk]);
  const hash = envHash(envelope);
  const due = legalDays(file)?.ackLimit ?? 0;
  const duty = kind === "acknowledge"
    ? signDuty(ACK_SENT, 0, 0, 0, file.orgId, file.caseId, own.seed, hash, today, due) : null;
  return { kind, text, index, envelope, hash, duty };
}

/** @param {CaseFile} file @param {ReturnType<typeof sealed>} letter */
async function send(file, letter) {
  const { report } = file.conversation;
  const newest = [...newestOf(file).filter((one) => one.dir === 0), { dir: 1, index: letter.index, hash: letter.hash }];
  await changeVault(
    (vault) => withPins(vault, file.org, hex(file.caseId), report.signPk, newest),
    (blob, previous) => asked("POST", `/w/v1/cases/${encodeURIComponent(file.id)}/messages`, {
      envelope: b64(letter.envelope), index: letter.index, duty: letter.duty === null ? null : b64(letter.duty),
      vault: b64(blob), previousVault: b64(previous),
    }));
}

