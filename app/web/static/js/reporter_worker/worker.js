// @ts-check
/**
 * The reporter's worker: keys, tokens and requests of the report page, the mailbox and the check page live here and nowhere else.
 * It starts after the form is shown, so the page can be used at once.
 */

import {
  b64, blake2b, clocks, dayParse, dayStr, derive, envHash, FROM_REPORTER, newCaseCode, newPassphrase, normalise, parseCaseCode,
  seal, sealState, signRegistration, TYPE, unb64, utf8, verifyReceipt,
} from "/crypto/js/vendor/reporter_protocol.js";
import { ask, chosen, fetchOrganisation, shown, signIn, wordList } from "/static/js/shared/reporter_client.js";
import { serve } from "/static/js/shared/worker_serve.js";

const REGISTER = 2;
const NO_SELF_COPY = 2; // flags bit 1
const REPORT_ATTEMPTS = 3;
/** Tracks a report may take here: 1 sparren, 2 melding. */
const TRACKS = { sparren: 1, melding: 2 };

/** @type {import("/static/js/shared/reporter_client.js").Organisation | null} */
let organisation = null;
/** @type {any} everything of the report that is being sent */
let sending = null;

/** Verify the organisation and say what may be shown of it. @param {{ slug: string, pin: string, existing?: boolean }} params */
async function openOrganisation({ slug, pin, existing = false }) {
  organisation = await fetchOrganisation(slug, pin, existing);
  return shown(organisation);
}

/** A fresh code and seven fresh words. @param {{ language: "nl" | "en" }} params */
async function secrets({ language }) {
  return { code: newCaseCode().printed, words: newPassphrase(await wordList(language)).words };
}

/**
 * Derive the keys and seal everything; nothing is sent.
 * @param {any} params
 * @param {(step: any) => void} progress
 */
async function prepare(params, progress) {
  if (organisation === null) throw { code: "untrusted" };
  const { root, directory, today } = organisation;
  const track = TRACKS[/** @type {"sparren" | "melding"} */ (params.track)];
  if (track === undefined) throw { code: "policy" };
  const { record } = chosen(organisation, params.counsellor);
  const keys = await derive(root.orgId, parseCaseCode(params.code), normalise(params.words.join(" ")), {
    onProgress: (fraction) => progress({ step: "keys", fraction }),
  });
  progress({ step: "seal", fraction: 1 });
  const selfCopy = params.selfCopy && directory.selfcopy === "allow";
  const recipients = selfCopy ? [record.boxPk, keys.boxPk] : [record.boxPk];
  /** @param {number} index @param {number} type @param {Uint8Array} prev @param {object} body */
  const sealed = (index, type, prev, body) =>
    seal(
      { orgId: root.orgId, caseId: keys.caseId, direction: FROM_REPORTER, space: 0, index },
      {
        type,
        flags: selfCopy ? 0 : NO_SELF_COPY,
        track: type === TYPE.report ? track : 0,
        day: today,
        prev,
        ack: null,
        dirHash: directory.dirHash,
        body: utf8(JSON.stringify({ v: 1, ...body })),
      },
      keys.sender,
      recipients,
    );
  const report = sealed(0, TYPE.report, new Uint8Array(32), params.body);
  const hash = envHash(report);
  const state = stateOf(1, record.idPk, [{ space: 0, dir: 0, index: 0, hash: b64(hash) }]);
  sending = { keys, track, report, hash, stateBlob: sealState(keys, state), identity: null, deputy: selfCopy ? params.deputy ?? "" : "", mayHaveArrived: false };
  if (params.identity) {
    const identity = sealed(1, TYPE.identityDetails, hash, params.identity);
    const next = stateOf(2, record.idPk, [{ space: 0, dir: 0, index: 1, hash: b64(envHash(identity)) }]);
    sending.identity = { envelope: identity, stateBlob: sealState(keys, next) };
  }
  return {};
}

/** The reporter's own state between visits (PROTOCOL 3.1). @param {number} seq @param {Uint8Array} assignee @param {object[]} last */
function stateOf(seq, assignee, last) {
  const { root, directory } = /** @type {NonNullable<typeof organisation>} */ (organisation);
  return {
    v: 1,
    seq,
    rootVersion: root.version,
    directoryVersion: directory.version,
    directoryHash: b64(directory.dirHash),
    assignee: b64(assignee),
    last,
  };
}

/**
 * Send what was prepared. After a lost answer: sign in first; if that works it arrived, else the same bytes go again.
 * Fails with `network` when it is not known whether it arrived.
 * @param {object} _params
 * @param {(step: any) => void} progress
 */
async function send(_params, progress) {
  if (sending === null) throw { code: "failed" };
  let answer = null;
  for (let attempt = 1; answer === null; attempt += 1) {
    if (sending.mayHaveArrived) {
      progress({ step: "look" });
      answer = await arrived();
      if (answer !== null) break;
    }
    progress({ step: "send" });
    try {
      answer = await register();
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      // No answer, or a failure that says nothing about what was kept; a challenge can also have grown too old.
      if (["network", "failed", "busy"].includes(code)) sending.mayHaveArrived = true;
      else if (code !== "denied") throw error;
      if (attempt === REPORT_ATTEMPTS || code === "busy") throw error;
    }
  }
  const identity = sending.identity === null ? "none" : await trySendIdentity();
  return { ...proven(answer), identity, deputy: await tryDeputy(identity) };
}

