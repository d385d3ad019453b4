// What is owed and what may be done in one case of 23 November 2026, by what was done before.
import { dayParse } from "/crypto/js/encoding.js";
import { disputable, dutiesOf, feedbackIfToday, offered } from "/static/js/workplace_worker/case_state.js";
import { nextDuty } from "/static/js/workplace/duties.js";

const NOTHING = { acknowledged: null, feedback: null, dismissed: null, unable: null, closed: null };
const facts = (today, done = {}, more = {}) => {
  const days = Object.fromEntries(Object.entries(done).map(([name, day]) => [name, dayParse(day)]));
  return { track: 2, receivedOn: "2026-11-23", atRelease: false, today: dayParse(today), done: { ...NOTHING, ...days }, ...more };
};
const short = (given) => dutiesOf(given).map(({ kind, state, limit, metOn }) => [kind, state, limit, metOn]);
const may = (given) => Object.entries(offered(given)).filter(([, why]) => why === null).map(([kind]) => kind).sort();
const acked = { acknowledged: "2026-11-25" };
const answered = { ...acked, feedback: "2026-12-01" };
const dispute = (day, done = {}) => disputable(dutiesOf(facts(day, done)), dayParse(day));

console.log(JSON.stringify({
  fresh: short(facts("2026-11-24")),
  acked: short(facts("2026-11-26", acked)),
  answered: short(facts("2026-12-02", answered)),
  dismissed: short(facts("2026-11-25", { dismissed: "2026-11-25" })),
  contestedAfterFeedback: short(facts("2026-12-02", { feedback: "2026-12-01" })),
  promise: ["2026-11-24", "2026-12-15"].map((day) => short(facts(day, {}, { atRelease: true }))),
  promiseKeptLate: short(facts("2026-12-20", { acknowledged: "2026-12-15" }, { atRelease: true })),
  sparren: short(facts("2027-06-01", {}, { track: 1 })),
  ifToday: [feedbackIfToday(facts("2026-11-24")), feedbackIfToday(facts("2026-12-05")), feedbackIfToday(facts("2026-11-24", {}, { atRelease: true }))],
  may: {
    fresh: may(facts("2026-11-24")), acked: may(facts("2026-11-26", acked)), answered: may(facts("2026-12-02", answered)),
    dismissed: may(facts("2026-11-25", { dismissed: "2026-11-25" })), closed: may(facts("2026-12-03", { ...answered, closed: "2026-12-03" })),
    sparren: may(facts("2026-11-24", {}, { track: 1 })),
  },
  why: [offered(facts("2026-11-24")).feedback, offered(facts("2026-11-26", acked)).close],
  disputable: [dispute("2026-11-30"), dispute("2026-12-01"), dispute("2026-12-03"), dispute("2026-12-04"), dispute("2026-12-01", acked)]
    .map((day) => (day === null ? null : day - dayParse("2026-11-30"))),
  rows: [{}, { feedbackOn: "2026-12-01" }, { dismissedOn: "2026-12-02" }, { feedbackOn: "2026-12-01", closedOn: "2026-12-03" }]
    .map((more) => nextDuty({ receivedOn: "2026-11-23", ackLimit: "2026-11-30", feedbackLimit: "2027-02-25", acknowledgedOn: "2026-11-25", ...more }, dayParse("2026-12-05")))
    .map(({ kind, state, metOn }) => [kind, state, metOn]),
}));
