// @ts-check
/** The worklist: what has to happen first is on top, in groups of time; filters look at the rows that are loaded. */

import { byId, fill, icon, longDay, shortDay, t } from "/static/js/shared/page.js";
import { dutyBar, dutyChip, dutyName, leaf } from "/static/js/workplace/clock.js";
import { desk, lookForNews, more } from "/static/js/workplace/desk.js";
import { input } from "/static/js/workplace/forms.js";
import { allowedWords, formerGroup } from "/static/js/workplace/outside.js";
import { notices, organisationLine, tellPractice } from "/static/js/workplace/notices.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { now, refresh, register, say } from "/static/js/workplace/screen.js";

const FILTERS = ["filter-org", "filter-duty", "filter-track", "filter-unread"];

/** Put the view in its place. @param {(id: string) => void} openCase */
export function prepareWorklist(openCase) {
  register("worklist", { title: () => t("Choose a case. What has to happen first is on top"), render: () => render(openCase) });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const id of FILTERS) byId(id).addEventListener("change", () => refresh());
  byId("filter-clear").addEventListener("click", () => {
    setFilter({});
    byId("filter-org").focus();
  });
  byId("more").addEventListener("click", () => during(async () => { await more(); }));
  byId("reload").addEventListener("click", () => during(async () => {
    const before = desk.rows.reduce((sum, row) => sum + row.unread, 0);
    await lookForNews();
    const unread = desk.rows.reduce((sum, row) => sum + row.unread, 0);
    say(unread > before ? t("There is something new.") : t("Nothing new."), "met");
  }));
}

/** @param {() => Promise<void>} work */
async function during(work) {
  try {
    await work();
  } catch (refusal) {
    say(sentence(refusal), "near");
  }
  if (now() === "worklist") refresh();
}

/** @param {{duty?: string, unread?: boolean, org?: string}} wanted */
function setFilter({ duty = "", unread = false, org = "" }) {
  select("filter-duty").value = duty;
  select("filter-org").value = org;
  select("filter-track").value = "";
  input("filter-unread").checked = unread;
  refresh();
}

/** @param {string} id */
const select = (id) => /** @type {HTMLSelectElement} */ (byId(id));

/** @param {(id: string) => void} openCase */
function render(openCase) {
  fillOrganisations();
  tellPractice(desk.organisations);
  byId("notices").replaceChildren(...notices(desk.organisations));
  byId("orgs").replaceChildren(...desk.organisations.map(organisationLine));
  const wanted = { org: select("filter-org").value, duty: select("filter-duty").value, track: select("filter-track").value, unread: input("filter-unread").checked };
  const filtered = Object.values(wanted).some(Boolean);
  const rows = sorted(desk.rows).filter((row) => fits(row, wanted));
  byId("filters").hidden = desk.rows.length === 0;
  byId("filter-clear").hidden = !filtered;
  byId("more-row").hidden = desk.next === null;
  byId("count").textContent = counted(rows, filtered);
  byId("cases").replaceChildren(...(rows.length === 0 ? [nothing(filtered)] : groups(rows, openCase)), ...(filtered ? [] : formerGroup(desk.former, openCase)));
  byId("standing").replaceChildren(...standing());
}

function fillOrganisations() {
  const place = select("filter-org");
  const chosen = place.value;
  const options = desk.organisations.map((one) => new Option(one.name === "" ? one.slug : one.name, one.org));
  place.replaceChildren(/** @type {Node} */ (place.firstElementChild), ...options);
  place.value = chosen;
  byId("filter-org-field").hidden = desk.organisations.length < 2;
}

/** Nearest day first, without a clock last; the service's order is only the order of loading. @param {any[]} rows */
function sorted(rows) {
  return [...rows].sort((a, b) => (a.duty.limit ?? "9").localeCompare(b.duty.limit ?? "9") || b.unread - a.unread || (b.duty.metOn ?? "").localeCompare(a.duty.metOn ?? ""));
}

/** @param {any} row @param {{org: string, duty: string, track: string, unread: boolean}} wanted */
function fits(row, { org, duty, track, unread }) {
  return (org === "" || row.org === org) && (duty === "" || row.duty.state === duty) &&
    (track === "" || String(row.track) === track) && (!unread || row.unread > 0);
}

/** @param {any[]} rows @param {boolean} filtered */
function counted(rows, filtered) {
  const unread = rows.filter((row) => row.unread > 0).length;
  const cases = rows.length === 1 ? t("1 case") : t("{count} cases", { count: rows.length });
  const parts = [filtered && desk.next !== null ? t("{cases} among the {loaded} that are loaded", { cases, loaded: desk.rows.length }) : cases];
  if (unread > 0) parts.push(t("{count} unread", { count: unread }));
  return parts.join(", ");
}

