// @ts-check
/** On the page of a case: taking it over, reading on after a hand-over, the deputy's reason, and packages a counsellor put together. */

import { longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { notice } from "/static/js/workplace/notices.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { go, refresh, say } from "/static/js/workplace/screen.js";

/** Whose case this was, is or becomes. @param {any} file @returns {HTMLElement[]} */
export function passedOnNotices(file) {
  if (file.formerUntil !== null) return [notice("near", [t("Somebody else holds this case now."), t("The reporter lets you read what was yours until {day}. You can do nothing in it, and you see nothing new.", { day: longDay(file.formerUntil) })])];
  return [...acceptance(file), ...file.packages.map(packageNotice)];
}

/** @param {any} file */
function acceptance(file) {
  const { accepts } = file;
  if (accepts === null) return [];
  const first = accepts.isDeputy ? t("You take this case over as the deputy whom the reporter named.") : t("This case was passed on to you.");
  if (!accepts.isWhole) return [notice("missed", [first, t("But not every message that the reporter let go opens here, or the reporter’s consent does not fit. Ask the reporter, and tell the administrator.")])];
  const words = accepts.count === 1 ? t("Your browser checked it: 1 message, as the reporter agreed. Sign that you take it over. The reporter sees that. You cannot take it back.") : t("Your browser checked it: {n} messages, as the reporter agreed. Sign that you take it over. The reporter sees that. You cannot take it back.", { n: accepts.count });
  const made = notice("near", [first, words]);
  const place = document.createElement("p");
  place.className = "row";
  place.append(button(t("Sign that you take it over"), "button", () => acceptNow(file)));
  if (accepts.isDeputy) place.append(button(t("Why this came to you"), "button quiet", () => { say(""); go("packages"); return Promise.resolve(); }));
  made.querySelector(".stack")?.append(place);
  return [made];
}

/** @param {string} textContent @param {string} className @param {() => Promise<void>} act */
function button(textContent, className, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className, textContent });
  made.addEventListener("click", async () => {
    made.disabled = true;
    await act();
    made.disabled = false;
  });
  return made;
}

/** @param {any} file */
async function acceptNow(file) {
  try {
    desk.file = await link().call("acceptCase", { id: file.id });
    say(t("Signed: you took the case over. The reporter sees that at the next visit."));
    refresh();
    document.getElementById("title")?.focus();
  } catch (refusal) {
    say(sentence(refusal), "near");
  }
}

/** How far a package is: only what happened. @param {any} one */
function packageNotice(one) {
  const day = longDay(one.changedOn);
  const who = one.name === "" ? t("somebody outside") : one.name;
  const words = /** @type {Record<string, string>} */ ({
    waiting: t("Ready for {who} since {day}. It has not been fetched.", { who, day }), fetched: t("{who} fetched it on {day}. Whether it was read is not known.", { who, day }),
    acknowledged: t("{who} confirmed receipt on {day}.", { who, day }), answered: t("{who} says to have answered on {day}.", { who, day }),
    declined: t("{who} did not take it up, {day}. It went to nobody else.", { who, day }), withdrawn: t("The reporter took it back on {day}.", { day }),
  });
  const lines = [t("What the reporter let go to {who}", { who }), words[one.state] ?? ""];
  if (one.reference !== null) lines.push(t("Their number: {reference}.", { reference: one.reference }));
  return notice(one.state === "answered" ? "met" : "open", lines);
}

/** What a row of the worklist says of a yes that waits. @param {number[]} allowed purposes @returns {string} */
export function allowedWords(allowed) {
  if (allowed.length === 0) return "";
  return allowed.length === 1 ? t("the reporter said yes") : t("the reporter said yes to {n} things", { n: allowed.length });
}

/** Cases that went to somebody else and may still be read. @param {any[]} rows @param {(id: string) => void} openCase @returns {HTMLElement[]} */
export function formerGroup(rows, openCase) {
  if (rows.length === 0) return [];
  const fold = document.createElement("details");
  const title = document.createElement("summary");
  const list = document.createElement("ul");
  fold.className = "closed-cases";
  title.append(Object.assign(document.createElement("h3"), { textContent: t("Handed over, you may still read ({count})", { count: rows.length }) }));
  list.className = "stack";
  list.append(...rows.map((row) => {
    const item = document.createElement("li");
    item.className = "panel";
    item.dataset.former = row.id;
    const open = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: t("Case {ref}, until {day}", { ref: row.ref, day: longDay(row.until) }) });
    open.addEventListener("click", () => openCase(row.id));
    item.append(open, Object.assign(document.createElement("p"), { className: "soft small", textContent: row.orgName }));
    return item;
  }));
  fold.append(title, list);
  return [fold];
}
