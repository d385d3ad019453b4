// @ts-check
/** What the reporter's own steps share: a choice and its error, why a step was not taken, what stays after an end and why. */

import { byId, fieldError, icon, t } from "/static/js/shared/page.js";

/** What is ticked among the choices that are shown; empty when nothing is. @param {string} name */
export function chosenIn(name) {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name=${name}]`));
  return [...radios].find((radio) => radio.checked && !radio.closest("label")?.hidden)?.value ?? "";
}

/** Say what is missing, and go to the first place where it can be given. @param {string} id of the field @param {string} words */
export function refuse(id, words) {
  fieldError(id, words);
  const controls = /** @type {HTMLElement[]} */ ([...byId(`${id}-field`).querySelectorAll("input, textarea")]);
  controls.find((control) => control.offsetParent !== null)?.focus();
}

/**
 * Radios or ticks in their place; what was ticked stays ticked when they are made again.
 * @param {string} name of the place and of the controls @param {"radio" | "checkbox"} type
 * @param {{ value: string, words: string, hint: string }[]} choices
 */
export function putChoices(name, type, choices) {
  const before = tickedIn(name);
  byId(name).replaceChildren(...choices.map(({ value, words, hint }) => {
    const label = document.createElement("label");
    const box = document.createElement("input");
    const body = document.createElement("span");
    label.className = "tick";
    Object.assign(box, { type, name, value, checked: before.includes(value) });
    body.append(words);
    if (hint !== "") body.append(Object.assign(document.createElement("span"), { className: "hint", textContent: hint }));
    label.append(box, body);
    return label;
  }));
}

/** Every value that is ticked. @param {string} name @returns {string[]} */
export const tickedIn = (name) => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name="${name}"]:checked`))].map((one) => one.value);

/** Lines with an icon. @param {[string, string][]} lines name of the icon, and words */
export function marks(lines) {
  return lines.map(([name, words]) => {
    const made = document.createElement("li");
    const said = document.createElement("span");
    said.textContent = words;
    made.append(icon(name), said);
    return made;
  });
}

/** @param {string} code */
export function stepProblem(code) {
  if (code === "network") return t("There was no answer. We do not know yet whether it arrived. Try again: it cannot be done twice.");
  if (code === "stale" || code === "newer") return t("Another window of yours was first. Go back, look for new messages, and try again.");
  if (code === "denied") return t("You are signed out. Sign in again with your code and words.");
  return t("That did not work. Try again in a few minutes.");
}

/** What stays, with the reason; codes of the service (PROTOCOL 3.4) and two of this page. @param {string} code @param {string} name of the counsellor */
export function staysWords(code, name) {
  const words = /** @type {Record<string, string>} */ ({
    order: t("Everything in your case, as long as an order of a court or authority to disclose something is open. Then you can ask again."),
    messages: t("Your messages, sealed, until their term is over. So you can read them again, and come back to them."),
    receipt: t("A receipt that you kept yourself. It shows that something was received, and not what."),
    register: t("A line in the register of your organisation: that a report was received, and when. The law asks for that, so that nobody can make a report disappear."),
    destruction: t("A line in the register that a report was destroyed, on which day, and that its reporter withdrew it. Nothing in it leads to you."),
    released: t("What you let your organisation have. It has its own copy."),
    log: t("Numbers in the public log. They show that nothing was changed in secret. Nobody can open them, or tell that they were yours."),
    memory: t("What {name} has read. Nobody can take that back.", { name }),
    backups: t("Sealed copies in the backups of the service, until they are overwritten."),
  });
  return words[code] ?? code;
}
