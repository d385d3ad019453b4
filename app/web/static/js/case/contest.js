// @ts-check
/**
 * Read over, then sign: that feedback is no answer, that a message is a report after all, that a confirmation is not there.
 */

import { openDuties } from "/static/js/case/line.js";
import { byId, longDay, t } from "/static/js/shared/page.js";

const ORGANISATION = 1;
/** What is read over now. @type {{ act: any, view: any, name: string } | null} */
let shown = null;
/** @type {() => string} */
let saidWords = () => "";

/** Show what signing does. @param {any} act @param {any} view @param {string} name */
export function showContest(act, view, name) {
  if (shown?.act.hash !== act.hash) saidWords = () => "";
  shown = { act, view, name };
  const words = wordsOf(act, name);
  byId("contest-lead").textContent = words.lead;
  byId("contest-what").textContent = words.what;
  byId("contest-means").textContent = words.means;
  byId("contest-due").textContent = dueWords(act, view);
  byId("contest-seen").textContent = view.closedOn === null
    ? t("{name} sees that you signed this.", { name })
    : t("{name} sees that you signed this. The case is open again.", { name });
  byId("contest-said").textContent = saidWords();
}

/** The organisation's space is the case officer's; every other act is the counsellor's. @param {any} act */
const isOfOfficer = ({ space }) => space === ORGANISATION;

/** @param {any} act @param {string} name */
function wordsOf(act, name) {
  const kind = act.name;
  if (kind === "feedback") {
    return {
      lead: t("You say: what {name} calls feedback is no answer.", { name }),
      what: t("What is an answer?"),
      means: t("An answer says what was looked at, what was found and what was done, or why nothing was done. Sometimes not everything may be said. Then it says that."),
    };
  }
  if (kind === "dismissal") {
    return {
      lead: t("You say: this is a report, although {name} signed that it is none.", { name }),
      what: t("What is a report?"),
      means: t("You report what you saw or went through at work and think is wrong. You need no proof and you need not be sure."),
    };
  }
  return {
    lead: t("You say: {name} did not confirm receipt.", { name }),
    what: t("What is a confirmation?"),
    means: isOfOfficer(act) ? t("In a confirmation the case officer tells you that your report was received and read.") : t("In a confirmation your counsellor tells you that your report was received and read."),
  };
}

/** What becomes of the date. @param {any} act @param {any} view */
function dueWords(act, view) {
  if (view.limits === null) return t("It counts as not given.");
  const isReceipt = act.name === "acknowledgement";
  const day = openDay(view, isReceipt);
  if (stands(act, view)) return t("It counts as not given. What somebody else signed about it, or signed later, still stands. So no date is open again.");
  if (day === null) return isOfOfficer(act) ? t("It counts as not given. The case officer has to answer again.") : t("It counts as not given. Your counsellor has to answer again.");
  return day < view.today
    ? t("It counts as not given. The last day for it was {day}, so it is then recorded as missed.", { day: longDay(day) })
    : isOfOfficer(act)
      ? t("It counts as not given. Your organisation has to do it again, by {day}.", { day: longDay(day) })
      : t("It counts as not given. Your counsellor has to do it again, by {day}.", { day: longDay(day) });
}

/** Whether the same duty is fulfilled by another word, of this person or another. @param {any} act @param {any} view */
function stands(act, view) {
  const fulfilling = act.name === "acknowledgement" ? ["acknowledgement", "feedback", "dismissal"] : ["feedback", "dismissal"];
  return [...view.acts, ...(view.officer?.acts ?? [])].some((/** @type {any} */ one) => one.hash !== act.hash && !one.isFormer && one.isTrue && one.contestedOn === null && fulfilling.includes(one.name));
}

/** The last day of the duty that is open again. @param {any} view @param {boolean} isReceipt */
function openDay(view, isReceipt) {
  const again = { ...view, receiptOn: isReceipt ? null : view.receiptOn, answeredOn: isReceipt ? view.answeredOn : null };
  return openDuties(again).find((duty) => duty.isReceipt === isReceipt)?.day ?? null;
}

/** What came of signing. @param {any} act @param {string} officer name of the case officer */
export const signedWords = (act, officer) => (act.name === "feedback"
  ? isOfOfficer(act) ? t("You signed that this is no answer. {name} sees that.", { name: officer }) : t("You signed that this is no answer. Your counsellor has to answer again.")
  : act.name === "dismissal" ? t("You signed that this is a report. Your counsellor has to answer again.") : t("You signed that receipt was not confirmed."));

/** @param {string} code */
function problemWords(code) {
  if (code === "network") return t("There was no answer. We do not know yet whether it arrived. Try again: it cannot be signed twice.");
  if (code === "policy" || code === "format") return t("The service did not take it. Perhaps it has changed in the meantime. Go back and look.");
  if (code === "denied") return t("You are signed out. Sign in again with your code and words.");
  return t("That did not work. Try again in a few minutes.");
}

/**
 * @param {{ call: (method: string, params?: any) => Promise<any>, back: (focus?: string) => void, signed: (view: any, act: any) => void }} mailbox
 */
export function listenContest(mailbox) {
  const button = /** @type {HTMLButtonElement} */ (byId("contest-sign"));
  button.addEventListener("click", async () => {
    if (shown === null) return;
    const { act } = shown;
    button.disabled = true;
    tell(() => t("Signing and sending…"));
    try {
      const view = await mailbox.call("contest", { hash: act.hash });
      shown = null;
      tell(() => "");
      mailbox.signed(view, act);
    } catch (error) {
      tell(() => problemWords(/** @type {any} */ (error).code));
    } finally {
      button.disabled = false;
    }
  });
  byId("contest-back").addEventListener("click", () => mailbox.back());
  byId("contest-write").addEventListener("click", () => mailbox.back(shown !== null && isOfOfficer(shown.act) ? "officer-message" : "message"));
}

/** @param {() => string} words */
function tell(words) {
  saidWords = words;
  byId("contest-said").textContent = words();
}

/** Nothing of the case stays here. */
export function forgetContest() {
  shown = null;
  saidWords = () => "";
}

/** In the language the page has now. */
export function showContestAgain() {
  if (shown !== null) showContest(shown.act, shown.view, shown.name);
}
