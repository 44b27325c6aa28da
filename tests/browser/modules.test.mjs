// Rules of the modules that need no browser.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** A module of the application, as it is. */
async function load(name) {
  const text = await readFile(new URL(`../../app/browser/${name}`, import.meta.url), "utf8");
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

test("tries come less and less often, never sooner than the server asks, and not all at once", async () => {
  const { pause } = await load("backoff.js");
  const waits = [1, 2, 3, 6, 50, 5000].map((failures) => pause(failures, null, () => 0));
  assert.deepEqual(waits, [2000, 4000, 8000, 60000, 60000, 60000]);
  assert.equal(pause(1, null, () => 1), 3000);
  assert.equal(pause(1, "30", () => 0), 30000);
  assert.equal(pause(6, "5", () => 0), 60000);
  assert.equal(pause(1, "99999999", () => 0), 3600000);
  for (const nonsense of ["", "-5", "soon", "Sat, 28 Nov 2026 12:00:00 GMT"]) assert.equal(pause(1, nonsense, () => 0), 2000);
});
