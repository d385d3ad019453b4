// Two devices of one counsellor learnt different things; each merges the other's vault.
import { b64 } from "/crypto/js/encoding.js";
import { merged, newestPin, pinOf, sameContent, withDirectoryVersion, withPins } from "/static/js/workplace_worker/pins.js";

const ORG = "aa".repeat(16);
const CASE = "bb".repeat(16);
const key = (fill) => new Uint8Array(32).fill(fill);
const empty = { v: 1, seq: 4, identity: b64(key(1)), orgs: { [ORG]: { box: [b64(key(2))], cases: {}, directoryVersion: 3 } }, later: "kept" };

const here = withDirectoryVersion(withPins(empty, ORG, CASE, key(7), [{ dir: 0, index: 2, hash: key(20) }]), ORG, 5);
const there = withPins(empty, ORG, CASE, key(7), [{ dir: 0, index: 1, hash: key(10) }, { dir: 1, index: 0, hash: key(30) }]);
there.orgs[ORG].box.push(b64(key(3)));
const both = merged(there, here);
const again = merged(here, there);
const pin = pinOf(both, ORG, CASE);

console.log(JSON.stringify({
  untouched: empty.orgs[ORG].cases[CASE] === undefined,
  newestOfReporter: newestPin(pin, 0).index,
  newestOfCounsellor: newestPin(pin, 1).index,
  directoryVersion: both.orgs[ORG].directoryVersion,
  boxes: both.orgs[ORG].box.length,
  unknownMember: both.later,
  sameEitherWay: newestPin(pinOf(again, ORG, CASE), 0).hash === newestPin(pin, 0).hash && again.orgs[ORG].box.length === 2,
  twiceIsOnce: sameContent(merged(both, here), both),
  olderNeverWins: newestPin(pinOf(withPins(both, ORG, CASE, key(7), [{ dir: 0, index: 0, hash: key(99) }]), ORG, CASE), 0).index,
  unknownOrganisation: sameContent(withPins(empty, "cc".repeat(16), CASE, key(7), []), empty),
}));