/**
 * Make every line of the receipt again from what was sent (PROTOCOL 6.5): whether it proves that this report arrived, and the
 * day. Without a receipt that holds the day is only what the service says.
 * @param {{ receivedOn: string, receipt?: unknown }} answer
 * @returns {{ receivedOn: string, receipt: "verified" | "missing" | "false" }}
 */
function proven({ receivedOn, receipt }) {
  const { root, today } = /** @type {NonNullable<typeof organisation>} */ (organisation);
  if (typeof receipt !== "string") return { receivedOn, receipt: "missing" };
  try {
    const { day } = verifyReceipt(receipt, root, root.orgId, sending.keys.caseId, sending.track, sending.hash, today);
    return { receivedOn: dayStr(day), receipt: dayStr(day) === receivedOn ? "verified" : "false" };
  } catch {
    return { receivedOn, receipt: "false" };
  }
}

/** Ask again for the receipt of what was sent: sign in with the same keys and look. Fails with `denied` when nothing is there. */
async function proof() {
  if (sending === null) throw { code: "failed" };
  const answer = await arrived();
  if (answer === null) throw { code: "denied" };
  return proven(answer);
}

/** Register the case; the same envelope bytes every time. The answer holds the day and the receipt. */
async function register() {
  const { keys, track, report, hash, stateBlob } = sending;
  const locator = b64(keys.locator);
  const { challenge } = await ask("POST", "/r/v1/challenge", { kind: REGISTER, locator });
  return ask("POST", "/r/v1/cases", {
    orgId: b64(keys.orgId),
    locator,
    signPk: b64(keys.signPk),
    caseId: b64(keys.caseId),
    selfKid: b64(keys.selfKid),
    track,
    envelope: b64(report),
    state: b64(stateBlob),
    challenge,
    signature: b64(signRegistration(keys, track, hash, unb64(challenge))),
  });
}

/** The case that was sent, as the service has it, or null when it is not there. */
async function arrived() {
  let token;
  try {
    token = await signIn(sending.keys);
  } catch (error) {
    if (/** @type {any} */ (error).code === "denied") return null;
    throw error;
  }
  const answer = await ask("GET", "/r/v1/case", null, token);
  await ask("DELETE", "/r/v1/session", null, token).catch(() => undefined);
  return answer;
}

/** Send the name in its own envelope; the report is there already, so a failure here is told and can be tried again. */
async function trySendIdentity() {
  const { keys, identity, stateBlob } = sending;
  if (identity === null) return "none";
  try {
    const token = await signIn(keys);
    await ask("POST", "/r/v1/messages", {
      envelope: b64(identity.envelope),
      index: 1,
      state: b64(identity.stateBlob),
      previousState: b64(blake2b(stateBlob, { dkLen: 32 })),
    }, token);
    await ask("DELETE", "/r/v1/session", null, token).catch(() => undefined);
    return "sent";
  } catch {
    return "failed";
  }
}

/** Name the deputy, if one was chosen; the report is there already, so a failure is told and the mailbox can do it again. @param {string} identity what came of the name */
async function tryDeputy(identity) {
  const { keys, stateBlob, deputy } = sending;
  if (deputy === "") return "none";
  if (identity === "failed" || organisation === null) return "failed";
  try {
    const { deputyBody } = await import("/static/js/reporter_worker/deputy.js");
    const newest = identity === "sent" ? sending.identity.stateBlob : stateBlob;
    const token = await signIn(keys);
    await ask("POST", "/r/v1/conditional", deputyBody(organisation, { ...sending, stateBlob: newest }, deputy), token);
    await ask("DELETE", "/r/v1/session", null, token).catch(() => undefined);
    return "sent";
  } catch {
    return "failed";
  }
}

/**
 * Methods of a module that is fetched with the first call of one of them: the mailbox, and what may be done there, is a page of its own.
 * @param {() => Promise<any>} load @param {...string} names as the module exports them
 */
const later = (load, ...names) => Object.fromEntries(names.map((name) =>
  [name, async (/** @type {any} */ params, /** @type {(step: any) => void} */ progress) => (await load())[name](params, progress)]));

serve({
  organisation: openOrganisation,
  secrets,
  prepare,
  send,
  proof,
  identity: async () => ({ identity: await trySendIdentity() }),
  limits: (/** @type {{ day: string }} */ { day }) => {
    const { ackLimit, feedbackLimit } = clocks("employer", dayParse(day));
    return { ack: dayStr(ackLimit), feedback: dayStr(feedbackLimit) };
  },
  ...later(() => import("/static/js/reporter_worker/case.js"), "openCase", "reloadCase", "write", "contest", "answerRequest", "withdrawConsent", "signOut"),
  ...later(() => import("/static/js/reporter_worker/steps.js"), "changeTrack", "endTalk", "destroyCase", "evidence"),
  ...later(() => import("/static/js/reporter_worker/officer_acts.js"), "writeOfficer"),
  ...later(() => import("/static/js/reporter_worker/passing_acts.js"), "passOn"),
  ...later(() => import("/static/js/reporter_worker/releasing_acts.js"), "tryRelease", "letIn"),
  ...later(() => import("/static/js/reporter_worker/brought.js"), "sayBrought"),
  ...later(() => import("/static/js/reporter_worker/outside_acts.js"), "tryOutside", "letOutside", "withdrawOutside", "writeOutside", "readOutside", "refuseOutside"),
});
