// A tablet on which very many answer, one after another on the same page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, device, next, register, UPRIGHT, waiting } from "./kiosk.mjs";
import { site } from "./support.mjs";

let s;
// A quick machine lets more people answer in a minute than a collection point takes: here the page is measured, not the limit.
before(async () => {
  s = await site({ env: { HAILONG_POINT_RATE: "0" } });
});
after(() => s?.close());

// A browser learns a page while it is new: its code is compiled, its lists of loaded files fill up to
// their limits. Only then does what still grows belong to the answers.
const LEARNED = 1_000;
const MORE = 1_000;
/** An answer kept somewhere by mistake is hundreds of bytes; what a browser still compiles late is a few dozen for each. */
const BYTES_EACH = 100;

test("a soak: two thousand people one after another, and the page has not grown", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, UPRIGHT);
  await register(page, made);
  await page.evaluate(() => {
    const { request } = WakeLock.prototype;
    window.locksAsked = 0;
    WakeLock.prototype.request = function (...of) {
      window.locksAsked += 1;
      return request.apply(this, of);
    };
  });
  const cdp = await page.context().newCDPSession(page);
  const heap = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    return (await cdp.send("Runtime.getHeapUsage")).usedSize;
  };
  const people = async (count) => {
    for (let done = 0; done < count; done += 200) {
      await answer(page, 200);
      await next(page);
    }
    await waiting(page, 0, 120_000);
  };
  await people(LEARNED);
  const early = await heap();
  await people(MORE);
  const late = await heap();
  t.diagnostic(`heap after ${LEARNED}: ${early} bytes, after ${LEARNED + MORE}: ${late}`);
  assert.ok(late < early + MORE * BYTES_EACH, `from ${early} to ${late} bytes`);
  assert.equal(await page.evaluate(() => window.locksAsked), 0, "the screen is kept on by the first lock");
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  assert.ok(nodes < 400, `${nodes} elements`);
}, { timeout: 600_000 });
