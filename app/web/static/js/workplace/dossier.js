// @ts-check
/**
 * Making the request to the Huis on this device, for a reporter whose name stays hidden, and signing that it was brought. Made from a
 * case by its counsellor, or from what a reporter gave to a helper; nothing of it is sent.
 */

import { keep, paper } from "/static/js/shared/paper.js";
import { byId, longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { huisFields, huisRequest, huisTitle } from "/static/js/workplace/dossier_page.js";
import { input, showProblems } from "/static/js/workplace/forms.js";
import { printOnly } from "/static/js/workplace/key_card.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { go, isSignedIn, register, say } from "/static/js/workplace/screen.js";

const TEXTS = ["dossier-name", "dossier-address", "dossier-employer", "dossier-grounds"];
const FIELDS = ["dossier-agreed", ...TEXTS, "dossier-messages"];
const WORDS = 70;

/** Every field that holds words of whoever files. */
export const DOSSIER_FIELDS = TEXTS;

/** Whose words it is made of. @type {{ from: "case" | "package", file: any } | null} */
let source = null;
/** The request that was made. @type {import("/static/js/workplace/dossier_page.js").HuisRequest | null} */
let request = null;

/** Put the view in its place. */
export function prepareDossier() {
  register("dossier", { title: () => t("Make the request to the Huis, with the reporter’s name hidden"), render });
  byId("dossier-back").addEventListener("click", () => go(source?.from ?? "worklist"));
  byId("case-to-dossier").addEventListener("click", () => begin("case", desk.file));
  byId("package-to-dossier").addEventListener("click", () => begin("package", desk.package));
  byId("dossier-form").addEventListener("submit", (event) => {
    event.preventDefault();
    makeIt();
  });
  byId("dossier-save").addEventListener("click", () => { if (request !== null) keep(paper(huisTitle(), huisRequest(request)), "verzoek-huis.html"); });
  byId("dossier-print").addEventListener("click", () => printOnly(byId("dossier-sheet")));
  byId("dossier-brought").addEventListener("click", () => { void signBrought(); });
}

/** @param {"case" | "package"} from @param {any} file */
function begin(from, file) {
  const isOther = source?.file.id !== file.id;
  source = { from, file };
  if (isOther) {
    request = null;
    for (const id of TEXTS) input(id).value = "";
    input("dossier-court").checked = false;
    input("dossier-employer").value = file.organisation.name;
    byId("dossier-messages").replaceChildren();
    byId("dossier-agreed").replaceChildren();
    showProblems("dossier", FIELDS, []);
  }
  say("");
  go("dossier");
}

/** The reporter's own messages, without the one that tells who they are. */
const told = () => source?.file.letters.filter((/** @type {any} */ one) => one.dir === 0 && one.error === null && one.identity !== true) ?? [];

/** @param {any} one */
const wordsOf = (one) => `${longDay(one.day)}: ${one.text.length > WORDS ? `${one.text.slice(0, WORDS)} …` : one.text}`;

function render() {
  if (source === null) return;
  const isCase = source.from === "case";
  byId("dossier-agreed-field").hidden = !isCase;
  const agreed = /** @type {HTMLSelectElement} */ (byId("dossier-agreed"));
  const before = agreed.value;
  agreed.replaceChildren(new Option(t("Choose a message"), ""), ...told().filter((/** @type {any} */ one) => one.index > 0).map((/** @type {any} */ one) => new Option(wordsOf(one), one.hash)));
  agreed.value = [...agreed.options].some((one) => one.value === before) ? before : "";
  const ticked = chosen();
  byId("dossier-messages").replaceChildren(...told().map((/** @type {any} */ one) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "dossier-message", value: one.id, checked: ticked.includes(one.id) });
    label.className = "tick";
    label.append(box, Object.assign(document.createElement("span"), { textContent: wordsOf(one) }));
    return label;
  }));
  byId("dossier-hint").textContent = t("To print it or save it as PDF, use the print command of your browser.");
  byId("dossier-made").hidden = request === null;
  byId("dossier-fields-part").hidden = request === null;
  byId("dossier-brought-part").hidden = request === null || !isCase;
  byId("dossier-sheet").replaceChildren();
  byId("dossier-fields").replaceChildren(...(request === null ? [] : huisFields(request).map(copyLine)));
  if (request !== null) byId("dossier-sheet").append(Object.assign(document.createElement("h3"), { textContent: huisTitle() }), ...huisRequest(request).map(lower));
}