/** @param {boolean} filtered */
function nothing(filtered) {
  const box = document.createElement("div");
  box.className = "panel empty stack";
  const lines = filtered
    ? [t("No case fits this filter.")]
    : [t("There is nothing for you to do here now."),
      t("A case appears here as soon as somebody chooses you. No page of the employer shows it."),
      t("Look here at least twice a week: you have seven days to confirm receipt. Under “Reminders” you can ask for a mail in the morning.")];
  box.append(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  return box;
}

/** Groups of time, each with a heading; closed cases last, and folded away. @param {any[]} rows @param {(id: string) => void} openCase */
function groups(rows, openCase) {
  const day = (/** @type {any} */ row) => row.duty.limit !== null;
  const names = [
    { title: t("Past the date"), holds: (/** @type {any} */ row) => day(row) && row.duty.daysLeft < 0 },
    { title: t("Within a week"), holds: (/** @type {any} */ row) => day(row) && row.duty.daysLeft >= 0 && row.duty.daysLeft <= 7 },
    { title: t("Later"), holds: (/** @type {any} */ row) => day(row) && row.duty.daysLeft > 7 },
    { title: t("Without a date"), holds: (/** @type {any} */ row) => row.duty.state === "none" },
    { title: t("Answered, not closed yet"), holds: (/** @type {any} */ row) => row.duty.kind === "close" },
  ];
  const made = names.flatMap(({ title, holds }) => {
    const mine = rows.filter(holds);
    if (mine.length === 0) return [];
    return [Object.assign(document.createElement("h3"), { className: "group", textContent: title }), rowList(mine, openCase)];
  });
  const closed = rows.filter((row) => row.duty.state === "closed");
  return closed.length === 0 ? made : [...made, closedGroup(closed, openCase, made.length === 0)];
}

/** @param {any[]} rows @param {(id: string) => void} openCase */
function rowList(rows, openCase) {
  const list = document.createElement("ol");
  list.className = "cases";
  list.append(...rows.map((row) => rowLine(row, openCase)));
  return list;
}

/** @param {any[]} rows @param {(id: string) => void} openCase @param {boolean} alone nothing else is on the list */
function closedGroup(rows, openCase, alone) {
  const fold = document.createElement("details");
  const title = document.createElement("summary");
  fold.className = "closed-cases";
  fold.open = alone || rows.some((row) => row.unread > 0 || row.careSince !== null);
  title.append(Object.assign(document.createElement("h3"), { textContent: t("Closed ({count})", { count: rows.length }) }));
  fold.append(title, rowList(rows, openCase));
  return fold;
}

/** @param {any} row @param {(id: string) => void} openCase */
function rowLine(row, openCase) {
  const { duty } = row;
  const when = duty.limit === null ? [dutyChip(duty)] : [leaf(duty.limit, row.receivedOn), dutyChip(duty), dutyBar(duty)];
  const name = duty.state === "closed" ? t("Closed case") : duty.limit === null || duty.daysLeft < 0 ? dutyName(duty) : t("{duty}, by {day}", { duty: dutyName(duty), day: unbroken(longDay(duty.limit, { weekday: "long", day: "numeric", month: "long" })) });
  const track = row.track === 1 ? t("Just advice") : t("Report");
  const ref = t("case {ref}", { ref: row.ref });
  const soft = Object.assign(document.createElement("span"), { className: "soft", textContent: ` · ${track} · ` });
  soft.append(Object.assign(document.createElement("span"), { className: "nb", textContent: ref }));
  const received = Object.assign(document.createElement("span"), { className: "soft", textContent: t("Received on {day}", { day: shortDay(row.receivedOn) }) });
  const news = [received];
  const words = unreadWords(row);
  if (words !== "") news.push(Object.assign(document.createElement("span"), { className: "new", textContent: words }));
  const allowed = allowedWords(row.allowed ?? []);
  if (allowed !== "") news.push(Object.assign(document.createElement("span"), { className: "new", textContent: allowed }));
  if (row.careSince !== null) news.push(Object.assign(document.createElement("span"), { className: "new", textContent: t("ask how it goes, since {day}", { day: shortDay(row.careSince) }) }));
  if (row.dismissed) news.push(Object.assign(document.createElement("span"), { className: "soft", textContent: t("said to be no report") }));
  news.push(...pastMisses(row));
  const line = fill("row", { when, title: name, where: [document.createTextNode(row.orgName || t("Organisation that cannot be checked")), soft], news });
  line.classList.add(`${duty.state}-row`);
  line.classList.toggle("unread", row.unread > 0);
  line.dataset.case = row.id;
  line.querySelector("button")?.addEventListener("click", () => openCase(row.id));
  return line;
}

/** Duties that were done late, or are still open beside the next one. @param {any} row */
function pastMisses({ duty, missed }) {
  const next = duty.state === "missed" ? { acknowledge: 2, feedback: 3 }[/** @type {"acknowledge"|"feedback"} */ (duty.kind)] : 0;
  return missed.filter((/** @type {number} */ one) => one !== next).map((/** @type {number} */ one) => {
    const mark = Object.assign(document.createElement("span"), { className: "was-missed" });
    const late = duty.limit === null ? t("feedback was given too late") : t("feedback is past its date too");
    mark.append(icon("alert"), one === 2 ? t("receipt was confirmed too late") : late);
    return mark;
  });
}

/** Number and month stay on one line. @param {string} day */
const unbroken = (day) => day.replace(/(\d) /, "$1\u00a0");

/** @param {any} row */
function unreadWords(row) {
  if (!row.opened) return t("not opened yet");
  if (row.unread === 0) return "";
  return row.unread === 1 ? t("1 message unread") : t("{count} messages unread", { count: row.unread });
}

/** How the duties stand, each line a filter. */
function standing() {
  const { rows } = desk;
  const count = (/** @type {string} */ state) => rows.filter((row) => row.duty.state === state).length;
  const lines = [
    { number: count("missed"), words: t("missed"), filter: { duty: "missed" }, state: "missed" },
    { number: count("near"), words: t("near"), filter: { duty: "near" }, state: "near" },
    { number: rows.filter((row) => row.unread > 0).length, words: t("unread"), filter: { unread: true }, state: "open" },
  ];
  return lines.map(({ number, words, filter, state }) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = `tally ${number > 0 ? state : ""}`;
    button.disabled = number === 0;
    button.append(Object.assign(document.createElement("b"), { textContent: String(number) }), " ", Object.assign(document.createElement("span"), { textContent: words }));
    button.addEventListener("click", () => { setFilter(filter); byId("filter-clear").focus(); });
    item.append(button);
    return item;
  });
}
