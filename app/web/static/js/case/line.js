// @ts-check
/**
 * Where a case stands: what was done and by whom, what is still to come with one date each, and when to look again.
 * Days are ISO dates, compared as text.
 */

import { NEAR_DAYS } from "/static/js/shared/near_days.js";
import { longDay, shortDay, t } from "/static/js/shared/page.js";

const DAY_MS = 86_400_000;
const SPARREN = 1;
const KLACHT = 3;
/** Without a nearer duty a reporter looks again after two weeks, and sooner where nothing has a date. */
const LOOK_AGAIN_DAYS = 14;
const LOOK_SOON_DAYS = 7;

/** @param {string} from @param {string} to */
const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** @param {string} day @param {number} count */
const plusDays = (day, count) => new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

/** How an open duty stands, and in words. @param {string} today @param {string} due @param {boolean} isPromise */
function openStanding(today, due, isPromise) {
  const left = daysBetween(today, due);
  if (left < 0 && isPromise) return { state: "near", words: t("promised for {day}", { day: shortDay(due) }) };
  if (left < 0) return { state: "missed", words: t("missed on {day}", { day: shortDay(due) }) };
  const words = left === 0 ? t("today") : left === 1 ? t("1 day left") : t("{n} days left", { n: left });
  return { state: left <= NEAR_DAYS ? "near" : "open", words };
}

/** @param {string} day @param {string | null} due */
const doneStanding = (day, due) => (due !== null && day > due
  ? { state: "near", words: t("done late, on {day}", { day: shortDay(day) }) }
  : { state: "met", words: t("met on {day}", { day: shortDay(day) }) });

/**
 * What was done, oldest first.
 * @param {any} view @param {string} name of the counsellor
 */
function past(view, name) {
  const { limits, acts, trackChanges } = view;
  const steps = [{ title: view.firstTrack === SPARREN ? t("Your question arrived") : t("Your report arrived"), text: longDay(view.firstReceivedOn), state: "plain", words: "", isDone: true }];
  const waiting = [...trackChanges];
  for (const act of acts) {
    while (waiting.length > 0 && waiting[0].before <= act.place) steps.push(changeStep(waiting.shift()));
    const made = act.name === "contest" ? null : pastStep(act, act.from || name, act.isFormer ? null : limits);
    if (made !== null) steps.push(made);
  }
  steps.push(...waiting.map(changeStep));
  if (view.isEndedByReporter) steps.push({ title: t("You ended the talk"), text: longDay(view.closedOn), state: "plain", words: "", isDone: true });
  return steps;
}

/** @param {{ track: number, day: string }} change */
function changeStep({ track, day }) {
  const title = track === KLACHT ? t("You let it go on as a complaint") : t("You made it a report");
  return { title, text: t("You signed that on {day}. From then on these dates count.", { day: longDay(day) }), state: "plain", words: "", isDone: true };
}

/** @param {any} act @param {string} name @param {any} limits */
function pastStep(act, name, limits) {
  const day = longDay(act.day);
  const title = titleOf(act, name);
  if (act.contestedOn !== null) {
    return { title, text: t("You signed on {day} that this is not so. It counts as not done.", { day: longDay(act.contestedOn) }), state: "plain", words: "", isDone: false };
  }
  if (!act.isTrue) return { title, text: t("{name} signed this on {day}. It is not there.", { name, day }), state: "missed", words: t("does not hold"), isDone: true };
  const plain = { title, state: "plain", words: "", isDone: true };
  switch (act.name) {
    case "acknowledgement":
      return { title, text: t("{name} signed that your text was received and read.", { name }), isDone: true, ...doneStanding(act.day, limits?.ack ?? null) };
    case "feedback":
      return { title, text: t("{name} wrote what was looked at, found and done. You find it below.", { name }), isDone: true, ...doneStanding(act.day, limits?.feedback ?? null) };
    case "dismissal":
      return { title, text: t("{name} signed this on {day}. Why, you find below. You can say that it is not right.", { name, day }), isDone: true, ...doneStanding(act.day, limits?.feedback ?? null) };
    case "plan":
      return { ...plain, text: t("{name} told you on {day} what happens next.", { name, day }) };
    case "unable":
      return { ...plain, state: "near", words: shortDay(act.day), text: t("{name} signed that somebody else has to take over.", { name }) };
    case "assigned":
      return { ...plain, text: t("{name} signed on {day} to have taken your case over.", { name, day }) };
    case "routed":
      return { ...plain, text: broughtWords(act, name, day) };
    case "dispute":
      return { ...plain, text: t("{name} signed on {day} that no date was missed.", { name, day }) };
    default:
      return { ...plain, text: t("{name} closed it on {day}. What stays, you find below.", { name, day }) };
  }
}

