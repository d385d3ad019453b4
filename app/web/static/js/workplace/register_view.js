// @ts-check
/** Register and reports of a counsellor: the rows of one's own cases, and the figures one may tell. */

import { byId, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { registerActs } from "/static/js/workplace/register_acts.js";
import { documentLink, figuresTable, lineFacts, made } from "/static/js/workplace/register_parts.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { now, register } from "/static/js/workplace/screen.js";

const COUNSELLORS = [1, 2];
let round = 0;

/** Put the view in its place. */
export function prepareRegister() {
  register("register", { title: () => t("Look after the register and your yearly report"), render: () => { void render(); } });
}

async function render() {
  round += 1;
  const mine = round;
  const place = byId("register-own");
  place.replaceChildren(made("p", "soft", t("One moment: the register is fetched.")));
  try {
    const lines = await link().call("ownRegister");
    const served = desk.organisations.filter((one) => one.keys.some((/** @type {any} */ key) => COUNSELLORS.includes(key.role)));
    const parts = await Promise.all(served.map(async (one) => organisationPart(one, lines.filter((/** @type {any} */ line) => line.org === one.org), await link().call("ownYears", { org: one.org }))));
    if (mine !== round || now() !== "register") return;
    place.replaceChildren(...(parts.length > 0 ? parts : [made("p", "panel empty", t("You are no counsellor of an organisation, so there is no register of yours."))]));
  } catch (refusal) {
    if (mine === round) place.replaceChildren(made("p", "error", sentence(refusal)));
  }
}

/** @param {any} one organisation @param {any[]} lines @param {any} answer */
function organisationPart(one, lines, answer) {
  const box = made("section", "stack register-part", made("h2", "", one.name || one.slug));
  box.append(made("h3", "", t("In the register")));
  if (lines.length === 0) {
    box.append(made("p", "", t("None of your cases stands in the register here. A report enters it on the day it is received; asking for advice does not.")));
  }
  const list = made("ol", "register-lines");
  for (const line of lines) list.append(lineItem(line));
  if (lines.length > 0) box.append(list);
  box.append(made("h3", "", t("Your yearly report")));
  const [running, ...past] = answer.years;
  box.append(figuresTable(t("Your cases of {year}, as they are today: for your eyes only", { year: running.year }), running.ownEyes, answer.threshold));
  box.append(made("p", "small soft", t("This table is exact, so it can point at a person. Show it to nobody. The reports below leave out small groups; you can hand those on.")));
  const links = made("ul", "plain");
  for (const year of past) {
    const words = year.isCounted ? t("Report on {year}", { year: year.year }) : t("Report on {year}, not counted yet", { year: year.year });
    links.append(made("li", "", documentLink(`/workplace/report/${one.org}/${year.year}`, words)));
  }
  box.append(links);
  return box;
}

/** @param {any} line */
function lineItem(line) {
  const item = made("li", "panel stack", made("h4", "", t("Report"), " ", made("span", "print small", line.id)), lineFacts(line));
  if (line.closedOn !== null) item.append(registerActs(line, "", () => { void render(); }));
  return item;
}
