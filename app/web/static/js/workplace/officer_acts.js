// @ts-check
/** The case officer's short forms: which are offered, what is wrong with them, and sending. What is typed stays when something goes wrong. */

import { byId, longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { input } from "/static/js/workplace/forms.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { go, isSignedIn, say } from "/static/js/workplace/screen.js";
import { close, emptyForms, listenTo, sendOnce } from "/static/js/workplace/short_forms.js";

/** The fields of each form; the first one gets the problem of an empty form. */
const FORMS = /** @type {Record<string, string[]>} */ ({
  confirm: ["confirm-text"],
  write: ["write-text"],
  tell: ["tell-text"],
  conclude: ["conclude-looked", "conclude-found", "conclude-did", "conclude-withheld"],
  finish: ["finish-text"],
});

/** Every field of a form that holds words of the officer. */
export const OFFICER_FIELDS = Object.values(FORMS).flat();

/** @param {(view: any) => void} shown takes the case as it is afterwards */
export function prepareOfficerActs(shown) {
  listenTo(FORMS, (act) => submit(act, shown));
}

/** Something was typed that was not sent. */
export const hasUnsentOfficerText = () => OFFICER_FIELDS.some((id) => input(id).value.trim() !== "");

/** Empty every form, and close it. */
export const emptyOfficerForms = () => emptyForms(FORMS, OFFICER_FIELDS);

/** Show what may be done now, and say why not where that helps. @param {any} file */
export function showOfficerActs(file) {
  const isOver = file.closedOn !== null;
  const isHeard = !file.mustHear || file.steps.some((/** @type {any} */ one) => one.step === "other-side-heard");
  const hasSaid = (/** @type {number} */ kind) => file.signed.some((/** @type {any} */ one) => one.kind === kind && one.contestedOn === null);
  const canWrite = file.whyNot === null;
  const isAnswered = file.feedbackOn !== null || file.dismissedOn !== null;
  const offered = /** @type {Record<string, boolean>} */ ({
    confirm: canWrite && !isOver && file.acknowledgedOn === null && !isAnswered,
    write: canWrite,
    tell: canWrite && !isOver,
    conclude: canWrite && !isOver && isHeard && !hasSaid(3) && (file.acknowledgedOn !== null || isAnswered),
    finish: !isOver && isHeard && isAnswered,
  });
  for (const act of Object.keys(FORMS)) byId(`act-${act}`).hidden = offered[act] !== true;
  byId("no-conclude").hidden = isHeard || isOver || file.rulesMissing;
  byId("act-conclude-by").textContent = file.feedbackLimit === null || isAnswered ? "" : t("by {day}", { day: longDay(file.feedbackLimit) });
  byId("act-confirm-by").textContent = file.ackLimit === null ? "" : t("by {day}", { day: longDay(file.ackLimit) });
}

/** @param {string} act */
function wishOf(act) {
  const wish = { id: desk.released.id, act, text: act === "conclude" ? "" : input(`${act}-text`).value };
  if (act !== "conclude") return wish;
  const written = FORMS.conclude?.map((id) => [id.replace("conclude-", ""), input(id).value]).filter(([, text]) => String(text).trim() !== "");
  return { ...wish, fields: Object.fromEntries(written ?? []) };
}

/** @param {string} act @returns {import("/static/js/workplace/forms.js").Problem[]} */
function problemsOf(act) {
  const lacks = (/** @type {string} */ id) => input(id).value.trim() === "";
  if (act === "conclude") return (FORMS.conclude ?? []).slice(0, 3).every(lacks) ? [{ id: "conclude-looked", message: t("Write at least what you looked at, what you found or what you did.") }] : [];
  return act !== "finish" && lacks(`${act}-text`) ? [{ id: `${act}-text`, message: sentence({ code: "empty" }) }] : [];
}

/** @param {string} act @param {(view: any) => void} shown */
async function submit(act, shown) {
  const fields = FORMS[act] ?? [];
  await sendOnce(act, fields, problemsOf(act), async () => {
    const view = await link().call("writeReleased", wishOf(act));
    for (const id of fields) input(id).value = "";
    if (!isSignedIn()) return;
    shown(view);
    close(act);
    say(sentWords(act));
    go("investigation");
  }, ({ code, details }) => {
    if (code === "newer" && details?.view) shown(details.view);
  });
}

/** @param {string} act */
function sentWords(act) {
  if (act === "confirm") return t("You confirmed receipt. The reporter sees it at the next visit.");
  if (act === "conclude") return t("You gave feedback today. The reporter is asked whether it is an answer. Is your work done? Then close the case.");
  if (act === "finish") return t("The case is closed. The reporter sees it at the next visit.");
  return t("Sealed and sent. The reporter reads it at the next visit.");
}
