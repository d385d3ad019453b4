// @ts-check
/**
 * What the mailbox shows of a case: messages, signed acts, what stands and by when, proofs, and what does not fit.
 * Values in, values out; it is made again from what was read last.
 */

import { b64, clocks, dayParse, dayStr, equal, FROM_RECIPIENT, newestEntry, safetyNumber, unb64 } from "/crypto/js/vendor/reporter_protocol.js";
import { actsOf, broughtOf, standingOf } from "/static/js/reporter_worker/acts.js";
import { chainIsWhole, inTime, openMessage, seenIsThere, stateIsNewest } from "/static/js/reporter_worker/checks.js";
import { nameOf, shown } from "/static/js/shared/reporter_client.js";
import { controlOf } from "/static/js/reporter_worker/consent.js";
import { officerOf, standingOfOfficer } from "/static/js/reporter_worker/officer.js";
import { outsideOf } from "/static/js/reporter_worker/outside_state.js";
import { passingOf } from "/static/js/reporter_worker/passing.js";
import { missesAreRecorded, proofsOf, sinceTrack } from "/static/js/reporter_worker/proofs.js";
import { releasingOf } from "/static/js/reporter_worker/releasing.js";
import { beyondScope } from "/static/js/reporter_worker/scope.js";
import { trackAt, trackHistory, trackReceiptOf } from "/static/js/reporter_worker/track.js";

/** Tracks on which the employer's clocks run: melding and klacht. */
const WITH_CLOCK = [2, 3];
const ACKNOWLEDGEMENT = 2;
const FEEDBACK = 3;
/** Acts that confirm receipt, and acts that answer. */
const CONFIRMING = ["acknowledgement", "feedback", "dismissal"];
const ANSWERING = ["feedback", "dismissal"];

/** Every message as it opened. @param {any} session */
export function openedMessages(session) {
  const { envelopes, holders } = session.now;
  return envelopes.map((/** @type {any} */ one) => openMessage(one, session, [holders.assignee, ...holders.earlier]));
}

/** @param {any} session with the case as it was last read */
export function viewOf(session) {
  const { organisation, keys, now: { answer, envelopes, state, log, holders } } = session;
  const { directory, root, today } = organisation;
  const { assignee } = holders;
  const writers = [assignee, ...holders.earlier];
  const entry = newestEntry(directory, assignee);
  const messages = openedMessages(session);
  const report = messages.find((/** @type {any} */ one) => one.mine && one.index === 0);
  const received = dayParse(answer.receivedOn);
  const history = trackHistory(answer, state, keys, report?.opened?.track);
  const { acts, unsigned } = actsOf(answer.duties, messages, writers, keys, (place) => trackAt(history, place));
  const officer = officerOf(session);
  const standing = withEarlier(withOfficer(ofNow(standingOf(acts), acts, assignee), officer), answer.link ?? null);
  const beyond = beyondScope(session, messages);
  const isWaiting = answer.clockStartsAtRelease === true && (answer.releasedOn ?? null) === null;
  const starts = answer.clockStartsAtRelease === true && !isWaiting ? dayParse(answer.releasedOn) : received;
  const limits = limitsOf(answer, starts, standing.acknowledgedOn, isWaiting);
  const { heads, doubts, endedOn, ...proofs } = proofsOf(answer, {
    root, keys, writers, today, acts,
    track: history.first,
    changes: history.changes,
    reportHash: report?.hash ?? new Uint8Array(32),
    sentOn: report?.opened?.day ?? dayParse(history.firstOn),
  });
  const trackReceipt = trackReceiptOf(answer, history, root, keys);
  if (["missing", "false"].includes(trackReceipt.state)) doubts.add(`receipt-${trackReceipt.state}`);
  if (log.doubt !== "") doubts.add(log.doubt);
  // What an earlier report had answered is signed over there, where this client cannot look.
  if ((answer.link ?? null) === null && !recorded(sinceTrack(proofs.events), [...acts.filter(({ isFormer }) => !isFormer), ...(officer?.acts ?? [])], limits, today)) doubts.add("miss");
  const isOlder = directory.version < state.directoryVersion
    || (directory.version === state.directoryVersion && b64(directory.dirHash) !== state.directoryHash);
  const canWrite = entry !== null && entry.state !== "revoked" && !isOlder;
  return {
    heads,
    track: answer.track,
    receivedOn: answer.receivedOn,
    firstTrack: history.first,
    firstReceivedOn: history.firstOn,
    trackChanges: history.changes.map(({ track, acceptedOn, before }) => ({ track, day: acceptedOn, before })),
    today: dayStr(today),
    counsellor: nameOf(directory, assignee),
    atRelease: isWaiting,
    isPromise: limits !== null && isWaiting,
    ...standing,
    closedOn: standing.closedOn ?? endedOn,
    afterCare: answer.afterCare ?? [],
    link: answer.link ?? null,
    demands: answer.demands ?? [],
    destroyOn: answer.destroyOn ?? null,
    destroyGround: answer.destroyGround ?? null,
    isEndedByReporter: standing.closedOn === null && endedOn !== null,
    limits: limits === null ? null : { ack: dayStr(limits.ack), feedback: limits.feedback === null ? null : dayStr(limits.feedback) },
    acts: acts.map((one) => ({ ...one, from: signerName(directory, one.actor, [assignee, keys.signPk]), brought: broughtOf(one, messages, b64(keys.signPk)) })),
    messages: messages.map((/** @type {any} */ { opened, hash: _hash, ...rest }) => ({ ...rest, from: writerName(directory, opened, assignee), isBeyond: beyond.has(rest.ref) })).sort(inTime),
    control: controlOf(session, messages),
    officer: officer === null ? null : shownOfficer(officer, isOlder),
    passing: passingOf(session, messages, acts, standing, isOlder),
    releasing: releasingOf(session, messages, { isClosed: (standing.closedOn ?? endedOn) !== null, isOlder, officer }),
    outside: outsideOf(session, messages, { limits: limits === null ? null : { ack: dayStr(limits.ack), feedback: limits.feedback === null ? null : dayStr(limits.feedback) }, standing, isPromise: isWaiting, events: proofs.events, isOlder }),
    notices: [
      directory.expired ? "expired" : "",
      isOlder ? "older-list" : "",
      entry === null ? "absent" : entry.state === "active" ? "" : entry.state,
      chainIsWhole(messages) && seenIsThere(state, envelopes) ? "" : "chain",
      stateIsNewest(state, envelopes) ? "" : "state",
      history.isDoubtful ? "track" : "",
      holders.isDoubtful ? "holder" : "",
      officer?.isDoubtful === true ? "officer" : "",
      unsigned > 0 ? "unsigned" : "",
      doubts.size > 0 ? "proof" : "",
    ].filter((code) => code !== ""),
    proofs: { ...proofs, trackReceipt, doubts: [...doubts], log: { size: log.head?.size ?? null, isCompared: log.isCompared } },
    canWrite,
    organisation: shown(organisation),
    assigneeState: entry?.state ?? "absent",
    stateSeq: state.seq,
    orgName: root.orgName,
    safetyNumber: safetyNumber(root.orgId, keys.caseId, keys.signPk, assignee),
  };
}

