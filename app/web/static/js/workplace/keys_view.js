// @ts-check
/** Your keys: the fingerprint, what each organisation's verified list says about it, and the card to print. */

import { byId, longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { keyCard, printOnly } from "/static/js/workplace/key_card.js";
import { notices, stateWords, tellPractice } from "/static/js/workplace/notices.js";
import { register } from "/static/js/workplace/screen.js";

/** Put the view in its place. @param {() => void} leave signs out and goes to recovery */
export function prepareKeys(leave) {
  register("keys", { title: () => t("Check your keys and print your card"), render });
  byId("keys-recover").addEventListener("click", leave);
}

function render() {
  tellPractice(desk.organisations);
  byId("cards").replaceChildren(...desk.organisations.map(organisationCard));
  link().call("openedMonths").then(tellOpened, () => undefined);
}

/** One quiet line for each organisation: when this key last showed that it opens. @param {Record<string, string>} months */
function tellOpened(months) {
  const lists = byId("cards").querySelectorAll("dl[data-org]");
  for (const list of lists) {
    list.querySelector("[data-opened]")?.remove();
    const month = months[list.getAttribute("data-org") ?? ""];
    const words = month === undefined
      ? t("Not opened yet. Signing in opens it, as soon as there is one.")
      : t("Opened in {month}, by signing in. Reporters see the week.", { month: longDay(`${month}-01`, { month: "long", year: "numeric" }) });
    const line = fact(t("Monthly check"), words);
    line.setAttribute("data-opened", "");
    list.append(line);
  }
}

/** @param {any} one organisation */
function organisationCard(one) {
  const box = document.createElement("section");
  box.className = "organisation-keys stack";
  const heading = Object.assign(document.createElement("h2"), { textContent: one.name || one.slug });
  box.append(heading, ...notices([one]));
  const [key] = one.keys;
  if (key !== undefined) {
    const card = keyCard({ orgName: one.name, slug: one.slug, person: key.name, place: key.place, subjects: key.subjects, role: key.role, fingerprint: key.fingerprint, pin: one.pin });
    const print = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: t("Print this card") });
    print.addEventListener("click", () => printOnly(card));
    box.append(card, print);
  }
  box.append(factList(one, one.keys));
  return box;
}

/** @param {any} one @param {any[]} keys */
function factList(one, keys) {
  const list = document.createElement("dl");
  list.className = "facts small";
  list.setAttribute("data-org", one.org);
  for (const key of keys) {
    const device = deviceWords(key.device);
    const valid = t("{state}, from {from} to {until}", { state: stateWords(key.state), from: longDay(key.from), until: longDay(key.until) });
    list.append(fact(t("Key {number}", { number: key.epoch }), device === "" ? valid : `${valid}. ${device}`));
  }
  if (one.directory !== null) list.append(fact(t("List of keys"), t("version {version}, valid to {day}", { version: one.directory.version, day: longDay(one.directory.expires) })));
  list.append(fact(t("Number of the organisation (pin)"), t("{pin}. Compare it once with the administrator: your card carries it.", { pin: one.pin })));
  list.append(fact(t("Who controls the list"), one.singleSigner ? t("One person controls the list of keys of this organisation.") : t("More than one person must sign each change of the list.")));
  return list;
}

/** @param {string} name @param {string} value */
function fact(name, value) {
  const group = document.createElement("div");
  group.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value }));
  return group;
}

/** @param {string|null} device @returns {string} */
function deviceWords(device) {
  switch (device) {
    case "own": return t("Read on your own device");
    case "practice": return t("Read on a device of your practice");
    case "employer": return t("Read on a device of the employer");
    default: return "";
  }
}
