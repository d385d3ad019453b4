// @ts-check
/**
 * What does not fit in a case, in sentences: about keys, messages and signatures, and about proofs.
 */

import { t } from "/static/js/shared/page.js";

/** What does not fit; the order is the order of importance. @param {any} view @returns {string[]} */
export function notices(view) {
  const name = view.counsellor || t("your counsellor");
  const words = /** @type {Record<string, string>} */ ({
    revoked: t("The key of {name} has been withdrawn. Everything that was sealed with it may be known to others. You can read here, but no longer write to this key.", { name }),
    absent: t("Your counsellor is no longer on the list of keys. You can read here, but not write."),
    "older-list": t("The service showed an older or another list of keys than last time. So nothing is sealed now. You can read. Tell your counsellor by another way."),
    chain: t("A message is missing or was replaced. What is here was checked one by one. Tell your counsellor."),
    state: t("The service gave back an older note of your browser than the newest one. Perhaps it hides something you saw before. Tell your counsellor."),
    track: t("The service says something else about this case than you wrote: whether it is advice or a report. Tell your counsellor."),
    unsigned: t("The service shows a signed statement that does not hold. It does not count."),
    officer: t("The service names a case officer whom you did not let in, or something of that conversation does not hold. Look at it with care."),
    holder: t("The service names another counsellor than you agreed to. Nothing is sealed to that person."),
    proof: t("The proofs of this case are not all right. What is wrong stands under “For those who want to know exactly”. Keep your paper, and tell your counsellor or a desk outside."),
    expired: t("This list of keys is out of date. Ask your counsellor whether all is well."),
    retired: t("{name} gets no new reports any more, but can still read and answer yours.", { name }),
  });
  return Object.keys(words).filter((code) => view.notices.includes(code)).map((code) => String(words[code]));
}

/** What is wrong with receipt, record and log, in sentences. @param {string[]} doubts @returns {string[]} */
export function doubtWords(doubts) {
  const words = /** @type {Record<string, string>} */ ({
    "receipt-missing": t("The service gives no receipt of your report."),
    "receipt-false": t("The receipt of the service does not hold."),
    beginning: t("The service shows another beginning of your case than your receipt does."),
    chain: t("Something that was recorded in your case is missing or was changed."),
    proof: t("A proof that your case stands in the public log does not hold."),
    late: t("Something that happened in your case should stand in the public log by now, and does not."),
    "two-logs": t("The public log was changed. It does not go on from what your browser saw before."),
    shrunk: t("The public log is shorter than your browser saw it before."),
    "unsigned-event": t("The service recorded something in your case that nobody signed."),
    unrecorded: t("Something that was signed in your case was not recorded."),
    miss: t("A last day has passed, and the service did not record that."),
  });
  return doubts.map((code) => words[code] ?? code);
}
