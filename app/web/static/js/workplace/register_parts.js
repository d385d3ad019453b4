// @ts-check
/** What the views of register, reports and organisation are made of. Only text goes into the page. */

import { language, longDay, t } from "/static/js/shared/page.js";

/**
 * Make an element.
 * @param {string} tag @param {string} className @param {...(Node|string)} content
 * @returns {HTMLElement}
 */
export function made(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...content);
  return element;
}

/** Facts as a list of name and value; a value of null is left out. @param {[string, string|Node|null][]} pairs */
export function facts(pairs) {
  const list = made("dl", "facts small");
  for (const [name, value] of pairs) if (value !== null) list.append(made("div", "", made("dt", "", name), made("dd", "", value)));
  return list;
}

/** A document that opens beside this page. @param {string} path @param {string} words */
export function documentLink(path, words) {
  const link = /** @type {HTMLAnchorElement} */ (made("a", "", `${words} `, made("span", "soft", t("(opens in a new tab)"))));
  link.href = `${path}${path.includes("?") ? "&" : "?"}lang=${language()}`;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

/** @param {string|null} day */
const dayOr = (day) => (day === null ? t("not yet") : longDay(day));

/** How far a report came. @param {any} line */
export function outcomeWords(line) {
  switch (line.outcome) {
    case "in_progress": return t("no answer yet");
    case "answered": return t("answered");
    case "closed": return t("closed after an answer");
    default: return t("said to be no report");
  }
}

/** One row of the register as facts. @param {any} line */
export function lineFacts(line) {
  const missed = line.missed.map((/** @type {any} */ one) => (one.duty === 2 ? t("confirming receipt, by {day}", { day: longDay(one.due) }) : t("feedback, by {day}", { day: longDay(one.due) })));
  const ground = line.ground === null ? "" : line.ground[language()];
  return facts([
    [t("Received"), longDay(line.receivedOn)],
    [t("Released to the organisation"), line.releasedOn === null ? t("no: nobody there knows of it") : longDay(line.releasedOn)],
    [t("Receipt confirmed"), dayOr(line.acknowledgedOn)],
    [t("Feedback given"), line.dismissedOn === null ? dayOr(line.feedbackOn) : t("said to be no report on {day}", { day: longDay(line.dismissedOn) })],
    [t("Missed terms"), missed.length === 0 ? t("none") : missed.join("; ")],
    [t("How it ended"), line.closedOn === null ? outcomeWords(line) : `${outcomeWords(line)}, ${longDay(line.closedOn)}`],
    [t("Kept until"), line.destroyOn === null ? t("not known while it is open") : `${longDay(line.destroyOn)}. ${ground}`],
    [t("Kept longer because"), line.extensionReason],
  ]);
}

/** The name of a group of cases. @param {{handling: string, punctuality: string}} group */
export function groupWords({ handling, punctuality }) {
  const late = punctuality === "late";
  switch (handling) {
    case "advice": return t("Asked for advice");
    case "in_progress": return late ? t("No answer yet, a term missed") : t("No answer yet, no term missed");
    case "answered": return late ? t("Answered, a term missed") : t("Answered, every term met");
    default: return late ? t("Turned out to be no report, a term missed") : t("Turned out to be no report, every term met");
  }
}

/**
 * Figures as a table.
 * @param {string} caption @param {any} figures @param {number} threshold
 */
export function figuresTable(caption, figures, threshold) {
  if (figures.groups.every((/** @type {any} */ group) => group.cases === null)) {
    return made("p", "", t("{caption}: no group has {number} cases or more, so no number is given. There may have been some, or none.", { caption, number: threshold }));
  }
  const table = made("table", "figures", made("caption", "", caption));
  const body = made("tbody", "");
  for (const group of figures.groups) {
    const number = group.cases === null ? t("fewer than {number}, or none", { number: threshold }) : String(group.cases);
    body.append(row(groupWords(group), number));
  }
  const together = figures.total === null ? (figures.atLeast === 0 ? t("not given") : t("at least {number}", { number: figures.atLeast })) : String(figures.total);
  table.append(body, made("tfoot", "", row(t("Together"), together)));
  return table;
}

/** @param {string} name @param {string} number */
function row(name, number) {
  const head = made("th", "", name);
  head.setAttribute("scope", "row");
  return made("tr", "", head, made("td", "", number));
}