/** That somebody cannot go on is a word about that person, and about no later counsellor. @template {ReturnType<typeof standingOf>} Standing @param {Standing} standing @param {any[]} acts @param {Uint8Array} assignee @returns {Standing} */
const ofNow = (standing, acts, assignee) => ({ ...standing, unableOn: acts.find((one) => one.name === "unable" && one.isTrue && !one.isFormer && one.contestedOn === null && one.actor === b64(assignee))?.day ?? null });

/** In a linked case also what the service says was done in the earlier one counts. @template {ReturnType<typeof standingOf>} Standing @param {Standing} standing @param {any} earlier @returns {Standing} */
function withEarlier(standing, earlier) {
  if (earlier === null) return standing;
  const acknowledgedOn = standing.acknowledgedOn ?? earlier.acknowledgedOn;
  const feedbackOn = standing.feedbackOn ?? earlier.feedbackOn;
  return { ...standing, acknowledgedOn, feedbackOn, receiptOn: standing.receiptOn ?? acknowledgedOn ?? feedbackOn, answeredOn: standing.answeredOn ?? feedbackOn };
}

/** Who wrote it, when that is not who holds the case now. @param {any} directory @param {any} opened @param {Uint8Array} assignee */
const writerName = (directory, opened, assignee) =>
  (opened === undefined || opened.direction !== FROM_RECIPIENT || equal(opened.signPk, assignee) ? "" : nameOf(directory, opened.signPk));

/** Who signed it, when that is neither the reporter nor who holds the case now. @param {any} directory @param {string} actor @param {Uint8Array[]} now */
const signerName = (directory, actor, now) => (now.some((one) => b64(one) === actor) ? "" : nameOf(directory, unb64(actor)));

/**
 * The last days; where the clocks wait for release only the counsellor's own promise has one.
 * @param {any} answer @param {number} received @param {string | null} acknowledgedOn @param {boolean} isWaiting for release
 */
function limitsOf({ track }, received, acknowledgedOn, isWaiting) {
  if (!WITH_CLOCK.includes(track)) return null;
  const said = acknowledgedOn === null ? null : Math.max(dayParse(acknowledgedOn), received);
  const { ackLimit, feedbackLimit } = clocks("employer", received, said);
  return { ack: ackLimit, feedback: isWaiting ? null : feedbackLimit };
}

/** What the case officer did counts as the employer's word; the earlier day stands. @param {ReturnType<typeof standingOf>} standing @param {any} officer */
function withOfficer(standing, officer) {
  const other = standingOfOfficer(officer);
  const earliest = (/** @type {(string | null)[]} */ ...days) => days.filter((day) => day !== null).sort()[0] ?? null;
  return {
    ...standing,
    acknowledgedOn: earliest(standing.acknowledgedOn, other.acknowledgedOn), feedbackOn: earliest(standing.feedbackOn, other.feedbackOn),
    receiptOn: earliest(standing.receiptOn, other.acknowledgedOn, other.feedbackOn), answeredOn: earliest(standing.answeredOn, other.feedbackOn),
    closedOn: standing.closedOn ?? other.closedOn,
  };
}

/** What the page needs of the organisation's space. @param {any} officer @param {boolean} isOlder the list is */
const shownOfficer = ({ idPk: _idPk, envelopes: _envelopes, ...rest }, isOlder) => ({ ...rest, canWrite: rest.canWrite && !isOlder });

/** What was not done in time stands in the log as missed. @param {any[]} events @param {any[]} acts @param {{ ack: number, feedback: number | null } | null} limits @param {number} today */
function recorded(events, acts, limits, today) {
  if (limits === null || limits.feedback === null || events.length === 0) return true;
  /** @param {string[]} names @param {number} limit */
  const inTimeBy = (names, limit) => acts.some(({ name, day }) => names.includes(name) && dayParse(day) <= limit);
  return missesAreRecorded(events, today, [
    [ACKNOWLEDGEMENT, limits.ack, inTimeBy(CONFIRMING, limits.ack)],
    [FEEDBACK, limits.feedback, inTimeBy(ANSWERING, limits.feedback)],
  ]);
}
