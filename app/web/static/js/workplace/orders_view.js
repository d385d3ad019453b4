// @ts-check
/** Orders of a court or authority to disclose something, on the page of a case; and those that wait for a second person. */

import { byId, longDay, t } from "/static/js/shared/page.js";
import { link } from "/static/js/workplace/desk.js";
import { input, showProblems } from "/static/js/workplace/forms.js";
import { sentence } from "/static/js/workplace/refusals.js";

/** @typedef {(method: string, wish: object, button: HTMLButtonElement | null) => Promise<void>} Send */
/** Which page: `demand` is the counsellor's, `order` the case officer's. @typedef {"demand" | "order"} Prefix */

/** @param {any} file @param {Send} send @param {Prefix} prefix */
export function showOrders(file, send, prefix) {
  byId(`${prefix}-lines`).replaceChildren(...file.demands.map((/** @type {any} */ one) => orderLine(one, file, send)));
  byId(`${prefix}-part`).hidden = !canAct(file);
}

/** Who may not write to the reporter can still record an order. @param {any} file */
const canAct = ({ whyNot }) => whyNot === null || whyNot === "mute";

/** The form under a case. @param {Send} send @param {Prefix} prefix @param {() => string} idOf the case on screen */
export function prepareOrders(send, prefix, idOf) {
  byId(`${prefix}-form`).addEventListener("submit", (event) => void submit(event, send, prefix, idOf()));
}

/** The look for orders that wait for this person. */
export function prepareWaiting() {
  byId("waiting-look").addEventListener("click", () => look("waitingDemands", {}));
}

/** Why an order is dropped. @param {string} reason */
export function dropWords(reason) {
  const words = /** @type {Record<string, string>} */ ({
    withdrawn: t("whoever ordered it took it back"),
    "not-owed": t("a court or a lawyer found that nobody has to obey it"),
    mistaken: t("it was recorded by mistake"),
  });
  return words[reason] ?? reason;
}

/** @param {any} one @param {any} file @param {Send} send */
function orderLine(one, file, send) {
  const made = document.createElement("li");
  const stand = document.createElement("p");
  const held = one.isOpen ? ` ${t("While this order is open, nothing of the case is destroyed.")}` : "";
  stand.textContent = `${orderWords(one)} ${standing(one)}${held}`;
  made.append(stand);
  if (!canAct(file) || !one.isOpen) return made;
  const wish = { id: file.id, demand: one.id };
  if (one.notice === null && file.whyNot === null) made.append(step(t("My newest message told the reporter, with the reasons"), (button) => send("noteNotice", wish, button)), " ");
  if (one.state === "notified" || one.state === "confirmed") made.append(step(t("I disclosed it"), (button) => send("noteDisclosed", wish, button)));
  if (!["disclosed", "drop-asked"].includes(one.state)) made.append(dropForm(wish, one, send));
  return made;
}

/** @param {any} one */
const orderWords = (one) => t("On {day} {who} ordered disclosure. Ground: {basis}.", { day: longDay(one.demandedOn), who: one.demandedBy, basis: one.basis });

/** @param {any} one */
function standing({ state, reason, notice, isWithoutNotice, changedOn }) {
  if (state === "dropped") return t("Dropped on {day}: {reason}. Nothing was disclosed.", { day: longDay(changedOn), reason: dropWords(reason) });
  if (state === "drop-asked") return t("To be dropped, because {reason}. A second person has to agree, as the reporter does not know of it.", { reason: dropWords(reason) });
  if (state === "disclosed") return notice === null ? t("Disclosed. The reporter still has to be told: write that, with the reasons.") : t("Disclosed, and the reporter was told.");
  if (state === "notified") return t("The reporter was told.");
  if (state === "confirmed") return t("A second person agreed that the reporter is told later.");
  return isWithoutNotice ? t("Disclose nothing: a second person has to agree first.") : t("Disclose nothing: tell the reporter first, with the reasons, in a message here.");
}

/** @param {{ id: string, demand: string }} wish @param {any} one @param {Send} send */
function dropForm(wish, one, send) {
  const box = document.createElement("details");
  const body = Object.assign(document.createElement("div"), { className: "body stack" });
  const choice = Object.assign(document.createElement("select"), { className: "control", id: `drop-${one.id}` });
  choice.append(...["withdrawn", "not-owed", "mistaken"].map((reason) => new Option(dropWords(reason), reason)));
  const label = Object.assign(document.createElement("label"), { htmlFor: choice.id, textContent: t("Why is it dropped?") });
  const means = document.createElement("p");
  means.textContent = one.isWithoutNotice && one.notice === null ? t("The reporter does not know of this order, so a second person has to agree.") : t("The reporter sees that it is dropped, and why. Nothing is disclosed, and the case is destroyed on its day again.");
  const place = Object.assign(document.createElement("div"), { className: "field" });
  place.append(label, choice);
  body.append(means, place, step(t("Drop this order"), (button) => send("dropDemand", { ...wish, reason: choice.value }, button)));
  box.append(Object.assign(document.createElement("summary"), { textContent: t("Drop this order") }), body);
  const acts = Object.assign(document.createElement("div"), { className: "acts" });
  acts.append(box);
  return acts;
}

/** @param {string} words @param {(button: HTMLButtonElement) => void} act */
function step(words, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: words });
  button.addEventListener("click", () => act(button));
  return button;
}

/** @param {SubmitEvent} event @param {Send} send @param {Prefix} prefix @param {string} id */
async function submit(event, send, prefix, id) {
  event.preventDefault();
  const [by, ground] = [`${prefix}-by`, `${prefix}-basis`];
  const [demandedBy, basis] = [input(by).value.trim(), input(ground).value.trim()];
  const found = [];
  if (demandedBy === "") found.push({ id: by, message: t("Write which court or authority it is.") });
  if (basis === "") found.push({ id: ground, message: t("Write the article and the law.") });
  showProblems(prefix, [by, ground], found);
  if (found.length > 0) return;
  const withoutNotice = /** @type {HTMLInputElement} */ (byId(`${prefix}-without`)).checked;
  await send("recordDemand", { id, demandedBy, basis, withoutNotice }, null);
  /** @type {HTMLFormElement} */ (byId(`${prefix}-form`)).reset();
}

/** @param {any[]} demands */
function showWaiting(demands) {
  byId("waiting-said").textContent = demands.length === 0 ? t("No order waits for you.") : t("Waiting for you: {n}.", { n: demands.length });
  byId("waiting-lines").replaceChildren(...demands.map((one) => {
    const made = document.createElement("li");
    const question = one.state === "drop-asked"
      ? t("Do you agree that it is dropped, because {reason}? The reporter does not know of it.", { reason: dropWords(one.reason) })
      : t("Do you agree that telling the reporter first would endanger the investigation?");
    const words = document.createElement("p");
    words.textContent = `${orderWords(one)} ${question}`;
    const yes = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: t("I agree, as the second person") });
    yes.addEventListener("click", () => look("confirmDemand", { demand: one.id }));
    made.append(words, yes);
    return made;
  }));
}

/** @param {string} method @param {object} wish */
async function look(method, wish) {
  try {
    showWaiting(await link().call(method, wish));
  } catch (refusal) {
    byId("waiting-said").textContent = sentence(refusal);
  }
}
