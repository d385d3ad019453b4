// @ts-check
/** The counsellor is gone, withdrawn or silent: why, in words, and the way to somebody else. */

import { byId, t } from "/static/js/shared/page.js";

/** Why nobody can be expected to hand the case over. @param {string} why @param {string} name @returns {string} */
export function goneWords(why, name) {
  const words = /** @type {Record<string, string>} */ ({
    revoked: t("The key of {name} has been withdrawn.", { name }),
    retired: t("{name} has left as counsellor and gets no new reports.", { name }),
    expired: t("The key of {name} is no longer valid.", { name }),
    absent: t("{name} is no longer on the list of keys.", { name }),
    unable: t("{name} signed to be unable to go on.", { name }),
    silent: t("{name} has signed nothing in more than five days. Five days is no term of the law.", { name }),
  });
  return words[why] ?? "";
}

/** @param {any} view @param {string} name of the counsellor */
export function showGone(view, name) {
  const { why, people } = view.passing;
  byId("gone").hidden = why === "" || view.closedOn !== null;
  byId("gone-title").textContent = why === "silent" ? t("{name} has not reacted yet", { name }) : t("{name} may not be there for you any more", { name });
  byId("gone-text").textContent = `${goneWords(why, name)} ${people.length === 0 ? t("Nobody else on the list can take over now.") : t("You need not wait: you can let another counsellor take over from here.")}`;
}
