// @ts-check
/**
 * Receipt, events and proofs of a case, checked against what this client sent itself (PROTOCOL 6.3 to 6.5). What is missing or
 * does not hold becomes a doubt with a name, and hides nothing else. Pure: values in, values out.
 */

import { commit, directoryEntry, EVENT, eventParse, kidSign, verifyTlogProof } from "/crypto/js/vendor/reporter_mailbox.js";
import { b64, dayStr, equal, unb64, verifyReceipt } from "/crypto/js/vendor/reporter_protocol.js";

/** The log holds an event at the latest so many days after it. */
const MERGE_DAYS = 2;
/** @type {Uint8Array} */
const NO_HASH = new Uint8Array(32);
/** Which statement an event speaks of, by name; the others are the service's own. */
const SIGNED = new Map([
  [EVENT.assigned, "assigned"], [EVENT.ack, "acknowledgement"], [EVENT.feedback, "feedback"], [EVENT.closed, "closed"], [EVENT.unable, "unable"],
  [EVENT.contest, "contest"], [EVENT.dispute, "dispute"], [EVENT.dismissed, "dismissal"],
]);
/** What the log has no event for. */
const UNLOGGED = "plan";

/**
 * @typedef {{ root: import("/crypto/js/directory.js").Root, keys: any, track: number, reportHash: Uint8Array, sentOn: number,
 *   writers: Uint8Array[], today: number, acts: import("/static/js/reporter_worker/acts.js").Act[],
 *   changes: import("/static/js/reporter_worker/track.js").Change[] }} Known what this client knows itself; `track` is the first
 * @typedef {{ size: number, root: string }} Head a signed tree: how long, and its hash
 * @typedef {{ type: number, detail: number, day: string, due: number, isLogged: boolean, by: string }} Told an event, and until when it may wait
 */

/**
 * @param {any} answer of the service
 * @param {Known} known
 */
export function proofsOf(answer, known) {
  /** @type {Set<string>} */
  const doubts = new Set();
  const receipt = receiptOf(answer.receipt, known, doubts);
  /** @type {Map<number, string>} */
  const heads = new Map();
  const { events, parsed } = eventsOf(answer.events ?? [], known, heads, doubts);
  if (receipt.checked !== null && (parsed[0] === undefined || !equal(receipt.checked.commit, parsed[0].commitment))) doubts.add("beginning");
  checkStatements(parsed.map(({ event }) => event), known, doubts);
  checkChanges(parsed.map(({ event }) => event), known, doubts);
  if (events.some((one) => !one.isLogged && one.by < dayStr(known.today))) doubts.add("late");
  return {
    receipt: { state: receipt.state, note: typeof answer.receipt === "string" ? answer.receipt : "", proof: answer.events?.[0]?.proof ?? "" },
    events,
    endedOn: endedOn(parsed.map(({ event }) => event), known),
    heads: [...heads].map(([size, root]) => ({ size, root })),
    doubts,
  };
}

/** @param {unknown} note @param {Known} known @param {Set<string>} doubts */
function receiptOf(note, { root, keys, track, reportHash, sentOn }, doubts) {
  if (typeof note !== "string") {
    doubts.add("receipt-missing");
    return { state: "missing", checked: null };
  }
  try {
    return { state: "verified", checked: verifyReceipt(note, root, root.orgId, keys.caseId, track, reportHash, sentOn) };
  } catch {
    doubts.add("receipt-false");
    return { state: "false", checked: null };
  }
}

/**
 * Each event names the one before, belongs to this case, and is proved to stand in the log or may still wait.
 * @param {any[]} told @param {Known} known @param {Map<number, string>} heads @param {Set<string>} doubts
 */
function eventsOf(told, known, heads, doubts) {
  /** @type {Told[]} */
  const events = [];
  /** @type {{ event: any, commitment: Uint8Array }[]} */
  const parsed = [];
  let before = NO_HASH;
  for (const one of told) {
    try {
      const [raw, salt] = [unb64(one.event), unb64(one.salt)];
      const event = eventParse(raw);
      const commitment = commit(salt, raw);
      if (!equal(event.prev, before) || !belongs(event, known, events.length === 0)) doubts.add("chain");
      before = commitment;
      parsed.push({ event, commitment });
      const isLogged = one.proof !== null && one.proof !== undefined && holds(String(one.proof), raw, salt, known.root, heads, doubts);
      events.push({ type: event.type, detail: event.detail, day: dayStr(event.day), due: event.due, isLogged, by: dayStr(event.day + MERGE_DAYS) });
    } catch {
      doubts.add("chain");
      break;
    }
  }
  return { events, parsed };
}

