// A tablet on which very many answer, one after another on the same page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, device, next, register, UPRIGHT, waiting } from "./kiosk.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

test("a soak: two thousand people one after another, and the page has not grown", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, UPRIGHT);
  await register(page, made);
  const cdp = await page.context().newCDPSession(page);
  const heap = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    return (await cdp.send("Runtime.getHeapUsage")).usedSize;
  };
  await answer(page, 200);
  await next(page);
  await waiting(page, 0, 60_000);
  const early = await heap();
  for (let part = 0; part < 9; part += 1) {
    await answer(page, 200);
    await next(page);
  }
  await waiting(page, 0, 120_000);
  const late = await heap();
  t.diagnostic(`heap after 200: ${early} bytes, after 2,000: ${late}`);
  assert.ok(late < early * 1.1, `from ${early} to ${late} bytes`);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  assert.ok(nodes < 400, `${nodes} elements`);
}, { timeout: 600_000 });
