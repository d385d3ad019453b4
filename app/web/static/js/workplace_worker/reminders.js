// @ts-check
/** Reminders and the calendar of the account, asked from the worker: the session is there (PROTOCOL 3.4). */

import { asked } from "/static/js/workplace_worker/account.js";

/** @returns {Promise<{mailTo: string|null, rhythm: string, language: string|null, mailIsSent: boolean, calendarMadeOn: string|null}>} */
export function readReminders() {
  return asked("GET", "/w/v1/notifications");
}

/** @param {{mailTo: string, rhythm: string, language: string}} wanted */
export async function setReminders(wanted) {
  await asked("PUT", "/w/v1/notifications", wanted);
  return readReminders();
}

/** Forget the address. */
export async function stopReminders() {
  await asked("DELETE", "/w/v1/notifications");
  return readReminders();
}

/** Make a calendar link; the one before it stops. @returns {Promise<{path: string}>} shown once */
export function startCalendar() {
  return asked("POST", "/w/v1/calendar");
}

/** Stop the calendar. */
export async function stopCalendar() {
  await asked("DELETE", "/w/v1/calendar");
  return readReminders();
}