/** @param {any} event @param {Known} known @param {boolean} isFirst */
function belongs(event, { root, keys, reportHash }, isFirst) {
  const isReceipt = event.type === EVENT.received;
  return equal(event.orgId, root.orgId) && equal(event.caseId, keys.caseId) && isReceipt === isFirst && (!isReceipt || equal(event.ref, reportHash));
}

/** @param {string} proof @param {Uint8Array} raw @param {Uint8Array} salt @param {any} root @param {Map<number, string>} heads @param {Set<string>} doubts */
function holds(proof, raw, salt, root, heads, doubts) {
  try {
    const found = verifyTlogProof(proof, root);
    if (found.event === null || found.salt === null || !equal(found.event, raw) || !equal(found.salt, salt)) throw new TypeError("other");
    note(found.checkpoint, heads, doubts);
    return true;
  } catch {
    doubts.add("proof");
    return false;
  }
}

/** One size has one hash: two would be two logs. @param {{ size: number, root: Uint8Array }} checkpoint @param {Map<number, string>} heads @param {Set<string>} doubts */
function note({ size, root }, heads, doubts) {
  const other = heads.get(size);
  if (other !== undefined && other !== b64(root)) doubts.add("two-logs");
  heads.set(size, b64(root));
}

/** Which statement of the counsellor's space an event speaks of; what somebody outside signed stands with its package. @param {any} event */
function signedName({ type, space, detail }) {
  if (space !== 0) return undefined;
  return type === EVENT.routedExternal && detail === 0 ? "routed" : SIGNED.get(type);
}

/** Every signed act was recorded, by who signed it, and nothing was recorded that nobody signed. @param {any[]} events @param {Known} known @param {Set<string>} doubts */
function checkStatements(events, { acts, writers, keys }, doubts) {
  const recorded = new Set();
  for (const event of events) {
    const name = signedName(event);
    if (name === undefined) continue;
    if (isOwnEnd(event, keys)) continue;
    const act = acts.find(({ hash }) => hash === b64(event.ref));
    const actors = (name === "contest" ? [keys.signPk] : name === "routed" ? [...writers, keys.signPk] : writers).map(kidSign);
    if (act?.name !== name || !actors.some((actor) => equal(event.actor, actor))) doubts.add("unsigned-event");
    else recorded.add(act.hash);
  }
  if (acts.some(({ name, hash }) => name !== UNLOGGED && !recorded.has(hash))) doubts.add("unrecorded");
}

/** The reporter ended the talk; for that no statement is signed (PROTOCOL 3.4). @param {any} event @param {any} keys */
const isOwnEnd = (event, keys) => event.type === EVENT.closed && equal(event.actor, kidSign(keys.signPk));

/** The day on which the reporter ended the talk, null when that is not so or something opened it again. @param {any[]} events @param {Known} known */
function endedOn(events, { keys }) {
  const last = events.filter(({ type }) => [EVENT.closed, EVENT.contest, EVENT.track].includes(type)).at(-1);
  return last !== undefined && isOwnEnd(last, keys) ? dayStr(last.day) : null;
}

/** Every change of track was recorded as the reporter signed it, and no other. @param {any[]} events @param {Known} known @param {Set<string>} doubts */
function checkChanges(events, { changes, keys }, doubts) {
  const recorded = events.filter(({ type }) => type === EVENT.track);
  const isSame = recorded.length === changes.length && recorded.every((event, at) => equal(event.ref, /** @type {any} */ (changes[at]).hash) && equal(event.actor, kidSign(keys.signPk)));
  if (!isSame) doubts.add(recorded.length < changes.length ? "unrecorded" : "unsigned-event");
}

/** Events of the track of now. @param {Told[]} events */
export const sinceTrack = (events) => events.slice(events.map(({ type }) => type).lastIndexOf(EVENT.track) + 1);

/**
 * By two days after a limit the log says that it was kept or that it was missed.
 * @param {Told[]} events @param {number} today civil days
 * @param {[number, number, boolean][]} duties number, limit and whether it was fulfilled
 */
export const missesAreRecorded = (events, today, duties) => duties.every(([number, limit, isDone]) =>
  isDone || today <= limit + MERGE_DAYS || events.some(({ type, detail }) => type === EVENT.deadlineMissed && detail === number));

/** The checkpoint under which the list of counsellors stands in the log; null while it waits. @param {any} organisation */
export function headOfList({ root, directory, proof }) {
  if (proof === null) return null;
  const { checkpoint } = verifyTlogProof(proof, root, directoryEntry(root.orgId, directory.version, directory.dirHash));
  return { size: checkpoint.size, root: b64(checkpoint.root) };
}
