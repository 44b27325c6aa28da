// The analyst's desk: the sectors of a unit, whose figures can be asked for by a form and shared by their address.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, look, SIZES } from "./manager.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`an analyst sees the sectors of a unit, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis", s, t, { ...viewport, javaScriptEnabled });
      assert.ok((await page.locator("tbody tr").count()) > 0, "the latest year has figures");
      if (javaScriptEnabled) {
        await look(page, `analysis-${size}`, { fullPage: true });
      }
      await page.locator('select[name="measure"]').selectOption("feedback");
      await page.locator("main form:has(select[name=measure]) button").first().click();
      await page.waitForURL(/measure=feedback/);
      const shared = page.url();
      assert.match(await page.locator("main").innerText(), /điểm/, "a change is told in points");
      if (javaScriptEnabled) {
        await look(page, `analysis-feedback-${size}`, { fullPage: true });
      }
      await page.goto(shared.replace(/period=[^&]*/, "period=1999"));
      await page.getByText("Chưa có câu trả lời nào", { exact: false }).first().waitFor();
    });
  }
}
