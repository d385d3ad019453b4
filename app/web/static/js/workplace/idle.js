// @ts-check
/**
 * The page locks itself when nobody has touched it for a quarter of an hour: somebody may have walked away from the desk. One
 * minute before, it says so; any key or movement keeps it open. Time is read from the clock, so a device that slept
 * locks when it wakes.
 */

const LOCK_AFTER = 15 * 60_000;
const WARN_BEFORE = 60_000;
const LOOK_EVERY = 5_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "input"];

/**
 * Watch for signs of life.
 * @param {{active: () => boolean, warn: () => void, calm: () => void, lock: () => void}} what `active`: somebody is signed in;
 *   `calm`: after a warning there was a sign
 */
export function lockWhenIdle({ active, warn, calm, lock }) {
  let last = Date.now();
  let warned = false;
  const sign = () => {
    // A device that slept through the whole time shows it first at this sign, which may be somebody else's.
    if (active() && Date.now() - last >= LOCK_AFTER) lock();
    last = Date.now();
    if (warned) calm();
    warned = false;
  };
  for (const name of SIGNS) window.addEventListener(name, sign, { capture: true, passive: true });
  window.setInterval(() => {
    const quiet = Date.now() - last;
    if (!active()) {
      last = Date.now();
      warned = false;
    } else if (quiet >= LOCK_AFTER) {
      warned = false;
      lock();
    } else if (quiet >= LOCK_AFTER - WARN_BEFORE && !warned) {
      warned = true;
      warn();
    }
  }, LOOK_EVERY);
}
