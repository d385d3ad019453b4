// @ts-check
/** The screens of the reporter's own steps, by the name of their view. */

import * as brought from "/static/js/case_brought.js";
import * as complaint from "/static/js/case_complaint.js";
import * as evidence from "/static/js/case_evidence.js";
import * as passing from "/static/js/case_passing_on.js";
import * as releasing from "/static/js/case_releasing.js";
import * as stop from "/static/js/case_stop.js";
import * as track from "/static/js/case_track.js";

/** @type {import("/static/js/case_steps.js").Screens} */
export const screens = { brought, complaint, evidence, passing, releasing, stop, track };
