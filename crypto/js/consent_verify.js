/** What every recipient checks before anything moves (PROTOCOL.md 5, 10): the names of section 10, a file for each format. */
export { FLAG, PURPOSE, parseToken, rolesOf, scopeHash, verifyConsent } from './consent_token.js';
export { pack, parsePackage } from './package.js';
export { checkUnableActor, verifyRelease } from './release.js';
export { parseRewrap, verifyRewrap } from './rewrap_record.js';
