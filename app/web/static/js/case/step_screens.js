// @ts-check
/** The screens of the reporter's own steps, by the name of their view. */

import * as brought from "/static/js/case/brought.js";
import * as complaint from "/static/js/case/complaint.js";
import * as evidence from "/static/js/case/evidence.js";
import * as passing from "/static/js/case/passing_on.js";
import * as releasing from "/static/js/case/releasing.js";
import * as stop from "/static/js/case/stop.js";
import * as track from "/static/js/case/track.js";

/** @type {import("/static/js/case/steps.js").Screens} */
export const screens = { brought, complaint, evidence, passing, releasing, stop, track };
