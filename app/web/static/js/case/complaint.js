// @ts-check
/** The file for a complaint: made here from what the reporter ticks and fills in. Name and text never leave this page but in the file. */

import { keep, made, paper, rowsOf, told } from "/static/js/shared/paper.js";
import { refuse } from "/static/js/case/step_words.js";
import { messageKind, messageRows } from "/static/js/case/talk.js";
import { byId, fieldError, longDay, t } from "/static/js/shared/page.js";

const LINE = "…………………………………………………";
/** Characters of a message that stand beside its box. */
const GLANCE = 90;

/** @type {{ view: any, name: string } | null} */
let shown = null;
let saidWords = () => "";

/** @param {string} id */
const typed = (id) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (byId(id)).value.trim();

/** @param {import("/static/js/case/steps.js").Step} _step this screen asks nothing of the worker */
export function prepare(_step) {
  byId("complaint-form").addEventListener("submit", (event) => {
    event.preventDefault();
    make();
  });
  byId("complaint-form").addEventListener("change", () => {
    fieldError("complaint-parts", "");
    fieldError("complaint-sure", "");
  });
}

/** @param {any} view @param {string} name of the counsellor */
export function show(view, name) {
  const before = new Set(ticked());
  shown = { view, name };
  byId("complaint-parts").replaceChildren(...readable(view).map((one) => part(one, view, name, before.has(one.ref))));
  byId("complaint-said").textContent = saidWords();
}

/** Messages that opened. @param {any} view @returns {any[]} */
const readable = ({ messages }) => messages.filter((/** @type {any} */ one) => one.day !== null);

/** The messages that are ticked, by their hash. */
function ticked() {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#complaint-parts input"));
  return [...boxes].filter((box) => box.checked).map((box) => box.value);
}

/** @param {any} one @param {any} view @param {string} name @param {boolean} isTicked */
function part(one, view, name, isTicked) {
  const label = made("label");
  const box = document.createElement("input");
  const glance = made("span", one.text.length > GLANCE ? `${one.text.slice(0, GLANCE).trim()}…` : one.text);
  label.className = "tick";
  glance.className = "hint";
  Object.assign(box, { type: "checkbox", value: one.ref, checked: isTicked });
  label.append(box, made("span", titleOf(one, one.mine ? t("You") : one.from || name, messageKind(one, view, name)), glance));
  return label;
}

/** @param {any} one @param {string} who @param {string} kind */
const titleOf = (one, who, kind) => [who, kind, longDay(one.day)].filter(Boolean).join(" · ");

function make() {
  if (shown === null) return;
  const wanted = ticked();
  if (wanted.length === 0 && typed("complaint-about") === "") return refuse("complaint-parts", t("Tick at least one message, or write what you complain about."));
  if (!/** @type {HTMLInputElement} */ (byId("complaint-sure")).checked) return refuse("complaint-sure", t("Tick this when you have read it. Otherwise go back."));
  const { view, name } = shown;
  keep(paper(t("Complaint about unwanted conduct"), content(view, name, wanted)), t("complaint.html"));
  saidWords = () => t("The file now stands on this device, among what you downloaded. Read it before you give it to anybody. Nothing was sent.");
  byId("complaint-said").textContent = saidWords();
}

/** @param {any} view @param {string} name @param {string[]} wanted @returns {Node[]} */
function content(view, name, wanted) {
  const chosen = readable(view).filter((one) => wanted.includes(one.ref));
  const about = typed("complaint-about");
  const wish = typed("complaint-wish");
  const note = made("p", t("Made by the person who complains, on their own device. Zegel sent it to nobody."));
  const sign = made("p", t("Date and signature:"), ` ${LINE}`);
  note.className = "soft";
  sign.className = "sign";
  return [
    note,
    made("h2", t("Who complains")),
    rowsOf([
      [t("Name"), typed("complaint-name") || LINE], [t("Address"), typed("complaint-address") || LINE],
      [t("Organisation"), view.orgName], [t("Date"), longDay(view.today)],
    ]),
    ...(about === "" ? [] : [made("h2", t("What it is about")), told("p", about)]),
    ...(wish === "" ? [] : [made("h2", t("What should happen")), told("p", wish)]),
    ...(chosen.length === 0 ? [] : [
      made("h2", t("From the conversation with the confidential counsellor")),
      ...chosen.flatMap((one) => quoted(one, view, name)),
    ]),
    sign,
  ];
}

/** A message as it goes in. @param {any} one @param {any} view @param {string} name @returns {Node[]} */
function quoted(one, view, name) {
  const title = one.mine ? titleOf(one, t("Who complains"), "") : titleOf(one, one.from || name, messageKind(one, view, name));
  const rows = messageRows(one, view);
  return [made("h3", title), ...(one.text === "" ? [] : [told("blockquote", one.text)]), ...(rows.length === 0 ? [] : [rowsOf(rows)])];
}

/** Nothing of the case stays here. */
export function forget() {
  shown = null;
  saidWords = () => "";
}
