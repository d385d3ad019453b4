// @ts-check
/**
 * Answers and acts: sealed here to the reporter and to oneself, and sent together with the vault that remembers them.
 * An act is a letter of its own type and a signed statement, in one request (PROTOCOL 3.4); a closure without words and
 * a dispute are a statement alone.
 *
 * What was signed but got no answer is kept and sent again byte for byte: the service takes it once.
 */

import {
  b64, dayParse, DUTY, envHash, hex, seal, signDuty, TYPE, unhex, utf8,
} from "/crypto/js/vendor/workplace_protocol.js";
import { Refusal } from "/static/js/workplace_worker/http.js";
import { asked, changeVault, current } from "/static/js/workplace_worker/account.js";
import { newestOf, openFile, openedFile, whyNot } from "/static/js/workplace_worker/case_file.js";
import { limitsOf, offered } from "/static/js/workplace_worker/case_state.js";
import { boxesOf, identity } from "/static/js/workplace_worker/own_keys.js";
import { outsideRequest } from "/static/js/workplace_worker/pass_outside.js";
import { releaseRequest } from "/static/js/workplace_worker/release.js";
import { requestFor } from "/static/js/workplace_worker/rewrap.js";
import { withPins } from "/static/js/workplace_worker/pins.js";

const ZEROS = new Uint8Array(32);
const MAX_BYTES = 200_000;

/** What each act is: the type of its letter and the kind of its statement. @type {Record<string, {type: number, duty: number|null}>} */
const ACTS = {
  answer: { type: TYPE.message, duty: null },
  acknowledge: { type: TYPE.acknowledgement, duty: DUTY.ackSent },
  plan: { type: TYPE.status, duty: DUTY.followUpPlan },
  feedback: { type: TYPE.feedback, duty: DUTY.feedbackGiven },
  close: { type: TYPE.status, duty: DUTY.closed },
  unable: { type: TYPE.message, duty: DUTY.unable },
  dismiss: { type: TYPE.message, duty: DUTY.notAReport },
  dispute: { type: TYPE.message, duty: DUTY.dispute },
  "hand-over": { type: TYPE.handOverOffer, duty: null },
  release: { type: TYPE.handOverOffer, duty: null },
  outside: { type: TYPE.handOverOffer, duty: null },
};

/** @typedef {import("/static/js/workplace_worker/case_file.js").CaseFile} CaseFile */
/**
 * @typedef {object} Wish
 * @property {string} id of the case
 * @property {string} kind a name of ACTS
 * @property {string} text
 * @property {Record<string, string>} [fields] the four parts of feedback
 * @property {number} [detail] the reason of a dismissal, 1-5
 * @property {string} [to] fingerprint of who is asked to take over, or to whom the case is to be released or passed
 * @property {string} [summary] base64 hash of the own message that alone is to go along; empty: everything
 * @property {string} [ref] hex hash of the letter that a dispute names
 */

/**
 * @param {Wish} wish
 * @returns {Promise<object>} the case as it is afterwards
 * @throws {Refusal} `empty`, `size`, a reason of `whyNot`; `newer` with `{view}` when the case changed meanwhile
 */
export async function write(wish) {
  const { id, kind } = wish;
  const file = openedFile(id);
  check(file, wish);
  if ((offered(file.facts)[kind] ?? null) !== null) throw new Refusal("newer", { view: await openFile(id) });
  const key = JSON.stringify(wish);
  const made = file.unsent?.key === key ? file.unsent : { key, ...signed(file, wish) };
  file.unsent = made;
  try {
    await (made.envelope === null ? sendAlone(file, made) : send(file, made));
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || !(await isNewer(file, refusal))) throw refusal;
    throw new Refusal("newer", { view: await openFile(id) });
  }
  file.unsent = null;
  return openFile(id);
}

/** @param {CaseFile} file @param {Wish} wish */
function check(file, { kind, text, fields }) {
  const reason = whyNot(file);
  if (reason !== null) throw new Refusal(reason, { serviceDay: file.where.days.serviceDay, deviceDay: file.where.days.deviceDay });
  const words = [text, ...Object.values(fields ?? {})];
  if (!["close", "dispute"].includes(kind) && words.every((one) => one.trim() === "")) throw new Refusal("empty");
  if (words.reduce((sum, one) => sum + utf8(one).length, 0) > MAX_BYTES) throw new Refusal("size");
}

