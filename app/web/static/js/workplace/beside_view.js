// @ts-check
/** After-care, an earlier report and orders to disclose, on the page of a case. */

import { byId, icon, longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { showProblems } from "/static/js/workplace/forms.js";
import { prepareOrders, prepareWaiting, showOrders } from "/static/js/workplace/orders_view.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { refresh } from "/static/js/workplace/screen.js";

/** @param {any} file */
export function showBeside(file) {
  byId("care-part").hidden = file.afterCare.length === 0;
  byId("care-moments").replaceChildren(...file.afterCare.map((/** @type {any} */ one) => moment(one, file)));
  byId("link-lines").replaceChildren(...linkLines(file));
  byId("link-part").hidden = file.link !== null || file.whyNot !== null;
  showOrders(file, send, "demand");
  showEarlier(file);
}

/** @param {string} symbol @param {string} words */
function line(symbol, words) {
  const made = document.createElement("li");
  made.append(icon(symbol), Object.assign(document.createElement("span"), { textContent: words }));
  return made;
}

/** @param {string} words @param {string} method @param {object} wish */
function step(words, method, wish) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: words });
  button.addEventListener("click", () => send(method, wish, button));
  return button;
}

/** @param {any} one @param {any} file */
function moment({ months, dueOn, askedOn }, file) {
  const day = longDay(dueOn);
  if (askedOn !== null) return line("check", t("Asked on {day}.", { day: longDay(askedOn) }));
  if (dueOn > file.today) return line("clock", t("Ask how it goes on {day}.", { day }));
  const made = line("hour", t("It is time to ask how it goes, since {day}.", { day }));
  if (file.whyNot === null) made.append(" ", step(t("I asked in my newest message"), "noteAsked", { id: file.id, months }));
  return made;
}

/** The reference of a case this page knows. @param {string} id */
const refOf = (id) => desk.rows.find((one) => one.id === id)?.ref ?? id.slice(0, 6);

/** @param {any} file */
function linkLines(file) {
  const lines = [];
  if (file.link !== null) lines.push(line("check", t("Belongs to case {ref}. The terms run from {day}; the reporter sees that.", { ref: refOf(file.link.earlier), day: longDay(file.link.firstReceivedOn) })));
  for (const one of file.followedBy) lines.push(line("check", t("Case {ref} belongs to this one, since {day}. The reporter lost the code of this one.", { ref: refOf(one.later), day: longDay(one.linkedOn) })));
  return lines;
}

/** Own cases of the same organisation that came before. @param {any} file */
function showEarlier(file) {
  const place = /** @type {HTMLSelectElement} */ (byId("link-earlier"));
  const before = place.value;
  const here = desk.rows.find((one) => one.id === file.id);
  const others = desk.rows.filter((one) => one.id !== file.id && one.org === here?.org && one.receivedOn <= file.firstReceivedOn);
  place.replaceChildren(new Option("", ""), ...others.map((one) => new Option(t("Case {ref}, received on {day}", { ref: one.ref, day: longDay(one.receivedOn) }), one.id)));
  place.value = others.some((one) => one.id === before) ? before : "";
}

/** @param {string} method @param {object} wish @param {HTMLButtonElement | null} button */
async function send(method, wish, button) {
  if (button !== null) button.disabled = true;
  byId("beside-said").textContent = "";
  try {
    desk.file = await link().call(method, wish);
    refresh();
    byId("beside-said").textContent = t("Kept.");
  } catch (refusal) {
    byId("beside-said").textContent = /** @type {any} */ (refusal).code === "policy" ? refused(method) : sentence(refusal);
  } finally {
    if (button !== null) button.disabled = false;
  }
}

/** @param {string} method */
function refused(method) {
  if (method === "noteAsked") return t("Not kept: first write a message to the reporter, on that day or later.");
  if (method === "linkCase") return t("Not linked: first ask the reporter something here and wait for the answer. A case can be linked once, to an earlier one.");
  return method === "noteNotice" ? t("Not kept: your newest message is older than the order. Write the notice first.") : t("Not kept. Look at what has to come first.");
}

/** @param {SubmitEvent} event */
async function submitLink(event) {
  event.preventDefault();
  const earlier = /** @type {HTMLSelectElement} */ (byId("link-earlier")).value;
  const isAsked = /** @type {HTMLInputElement} */ (byId("link-asked")).checked;
  const message = earlier === "" ? t("Choose the earlier case.") : isAsked ? "" : t("First ask what only this reporter can know; then tick that.");
  showProblems("link", ["link-earlier"], message === "" ? [] : [{ id: "link-earlier", message }]);
  if (message === "") await send("linkCase", { id: desk.file.id, earlier }, null);
}

/** Put the forms in their place. */
export function prepareBeside() {
  byId("link-form").addEventListener("submit", submitLink);
  prepareOrders(send, "demand", () => desk.file.id);
  prepareWaiting();
}
