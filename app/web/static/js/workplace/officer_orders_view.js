// @ts-check
/** Orders to disclose on the case officer's page of a released case. */

import { byId, t } from "/static/js/shared/page.js";
import { desk, link } from "/static/js/workplace/desk.js";
import { prepareOrders, showOrders } from "/static/js/workplace/orders_view.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { refresh } from "/static/js/workplace/screen.js";

/** @type {(view: any) => void} */
let shown = () => undefined;

/** @param {(view: any) => void} show takes the case as it is afterwards */
export function prepareOfficerOrders(show) {
  shown = show;
  prepareOrders(send, "order", () => desk.released.id);
}

/** @param {any} file */
export const showOfficerOrders = (file) => showOrders(file, send, "order");

/** @param {string} step @param {object} wish @param {HTMLButtonElement | null} button */
async function send(step, wish, button) {
  if (button !== null) button.disabled = true;
  byId("order-said").textContent = "";
  try {
    shown(await link().call("orderInReleased", { ...wish, step }));
    refresh();
    byId("order-said").textContent = t("Kept.");
  } catch (refusal) {
    byId("order-said").textContent = /** @type {any} */ (refusal).code !== "policy" ? sentence(refusal)
      : step === "noteNotice" ? t("Not kept: your newest message is older than the order. Write the notice first.") : t("Not kept. Look at what has to come first.");
  } finally {
    if (button !== null) button.disabled = false;
  }
}
