// @ts-check
/** Notices about the organisations of the account: a list of keys that ends, a key that waits, clocks that differ. */

import { byId, fill, icon, longDay, t } from "/static/js/shared/page.js";

/**
 * A notice with an icon and one or more sentences.
 * @param {"near"|"missed"|"open"|"met"} tone
 * @param {string[]} sentences the first one is the point
 */
export function notice(tone, sentences) {
  const body = sentences.map((text, at) => {
    const line = document.createElement("p");
    if (at === 0) line.append(Object.assign(document.createElement("b"), { textContent: text }));
    else line.textContent = text;
    return line;
  });
  const names = { near: "hour", missed: "alert", open: "dot", met: "check" };
  const made = fill("notice", { icon: icon(names[tone]), body });
  made.classList.add(tone);
  return made;
}

/** Everything that needs attention, the worst first. @param {any[]} organisations */
export function notices(organisations) {
  const one = organisations.find(({ days }) => days.differs);
  const clocks = one === undefined ? [] : clockNotices(one);
  return [...organisations.flatMap(trustNotices), ...clocks, ...organisations.flatMap((each) => [...keyNotices(each), ...directoryNotices(each)])];
}

/** @param {any} one */
function trustNotices(one) {
  const name = one.name || one.slug;
  if (one.trust === "untrusted") {
    return [notice("missed", [t("{name}: the list of keys cannot be checked.", { name }), t("Somebody may have changed it. You can read your cases, but do not send anything. Tell the administrator, by phone.")])];
  }
  return [];
}

/** The device and the service live on different days. @param {any} one */
function clockNotices({ days }) {
  return [notice("missed", [t("Your clock and the clock of the service differ."), t("Your device says {device}, the service says {service}. You can read, but not sign, until they agree.", { device: longDay(days.deviceDay), service: longDay(days.serviceDay) })])];
}

/** @param {any} one */
function keyNotices(one) {
  const { name, state } = one;
  const [key] = one.keys;
  if (state === "revoked") return [notice("missed", [t("{name}: your key was revoked.", { name }), t("Everything that was sealed to it counts as read by others. You can read your cases, but not send. Ask the administrator what happened.")])];
  if (state === "retired") return [notice("near", [t("{name}: you no longer get new reports.", { name }), t("You can still read and answer your old cases.")])];
  if (state === "pending") return [notice("near", [t("{name}: your key waits for the administrator.", { name: name || one.slug }), t("Read your fingerprint {fingerprint} aloud to them. They publish your key after they compared it. Then reports can come to you.", { fingerprint: one.fingerprint })])];
  if (state === "active" && key !== undefined && daysUntil(key.until, one.days.today) <= 14) {
    return [notice("near", [t("{name}: your key ends on {day}.", { name, day: longDay(key.until) }), t("After that day no new reports can be sealed to you. Ask the administrator for a new invitation.")])];
  }
  return [];
}

/** @param {any} one */
function directoryNotices(one) {
  const { name, directory } = one;
  if (directory === null) return [];
  if (directory.expired) return [notice("missed", [t("{name}: the list of keys is out of date.", { name }), t("It ended on {day}. Nobody can send a new report now. You can still answer your cases. Ask the administrator to renew it today.", { day: longDay(directory.expires) })])];
  if (directory.soon) return [notice("near", [t("{name}: the list of keys ends on {day}.", { name, day: longDay(directory.expires) }), t("Ask the administrator to renew it. After that day nobody can send a new report.")])];
  return [];
}

/** @param {string} iso @param {string} today */
function daysUntil(iso, today) {
  return Math.round((Date.parse(iso) - Date.parse(today)) / 86_400_000);
}

/** One line in the list of organisations: its name, and how your key stands there. @param {any} one */
export function organisationLine(one) {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("b"), { textContent: one.name || one.slug });
  const state = Object.assign(document.createElement("span"), { className: "small soft", textContent: stateWords(one.state) });
  item.append(name, state);
  if (one.practice) item.append(Object.assign(document.createElement("span"), { className: "chip open", textContent: t("practice") }));
  return item;
}

/** @param {string} state of a key @returns {string} */
export function stateWords(state) {
  switch (state) {
    case "active": return t("in use");
    case "pending": return t("waits to be published");
    case "retired": return t("no new reports");
    case "revoked": return t("revoked");
    default: return t("not in the list");
  }
}

/** Put a banner above everything while a practice organisation is on screen. @param {any[]} organisations */
export function tellPractice(organisations) {
  const names = organisations.filter((one) => one.practice).map((one) => one.name);
  byId("practice").replaceChildren();
  if (names.length === 0) return;
  const banner = document.createElement("aside");
  banner.className = "banner practice";
  banner.setAttribute("aria-label", t("Practice"));
  const line = document.createElement("p");
  line.append(Object.assign(document.createElement("b"), { textContent: t("Practice.") }), " ", t("Cases of {names} are practice. Nobody follows them up.", { names: names.join(", ") }));
  banner.append(line);
  byId("practice").append(banner);
}
