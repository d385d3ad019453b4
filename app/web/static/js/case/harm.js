// @ts-check
/** Tell of harm because of the report, by the forms of art. 17da: a sealed message, also after the case was closed. */

import { byId, errorSummary, fieldError, t } from "/static/js/shared/page.js";

/** @param {string} id */
const field = (id) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (byId(id));

/** @param {any} view */
export function showHarm(view) {
  byId("harm-form").hidden = !view.canWrite;
}

/** What was written, or null when something is missing, which is then told. */
function written() {
  const text = field("harm-text").value.trim();
  const day = field("harm-day").value;
  const found = [];
  if (text === "") found.push({ id: "harm-text", message: t("Write what happens to you. One sentence is enough.") });
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day > String(field("harm-day").getAttribute("max"))) found.push({ id: "harm-day", message: t("Choose the day on which it happened, today at the latest.") });
  for (const id of ["harm-text", "harm-day"]) fieldError(id, found.find((one) => one.id === id)?.message ?? "");
  errorSummary(found.length === 0 ? "" : t("Your message was not sent"), found);
  const ticked = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[name="harm"]:checked'));
  return found.length === 0 ? { text, fields: { retaliation: [...ticked].map((one) => one.value), happenedOn: day } } : null;
}

/**
 * @param {{ call: (method: string, params?: any) => Promise<any>, shown: (view: any) => void }} mailbox
 * @param {(view: any) => void} showCase @param {(error: any) => void} tell
 */
export function listenHarm(mailbox, showCase, tell) {
  const form = /** @type {HTMLFormElement} */ (byId("harm-form"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const message = written();
    if (message === null) return;
    const send = /** @type {HTMLButtonElement} */ (byId("harm-send"));
    send.disabled = true;
    byId("harm-said").textContent = t("Sealing and sending…");
    try {
      const view = await mailbox.call("write", message);
      form.reset();
      byId("harm-logbook-said").textContent = "";
      mailbox.shown(view);
      showCase(view);
      byId("harm-said").textContent = t("Sent. It stands in your conversation, named as harm because of your report.");
    } catch (error) {
      byId("harm-said").textContent = "";
      tell(error);
    } finally {
      send.disabled = false;
    }
  });
  byId("harm-logbook").addEventListener("click", async () => {
    const { bring } = await import("/static/js/report/logbook.js");
    await bring(/** @type {HTMLTextAreaElement} */ (field("harm-text")), byId("harm-logbook-said"));
  });
}
