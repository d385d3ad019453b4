// @ts-check
/**
 * Read the form, say what is still missing, and show everything once more before it is sealed.
 */

import { byId, errorSummary, fieldError, language, t } from "/static/js/shared/page.js";
import { categoryFields, hasTaxonomy, namesOnPage } from "/static/js/report/categories.js";
import { chosenDeputy, followDeputy } from "/static/js/report/deputy.js";
import { chosenCounsellor, involvedPeople } from "/static/js/report/people.js";
import { answerRows, definitions, kindOf, written } from "/static/js/shared/facts.js";

/** Bytes of a report as JSON; the format takes 262,144. */
const BODY_MAX = 250_000;
const TEXTS = ["when", "where", "who", "evidence", "discussed", "fear", "earlier"];

/** Mail addresses that people have for themselves; anything else may be somebody's work. */
const PRIVATE_MAIL = /@(gmail|googlemail|hotmail|outlook|live|msn|icloud|me|yahoo|proton|protonmail|pm|tuta|tutanota|posteo|mailbox|ziggo|kpnmail|kpnplanet|planet|xs4all|hetnet|home|upcmail|casema|freedom|online|telfort|solcon|zeelandnet|caiway|quicknet|chello|gmx|aol|disroot|riseup|soverin)\./i;

/** @param {string} id */
const valueOf = (id) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (byId(id)).value.trim();

/** The checked value of a group of radio buttons, or empty. @param {string} name */
function choiceOf(name) {
  const chosen = /** @type {HTMLInputElement | null} */ (document.querySelector(`[name="${name}"]:checked`));
  return chosen?.value ?? "";
}

const isNamed = () => choiceOf("named") === "yes";

/** What is sealed: free text, and the answers to the questions that were answered. */
export function reportBody() {
  /** @type {Record<string, unknown>} */
  const fields = { language: language() };
  Object.assign(fields, hasTaxonomy() ? categoryFields() : fixedAnswers());
  for (const name of TEXTS) if (valueOf(name) !== "") fields[name] = valueOf(name);
  const involved = involvedPeople();
  if (involved.length > 0) fields.involved = involved;
  return { text: valueOf("story"), fields };
}

/** Subject and position where the organisation has no rules of its own. */
function fixedAnswers() {
  const category = choiceOf("category");
  const position = choiceOf("position");
  return { category: category === "both" ? ["conduct", "integrity"] : [category], ...(position === "" ? {} : { position }) };
}

/** The body of the second envelope, or null for somebody who stays anonymous. */
export const identityBody = () => (isNamed() ? { text: valueOf("identity") } : null);

export const keepsCopy = () => /** @type {HTMLInputElement} */ (document.querySelector("[name=self-copy]")).checked;

/** @param {any} page */
function problems(page) {
  const found = [];
  const firstPerson = () => document.querySelector("[name=counsellor]:not(:disabled)");
  if (page.organisation === null || page.problem !== null) {
    found.push({ id: byId("list-failed").hidden ? "counsellor-field" : "list-failed", field: "counsellor", message: t("Wait until the list of counsellors has been checked.") });
  } else if (chosenCounsellor() === "") {
    const first = firstPerson();
    if (first !== null) first.id = "first-counsellor";
    found.push({ id: first === null ? "nobody-left" : "first-counsellor", field: "counsellor", message: t("Choose who may read it.") });
  }
  if (valueOf("story") === "") found.push({ id: "story", field: "story", message: t("Write what happened, or what you want advice on.") });
  else if (new TextEncoder().encode(JSON.stringify(reportBody())).length > BODY_MAX) {
    found.push({ id: "story", field: "story", message: t("Your text is too long to send at once. Shorten it, and send the rest as a message afterwards.") });
  }
  if (isNamed() && valueOf("identity") === "") {
    found.push({ id: "identity", field: "identity", message: t("Write your name, or choose to stay anonymous.") });
  }
  return found;
}

/** Say what is missing, at the fields and in the summary. @param {any} page */
function check(page) {
  const found = problems(page);
  for (const field of ["counsellor", "story", "identity"]) {
    fieldError(field, found.find((one) => one.field === field)?.message ?? "");
  }
  errorSummary(summaryTitle(found.length), found);
  return found.length === 0;
}

/** @param {number} count */
function summaryTitle(count) {
  if (count === 0) return "";
  return count === 1 ? t("One thing is not right yet") : t("{count} things are not right yet", { count });
}

/** @param {any} page */
function kindOfReport(page) {
  if (page.track === "sparren") return t("A question for advice. No term starts.");
  if (byId("main").dataset.release !== undefined) return t("A report. The counsellor promises to confirm receipt within 7 days.");
  return t("A report. Receipt must be confirmed within 7 days.");
}

/** Who may take over, when somebody was named. @param {any} page @returns {[string, string][]} */
function deputyRow(page) {
  const named = page.organisation.people.find((/** @type {any} */ one) => one.offered && one.fingerprint === chosenDeputy());
  return named === undefined ? [] : [[t("If this person drops out"), t("{name} may take over if this person cannot go on, or has confirmed nothing after five days.", { name: named.name })]];
}

/** @param {any} page */
function answers(page) {
  const { text, fields } = reportBody();
  const person = page.organisation.people.find((/** @type {any} */ one) => one.offered && one.fingerprint === chosenCounsellor());
  /** @type {[string, string | Node][]} */
  const rows = [
    [t("Goes to"), person === undefined ? "" : `${person.name}. ${kindOf(person)}`],
    ...deputyRow(page),
    [t("What it is"), kindOfReport(page)],
    [t("Your text"), written(text)],
    ...answerRows(fields, page.organisation.people, hasTaxonomy() ? namesOnPage() : {}),
    [t("Your name"), isNamed() ? written(valueOf("identity")) : t("You give no name.")],
  ];
  if (page.organisation.selfCopy) {
    rows.push([t("A copy for you"), keepsCopy() ? t("Yes, sealed with your code and words.") : t("No. You cannot read this text again.")]);
  }
  return definitions(rows);
}

/** Texts that this script made, in the language the page has now. @param {any} page */
export function showAgain(page) {
  if (!byId("error-summary").hidden) check(page);
  if (byId("answers").childElementCount > 0) byId("answers").replaceChildren(...answers(page));
}

/** @param {any} page */
export function listen(page) {
  byId("write-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!check(page)) return;
    byId("answers").replaceChildren(...answers(page));
    page.show("read");
  });
  byId("back-to-write").addEventListener("click", () => page.show("write"));
  byId("write-form").addEventListener("change", () => {
    byId("identity-part").hidden = !isNamed();
    followDeputy(page);
  });
  byId("identity").addEventListener("input", () => {
    const addresses = valueOf("identity").match(/[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/g) ?? [];
    byId("work-address").hidden = addresses.every((one) => PRIVATE_MAIL.test(one));
  });
  for (const id of ["story", "identity"]) {
    byId(id).addEventListener("input", () => {
      if (valueOf(id) !== "") fieldError(id, "");
    });
  }
}
