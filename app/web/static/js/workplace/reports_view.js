// @ts-check
/**
 * The organisation as its case officer or auditor sees it: rules with the findings on them, list and log, released
 * reports, totals of past years. Of a case that was not released there is nothing here.
 */

import { byId, language, longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { registerActs } from "/static/js/workplace/register_acts.js";
import { documentLink, facts, figuresTable, lineFacts, made } from "/static/js/workplace/register_parts.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { now, register } from "/static/js/workplace/screen.js";

const CASE_OFFICER = 5;
const EMPLOYER = [CASE_OFFICER, 4];
let round = 0;

/** Put the view in its place. */
export function prepareReports() {
  register("organisation", { title: () => t("See how your organisation answers reports"), render: () => { void render(); } });
}

/** Show the tab to who has such a role, and to nobody else. */
export function showReportsTab() {
  for (const tab of document.querySelectorAll('[data-view="organisation"].tab')) {
    /** @type {HTMLElement} */ (tab.parentElement).hidden = employers().length === 0;
  }
}

const employers = () => desk.organisations.filter((one) => one.keys.some((/** @type {any} */ key) => EMPLOYER.includes(key.role) && key.state === "active"));

async function render() {
  round += 1;
  const mine = round;
  const place = byId("organisation-page");
  place.replaceChildren(made("p", "soft", t("One moment: the organisation’s page is fetched.")));
  try {
    const pages = await Promise.all(employers().map((one) => link().call("organisationPage", { org: one.org })));
    if (mine !== round || now() !== "organisation") return;
    place.replaceChildren(...(pages.length > 0 ? pages.map(organisationPart) : [made("p", "panel empty", t("You see this page when you stand on an organisation’s list as case officer or auditor."))]));
  } catch (refusal) {
    if (mine === round) place.replaceChildren(made("p", "error", sentence(refusal)));
  }
}

/** @param {any} page */
function organisationPart(page) {
  const box = made("section", "stack register-part", made("h2", "", page.orgName));
  if (page.practice) box.append(made("p", "", t("This organisation only practises: there is no register, and nothing is counted.")));
  box.append(...totals(page), ...registerPart(page), ...rules(page), ...listAndLog(page));
  return box;
}

/** @param {any} page @returns {Node[]} */
function totals(page) {
  const [newest] = page.years;
  const reports = made("ul", "plain");
  for (const year of page.years) {
    for (const kind of page.reports) reports.append(made("li", "", documentLink(`/workplace/organisation/${page.org}/report/${kind}/${year.year}`, kindWords(kind, year.year))));
  }
  return [
    made("h3", "", t("Totals of past years")),
    made("p", "", t("Reports of this year are not counted here, and of what was not released you see numbers from {number} up only. Otherwise a number could point at a person.", { number: page.threshold })),
    figuresTable(t("Released reports received in {year}", { year: newest.year }), newest.released, page.threshold),
    figuresTable(t("Cases received in {year} that were not released", { year: newest.year }), newest.counsellors, page.threshold),
    made("h3", "", t("Yearly reports")), reports,
  ];
}

/** @param {string} kind @param {number} year */
function kindWords(kind, year) {
  if (kind === "account") return t("Account of reports in {year}, for the public", { year });
  if (kind === "board") return t("Report on {year} to works council and board", { year });
  return t("Report on anonymous reports, {year}", { year });
}

/** @param {any} page @returns {Node[]} */
function registerPart(page) {
  const path = `/workplace/organisation/${page.org}/register`;
  const list = made("ol", "register-lines");
  for (const line of page.lines) {
    const item = made("li", "panel stack", made("h4", "", t("Report"), " ", made("span", "print small", line.id)), lineFacts(line));
    if (line.closedOn !== null && page.role === CASE_OFFICER) item.append(registerActs(line, page.org, () => { void render(); }));
    list.append(item);
  }
  const gone = made("ul", "plain");
  for (const one of page.destructions) gone.append(made("li", "", documentLink(`/workplace/organisation/${page.org}/destruction/${one.id}`, t("Statement of destruction, {day}", { day: longDay(one.destroyedOn) }))));
  const none = made("p", "", t("There is no report in the register that you may see. A report appears here when its reporter releases it. Until then nobody outside the counsellor’s pages can tell whether there is one."));
  return [
    made("h3", "", t("Register of released reports")),
    secondContact(page),
    page.lines.length > 0 ? list : none,
    ...(page.destructions.length > 0 ? [gone] : []),
    made("p", "row", documentLink(path, t("Print the register")), csvLink(`${path}.csv`)),
  ];
}

/** Who is told of missed terms beside the case officer: so that one person cannot keep them to themselves. @param {any} page */
function secondContact({ secondContact: second }) {
  const words = second === null ? t("nobody: the administrator can name somebody") : t("{name}, since {day}", { name: second.name, day: longDay(second.sinceOn) });
  return facts([[t("Told of dates that pass in these reports, beside the case officer"), words]]);
}

/** @param {string} path */
function csvLink(path) {
  const link = /** @type {HTMLAnchorElement} */ (made("a", "", t("Take the register along as CSV")));
  link.href = path;
  link.download = "";
  return link;
}

/** @param {any} page @returns {Node[]} */
function rules(page) {
  const { policy } = page;
  if (policy === null) return [made("h3", "", t("Rules in force")), made("p", "", t("This organisation follows no policy in this service, so the law alone holds."))];
  const open = page.findings.filter((/** @type {any} */ one) => one.isOpen);
  const list = made("ul", "register-lines");
  for (const one of open) {
    const box = made("details", "");
    box.append(made("summary", "", `${one.title[language()]} (${one.article})`), made("p", "", one.why[language()]), made("p", "soft", one.say[language()]));
    list.append(made("li", "", box));
  }
  return [
    made("h3", "", t("Rules in force")),
    facts([
      [t("Text"), policy.version === null ? policy.title : `${policy.title}, ${policy.version}`],
      [t("In force since"), policy.effectiveFrom === null ? t("a day that is not known") : longDay(policy.effectiveFrom)],
      [t("Until"), policy.lastDay === null ? null : longDay(policy.lastDay)],
      [t("Counsellors missing on the list"), String(policy.missing)],
    ]),
    made("p", "", open.length === 0 ? t("The text was held against the law: no point asks for attention.") : t("The text was held against the law: {number} points ask for attention.", { number: open.length })),
    ...(open.length > 0 ? [list] : []),
  ];
}

/** Whose keys still open what is sealed to them, by month. @param {any[]} people @returns {Node[]} */
function opens(people) {
  if (people.length === 0) return [];
  const words = (/** @type {any} */ one) => {
    const last = one.month === null ? t("nothing opened yet") : t("last in {month}", { month: longDay(`${one.month}-01`, { month: "long", year: "numeric" }) });
    return one.missedTwo ? t("{last}; the last two monthly checks were left unopened", { last }) : last;
  };
  return [
    facts(people.map((one) => [one.name, words(one)])),
    made("p", "small soft", t("Each month counsellors open a sealed check. It shows that their keys still work, and says nothing about reports.")),
  ];
}

/** @param {any} page @returns {Node[]} */
function listAndLog(page) {
  const { list, log } = page;
  const place = list?.leaf === null ? t("waits for tonight’s batch") : t("stands in the log as entry {number}", { number: list?.leaf ?? "" });
  return [
    made("h3", "", t("List of keys, and log")),
    list === null ? made("p", "", t("No list was published yet, so nobody can report.")) : facts([
      [t("List of keys"), t("version {version}, valid to {day}", { version: list.version, day: longDay(list.expiresOn) })],
      [t("Keys on it"), String(list.keys)],
      [t("In the public log"), place],
    ]),
    ...opens(page.opens),
    facts([[t("Entries in the public log"), log.checkpoint === null ? t("none yet: the first come tonight") : String(log.size)]]),
    ...(log.checkpoint === null ? [] : [made("p", "small", t("Most entries are fillers, so their number tells nothing about reports. Keep this signed mark: with it you can prove later that nothing was changed.")), made("pre", "print small mark-of-log", log.checkpoint)]),
  ];
}
