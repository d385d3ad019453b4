// @ts-check
/**
 * Check a receipt in the page. Everything that is needed is fetched first; after that nothing is asked and nothing is sent.
 */

import { byId, chip, fieldError, loadTexts, longDay, t } from "/static/js/shared/page.js";
import { tellFailure } from "/static/js/check/list_check.js";
import { checkLogbookReceipt, checkProof, checkReceipt, isOfLogbook } from "/static/js/check/receipt_facts.js";
import { fetchOrganisation } from "/static/js/shared/reporter_client.js";
import { definitions, pinOfAddress } from "/static/js/shared/facts.js";

const SPARREN = 1;
const KLACHT = 3;
const FILE_MAX = 64 * 1024;
const slug = byId("main").dataset.slug ?? "";
/** @type {import("/static/js/shared/reporter_client.js").Root | null} */
let root = null;

/** @param {string} id */
const area = (id) => /** @type {HTMLTextAreaElement} */ (byId(id));

const fetchKeys = () => tellFailure(async () => {
  ({ root } = await fetchOrganisation(slug, pinOfAddress(), true));
  byId("receipt-form").hidden = false;
});

/** Why a receipt is refused, by code: a heading and a sentence. @param {string} code */
function receiptProblem(code) {
  const name = root?.orgName ?? "";
  const words = /** @type {Record<string, [string, string]>} */ ({
    none: [t("This is no receipt"), t("A receipt begins with the line “wbp/1/receipt”, that of a logbook with “wbp/1/logbook-receipt”. Paste the whole text.")],
    part: [t("A part of this receipt is missing or cannot be read"), t("Copy the whole text again, from the first line to the last.")],
    signature: [t("This receipt does not hold"), t("It was not signed by the service of {name}, or something in it was changed afterwards.", { name })],
    other: [t("This receipt belongs to another organisation"), t("Here only receipts of {name} can be checked. Go to the page of the other organisation.", { name })],
    lines: [t("This receipt does not hold"), t("Its lines contradict each other. A service that works well does not give such a receipt. Keep it, and ask advice.")],
  });
  const [title, text] = words[code] ?? /** @type {[string, string]} */ (words.lines);
  return { title, text };
}

/** @param {string} code */
function proofProblem(code) {
  const words = /** @type {Record<string, string>} */ ({
    none: t("The proof is none: it begins with the line “c2sp.org/tlog-proof@v1”."),
    part: t("A part of the proof is missing or cannot be read."),
    signature: t("The end of the log was not signed by the log of this organisation."),
    other: t("The proof belongs to another receipt."),
  });
  return words[code] ?? t("The proof does not lead to what the log signed.");
}

/** @param {"met" | "near" | "missed"} state @param {string} word @param {string} title @param {string} text @param {[string, string][]} facts */
function showResult(state, word, title, text, facts) {
  byId("result-chip").replaceChildren(chip(state, word));
  byId("result-title").textContent = title;
  byId("result-text").textContent = text;
  byId("result-facts").hidden = facts.length === 0;
  byId("result-facts").replaceChildren(...definitions(facts));
  byId("result").hidden = false;
  byId("result").focus();
}

/** @param {ReturnType<typeof checkReceipt>} found @param {string} log what the proof shows */
function factsOf({ track, day, ack, feedback, mergeBy }, log) {
  /** @type {[string, string | null][]} */
  const rows = [
    [t("Organisation"), root?.orgName ?? ""],
    [t("Received on"), longDay(day)],
    [t("Sent as"), track === SPARREN ? t("a question for advice") : track === KLACHT ? t("a complaint") : t("a report")],
    [t("Receipt to be confirmed by"), ack === null ? null : longDay(ack)],
    [t("Feedback at the latest by"), feedback === null ? null : longDay(feedback)],
    [t("In the public log"), log === "" ? t("not checked here; it must stand there from {day} on", { day: longDay(mergeBy) }) : log],
  ];
  return rows.flatMap(([label, value]) => (value === null ? [] : [/** @type {[string, string]} */ ([label, value])]));
}

/** @param {import("/static/js/shared/reporter_client.js").Root} keys */
function check(keys) {
  const [receipt, proof] = [area("receipt").value, area("proof").value.trim()];
  const isEmpty = receipt.trim() === "";
  fieldError("receipt", isEmpty ? t("Paste a receipt first.") : "");
  byId("result").hidden = true;
  if (isEmpty) {
    area("receipt").focus();
    return;
  }
  try {
    if (isOfLogbook(receipt)) showLogbook(checkLogbookReceipt(receipt, keys), keys);
    else showReceipt(checkReceipt(receipt, keys), proof, receipt, keys);
  } catch (error) {
    const { title, text } = receiptProblem(/** @type {any} */ (error).code);
    showResult("missed", t("refused"), title, text, []);
  }
}

/** A logbook stands in no public log, so there is no proof to look at. @param {ReturnType<typeof checkLogbookReceipt>} found @param {import("/static/js/shared/reporter_client.js").Root} keys */
function showLogbook({ position, day }, keys) {
  const text = t("The service of {name} signed that it received a sealed entry of a logbook on {day}. It proves no more than the word of the service: no public log stands behind it, so that a logbook can be destroyed without a trace.", { name: keys.orgName, day: longDay(day) });
  showResult("met", t("holds"), t("This receipt of a logbook holds"), text, [[t("Organisation"), keys.orgName], [t("Received on"), longDay(day)], [t("Place in the logbook"), String(position + 1)]]);
}

/** @param {ReturnType<typeof checkReceipt>} found @param {string} proof @param {string} receipt @param {import("/static/js/shared/reporter_client.js").Root} keys */
function showReceipt(found, proof, receipt, keys) {
  const title = t("This receipt holds");
  const text = t("The service of {name} signed that it received a sealed text on {day}.", { name: keys.orgName, day: longDay(found.day) });
  if (proof === "") {
    showResult("met", t("holds"), title, text, factsOf(found, ""));
    return;
  }
  try {
    const { size } = checkProof(proof, receipt, keys);
    showResult("met", t("holds"), title, text, factsOf(found, t("yes, among its first {size} lines", { size })));
  } catch (error) {
    showResult("near", t("proof refused"), t("The receipt holds, the proof does not"), proofProblem(/** @type {any} */ (error).code), factsOf(found, t("not proved")));
  }
}

byId("receipt-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (root !== null) check(root);
});
byId("receipt-file").addEventListener("change", async () => {
  const file = /** @type {HTMLInputElement} */ (byId("receipt-file")).files?.[0];
  if (file === undefined) return;
  if (file.size > FILE_MAX) fieldError("receipt", t("This file is too large for a receipt."));
  else area("receipt").value = await file.text();
});
byId("again").addEventListener("click", fetchKeys);
await loadTexts("reporter_scripts");
await fetchKeys();
