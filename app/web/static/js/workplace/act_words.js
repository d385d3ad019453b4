// @ts-check
/** Words for the acts of a case: what is said after sending, and how each stands in the history. */

import { longDay, t } from "/static/js/shared/page.js";

/** Kinds of statements (PROTOCOL 6.2). */
export const KIND = { assigned: 1, acknowledged: 2, feedback: 3, plan: 4, closed: 5, routed: 6, contest: 9, unable: 10, dispute: 11, dismissed: 14 };

/** @param {string} kind of the form @param {any} file as it is now @returns {string} */
export function sentWords(kind, file) {
  const next = file.duties.find((/** @type {any} */ one) => one.kind === "feedback" && one.metOn === null);
  switch (kind) {
    case "acknowledge":
      return next === undefined ? t("You confirmed receipt. The reporter sees it at the next visit.")
        : t("You confirmed receipt today. The next date is {day}: give feedback.", { day: longDay(next.limit) });
    case "plan": return t("Sealed, signed and sent. The reporter sees your plan at the next visit.");
    case "feedback": return t("You gave feedback today. The reporter is asked whether it is an answer. Is your work done? Then close the case.");
    case "close": return t("The case is closed. The reporter sees it at the next visit.");
    case "dismiss": return t("You said that this is no report. The sender sees why at the next visit.");
    case "unable": return t("You said that you cannot go on. Every duty and its date stay until somebody else takes over.");
    case "hand-over": return t("You asked the reporter. The case stays with you until they say yes.");
    case "release": return t("You asked the reporter. The organisation sees nothing until they say yes.");
    case "outside": return t("You asked the reporter. Nobody outside gets anything from here until they say yes.");
    case "dispute": return t("Your dispute is signed. It stands in the log, beside the missed date.");
    default: return t("Sealed and sent. The reporter reads it at the next visit.");
  }
}

/** What was done, in the history. @param {{kind: number, about: number|null}} statement @returns {string} */
export function actWords({ kind, about }) {
  switch (kind) {
    case KIND.acknowledged: return t("Receipt confirmed");
    case KIND.feedback: return t("Feedback given");
    case KIND.plan: return t("Plan told");
    case KIND.closed: return t("Case closed");
    case KIND.unable: return t("Said that you cannot go on");
    case KIND.assigned: return t("Case taken over");
    case KIND.routed: return t("Brought outside by hand");
    case KIND.dispute: return t("A missed date disputed");
    case KIND.dismissed: return t("Said that this is no report");
    default: return contestWords(about);
  }
}

/** What a contest says, in the reporter's words. @param {number|null} about @returns {string} */
export function contestWords(about) {
  if (about === KIND.acknowledged) return t("The reporter says: this is no confirmation of receipt");
  if (about === KIND.dismissed) return t("The sender says: this is a report");
  return t("The reporter says: this is no answer");
}

/** @param {number} detail of a dismissal @returns {string} */
export function reasonWords(detail) {
  const words = [t("advertising"), t("a test"), t("unreadable"), t("meant for another organisation"), t("the same as another report")];
  return words[detail - 1] ?? "";
}
