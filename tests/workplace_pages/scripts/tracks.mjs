// Changes of track of one case as both clients read them: as signed, by another, with another day, forgotten, back to advice.
import { b64, dayParse } from "/crypto/js/encoding.js";
import { DUTY, signDuty } from "/crypto/js/duty.js";
import { signPublicKey } from "/crypto/js/primitives.js";
import { signTrack } from "/crypto/js/track.js";
import { trackAt, trackHistory } from "/static/js/reporter_worker/track.js";
import { readStatements, standingOf } from "/static/js/workplace_worker/statements.js";
import { trackHistory as seenByCounsellor } from "/static/js/workplace_worker/track.js";

const fill = (size, value) => new Uint8Array(size).fill(value);
const [orgId, caseId, vera, anna, rik] = [fill(16, 1), fill(16, 2), fill(32, 3), fill(32, 4), fill(32, 5)];
const NONE = fill(32, 0);
const day = dayParse("2026-12-10");
const keys = { orgId, caseId, signPk: signPublicKey(anna) };
const change = (track, seq, by = anna, on = day) => ({ change: b64(signTrack(track, seq, orgId, caseId, NONE, on, by)), acceptedOn: "2026-12-10", statementsBefore: 1 });
const answer = (...trackChanges) => ({ track: 2, receivedOn: "2026-12-10", firstReceivedOn: "2026-12-01", trackChanges, events: [] });
const history = (told, state = {}, sealed = 1) => trackHistory(told, state, keys, sealed);
const counsellor = (told, track = 1) => seenByCounsellor(told, { orgId, caseId }, { track, signPk: keys.signPk });

const letters = [4, 4].map((type, at) => ({ dir: 1, hash: fill(32, 10 + at), opened: { type } }));
const acks = letters.map((one, at) => b64(signDuty(DUTY.ackSent, 0, 0, 0, orgId, caseId, vera, one.hash, day + at, 0)));
const standing = (signed, formerCount) => standingOf(readStatements(signed, { letters, report: { signPk: keys.signPk } }, { orgId, caseId, idPk: signPublicKey(vera), formerCount }));

const good = answer(change(2, 1));
console.log(JSON.stringify({
  day,
  good: history(good).isDoubtful, first: history(good).first, changes: history(good).changes.length,
  former: trackAt(history(good), 0), now: trackAt(history(good), 1),
  unsigned: history(answer(change(2, 1, rik))).isDoubtful,
  anotherDay: history({ ...good, receivedOn: "2026-12-11" }).isDoubtful,
  skewed: history(answer(change(2, 1, anna, day - 5))).isDoubtful,
  withoutChange: history({ ...answer(), receivedOn: "2026-12-01" }).isDoubtful,
  forgotten: history({ ...answer(), track: 1, receivedOn: "2026-12-01" }, { trackChanges: 1 }).isDoubtful,
  counsellor: counsellor(good), counsellorUnsigned: counsellor(answer(change(2, 1, rik))).isDoubtful,
  counsellorWithout: counsellor({ ...answer(), receivedOn: "2026-12-01" }).isDoubtful,
  acknowledgedBefore: standing([acks[0]], 1).acknowledged, acknowledgedAnew: standing(acks, 1).acknowledged,
}));
