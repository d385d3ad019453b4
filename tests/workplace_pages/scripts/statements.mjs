// Statements of one case, some of which hold: by another actor, over another kind of letter, contested, closed.
import { b64, dayParse } from "/crypto/js/encoding.js";
import { DUTY, signDuty } from "/crypto/js/duty.js";
import { hash, signPublicKey } from "/crypto/js/primitives.js";
import { readStatements, standingOf } from "/static/js/workplace_worker/statements.js";

const fill = (size, value) => new Uint8Array(size).fill(value);
const [orgId, caseId, vera, reporter, rik] = [fill(16, 1), fill(16, 2), fill(32, 3), fill(32, 4), fill(32, 5)];
const NONE = fill(32, 0);
const letters = [2, 4, 5, 3].map((type, at) => ({ dir: 1, hash: fill(32, 10 + at), opened: { type } }));
const [message, receipt, feedback] = letters.map((one) => one.hash);
const day = dayParse("2026-12-01");
const sign = (kind, ref, { by = vera, on = day, detail = 0, place = caseId } = {}) => signDuty(kind, 0, 0, detail, orgId, place, by, ref, on, 0);
const conversation = { letters, report: { signPk: signPublicKey(reporter) } };
const where = { orgId, caseId, idPk: signPublicKey(vera) };
const read = (...raw) => readStatements(raw.map(b64), conversation, where);
const standing = (...raw) => standingOf(read(...raw));
const contest = (raw, by = reporter) => sign(DUTY.contest, hash("duty", raw), { by, on: day + 2 });

const ack = sign(DUTY.ackSent, receipt);
const given = sign(DUTY.feedbackGiven, feedback, { on: day + 1 });
const closed = sign(DUTY.closed, NONE, { on: day + 1 });
const broken = ack.slice();
broken[150] ^= 1;

console.log(JSON.stringify({
  plain: standing(ack, given, closed), day,
  kinds: read(ack, given, closed, contest(given)).map((one) => [one.kind, one.contestedOn === null ? null : one.contestedOn - day, one.about]),
  contested: standing(ack, given, closed, contest(given)),
  contestedReceipt: standing(ack, contest(ack)),
  contestedAndGivenAgain: standing(ack, given, contest(given), sign(DUTY.feedbackGiven, feedback, { on: day + 3 })),
  forgedContest: standing(ack, given, contest(given, rik)),
  contestOfNothing: read(contest(given)).length,
  byAnother: read(sign(DUTY.ackSent, receipt, { by: rik })).length,
  otherCase: read(sign(DUTY.ackSent, receipt, { place: fill(16, 9) })).length,
  overAMessage: read(sign(DUTY.ackSent, message), sign(DUTY.feedbackGiven, receipt)).length,
  changed: read(broken).length,
  dismissed: standing(sign(DUTY.notAReport, message, { detail: 4 })),
}));
