// @ts-check
/** Reminders by mail and a calendar of dates: both off until the person asks, each with what others could learn from it. */

import { byId, language, longDay, t } from "/static/js/shared/page.js";
import { link } from "/static/js/workplace/desk.js";
import { input, showProblems } from "/static/js/workplace/forms.js";
import { notice } from "/static/js/workplace/notices.js";
import { sentence } from "/static/js/workplace/refusals.js";
import { refresh, register, say } from "/static/js/workplace/screen.js";

/** @type {any} the setting as the service has it, null until it was read */
let setting = null;

/** Put the view in its place. */
export function prepareReminders() {
  register("reminders", { title: () => t("Choose how you are reminded of a date"), render });
  byId("mail").addEventListener("submit", (event) => {
    event.preventDefault();
    void keep();
  });
  byId("calendar").addEventListener("submit", (event) => {
    event.preventDefault();
    void makeLink();
  });
  byId("mail-stop").addEventListener("click", () => during("mail", async () => {
    told(await link().call("stopReminders"));
    input("mail-to").value = "";
    say(t("Your address is gone. No more mail is sent to it."));
  }));
  byId("calendar-stop").addEventListener("click", () => during("calendar", async () => {
    told(await link().call("stopCalendar"));
    hideLink();
    say(t("The calendar is off. Remove it from your own calendar as well."));
  }));
  byId("calendar-copy").addEventListener("click", () => {
    void navigator.clipboard.writeText(byId("calendar-address").textContent ?? "")
      .then(() => say(t("The link is copied.")), () => say(t("Copying did not work. Select the link and copy it yourself."), "near"));
  });
}

/** Read the setting again when the view is opened. */
export function openReminders() {
  hideLink();
  setting = null;
  void during("mail", async () => {
    told(await link().call("reminders"));
    fillIn();
  });
}

/** Forget what was shown. */
export function forgetReminders() {
  setting = null;
  hideLink();
}

/** @param {any} now */
function told(now) {
  setting = now;
  refresh();
}

function fillIn() {
  input("mail-to").value = setting.mailTo ?? "";
  for (const rhythm of ["daily", "when_needed"]) {
    for (const one of document.querySelectorAll(`[name=mail-rhythm][value=${rhythm}]`)) /** @type {HTMLInputElement} */ (one).checked = setting.rhythm === rhythm;
  }
  /** @type {HTMLSelectElement} */ (byId("mail-language")).value = setting.language ?? language();
}

function hideLink() {
  byId("calendar-link").hidden = true;
  byId("calendar-address").textContent = "";
  input("calendar-agree").checked = false;
}

/** What is switched on now, in words. */
function render() {
  byId("mail-stop").hidden = (setting?.mailTo ?? null) === null;
  byId("calendar-stop").hidden = (setting?.calendarMadeOn ?? null) === null;
  byId("mail-state").replaceChildren(...(setting === null ? [] : mailState()));
  byId("calendar-state").replaceChildren(...(setting === null ? [] : [calendarState()]));
  byId("calendar-start").textContent = (setting?.calendarMadeOn ?? null) === null ? t("Make a calendar link") : t("Make a new link");
}

function mailState() {
  const { mailTo, rhythm, mailIsSent } = setting;
  const when = rhythm === "daily" ? t("Each day the same one.") : t("Only when there is something.");
  if (!mailIsSent) {
    const kept = mailTo === null ? [] : [t("Your choice is kept: {address}.", { address: mailTo }), when];
    return [notice("near", [t("This service sends no mail at this moment."), t("You can keep your choice; it counts from the day on which the administrator sets up mail. Until then look at your worklist yourself."), ...kept])];
  }
  if (mailTo === null) return [notice("open", [t("You get no mail."), t("Then look at your worklist at least twice a week.")])];
  return [notice("met", [t("Mail goes to {address}.", { address: mailTo }), when])];
}

function calendarState() {
  if (setting.calendarMadeOn === null) return notice("open", [t("The calendar is off.")]);
  return notice("met", [t("There is a calendar link, made on {day}.", { day: longDay(setting.calendarMadeOn) })]);
}

async function keep() {
  const address = input("mail-to").value.trim();
  const problem = address === "" ? t("Fill in your mail address.") : t("This is not one plain mail address, such as name@example.org.");
  const wrong = !/^[^\s@",;<>()]{1,64}@[^\s@",;<>()]+\.[^\s@",;<>().]+$/.test(address);
  showProblems("mail", ["mail-to"], wrong ? [{ id: "mail-to", message: problem }] : []);
  if (wrong) return;
  const rhythm = input("mail-rhythm-daily").checked ? "daily" : "when_needed";
  await during("mail", async () => {
    told(await link().call("setReminders", { mailTo: address, rhythm, language: /** @type {HTMLSelectElement} */ (byId("mail-language")).value }));
    say(setting.mailIsSent ? t("Kept. It counts from tomorrow morning.") : t("Kept."));
  }, problem);
}

async function makeLink() {
  const agreed = input("calendar-agree").checked;
  showProblems("calendar", ["calendar-agree"], agreed ? [] : [{ id: "calendar-agree", message: t("Say first that you know where this calendar will be read.") }]);
  if (!agreed) return;
  await during("calendar", async () => {
    const { path } = await link().call("startCalendar");
    told(await link().call("reminders"));
    input("calendar-agree").checked = false;
    byId("calendar-address").textContent = `${window.location.origin}${path}`;
    byId("calendar-link").hidden = false;
    byId("calendar-link-title").focus();
  });
}

/**
 * Do something, and say in the form's own summary what went wrong.
 * @param {"mail"|"calendar"} form @param {() => Promise<void>} work @param {string} [refusedAddress] what `format` means here
 */
async function during(form, work, refusedAddress = "") {
  say("");
  showProblems(form, [form === "mail" ? "mail-to" : "calendar-agree"], []);
  try {
    await work();
  } catch (refusal) {
    const code = /** @type {any} */ (refusal)?.code;
    const at = code === "format" && refusedAddress !== "" ? { id: "mail-to", message: refusedAddress } : { id: "", message: sentence(refusal) };
    showProblems(form, [form === "mail" ? "mail-to" : "calendar-agree"], [at]);
  }
}
