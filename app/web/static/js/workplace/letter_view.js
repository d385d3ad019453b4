// @ts-check
/** One letter of the conversation: who, when, what; the report's answers under it; the reporter's name apart. */

import { categoryNames } from "/static/js/shared/category_names.js";
import { fill, icon, longDay, paragraphs, t } from "/static/js/shared/page.js";
import { contestWords, KIND } from "/static/js/workplace/act_words.js";

/** The type of a letter that asks the reporter to allow something. */
const QUESTION = 6;
/** Nobody's key among its recipients is the counsellor's, and it was not passed on. */
const NOT_SEALED = "not-recipient";

/** @param {any} letter view of the worker @returns {HTMLElement} */
export function letterLine(letter) {
  const mine = letter.dir === 1;
  const line = fill("letter", {
    who: letter.from ? String(letter.from) : letter.earlier ? t("Earlier counsellor") : mine ? t("You") : t("Reporter"),
    day: letter.day === null ? "" : longDay(letter.day),
    kind: kindOf(letter),
    text: textOf(letter),
    facts: factLines(letter.fields),
  });
  const article = line.querySelector("article");
  article?.classList.toggle("mine", mine);
  article?.classList.toggle("identity", letter.identity === true);
  article?.classList.toggle("closed", letter.error !== null);
  if (letter.unread) line.querySelector("header")?.append(Object.assign(document.createElement("span"), { className: "new", textContent: t("new") }));
  if (Object.keys(letter.fields).length === 0) line.querySelector("dl")?.remove();
  return line;
}

/** What this letter is, when it is more than a message. @param {any} letter */
function kindOf(letter) {
  if (letter.error === NOT_SEALED) return [marked("lock", t("This was not sealed to you, so you cannot open it. That is no fault. After a hand-over it is so with what the reporter wrote in between, and with their name in an envelope of its own. If you need it, ask the reporter to write it again."))];
  if (letter.error !== null) return [marked("alert", t("This message could not be opened ({code}). It may be damaged, or not from this reporter.", { code: letter.error }))];
  const lines = [];
  if (letter.identity) lines.push(marked("lock", t("Only you see this. The reporter tells you who they are. It is sealed apart, so that it can stay out of everything you pass on later.")));
  if (Array.isArray(letter.fields.retaliation)) lines.push(marked("alert", t("The reporter says they are harmed because of the report (Wbk art. 17da). Harm is presumed to come from the report, and the employer has to prove otherwise.")));
  if (letter.type === QUESTION) lines.push(marked("talk", t("Question to the reporter")));
  const act = letter.earlier && letter.act !== null ? t("Signed by the earlier counsellor") : actLabels()[letter.act];
  if (act !== undefined) lines.push(marked(letter.contested ? "dash" : "check", act));
  if (letter.contested) lines.push(Object.assign(marked("alert", contestWords(letter.act)), { className: "kind small missed-line" }));
  if (letter.newer) lines.push(marked("alert", t("This was written by a newer version. Use the newest version to read it.")));
  if (letter.files > 0) lines.push(marked("alert", t("There are files with this message. This version cannot open them yet.")));
  if (letter.bySealer) lines.push(marked("alert", t("The server sealed this message for the reporter, so for a few seconds it could read it.")));
  return lines;
}

/** What a letter is by the statement signed over it. @returns {Record<number, string>} */
function actLabels() {
  return {
    [KIND.acknowledged]: t("Confirmation of receipt, signed by you"), [KIND.feedback]: t("Feedback, signed by you"),
    [KIND.plan]: t("Your plan, signed by you"), [KIND.closed]: t("Case closed, signed by you"),
    [KIND.unable]: t("You cannot go on, signed by you"), [KIND.dismissed]: t("This is no report, signed by you"),
  };
}

/** @param {string} name @param {string} words */
function marked(name, words) {
  const line = document.createElement("p");
  line.className = "kind small";
  line.append(icon(name), Object.assign(document.createElement("span"), { textContent: words }));
  return line;
}

/** @param {any} letter */
function textOf(letter) {
  return letter.text === "" ? null : paragraphs(letter.text);
}

/** @param {Record<string, unknown>} fields of the report */
function factLines(fields) {
  const known = Object.entries(names()).filter(([key]) => fields[key] !== undefined);
  const other = Object.keys(fields).filter((key) => !(key in names())).map((key) => [key, categoryNames()[key] ?? key]);
  return [...known, ...other].map(([key, name]) => {
    const group = document.createElement("div");
    const term = Object.assign(document.createElement("dt"), { textContent: name });
    const detail = document.createElement("dd");
    detail.append(...paragraphs(valueWords(String(key), fields[String(key)])));
    group.append(term, detail);
    return group;
  });
}

/** The questions of the report, in the order of the form. @returns {Record<string, string>} */
function names() {
  return {
    status: t("What this says"), looked: t("What we looked at"), found: t("What we found"), did: t("What we did"), withheld: t("What we cannot say"),
    category: t("What it is about"), categoryOther: t("Namely"), when: t("When"), where: t("Where"), who: t("Who is it about"), evidence: t("Evidence"),
    position: t("Seen or heard"), discussed: t("Discussed before"), fear: t("Afraid of retaliation"), role: t("The reporter is"),
    retaliation: t("Form of retaliation (art. 17da)"), happenedOn: t("On which day"), earlier: t("Belongs to an earlier report; can be recognised by"),
    entity: t("Part of the organisation"), involved: t("Left out by the reporter as involved"), language: t("Language"),
  };
}

/** @param {string} key @param {unknown} value @returns {string} */
function valueWords(key, value) {
  if (Array.isArray(value)) return value.map((one) => valueWords(key, one)).join(key === "category" ? " · " : ", ");
  const text = String(value);
  const names = categoryNames();
  return choices()[`${key} ${text}`] ?? (key === "category" ? names[text] : names[`${key}:${text}`]) ?? text;
}

/** Fixed answers, by their code on the form. @returns {Record<string, string>} */
function choices() {
  return {
    "category conduct": t("How people treat each other"), "category integrity": t("Dishonest or unsafe work"),
    "category both": t("Both"), "category unsure": t("The reporter does not know"),
    "position seen": t("Saw it or went through it"), "position heard": t("Heard of it"), "position both": t("Both"),
    "status answered": t("An answer"), "status more-time": t("Three months more, with reasons"), "status declined-minor": t("Not looked into: of minor importance"),
    "status declined-insufficient-interest": t("Not looked into: not weighty enough"), "status declined-known-matter": t("Not looked into: dealt with before"), "status not-competent": t("Not competent"),
    "language nl": t("Dutch"), "language en": t("English"),
  };
}
