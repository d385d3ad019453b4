// @ts-check
/** What has to be known before reading a case: contested words, a conversation that is not whole, keys that do not fit. */

import { language, longDay, t } from "/static/js/shared/page.js";
import { contestWords, KIND } from "/static/js/workplace/act_words.js";
import { handOverNotices } from "/static/js/workplace/hand_over.js";
import { outsideNotices } from "/static/js/workplace/pass_outside_view.js";
import { releaseNotices } from "/static/js/workplace/release_view.js";
import { passedOnNotices } from "/static/js/workplace/outside.js";
import { notice, notices } from "/static/js/workplace/notices.js";
import { sentence } from "/static/js/workplace/refusals.js";

/** @param {any} file @returns {HTMLElement[]} */
export function warnings(file) {
  const codes = new Set(file.warnings.map((/** @type {any} */ one) => one.code));
  const made = [...passedOnNotices(file), ...contested(file), ...ended(file), ...kept(file), ...handOverNotices(file), ...releaseNotices(file), ...outsideNotices(file), ...notices([file.organisation])];
  if (["gap", "prev", "ack", "missing", "replaced"].some((code) => codes.has(code))) {
    made.push(notice("missed", [t("A message is missing or was replaced."), t("The order of this conversation is not whole. Ask the reporter what they sent, and tell the administrator.")]));
  }
  if (codes.has("track")) made.push(notice("missed", [t("The service shows another kind of case than the reporter chose."), t("The reporter signed: {track}. Go by that.", { track: file.signedTrack === 1 ? t("Just advice") : t("Report") })]));
  if (codes.has("self-kid")) made.push(notice("missed", [t("The service names another key of the reporter than the report does."), t("Your answers are sealed to the key in the report.")]));
  if (file.whyNot === "unopened" || file.whyNot === "absent") made.push(notice("missed", [sentence({ code: file.whyNot })]));
  return made;
}

/** Words the reporter does not accept, until the same is given anew. @param {any} file */
function contested(file) {
  const open = file.statements.filter((/** @type {any} */ one) => one.contestedOn !== null && isOpenAgain(one.kind, file));
  return open.map((/** @type {any} */ one) => notice("missed", [contestWords(one.kind), t("It is about what you signed on {day}.", { day: longDay(one.day) }), whatNow(one.kind)]));
}

/** @param {number} kind @param {any} file */
function isOpenAgain(kind, { done }) {
  const answered = done.feedback !== null || done.dismissed !== null;
  return !answered && (kind !== KIND.acknowledged || done.acknowledged === null);
}

/** @param {number} kind @returns {string} */
function whatNow(kind) {
  if (kind === KIND.acknowledged) return t("The duty is open again. Read what the reporter wrote, and confirm receipt in your own words.");
  if (kind === KIND.dismissed) return t("Every duty is open again, with the same dates. Read it once more, and treat it as a report.");
  return t("The duty is open again, with the same date. Read what the reporter wrote. Ask what is missing, then give feedback that answers it.");
}

/** On which day everything goes, and why then. @param {any} file */
function kept({ destroyOn, destroyGround, done, demands }) {
  if (demands.some((/** @type {any} */ one) => one.isOpen)) return [notice("open", [t("An order to disclose is open. Until it is carried out or dropped, nothing of this case is destroyed.")])];
  if (destroyOn === null) return [];
  const words = done.closed === null
    ? t("If nobody writes here any more, everything in this case is destroyed on {day}. The reporter is told so too.", { day: longDay(destroyOn) })
    : t("Everything in this case is destroyed on {day}. If one of you writes before that day, it is kept longer. The reporter is told so too.", { day: longDay(destroyOn) });
  return [notice("open", [words, destroyGround?.[language()] ?? ""])];
}

/** How far a case is that asks nothing any more. @param {any} file */
function ended({ done }) {
  if (done.closed !== null) return [notice("met", [t("This case was closed on {day}.", { day: longDay(done.closed) }), t("The reporter can still write to you, and you can answer.")])];
  if (done.unable !== null) return [notice("near", [t("You said on {day} that you cannot go on.", { day: longDay(done.unable) }), t("Every duty stays until somebody else takes over. You can still do each of them.")])];
  return [];
}
