// @ts-check
/** Why something did not happen, in a sentence for a person. Every code of the worker ends here, unknown ones too. */

import { longDay, t } from "/static/js/shared/page.js";

/**
 * @param {any} refusal `{code, details}` of the worker
 * @returns {string}
 */
export function sentence(refusal) {
  const code = typeof refusal?.code === "string" ? refusal.code : "failed";
  const details = refusal?.details ?? {};
  switch (code) {
    case "network": return t("There is no connection with the service. Nothing is lost. Try again in a moment.");
    case "busy": return t("The service is busy. Nothing is lost. Try again in a moment.");
    case "denied": return t("The name or the password is not right. Check capitals and spaces, and try again.");
    case "ended": return t("Your password was changed on another device. Sign in again. Copy your text first: it is still on this page.");
    case "locked": return t("This page is locked. Sign in again.");
    case "vault": return t("Your keys could not be opened. The stored keys are damaged or belong to another password. Ask your administrator for the newest backup.");
    case "newer": return t("Meanwhile this case changed. Read what is new above. Your text is still here: send it again if it still fits.");
    case "stale": return t("Your keys are in use on another device at this moment. Nothing is lost. Try again.");
    case "empty": return t("Write something first.");
    case "size": return t("This text is too long. Keep it under 200,000 characters, or send it in two parts.");
    case "clock": return t("Your device says it is {device}, the service says {service}. Nothing can be signed until they agree. Set the clock of your device right.", clockDays(details));
    case "revoked": return t("Your key for this organisation was revoked. You can read, but not send. Ask the administrator what happened.");
    case "absent": return t("Your key is not in the list of this organisation. You can read, but not send. Ask the administrator to publish it.");
    case "untrusted": return t("The list of keys of this organisation cannot be checked. Do not send anything now. Tell the administrator.");
    case "former": return t("Somebody else holds this case now. You can read what was yours, and do nothing in it.");
    case "unopened": return t("The report in this case cannot be opened with your keys, so there is nobody to answer to.");
    case "mute": return t("The reporter did not allow you to write. Sign it without words.");
    case "unlisted": return t("This colleague is not on the list any more, or their key is not valid today.");
    case "gone": return t("This person cannot take over any more. Choose somebody else.");
    case "sealed": return t("Something in it does not hold, so nothing of it is shown. Tell the administrator.");
    case "rules-missing": return rulesMissing();
    case "unknown": return t("This case is not yours any more, or it does not exist.");
    case "policy": case "format": return t("The service refused this. Load the page again; if it happens again, tell the administrator.");
    case "worker": case "closed": return t("The part of this page that holds your keys has stopped. Load the page again and sign in.");
    default: return t("Something went wrong on the service. Nothing is lost. Try again, and tell the administrator if it stays this way.");
  }
}

/** What waits while nobody can say whether both sides must be heard. */
export const rulesMissing = () =>
  t("The rules this case came under are not on the service now. Feedback and closing wait until you recorded that the other side was heard, or until the administrator put the rules back.");

/** @param {any} details */
function clockDays(details) {
  return { device: longDay(String(details.deviceDay)), service: longDay(String(details.serviceDay)) };
}
