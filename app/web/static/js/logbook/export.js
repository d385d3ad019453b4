// @ts-check
/**
 * Chosen entries as text for a form, and as a page that stands alone: sorted by the letters of art. 17da, with receipts.
 * Made in this document; nothing is sent.
 */

import { categoryNames } from "/static/js/shared/category_names.js";
import { language, longDay, t } from "/static/js/shared/page.js";

/** @typedef {{ position: number, text: string, day: string, codes: string[], receivedOn: string | null, receipt: string }} Told */

/** The name of a form of retaliation. @param {string} code */
export const harmName = (code) => categoryNames()[`retaliation:${code}`] ?? code;

/** @param {Told} one */
const keptOn = ({ receivedOn }) => receivedOn === null ? t("the day it was kept is not proved") : t("kept on {day}", { day: longDay(receivedOn) });

/** @param {Told[]} entries */
const byDay = (entries) => [...entries].sort((a, b) => a.day.localeCompare(b.day) || a.position - b.position);

/** Text to take along in a report or message. @param {Told[]} entries */
export function asText(entries) {
  return byDay(entries).map((one) => {
    const harms = one.codes.map(harmName).join("; ");
    const head = `${longDay(one.day)} (${keptOn(one)})${harms === "" ? "" : ` · ${harms}`}`;
    return `${head}\n${one.text}`;
  }).join("\n\n");
}

/**
 * Entries under each form in the order of the law, by day; those without one last. Two forms: under both.
 * @param {Told[]} entries @param {string[]} codes all forms, in order
 * @returns {[string | null, Told[]][]}
 */
export function sortedByHarm(entries, codes) {
  const sorted = byDay(entries);
  /** @type {[string | null, Told[]][]} */
  const groups = codes.map((code) => [code, sorted.filter((one) => one.codes.includes(code))]);
  groups.push([null, sorted.filter((one) => !one.codes.some((code) => codes.includes(code)))]);
  return groups.filter(([, under]) => under.length > 0);
}

/**
 * A page that stands alone, as text; built of nodes, so that nothing in an entry becomes markup.
 * @param {Told[]} entries @param {string[]} codes @param {string} organisation @param {string} today
 */
export function asPage(entries, codes, organisation, today) {
  const page = document.implementation.createHTMLDocument(t("From my logbook"));
  page.documentElement.lang = language();
  const add = (/** @type {Element} */ to, /** @type {string} */ name, /** @type {string} */ text) => {
    const made = page.createElement(name);
    made.textContent = text;
    to.append(made);
    return made;
  };
  const charset = page.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset);
  add(page.head, "style", "body{font:1rem/1.5 system-ui,sans-serif;max-width:66ch;margin:2rem auto;padding:0 1rem}blockquote,pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 1.5rem;padding-left:1rem;border-left:.2rem solid #888}");
  const main = page.createElement("main");
  page.body.append(main);
  add(main, "p", organisation);
  add(main, "h1", t("From my logbook"));
  add(main, "p", t("Entries of a sealed logbook, sorted by the forms of retaliation in article 17da of the Wet bescherming klokkenluiders. An entry with two forms stands under both."));
  for (const [code, under] of sortedByHarm(entries, codes)) {
    add(main, "h2", code === null ? t("No form of article 17da chosen") : harmName(code));
    for (const one of under) {
      add(main, "p", `${longDay(one.day)} · ${keptOn(one)}`);
      add(main, "blockquote", one.text);
    }
  }
  add(main, "h2", t("Receipts"));
  add(main, "p", t("Each is signed with the receipt key of the organisation’s root. It proves that the sealed entry was there on that day."));
  for (const one of byDay(entries)) add(main, "pre", one.receipt);
  add(main, "p", t("Made with Zegel on {day}.", { day: longDay(today) }));
  return `<!doctype html>\n${new XMLSerializer().serializeToString(page.documentElement)}\n`;
}

/** Let the browser keep a page as a file. @param {string} page @param {string} name */
export function keepFile(page, name) {
  const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