/** One field of the form, with a button that copies it. @param {[string, string]} field */
function copyLine([label, value]) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: t("Copy: {field}", { field: label }) });
  const text = Object.assign(document.createElement("p"), { className: "written", textContent: value });
  item.className = "stack";
  button.addEventListener("click", () => { void copy(label, value, text); });
  item.append(Object.assign(document.createElement("h4"), { textContent: label }), text, button);
  return item;
}

/** Where a browser does not let a page copy, the field is selected instead. @param {string} label @param {string} value @param {HTMLElement} text */
async function copy(label, value, text) {
  try {
    await navigator.clipboard.writeText(value);
    byId("dossier-copied").textContent = t("Copied: {field}.", { field: label });
  } catch {
    document.getSelection()?.selectAllChildren(text);
    byId("dossier-copied").textContent = t("Your browser does not copy by itself. The text is selected: copy it with the keys you know.");
  }
}

/** On the page the request stands under a heading of its own. @param {Node} node */
function lower(node) {
  if (!(node instanceof HTMLHeadingElement)) return node;
  return Object.assign(document.createElement("h4"), { textContent: node.textContent });
}

const chosen = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=dossier-message]:checked"))].map((one) => one.value);

function problems() {
  const found = TEXTS.filter((id) => input(id).value.trim() === "").map((id) => ({ id, message: t("Fill this in.") }));
  if (chosen().length === 0) found.push({ id: "dossier-messages", message: t("Tick at least one message.") });
  if (source?.from === "case" && input("dossier-agreed").value === "") found.unshift({ id: "dossier-agreed", message: t("Choose the message in which the reporter agreed. Without a yes nothing goes out.") });
  return found;
}

function makeIt() {
  if (source === null) return;
  const found = problems();
  showProblems("dossier", FIELDS, found);
  if (found.length > 0) return;
  const picked = chosen();
  const role = /** @type {HTMLInputElement} */ (document.querySelector("[name=dossier-role]:checked"));
  const [name = "", address = "", employer = "", grounds = ""] = TEXTS.map((id) => input(id).value.trim());
  request = {
    name, address, employer, grounds, isLawyer: role.value === "lawyer", inCourt: input("dossier-court").checked, today: source.file.today,
    receivedOn: source.file.firstReceivedOn ?? source.file.receivedOn ?? null,
    messages: told().filter((/** @type {any} */ one) => picked.includes(one.id)).map((/** @type {any} */ one) => one.text),
  };
  render();
  byId("dossier-made-title").focus();
}

async function signBrought() {
  if (source === null) return;
  const button = /** @type {HTMLButtonElement} */ (byId("dossier-brought"));
  const error = byId("dossier-brought-error");
  error.hidden = true;
  button.disabled = true;
  try {
    const view = await link().call("bringDossier", { id: source.file.id, ref: input("dossier-agreed").value });
    if (!isSignedIn()) return;
    desk.file = view;
    forgetDossier();
    say(t("Signed: you say that you brought it. The reporter sees that."));
    go("case");
  } catch (refusal) {
    error.textContent = sentence(refusal);
    error.hidden = false;
  } finally {
    button.disabled = false;
  }
}

/** Nothing of the request stays here. */
export function forgetDossier() {
  [source, request] = [null, null];
  for (const id of TEXTS) input(id).value = "";
  for (const id of ["dossier-sheet", "dossier-fields", "dossier-copied", "dossier-messages", "dossier-agreed"]) byId(id).replaceChildren();
}
