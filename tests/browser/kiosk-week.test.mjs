// A tablet that has no network for a week.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, device, kept, next, register, respondents, UPRIGHT, waiting } from "./kiosk.mjs";
import { proxy } from "./proxy.mjs";
import { site } from "./support.mjs";

let s;
let network;
before(async () => {
  s = await site();
  network = await proxy(s.origin);
});
after(async () => {
  await network?.close();
  await s?.close();
});

const GONE = [/net::ERR_/, /Failed to fetch/];

test("a week offline: five thousand answers are stored once, in order, in less than a minute", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, { ...UPRIGHT, by: network.origin, expected: GONE });
  await register(page, made);
  const before = await respondents(s);
  await network.cut();
  for (let part = 0; part < 25; part += 1) {
    await answer(page, 200, (part % 5) + 1);
    await next(page);
  }
  assert.equal((await kept(page)).entries, 5000);
  await network.mend();
  const begun = Date.now();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await waiting(page, 0, 60_000);
  t.diagnostic(`sent in ${Date.now() - begun} ms`);
  assert.equal(await respondents(s), before + 5000);
  // The journal holds, so they came in their order; and there is no gap.
  assert.doesNotMatch(await made.told(), /chưa bao giờ đến|Sổ ghi của máy không liền mạch/);
}, { timeout: 600_000 });
