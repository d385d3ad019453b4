// @ts-check
/** Keeping a report longer and destroying it: two short forms under a row of the register. */

import { t } from "/static/js/shared/page.js";
import { link } from "/static/js/workplace/desk.js";
import { made } from "/static/js/workplace/register_parts.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { say } from "/static/js/workplace/screen.js";

let number = 0;

/** @param {any} refusal */
function refused(refusal) {
  if (refusal?.code !== "policy") return sentence(refusal);
  return t("The register does not allow this now. A report is kept longer only until a later day than it is kept already, and a case officer can destroy it only from its day on. While an order to disclose is open nothing is destroyed.");
}

/**
 * @param {any} line a closed row @param {string} org hex; "" for one's own case
 * @param {() => void} done after it was done
 * @returns {HTMLElement}
 */
export function registerActs(line, org, done) {
  number += 1;
  const until = field("date", t("Keep until"), `until-${number}`);
  const why = field("text", t("Why? It is kept, so name no person."), `why-${number}`);
  const reason = field("text", t("Why is it no longer needed? It is kept, so name no person."), `reason-${number}`);
  const keep = form(t("Keep longer"), [until.box, why.box], async () => {
    const body = { until: until.input.value, reason: why.input.value };
    if (body.until === "" || body.reason.trim() === "") return t("Fill in a day and a reason.");
    await link().call("changeRegister", { org, line: line.id, act: "extension", body });
    say(t("It is kept longer."));
    return "";
  }, done);
  const destroy = form(t("Destroy"), [made("p", "", t("Everything in this case goes: messages, signed statements and this row. It cannot be undone, and the reporter’s code then opens nothing.")), reason.box], async () => {
    if (reason.input.value.trim() === "") return t("Fill in a reason.");
    if (!window.confirm(t("Destroy this case for good?"))) return "-";
    const statement = await link().call("changeRegister", { org, line: line.id, act: "destruction", body: { reason: reason.input.value } });
    say(t("Destroyed. The number of the statement is {number}.", { number: statement.id }));
    return "";
  }, done);
  return made("div", "acts", keep, destroy);
}

/** @param {string} type @param {string} label @param {string} id */
function field(type, label, id) {
  const input = document.createElement("input");
  Object.assign(input, { type, id, className: "control", maxLength: 500 });
  const words = document.createElement("label");
  words.htmlFor = id;
  words.textContent = label;
  return { input, box: made("div", "field", words, input) };
}

/**
 * @param {string} name @param {Node[]} content @param {() => Promise<string>} work gives what is wrong, "" when done
 * @param {() => void} done
 */
function form(name, content, work, done) {
  const box = made("details", "");
  const button = /** @type {HTMLButtonElement} */ (made("button", "button quiet", name));
  button.type = "submit";
  const wrong = made("p", "error");
  wrong.setAttribute("role", "alert");
  const inside = /** @type {HTMLFormElement} */ (made("form", "body stack", ...content, wrong, made("p", "submit", button)));
  inside.noValidate = true;
  inside.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    work().then((fault) => {
      wrong.textContent = fault === "-" ? "" : fault;
      if (fault === "") done();
    }, (refusal) => { wrong.textContent = refused(refusal); }).finally(() => { button.disabled = false; });
  });
  box.append(made("summary", "", name), inside);
  return box;
}
