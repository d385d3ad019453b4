// @ts-check
/**
 * Sentences about an organisation that the report page, the mailbox and the check page share: what failed, and what was checked.
 */

import { longDay, paragraphs, t } from "/static/js/shared/page.js";

/** The pin from the address, `#o=<26 symbols>`; empty when there is none. */
export function pinOfAddress() {
  return new URLSearchParams(window.location.hash.slice(1)).get("o") ?? "";
}

/**
 * Why the list of counsellors cannot be used: a heading and a sentence.
 * @param {{ code: string, device?: string, service?: string, day?: string }} error
 * @returns {{ title: string, text: string }}
 */
export function listProblem(error) {
  switch (error.code) {
    case "network":
      return { title: t("No connection with the service"), text: t("Check your connection and try again.") };
    case "clock":
      return {
        title: t("The date of your device is not right"),
        text: t("Your device says it is {device}. The service says it is {service}. Set the date of your device and check again.", {
          device: longDay(error.device ?? ""),
          service: longDay(error.service ?? ""),
        }),
      };
    case "expired":
      return {
        title: t("The list of counsellors is out of date"),
        text: t("It was valid until {day}. Your browser does not seal new reports with an old list, because a key on it may no longer be safe.", {
          day: longDay(error.day ?? ""),
        }),
      };
    case "unknown":
    case "empty":
      return {
        title: t("There is no list of counsellors yet"),
        text: t("This organisation has not published who may receive reports."),
      };
    case "untrusted":
      return {
        title: t("The list of counsellors cannot be trusted"),
        text: t("The check in your browser failed. Somebody may have changed the list, or the address you followed belongs to another organisation. So nothing is sealed with it."),
      };
    case "busy":
      return { title: t("The service is busy"), text: t("Try again in a few minutes.") };
    default:
      return { title: t("This page was not loaded completely"), text: t("Check your connection and try again.") };
  }
}

/**
 * The facts behind "for those who want to know exactly", as label and text.
 * @param {any} view what the worker told of the organisation
 * @returns {[string, string][]}
 */
export function checkedFacts(view) {
  return [
    [t("Organisation"), view.name],
    [t("Number of the organisation (pin)"), view.pin],
    [
      t("Was the pin known beforehand?"),
      view.pinned
        ? t("Yes. The link or QR code you followed named this organisation, and it matches.")
        : t("No. You came without a pin, so your browser takes this service’s word for which organisation this is. The QR code on a counsellor’s card holds the pin."),
    ],
    [
      t("Who controls the list of counsellors"),
      view.singleSigner
        ? t("One person controls this list of keys. That person could change it alone.")
        : t("At least {threshold} of {signers} people have to sign each change.", { threshold: view.threshold, signers: view.signers }),
    ],
    [t("Is the list up to date?"), view.expired ? t("No, it has expired. No new reports are sealed with it.") : t("Yes.")],
    [t("Does this list stand in the public log?"), view.logged ? t("Yes. The proof holds.") : t("Not yet. New lists get there within two days.")],
    [t("Version of the rules for signing (root)"), String(view.rootVersion)],
    [
      t("Version of the list (directory)"),
      t("Version {version}, made on {issued}, valid until {expires}", {
        version: view.version,
        issued: longDay(view.issued),
        expires: longDay(view.expires),
      }),
    ],
  ];
}

/**
 * A definition list of label and text.
 * @param {[string, string | Node][]} rows
 */
export function definitions(rows) {
  return rows.map(([label, value]) => {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    term.textContent = label;
    text.append(value);
    row.append(term, text);
    return row;
  });
}

/** Somebody's own text, in paragraphs. @param {string} text */
export function written(text) {
  const made = document.createElement("div");
  made.className = "stack";
  made.append(...paragraphs(text));
  return made;
}

/**
 * The answers to the optional questions, as label and text.
 * @param {any} fields of a report's body
 * @param {any[]} people of the directory, to name who is involved
 * @param {Record<string, string>} names of categories, questions and answers, by code
 * @returns {[string, string | Node][]}
 */
export function answerRows(fields, people, names) {
  /** @type {[string, string | Node][]} */
  const rows = [];
  if (Array.isArray(fields.category)) rows.push([t("What it is about"), categoryWords(fields.category, names)]);
  if (typeof fields.categoryOther === "string") rows.push([t("Namely"), written(fields.categoryOther)]);
  const asked = [
    ["when", t("When")], ["where", t("Where")], ["who", t("Who has to do with it")], ["evidence", t("What could show it")],
    ["discussed", t("Talked about before")], ["fear", t("Afraid of")], ["earlier", t("Belongs to an earlier report")],
  ];
  for (const [name, label] of asked) {
    const text = fields[String(name)];
    if (typeof text === "string" && text !== "") rows.push([String(label), written(text)]);
  }
  if (typeof fields.position === "string") rows.push([t("Seen or heard"), names[`position:${fields.position}`] ?? positionWords(fields.position)]);
  for (const code of QUESTIONS) if (fields[code] !== undefined) rows.push([names[code] ?? code, chosenWords(code, fields[code], names)]);
  if (Array.isArray(fields.involved)) {
    const names = fields.involved.map((/** @type {string} */ print) => people.find((one) => one.fingerprint === print)?.name ?? print);
    rows.push([t("Involved in it"), names.join(", ")]);
  }
  return rows;
}

/** Questions with fixed answers, in the order of the page; *position* has a label of its own. */
const QUESTIONS = ["pattern", "place", "power", "affected", "certainty", "manifestation", "grounds", "talked"];

/** @param {string} code @param {unknown} value @param {Record<string, string>} names */
function chosenWords(code, value, names) {
  return [value].flat().map((one) => names[`${code}:${one}`] ?? String(one)).join(", ");
}

/** @param {string[]} category @param {Record<string, string>} names */
function categoryWords(category, names) {
  if (category.some((code) => code in names)) return category.map((code) => names[code] ?? code).join(" · ");
  if (category.length > 1) return t("Both");
  if (category[0] === "conduct") return t("How people treat each other");
  return category[0] === "integrity" ? t("Dishonest or unsafe work") : t("You do not know");
}

/** @param {string} position */
function positionWords(position) {
  if (position === "seen") return t("Seen or went through it yourself");
  return position === "heard" ? t("Heard of it") : t("Both");
}

/** Where somebody works, and whether they are the integrity counsellor, in words. @param {any} person */
export function kindOf(person) {
  const side = person.external ? t("External: does not work for this organisation") : t("Internal: works for this organisation");
  return person.integrity ? `${side} · ${t("integrity counsellor")}` : side;
}

/** The subjects of a counsellor, in words. @param {any} person */
export function subjectsOf(person) {
  const conduct = person.subjects.includes("OO");
  const integrity = person.subjects.includes("IS");
  if (conduct && integrity) return t("Integrity and unwanted conduct");
  return conduct ? t("Unwanted conduct, such as bullying or discrimination") : t("Integrity, such as fraud or danger");
}

/** A fingerprint that can be read and copied. @param {string} text */
export function fingerprintElement(text) {
  const made = document.createElement("span");
  made.className = "print";
  made.translate = false;
  made.textContent = text;
  return made;
}
