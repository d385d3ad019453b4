// @ts-check
/**
 * The one worker of a workplace document: keys, session and every request live here; the page only shows what it is
 * told. Ending the worker ends the keys.
 */

import { newPassphrase, parseWordList, unfoldWords } from "/crypto/js/vendor/workplace_protocol.js";
import { serve } from "/static/js/shared/worker_serve.js";
import { enrolExisting, enrolNew, openInvitation, recoveryCode, recoveryCodeTyped } from "/static/js/workplace_worker/enrol_keys.js";
import { acceptCase } from "/static/js/workplace_worker/acceptance.js";
import { signIn, signOut } from "/static/js/workplace_worker/account.js";
import { confirmDemand, dropDemand, linkCase, noteAsked, noteDisclosed, noteNotice, recordDemand, waitingDemands } from "/static/js/workplace_worker/beside.js";
import { bringDossier } from "/static/js/workplace_worker/brought.js";
import { openFile } from "/static/js/workplace_worker/case_file.js";
import { openDrills } from "/static/js/workplace_worker/drills.js";
import { listReleased, openReleased } from "/static/js/workplace_worker/officer.js";
import { orderInReleased } from "/static/js/workplace_worker/officer_orders.js";
import { takeStep, writeReleased } from "/static/js/workplace_worker/officer_writing.js";
import { loadOrganisations } from "/static/js/workplace_worker/organisations.js";
import { packageFolder } from "/static/js/workplace_worker/package_folder.js";
import { letColleagueRead, statePackage } from "/static/js/workplace_worker/package_writing.js";
import { listPackages, openPackageFile } from "/static/js/workplace_worker/packages.js";
import { changeRegister, organisationPage, ownRegister, ownYears } from "/static/js/workplace_worker/register_data.js";
import { openWithCode, setPassword } from "/static/js/workplace_worker/recovery.js";
import { readReminders, setReminders, startCalendar, stopCalendar, stopReminders } from "/static/js/workplace_worker/reminders.js";
import { loadRows } from "/static/js/workplace_worker/worklist_rows.js";
import { write } from "/static/js/workplace_worker/writing.js";

const SUGGESTED_WORDS = 5;

serve({
  signIn: ({ name, password }, progress) => signIn(name, password, progress),
  signOut: () => signOut(),
  organisations: async () => {
    const views = (await loadOrganisations()).map((one) => one.view);
    openDrills().catch(() => undefined);
    return views;
  },
  openedMonths: () => openDrills(),
  rows: ({ after }) => loadRows(after),
  openCase: ({ id }) => openFile(id),
  write: (wish) => write(wish),
  bringDossier: (wish) => bringDossier(wish),
  acceptCase: (wish) => acceptCase(wish),
  packages: () => listPackages(),
  releasedCases: () => listReleased(),
  openReleased: ({ id }) => openReleased(id),
  writeReleased: (wish) => writeReleased(wish),
  takeStep: (wish) => takeStep(wish),
  orderInReleased: (wish) => orderInReleased(wish),
  openPackage: ({ id }) => openPackageFile(id),
  statePackage: (wish) => statePackage(wish),
  letColleagueRead: (wish) => letColleagueRead(wish),
  packageFolder: (wish) => packageFolder(wish),
  noteAsked: (wish) => noteAsked(wish),
  linkCase: (wish) => linkCase(wish),
  recordDemand: (wish) => recordDemand(wish),
  noteNotice: (wish) => noteNotice(wish),
  noteDisclosed: (wish) => noteDisclosed(wish),
  waitingDemands: () => waitingDemands(),
  dropDemand: (wish) => dropDemand(wish),
  confirmDemand: (wish) => confirmDemand(wish),
  reminders: () => readReminders(),
  setReminders: (wanted) => setReminders(wanted),
  stopReminders: () => stopReminders(),
  startCalendar: () => startCalendar(),
  stopCalendar: () => stopCalendar(),
  ownRegister: () => ownRegister(),
  ownYears: ({ org }) => ownYears(org),
  organisationPage: ({ org }) => organisationPage(org),
  changeRegister: (wish) => changeRegister(wish),
  openWithCode: (typed) => openWithCode(typed),
  setPassword: (chosen, progress) => setPassword(chosen, progress),
  suggestPassword: async ({ language }) => {
    const answer = await fetch(`/crypto/wordlists/${language === "en" ? "en" : "nl"}.folded.txt`);
    return newPassphrase(parseWordList(unfoldWords(await answer.text()))).words.slice(0, SUGGESTED_WORDS).join(" ");
  },
  openInvitation: (given) => openInvitation(given),
  recoveryCode: () => recoveryCode(),
  recoveryCodeTyped: (typed) => recoveryCodeTyped(typed),
  enrolNew: (chosen, progress) => enrolNew(chosen, progress),
  enrolExisting: (chosen) => enrolExisting(chosen),
});