/** Whose word it is that it was brought, and what that word says; never that it arrived. @param {any} act @param {string} name @param {string} day */
function broughtWords({ brought }, name, day) {
  if (brought?.isMine !== true) return t("{name} signed on {day} to have brought it outside by hand. That it arrived is not known here.", { name, day });
  const parts = [brought.on === "" ? t("You signed on {day} that you brought it outside yourself.", { day }) : t("You signed on {day} that you brought it outside yourself on {on}.", { day, on: longDay(brought.on) })];
  if (brought.to !== "") parts.push(t("To: {to}.", { to: brought.to }));
  if (brought.reference !== "") parts.push(t("Their number: {reference}.", { reference: brought.reference }));
  return [...parts, t("That it arrived is not known here.")].join(" ");
}

/** @param {any} act @param {string} name */
export function titleOf(act, name) {
  const titles = /** @type {Record<string, string>} */ ({
    acknowledgement: t("Receipt confirmed"),
    feedback: t("Feedback"),
    plan: t("Next step"),
    dismissal: t("“This is no report”"),
    unable: t("{name} cannot go on", { name }),
    dispute: t("{name} does not agree that it is late", { name }),
    closed: t("Case closed"),
    assigned: t("Taken over"),
    routed: t("Brought outside by hand"),
  });
  return titles[act.name] ?? "";
}

/** What is still owed, nearest first; a promise is the counsellor's own. @param {any} view */
export function openDuties(view) {
  const { today, limits, receiptOn, answeredOn, isPromise } = view;
  if (limits === null) return [];
  return [
    { isReceipt: true, day: limits.ack, isOpen: receiptOn === null, isPromise },
    { isReceipt: false, day: limits.feedback, isOpen: answeredOn === null, isPromise },
  ].filter((duty) => duty.isOpen).map((duty) => ({ ...duty, isLate: duty.day !== null && duty.day < today }));
}

/**
 * The steps of a case: what was done, then what is still to come.
 * @param {any} view
 * @param {string} name of the counsellor
 */
export function steps(view, name) {
  const done = past(view, name);
  if (view.limits === null) return [...done, ...(view.closedOn === null ? [adviceStep(view, name)] : [])];
  const open = openDuties(view).map((duty, at) => ({ ...openStep(view, duty), isDone: false, isNow: at === 0 }));
  return [...done, ...open];
}

/** @param {any} view @param {string} name */
function adviceStep(view, name) {
  const isAnswered = view.messages.some((/** @type {any} */ one) => !one.mine);
  return {
    title: isAnswered ? t("{name} has answered", { name }) : t("{name} answers", { name }),
    text: t("You asked advice, so there is no fixed date."), state: "plain", isDone: isAnswered, words: "", isNow: true,
  };
}

/** @param {any} view @param {any} duty */
function openStep({ today }, { isReceipt, day, isPromise }) {
  const title = isReceipt ? t("Confirm receipt") : t("Feedback");
  if (day === null) {
    return { title, text: t("There is no date for this yet. The term of the law starts when you let your organisation in. Ask your counsellor when you can expect something."), state: "plain", words: "" };
  }
  const text = !isReceipt
    ? t("By {day} you must have heard what was done with your report.", { day: longDay(day) })
    : isPromise
      ? t("Your counsellor promises to do this by {day}. That is the counsellor’s own promise. It is no term of the law.", { day: longDay(day) })
      : t("By {day} you must have a confirmation that your report was received.", { day: longDay(day) });
  return { title, text, ...openStanding(today, day, isPromise) };
}

/** What comes next, in one sentence. @param {any} view @param {string} name */
export function nextWords(view, name) {
  const [duty] = openDuties(view);
  if (view.closedOn !== null) return t("This case is closed. You can still read everything.");
  if (view.unableOn !== null && duty !== undefined) return t("{name} cannot go on. Below you see what you can do.", { name });
  if (view.limits === null) {
    return view.messages.some((/** @type {any} */ one) => !one.mine) ? t("You have an answer. You can ask on.") : t("{name} will answer you. There is no fixed date.", { name });
  }
  if (duty === undefined) return view.dismissedOn !== null && view.feedbackOn === null ? t("{name} says that this is no report. Is that right?", { name }) : t("You have had feedback. Is it an answer?");
  if (duty.isLate) return t("An answer is late. Below you see what you can do.");
  if (duty.day === null) return t("You and {name} can write to each other. You decide whether your organisation gets to know.", { name });
  return duty.isReceipt
    ? t("First {name} confirms that your report was received.", { name })
    : t("Now {name} finds out what can be done, and tells you.", { name });
}

/** The day on which it makes sense to look again; null once it is closed. @param {any} view */
export function lookAgainOn(view) {
  if (view.closedOn !== null) return null;
  const duties = openDuties(view);
  if (view.limits === null || duties.some(({ isLate }) => isLate)) return plusDays(view.today, LOOK_SOON_DAYS);
  const later = plusDays(view.today, LOOK_AGAIN_DAYS);
  const due = [...duties.map(({ day }) => day), later].filter((day) => day !== null && day > view.today).sort();
  return due[0] ?? later;
}
