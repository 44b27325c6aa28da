/** When to try again what could not be sent. */

/** The first wait, in milliseconds. */
const FIRST = 2000;
/** The longest wait of our own accord: a network that is back is noticed within a minute. */
const LONGEST = 60000;
/** The longest wait that a server may ask for. */
const LONGEST_ASKED = 3600000;

/**
 * How long to wait before the next try, in milliseconds: twice as long after each failure, never less than the server asks for, and up to half
 * as long again by chance, so that a hall full of devices whose network came back does not send in one second.
 *
 * @param {number} failures how many tries failed in a row, from 1
 * @param {string | null} retryAfter the server's `Retry-After`, in seconds
 * @param {() => number} chance from 0 to 1
 * @returns {number}
 */
export function pause(failures, retryAfter = null, chance = Math.random) {
  const own = Math.min(FIRST * 2 ** (failures - 1), LONGEST);
  const asked = Math.min(Math.max(Number(retryAfter) * 1000 || 0, 0), LONGEST_ASKED);
  return Math.round(Math.max(own, asked) * (1 + chance() / 2));
}
