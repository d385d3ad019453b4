// How the duties of one report of 23 November 2026 stand on different days.
import { dayParse } from "/crypto/js/encoding.js";
import { NEAR_DAYS } from "/static/js/shared/near_days.js";
import { nextDuty, standing } from "/static/js/workplace/duties.js";

const row = { receivedOn: "2026-11-23", ackLimit: "2026-11-30", feedbackLimit: "2027-02-28", acknowledgedOn: null };
const on = (day, changes = {}) => {
  const { kind, state, daysLeft, limit } = nextDuty({ ...row, ...changes }, dayParse(day));
  return [kind, state, daysLeft, limit];
};
const share = (day) => nextDuty(row, dayParse(day)).share;
const acknowledged = { acknowledgedOn: "2026-11-25", feedbackLimit: "2027-02-25" };

console.log(JSON.stringify({
  firstDay: on("2026-11-23"), threeDaysLeft: on("2026-11-27"), twoDaysLeft: on("2026-11-28"), lastDay: on("2026-11-30"), dayAfter: on("2026-12-01"),
  afterAcknowledging: on("2026-11-26", acknowledged), answerThreeDaysLeft: on("2027-02-22", acknowledged), answerTwoDaysLeft: on("2027-02-23", acknowledged),
  nearDays: NEAR_DAYS,
  sparren: on("2026-11-23", { ackLimit: null, feedbackLimit: null }),
  shares: [share("2026-11-23"), share("2026-11-27"), share("2026-11-30"), share("2026-12-15")],
  done: standing("acknowledge", { from: "2026-11-23", limit: "2026-11-30", metOn: "2026-11-30", today: dayParse("2026-12-20") }).state,
  doneLate: standing("acknowledge", { from: "2026-11-23", limit: "2026-11-30", metOn: "2026-12-01", today: dayParse("2026-12-20") }).state,
}));
