// @ts-check
/** The people of one authority or helper: who reads a package, letting a colleague in, and who left. */

import { byId, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { go, isSignedIn, say } from "/static/js/workplace/screen.js";

/** Takes the package as it is afterwards. @type {(view: any) => Promise<void>} */
let shownAs = () => Promise.resolve();

/** @param {(view: any) => Promise<void>} shown */
export function preparePackagePeople(shown) {
  shownAs = shown;
}

/** @param {string} tag @param {string} words @param {string} [className] */
const made = (tag, words, className = "") => Object.assign(document.createElement(tag), { textContent: words, className });

/** @param {any} file */
export function showPeople(file) {
  const { people } = file;
  byId("package-people-part").hidden = file.isDeputy || people.length < 2;
  byId("package-people").replaceChildren(...people.map((/** @type {any} */ one) => personLine(file, one)));
}

/** @param {any} file @param {any} one */
function personLine({ id, state }, one) {
  const item = made("li", "", "stack");
  const line = made("p", "");
  line.append(made("b", one.isMe ? t("You") : t("Colleague")), " ", made("span", standing(one), "soft"));
  item.append(line, made("p", one.fingerprint, "small code"));
  const canJoin = !one.isMe && !one.reads && one.state === "active" && ["fetched", "acknowledged", "answered", "declined"].includes(state);
  const lacks = !one.isMe && one.reads && one.state === "active";
  if (canJoin || lacks) {
    const button = Object.assign(made("button", canJoin ? t("I compared it: let this colleague read") : t("Pass on what is new"), "button quiet"), { type: "button" });
    button.setAttribute("aria-label", `${button.textContent} (${one.fingerprint})`);
    button.addEventListener("click", () => { void letRead(id, one.fingerprint, button, canJoin); });
    const place = made("p", "");
    place.append(button);
    item.append(place);
  }
  return item;
}

/** @param {any} one @returns {string} */
function standing({ reads, state }) {
  if (state === "revoked") return t("key revoked, reads nothing");
  if (state !== "active") return t("left the desk");
  return reads ? t("reads this") : t("does not read this yet");
}

/** @param {string} id @param {string} fingerprint @param {HTMLElement} button @param {boolean} isNew */
async function letRead(id, fingerprint, button, isNew) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    const view = await link().call("letColleagueRead", { id, fingerprint });
    if (!isSignedIn() || desk.package?.id !== id) return;
    await shownAs(view);
    say(isNew ? t("Signed: your colleague reads this from now on. The reporter sees that.") : t("Your colleague can open everything now that you can open."));
    go("package");
  } catch (refusal) {
    say(sentence(refusal), "near");
    button.removeAttribute("aria-disabled");
  }
}
