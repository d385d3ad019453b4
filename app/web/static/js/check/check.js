// @ts-check
/**
 * What this page says about itself, computed and verified in the browser: compare it with a counsellor's card.
 */

import { byId, fill, loadTexts, longDay, t } from "/static/js/shared/page.js";
import { tellFailure } from "/static/js/check/list_check.js";
import { checkedFacts, definitions, kindOf, pinOfAddress } from "/static/js/shared/facts.js";
import { openWorker } from "/static/js/shared/worker_link.js";

const slug = byId("main").dataset.slug ?? "";

/** @param {any} person */
function stateWords(person) {
  if (person.state === "revoked") return t("This key has been withdrawn. Do not use it any more.");
  if (person.state === "retired") return t("This person gets no new reports any more.");
  if (!person.offered) return t("This key is not in use now.");
  return t("In use, valid until {day}.", { day: longDay(person.validUntil) });
}

/** @param {any} view */
function showView(view) {
  byId("people").replaceChildren(...view.people.map((/** @type {any} */ person) =>
    fill("person", { name: person.name, kind: kindOf(person), fingerprint: person.fingerprint, state: stateWords(person) })));
  byId("facts-list").replaceChildren(...definitions([
    ...checkedFacts(view),
    [t("Your day"), longDay(view.today)],
  ]));
  byId("result").hidden = false;
}

async function check() {
  const link = openWorker("/static/js/reporter_worker/worker.js");
  // An expired list may be looked at here; the report page refuses it.
  await tellFailure(async () => showView(await link.call("organisation", { slug, pin: pinOfAddress(), existing: true })));
  link.close();
}

byId("again").addEventListener("click", check);
await loadTexts("reporter_scripts");
await check();
