// @ts-check
/** The key card: name, role, fingerprint, and a QR code of the page to report on. Made with DOM calls only. */

import { encodeQR } from "/crypto/js/vendor/qr.js";
import { byId, fill, t } from "/static/js/shared/page.js";

const SPACE = "http://www.w3.org/2000/svg";
const QUIET_ZONE = 4;

/**
 * @param {{orgName: string, slug: string, person: string, place: string, subjects: string, role: number,
 *   fingerprint: string, pin: string}} card
 */
export function keyCard(card) {
  const address = pageOf(card);
  return fill("key-card", {
    organisation: card.orgName, name: card.person, role: roleWords(card), fingerprint: groupsOf(card.fingerprint),
    address: address.split("#")[0] ?? "", qr: qrCode(address, t("QR code of the page on which people report")),
  });
}

/**
 * The organisation's page for reporters, with the pin of its root and this card's fingerprint in the fragment, which
 * no browser sends to a server.
 * @param {{slug: string, pin: string, fingerprint: string}} card
 */
function pageOf({ slug, pin, fingerprint }) {
  const host = byId("main").dataset.reporterHost ?? "";
  const port = window.location.port === "" ? "" : `:${window.location.port}`;
  return `${window.location.protocol}//${host}${port}/o/${slug}#o=${pin}&f=${fingerprint}`;
}

/** @param {{role: number, place: string, subjects: string}} card @returns {string} */
export function roleWords({ role, place, subjects }) {
  if (role === 5) return t("case officer of the organisation");
  if (role === 4) return t("auditor of the organisation");
  const names = [role === 2 ? t("confidential integrity counsellor") : t("confidential counsellor")];
  if (place === "external") names.push(t("external: not employed by the organisation"));
  if (place === "internal") names.push(t("internal: employed by the organisation"));
  if (subjects.includes("OO")) names.push(t("unwanted conduct"));
  if (subjects.includes("IS")) names.push(t("integrity"));
  return names.join(" · ");
}

/** Five groups that stay whole when the line breaks. @param {string} fingerprint @returns {Node[]} */
export function groupsOf(fingerprint) {
  const groups = fingerprint.split("-");
  return groups.flatMap((group, at) => {
    const part = document.createElement("span");
    part.className = "nb";
    part.textContent = at === groups.length - 1 ? group : `${group}-`;
    return [part, document.createElement("wbr")];
  });
}

/** @param {string} text @param {string} label */
function qrCode(text, label) {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: QUIET_ZONE });
  const size = rows.length;
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  const ground = document.createElementNS(SPACE, "rect");
  ground.setAttribute("width", String(size));
  ground.setAttribute("height", String(size));
  ground.setAttribute("class", "qr-ground");
  const dots = document.createElementNS(SPACE, "path");
  dots.setAttribute("class", "qr-dots");
  dots.setAttribute("d", rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join(""));
  svg.append(ground, dots);
  return svg;
}

/** Print one part of the page alone. @param {HTMLElement} part */
export function printOnly(part) {
  part.classList.add("print-me");
  document.documentElement.classList.add("print-part");
  window.addEventListener("afterprint", () => {
    part.classList.remove("print-me");
    document.documentElement.classList.remove("print-part");
  }, { once: true });
  window.print();
}
