// @ts-check
/** How far a package outside came, in the words of what happened and no more. */

import { longDay, t } from "/static/js/shared/page.js";

/** How far a package came: only what happened. @param {any} made @param {string} who @returns {string} */
export function packageWords(made, who) {
  const day = longDay(made.changedOn);
  const words = /** @type {Record<string, string>} */ ({
    waiting: t("Sealed and ready for {who} since {day}. It has not been fetched.", { who, day }),
    fetched: t("{who} fetched it on {day}. Whether it was read we do not know.", { who, day }),
    acknowledged: t("{who} confirmed on {day} that it was received.", { who, day }),
    answered: t("{who} said on {day} that you were given an answer.", { who, day }),
    declined: t("{who} said on {day} that it cannot be taken up there. It went to nobody else. You can choose somebody else.", { who, day }),
    withdrawn: t("You took it back on {day}, before {who} fetched it.", { who, day }),
  });
  return words[made.state] ?? t("It is with {who}.", { who });
}
