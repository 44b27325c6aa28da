/** The time on a device, whose clock may be wrong or be set while somebody answers. */

/** Tells moments of this page apart from those of others: only these have comparable `elapsed`. Exact as a number of JavaScript. */
const PAGE = crypto.getRandomValues(new Uint32Array(1))[0];

/** By how many milliseconds the clock is ahead of the server's, as measured at the last contact. */
let skew = 0;

/** This moment, as `app::domain::device::clock::Moment` reads it. */
export function moment() {
  return { wall: Date.now(), elapsed: Math.round(performance.now()), page: PAGE };
}

/** @param {number} serverNow the server's clock a moment ago, in milliseconds */
export function learn(serverNow) {
  skew = Date.now() - serverNow;
}

/** The time by the server's clock, as far as it is known: in Viet Nam, seven hours ahead of UTC, as a date whose UTC parts are the local ones. */
export function local() {
  return new Date(Date.now() - skew + 7 * 3600000);
}

/** Today by this device's clock, `YYYY-MM-DD`, in Viet Nam. */
export function day() {
  return new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);
}

/** @param {number} minutes of the day */
export function hour(minutes) {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
