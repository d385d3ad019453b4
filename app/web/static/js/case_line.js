// @ts-check
/**
 * Where a case stands, as steps with one date each, and the notices above it. Days are ISO dates, compared as text.
 */

import { longDay, shortDay, t } from "/static/js/page.js";

const DAY_MS = 86_400_000;
/** A duty is near from this many days before its date. */
const NEAR_DAYS = 3;
/** Without a nearer duty a reporter looks again after two weeks. */
const LOOK_AGAIN_DAYS = 14;

/** @param {string} from @param {string} to */
const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** @param {string} day @param {number} count */
const plusDays = (day, count) => new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

/** How an open duty stands, and in words. @param {string} today @param {string} due */
function standing(today, due) {
  const left = daysBetween(today, due);
  if (left < 0) return { state: "missed", words: t("missed on {day}", { day: shortDay(due) }) };
  const words = left === 0 ? t("today") : left === 1 ? t("1 day left") : t("{n} days left", { n: left });
  return { state: left <= NEAR_DAYS ? "near" : "open", words };
}

/**
 * The steps of a case, oldest first.
 * @param {any} view
 * @param {string} name of the counsellor
 */
export function steps(view, name) {
  const { today, receivedOn, limits, acknowledgedOn } = view;
  const received = {
    title: limits === null ? t("Your question arrived") : t("Your report arrived"),
    text: longDay(receivedOn), state: "plain", isDone: true, words: "", day: receivedOn,
  };
  if (limits === null) {
    const answered = view.messages.some((/** @type {any} */ one) => !one.mine);
    return [received, {
      title: answered ? t("{name} has answered", { name }) : t("{name} answers", { name }),
      text: t("You asked advice, so there is no fixed date."), state: "plain", isDone: answered, words: "", isNow: true, day: today,
    }];
  }
  const isLate = acknowledgedOn !== null && acknowledgedOn > limits.ack;
  const acknowledge = acknowledgedOn === null
    ? { text: t("By {day} you must have a confirmation that your report was received.", { day: longDay(limits.ack) }), ...standing(today, limits.ack) }
    : {
      text: t("Had to be done by {day}.", { day: longDay(limits.ack) }),
      state: isLate ? "near" : "met",
      words: isLate ? t("done late, on {day}", { day: shortDay(acknowledgedOn) }) : t("met on {day}", { day: shortDay(acknowledgedOn) }),
    };
  const feedback = {
    text: t("By {day} you must have heard what was done with your report.", { day: longDay(limits.feedback) }),
    ...standing(today, limits.feedback),
  };
  return [
    received,
    { title: acknowledgedOn === null ? t("Confirm receipt") : t("Receipt confirmed"), isAcknowledgement: true, day: limits.ack, isNow: acknowledgedOn === null, ...acknowledge },
    { title: t("Feedback"), day: limits.feedback, isNow: acknowledgedOn !== null, ...feedback },
  ];
}

/** The day on which it makes sense to look again. @param {any} view */
export function lookAgainOn(view) {
  const { today, limits, acknowledgedOn } = view;
  const later = plusDays(today, LOOK_AGAIN_DAYS);
  if (limits === null) return plusDays(today, LOOK_AGAIN_DAYS / 2);
  const due = [acknowledgedOn === null ? limits.ack : limits.feedback, later].filter((day) => day > today).sort();
  return due[0] ?? later;
}

/** What does not fit, in sentences; the order is the order of importance. @param {any} view */
export function notices(view) {
  const name = view.counsellor || t("your counsellor");
  const words = /** @type {Record<string, string>} */ ({
    revoked: t("The key of {name} has been withdrawn. Everything that was sealed with it may be known to others. You can read here, but no longer write to this key.", { name }),
    absent: t("Your counsellor is no longer on the list of keys. You can read here, but not write."),
    retired: t("{name} gets no new reports any more, but can still read and answer yours.", { name }),
    expired: t("This list of keys is out of date. Ask your counsellor whether all is well."),
    "older-list": t("The service showed an older or another list of keys than last time. So nothing is sealed now. You can read. Tell your counsellor by another way."),
    chain: t("A message is missing or was replaced. What is here was checked one by one. Tell your counsellor."),
    track: t("The service says something else about this case than you wrote: whether it is advice or a report. Tell your counsellor."),
    "false-acknowledgement": t("The service shows a confirmation of receipt that does not hold. It does not count."),
  });
  return ["revoked", "absent", "older-list", "chain", "track", "false-acknowledgement", "expired", "retired"]
    .filter((code) => view.notices.includes(code))
    .map((code) => String(words[code]));
}
