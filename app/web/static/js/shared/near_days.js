// @ts-check
/** So many days before its last day a duty is near, on every page; the same number as in `app/domain/case_duties.py`, which a test compares. */
export const NEAR_DAYS = 2;
