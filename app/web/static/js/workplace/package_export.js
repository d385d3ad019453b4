// @ts-check
/** Saving a package as a folder in one file, made on this device: the file for people, the metadata with the hashes, and all the worker gave. */

import { made, paper, rowsOf, told } from "/static/js/shared/paper.js";
import { byId, longDay, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { isSignedIn, say } from "/static/js/workplace/screen.js";
import { zipOf } from "/static/js/workplace/zip.js";

/** Put the button in its place. */
export function preparePackageExport() {
  byId("package-save").addEventListener("click", () => { void save(); });
}

async function save() {
  const file = desk.package;
  if (file === null) return;
  try {
    const { files, metadata } = await link().call("packageFolder", { id: file.id });
    const html = { name: "package.html", bytes: new TextEncoder().encode(paper(t("What a reporter gave to you"), readable(file))) };
    const all = [html, ...files];
    const hashes = await Promise.all(all.map(async ({ name, bytes }) => ({ name, bytes: bytes.length, sha256: await sha256(bytes) })));
    const about = { name: "metadata.json", bytes: new TextEncoder().encode(`${JSON.stringify({ ...metadata, files: hashes }, null, 1)}\n`) };
    if (!isSignedIn()) return;
    download(zipOf([about, ...all]), `zegel-${file.ref}.zip`);
    say(t("The folder is among your downloads. It is not sealed: keep it where only you can read it."));
  } catch (refusal) {
    say(sentence(refusal), "near");
  }
}

/** @param {Uint8Array} bytes */
async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {any} */ (bytes)));
  return [...hash].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} bytes @param {string} name */
function download(bytes, name) {
  const place = document.createElement("a");
  place.href = URL.createObjectURL(new Blob([/** @type {any} */ (bytes)], { type: "application/zip" }));
  place.download = name;
  place.click();
  setTimeout(() => URL.revokeObjectURL(place.href), 0);
}

/** @param {any} file @returns {Node[]} */
function readable({ organisation, ref, madeOn, openedOn, reference, ackLimit, feedbackLimit, letters, talk }) {
  const day = (/** @type {string|null} */ one) => (one === null ? "" : longDay(one));
  return [
    rowsOf([
      [t("Organisation"), organisation.name], [t("Case"), ref], [t("Your number"), reference ?? ""], [t("Sealed for you on"), day(madeOn)], [t("Opened on"), day(openedOn)],
      [t("Confirm by"), day(ackLimit)], [t("Answer by"), day(feedbackLimit)],
    ]),
    made("h2", t("What you may read")), ...letters.flatMap(letter),
    made("h2", t("Your conversation with the reporter")), ...(talk.length === 0 ? [made("p", t("Nothing was written yet."))] : talk.flatMap(letter)),
  ];
}

/** @param {any} one @returns {Node[]} */
function letter({ dir, day, text, error, fields }) {
  const head = made("h3", `${dir === 0 ? t("Reporter") : t("Recipient")}${day === null ? "" : `, ${longDay(day)}`}`);
  if (error !== null) return [head, made("p", t("This message could not be opened ({code}). It may be damaged, or not from this reporter.", { code: error }))];
  const more = Object.entries(fields).map(([name, value]) => /** @type {[string, string]} */ ([name, Array.isArray(value) ? value.join(", ") : String(value)]));
  return [head, told("blockquote", text), ...(more.length === 0 ? [] : [rowsOf(more)])];
}
