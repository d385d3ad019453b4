// @ts-check
/** The screens of the reporter's own steps, by the name of their view. */

import * as complaint from "/static/js/case_complaint.js";
import * as evidence from "/static/js/case_evidence.js";
import * as stop from "/static/js/case_stop.js";
import * as track from "/static/js/case_track.js";

/** @type {import("/static/js/case_steps.js").Screens} */
export const screens = { complaint, evidence, stop, track };
