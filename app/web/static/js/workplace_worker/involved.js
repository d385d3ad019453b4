// @ts-check
/** Whom the reporter ticked as involved: sealed in the report, so only clients can keep these people out. */

/** Fingerprints that the reporter ticked. @param {any} conversation @returns {string[]} */
export function involvedIn({ report }) {
  try {
    const { fields } = JSON.parse(new TextDecoder().decode(report.body));
    return Array.isArray(fields?.involved) ? fields.involved : [];
  } catch {
    return [];
  }
}
