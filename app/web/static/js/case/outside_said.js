// @ts-check
/** What authorities and helpers signed and wrote, in plain words: what it means, by when, and what does not hold. */

import { longDay, t } from "/static/js/shared/page.js";

const [STATUS, FEEDBACK, QUESTION] = [3, 5, 6];

/** One signed statement, with its day and its term. @param {any} one @param {string} who @returns {[string, string]} icon and words */
export function saidMark({ name, day, due, isTrue }, who) {
  if (name === "") return ["alert", t("The service shows a statement that {who} did not sign for this case. It counts for nothing.", { who })];
  const on = longDay(day);
  if (!isTrue) return ["alert", t("{who} signed something on {day} that does not hold: what it speaks of is not here, or its date is not that of the law. Ask {who}.", { who, day: on })];
  const last = due === null ? "" : longDay(due);
  const words = /** @type {Record<string, string>} */ ({
    colleague: t("{who} signed on {day} that a colleague of the same desk reads along.", { who, day: on }),
    received: due === null ? t("{who} signed on {day} that it was received.", { who, day: on }) : t("{who} signed on {day} that it was received. The last day for that was {last}.", { who, day: on, last }),
    answered: due === null ? t("{who} signed on {day} that you were given an answer.", { who, day: on }) : t("{who} signed on {day} that you were told what is done with it. The last day for that was {last}.", { who, day: on, last }),
    declined: t("{who} signed on {day} that it is not taken up there.", { who, day: on }),
    extended: t("{who} signed on {day} that three months more are needed. The last day is now {last}. That can be done once.", { who, day: on, last }),
    unconfirmed: t("{who} signed on {day} that nothing is confirmed, because that could put somebody in danger.", { who, day: on }),
  });
  return [name === "declined" ? "dash" : name === "extended" ? "hour" : "check", String(words[name])];
}

/** What an authority still has to do, and by when. @param {any} talk @param {string} today @param {string} who @returns {[string, string][]} */
export function termMarks({ terms }, today, who) {
  if (terms === null) return [];
  /** @type {[string, string][]} */
  const marks = [];
  if (terms.owesAck) marks.push(terms.ack < today
    ? ["alert", t("{who} had to confirm receipt by {day}. That is not here.", { who, day: longDay(terms.ack) })]
    : ["clock", t("{who} has to confirm receipt by {day}.", { who, day: longDay(terms.ack) })]);
  if (terms.owesFeedback) marks.push(terms.feedback < today
    ? ["alert", t("{who} had to tell you what is done with it by {day}. That is not here. You can complain about this to the National Ombudsman.", { who, day: longDay(terms.feedback) })]
    : ["clock", t("{who} has to tell you what is done with it by {day}.", { who, day: longDay(terms.feedback) })]);
  return marks;
}

/** What a message is, beside who wrote it. @param {any} one @returns {string} */
export function kindOfMessage({ mine, type, status }) {
  if (mine) return "";
  if (status === "more-time") return t("more time needed");
  if (status === "answered" || (status === "" && type === FEEDBACK)) return t("answer");
  if (status !== "") return t("not taken up");
  if (type === QUESTION) return t("question whether it may go on");
  return type === STATUS ? t("where it stands") : "";
}

/** What the code in a message means for the reporter. @param {any} one @param {string} who @returns {string} */
export function statusWords({ status, isSigned }, who) {
  if (status === "") return "";
  const words = /** @type {Record<string, string>} */ ({
    answered: t("{who} says that this is the answer: what is done with your report, or what came of it.", { who }),
    "more-time": t("{who} says that three months more are needed, for the reason above.", { who }),
    "declined-minor": t("{who} says that the matter is too small to look into.", { who }),
    "declined-insufficient-interest": t("{who} says that the matter does not concern the public enough to look into.", { who }),
    "declined-known-matter": t("{who} says that this matter was known already and dealt with, and that your report holds nothing new.", { who }),
    "not-competent": t("{who} says that this is not for them to deal with. It goes to nobody else unless you say so. You can choose another desk yourself.", { who }),
  });
  const said = String(words[status]);
  return isSigned ? t("Signed. {said}", { said }) : t("Not signed as a decision, so ask about it. {said}", { said });
}

/** @param {any} one @returns {string} */
export function problemWords({ problem, newer }) {
  if (problem === "not-sealed") return t("This message was not sealed to you, so your browser cannot open it.");
  if (problem === "unreadable") return t("This message could not be opened or was not written by the person it should be from.");
  if (problem === "key") return t("This message was sealed with a key that was not valid on that day.");
  return newer ? t("This message was written by a newer version of Zegel. Part of it may not be shown.") : "";
}

/** @param {string} code @returns {string} */
export function doubtWords(code) {
  if (code === "chain") return t("A message of this conversation is missing or was replaced. Tell them, and do not rely on what is here.");
  if (code === "uninvited") return t("You were written to here although you did not allow it. The service should have refused that.");
  return t("What was signed here and what the log of the service says are not the same. Do not rely on it, and tell your counsellor or a desk outside.");
}

/** Why nothing can be written there now. @param {string} code @param {string} who @returns {string} */
export function closedWords(code, who) {
  const words = /** @type {Record<string, string>} */ ({
    revoked: t("The key of {who} has been withdrawn or the list of keys is not right. So your browser seals nothing with it.", { who }),
    over: t("You took this back. You can read what is here; nothing new goes either way.", {}),
    unfetched: t("{who} has not fetched it yet. After that you can write here.", { who }),
    full: t("You have sent many messages that have no answer yet. Wait for an answer of {who}; then you can write again.", { who }),
  });
  return words[code] ?? "";
}

/** Why a message was not sent. @param {string} code @param {string} who @returns {string} */
export function sendProblem(code, who) {
  if (code === "network") return t("We do not know yet whether your message arrived. Your text is still there. Send it again: it cannot arrive twice.");
  if (code === "size") return t("It is too long, or there is no more room in this case. Shorten it.");
  if (code === "denied") return t("You are signed out. Copy your text, and sign in again with your code and words.");
  return closedWords(code, who) || t("Your message was not accepted. Your text is still there. Look for new messages, and try again.");
}