/** Another window or device did the same act first: then the service says `policy`, and the case shows it. @param {CaseFile} file @param {Refusal} refusal */
async function isNewer(file, refusal) {
  if (refusal.code === "newer") return true;
  if (refusal.code !== "policy") return false;
  const before = file.statements.length;
  await openFile(file.id);
  return openedFile(file.id).statements.length !== before;
}

/** @param {CaseFile} file @param {Wish} wish */
function signed(file, wish) {
  const alone = wish.kind === "dispute" || (wish.kind === "close" && wish.text.trim() === "");
  if (!alone) return sealed(file, wish);
  return { index: -1, envelope: null, hash: ZEROS, request: null, duty: statement(file, wish, wish.ref === undefined ? ZEROS : unhex(wish.ref)) };
}

/** @param {CaseFile} file @param {Wish} wish */
function sealed(file, wish) {
  const { report } = file.conversation;
  const own = identity(current().vault);
  const box = /** @type {any} */ (boxesOf(current().vault, file.org).at(-1));
  const theirs = newestOf(file).find((one) => one.dir === 0);
  const index = file.conversation.letters.filter((one) => one.dir === 1).length;
  const ours = file.conversation.letters.find((one) => one.dir === 1 && one.index === index - 1);
  const message = {
    type: ACTS[wish.kind]?.type ?? TYPE.message, flags: 0, track: 0, day: dayParse(file.serviceDay),
    prev: ours?.hash ?? ZEROS, ack: theirs === undefined ? null : { index: theirs.index, hash: theirs.hash },
    dirHash: file.where.directory?.dirHash ?? ZEROS, body: utf8(JSON.stringify({ v: 1, text: wish.text, fields: wish.fields })),
  };
  const place = { orgId: file.orgId, caseId: file.caseId, direction: 1, space: 0, index };
  const envelope = seal(place, message, { signSeed: own.seed, boxPk: box.pk }, [report.boxPk, box.pk]);
  const hash = envHash(envelope);
  const request = requestOf(file, wish);
  return { index, envelope, hash, request, duty: statement(file, wish, hash) };
}

/** What a message asks the reporter to allow, null for every other. @param {CaseFile} file @param {Wish} wish */
function requestOf(file, { kind, to, summary }) {
  if (to === undefined) return null;
  if (kind === "outside") return outsideRequest(file, to, summary ?? "");
  return kind === "release" ? releaseRequest(file, to, summary ?? "") : requestFor(file, to);
}

/** @param {CaseFile} file @param {Wish} wish @param {Uint8Array} ref @returns {Uint8Array|null} a WBY1, null for a plain answer */
function statement(file, { kind, detail = 0 }, ref) {
  const duty = ACTS[kind]?.duty ?? null;
  if (duty === null) return null;
  const limits = limitsOf(file.facts);
  const due = duty === DUTY.ackSent ? limits?.ackLimit : duty === DUTY.feedbackGiven ? limits?.feedbackLimit : 0;
  return signDuty(duty, 0, 0, detail, file.orgId, file.caseId, identity(current().vault).seed, ref, dayParse(file.serviceDay), due ?? 0);
}

/** @param {CaseFile} file @param {any} letter */
async function send(file, letter) {
  const { report } = file.conversation;
  const newest = [...newestOf(file).filter((one) => one.dir === 0), { dir: 1, index: letter.index, hash: letter.hash }];
  await changeVault(
    (vault) => withPins(vault, file.org, hex(file.caseId), report.signPk, newest),
    (blob, previous) => asked("POST", `/w/v1/cases/${encodeURIComponent(file.id)}/${letter.request === null ? "messages" : "requests"}`, {
      envelope: b64(letter.envelope), index: letter.index,
      ...(letter.request ?? { duty: letter.duty === null ? null : b64(letter.duty) }),
      vault: b64(blob), previousVault: b64(previous),
    }));
}

/** @param {CaseFile} file @param {any} made */
async function sendAlone(file, made) {
  await asked("POST", `/w/v1/cases/${encodeURIComponent(file.id)}/statements`, { statement: b64(made.duty) });
}
