// What drives satisfaction, and whether the figures can be trusted: both are reached from the sectors, under the same question.

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
    const seen = (page, name) => (javaScriptEnabled ? look(page, `${name}-${size}`, { fullPage: true }) : undefined);
    const isNarrow = async (page) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, "the page itself does not scroll sideways");
    };

    test(`an analyst sees what drives satisfaction, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis", s, t, { ...viewport, javaScriptEnabled });
      await page.goto("/analysis?measure=feedback");
      await page.locator('main a[href^="/analysis/drivers"]').click();
      await page.waitForURL(/drivers\?.*measure=feedback/);
      assert.ok((await page.locator("svg.quadrants circle").count()) >= 2, "the factors are drawn");
      const parts = await page.locator("main tbody tr td:nth-child(3)").allInnerTexts();
      const sum = parts.reduce((sum, part) => sum + Number.parseFloat(part.replace(",", ".")), 0);
      assert.ok(Math.abs(sum - 100) < 0.5, `importance adds up: ${parts}`);
      assert.match(await page.locator("main").innerText(), /không phải nguyên nhân/);
      await isNarrow(page);
      await seen(page, "drivers");
      const household = page.locator('main a[href*="version=household-sipas"]').first();
      await page.locator("details.chosen > summary").click();
      await household.click();
      await page.getByText("không có câu hỏi về sự hài lòng chung", { exact: false }).waitFor();
    });

    test(`an analyst sees whether figures can be trusted, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis", s, t, { ...viewport, javaScriptEnabled });
      await page.goto("/analysis?measure=feedback&period=2026");
      await page.locator('main a[href^="/analysis/trust"]').click();
      await page.waitForURL(/trust\?.*measure=feedback/);
      const text = await page.locator("main").innerText();
      for (const words of ["người được mời đã trả lời", "Dồn dập", "Điện thoại của người dân", "câu chưa từng đến"]) {
        assert.ok(text.includes(words), words);
      }
      await isNarrow(page);
      await seen(page, "trust-feedback");
      await page.locator("details.chosen > summary").click();
      await page.locator('select[name="measure"]').selectOption("survey");
      await page.locator("main form:has(select[name=measure]) button").first().click();
      await page.waitForURL(/measure=survey/);
      assert.match(await page.locator("main").innerText(), /hệ số thiết kế/);
      await seen(page, "trust-survey");
    });
  }
}
