// @ts-check
/** On which day the case will be destroyed, and why then: told from the moment it is known, so that nobody is surprised. */

import { byId, language, longDay, t } from "/static/js/shared/page.js";

/** @param {any} view */
export function showKept({ destroyOn, destroyGround, closedOn }) {
  byId("kept").hidden = destroyOn === null;
  for (const id of ["kept-day", "kept-ground"]) byId(id).textContent = "";
  if (destroyOn === null) return;
  const day = longDay(destroyOn);
  byId("kept-day").textContent = closedOn === null
    ? t("If nobody writes here any more, everything in this case is destroyed on {day}. Then your code and words open nothing any more.", { day })
    : t("On {day} everything in this case is destroyed. Then your code and words open nothing any more. If one of you writes before that day, it is kept longer.", { day });
  byId("kept-ground").textContent = destroyGround?.[language()] ?? "";
}
