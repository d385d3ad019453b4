// @ts-check
/**
 * What may be said about a package: which short forms are offered, what is wrong with them, and sending. What is typed stays when
 * something goes wrong.
 */

import { byId, longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { input } from "/static/js/workplace/forms.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { go, isSignedIn, refresh, say } from "/static/js/workplace/screen.js";
import { close, emptyForms, listenTo, sendOnce } from "/static/js/workplace/short_forms.js";

const REFERENCE_LIMIT = 120;
const EXTENDED = 12;
const SUPPRESSED = 13;
/** The fields of each form. @type {Record<string, string[]>} */
const FORMS = {
  receive: ["receive-reference"],
  unconfirmed: [],
  ask: ["ask-text"],
  respond: ["respond-text"],
  "more-time": ["more-time-text"],
  decline: ["decline-reason", "decline-text"],
  forward: ["forward-to", "forward-text"],
};
const TEXTS = ["ask-text", "respond-text", "more-time-text", "decline-text", "forward-text"];

/** Every field of a form that holds words of the desk. */
export const PACKAGE_FIELDS = ["receive-reference", ...TEXTS];

/** @param {(view: any) => Promise<void>} shown takes the package as it is afterwards */
export function preparePackageActs(shown) {
  listenTo(FORMS, (act) => submit(act, shown));
}

/** Something was typed that was not sent. */
export const hasUnsentPackageText = () => TEXTS.some((id) => input(id).value.trim() !== "");

/** Empty every form, and close it. */
export const emptyPackageForms = () => emptyForms(FORMS, PACKAGE_FIELDS);

/** Show what may be done now. @param {any} file */
export function showPackageActs(file) {
  const isOpen = ["fetched", "acknowledged"].includes(file.state);
  const canWrite = file.mayWrite && file.canSeal;
  const hasSaid = (/** @type {number} */ kind) => file.signed.some((/** @type {any} */ one) => one.kind === kind);
  const offered = /** @type {Record<string, boolean>} */ ({
    receive: file.state === "fetched" && !hasSaid(SUPPRESSED),
    unconfirmed: file.state === "fetched" && file.isAuthority && !hasSaid(SUPPRESSED),
    ask: canWrite && file.state !== "withdrawn",
    respond: isOpen || (file.state === "answered" && canWrite),
    "more-time": isOpen && file.isAuthority && canWrite && !hasSaid(EXTENDED),
    decline: isOpen,
    forward: isOpen && file.isAuthority && canWrite && file.others.length > 0,
  });
  for (const act of Object.keys(FORMS)) byId(`act-${act}`).hidden = file.isDeputy || offered[act] !== true;
  byId("package-acts").hidden = file.isDeputy || Object.values(offered).every((one) => !one);
  byId("respond-text-field").hidden = !canWrite;
  byId("decline-text-field").hidden = !canWrite;
  byId("decline-reason-field").hidden = !canWrite || !file.isAuthority;
  byId("act-more-time-by").textContent = file.feedbackLimit === null ? "" : t("now {day}", { day: longDay(file.feedbackLimit) });
  const to = /** @type {HTMLSelectElement} */ (byId("forward-to"));
  const before = to.value;
  to.replaceChildren(new Option(t("Choose an authority"), ""), ...file.others.map((/** @type {any} */ one) => new Option(one.name, one.kid)));
  to.value = [...to.options].some((one) => one.value === before) ? before : "";
}

/** The reason that is ticked, or none. */
const reason = () => /** @type {HTMLInputElement|null} */ (document.querySelector("[name=decline-reason]:checked"))?.value ?? "";

/** @param {string} act */
function wishOf(act) {
  const text = TEXTS.includes(`${act}-text`) && !byId(`${act}-text-field`).hidden ? input(`${act}-text`).value : "";
  const wish = { id: desk.package.id, act, text, reference: act === "receive" ? input("receive-reference").value.trim() : "" };
  if (act === "forward") return { ...wish, to: input("forward-to").value };
  return act === "decline" && reason() !== "" ? { ...wish, reason: reason() } : wish;
}

/** @param {string} act @returns {import("/static/js/workplace/forms.js").Problem[]} */
function problemsOf(act) {
  const found = [];
  const isAsked = (/** @type {string} */ id) => !byId(`${id}-field`).hidden;
  if (act === "receive" && input("receive-reference").value.trim().length > REFERENCE_LIMIT) found.push({ id: "receive-reference", message: t("Keep your number under 120 characters.") });
  if (act === "forward" && input("forward-to").value === "") found.push({ id: "forward-to", message: t("Choose the authority that is competent.") });
  if (act === "decline" && isAsked("decline-reason") && reason() === "") found.push({ id: "decline-reason", message: t("Choose the reason.") });
  const isFree = act === "decline" && !isAsked("decline-reason");
  if (!isFree && TEXTS.includes(`${act}-text`) && isAsked(`${act}-text`) && input(`${act}-text`).value.trim() === "") found.push({ id: `${act}-text`, message: sentence({ code: "empty" }) });
  return found;
}

/** @param {string} act @param {(view: any) => Promise<void>} shown */
async function submit(act, shown) {
  const fields = FORMS[act] ?? [];
  await sendOnce(act, fields, problemsOf(act), async () => {
    const view = await link().call("statePackage", wishOf(act));
    for (const id of fields.filter((one) => PACKAGE_FIELDS.includes(one))) input(id).value = "";
    if (!isSignedIn()) return;
    await shown(view);
    close(act);
    say(sentWords(act));
    go("package");
  }, refresh);
}

/** @param {string} act @returns {string} */
function sentWords(act) {
  switch (act) {
    case "receive": return t("Signed: you received it. The reporter sees that.");
    case "unconfirmed": return t("Signed: you confirm nothing. The reporter sees that.");
    case "ask": return t("Sealed and sent. The reporter reads it at the next visit.");
    case "respond": return t("Signed: you gave an answer. The reporter sees that.");
    case "more-time": return t("Signed: you take three months more. The reporter sees that, with your reasons.");
    case "forward": return t("Signed: you do not take it up. The reporter is asked whether it may go on. Without a yes nothing goes.");
    default: return t("Signed: you cannot take it up. The reporter sees that.");
  }
}
