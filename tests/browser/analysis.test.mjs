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
      const folded = page.locator("details.chosen");
      assert.equal(await folded.getAttribute("open"), null, "what is chosen stands in a line");
      const first = await page.locator("table.courses").boundingBox();
      assert.ok(first.y < viewport.height, `the first figures stand on the first screen, not at ${first.y}`);
      await folded.locator("summary").click();
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
      assert.notEqual(await folded.getAttribute("open"), null, "where nothing can be shown, something else can be chosen");
    });

    test(`an analyst goes down to an item and its groups, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis", s, t, { ...viewport, javaScriptEnabled });
      await page.locator("table.courses tbody th a").first().click();
      await page.waitForURL(/\/analysis\/items\?/);
      assert.ok((await page.locator("svg.answer-bar").count()) > 5, "each item has its bar");
      if (javaScriptEnabled) {
        await look(page, `items-${size}`, { fullPage: true });
      }
      // By keyboard: the first item of the first factor.
      await page.locator("table.splits tbody th a:not(.small)").first().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/item=/);
      for (const id of ["by-mode", "by-time", "by-unit"]) {
        assert.equal(await page.locator(`h3#${id}`).count(), 1, `${id} is shown`);
      }
      await page.locator("details:has(table.split-numbers) > summary").first().focus();
      await page.keyboard.press("Enter");
      assert.ok(await page.locator("details[open] table.split-numbers").first().isVisible(), "the bars can be read as numbers");
      await page.locator("#by").selectOption({ index: 1 });
      await page.locator("form:has(#by) button").click();
      await page.waitForURL(/by=[a-z]/);
      assert.ok((await page.locator("h3#by-question ~ .scroll tbody tr").count()) >= 2, "each group has its row");
      if (javaScriptEnabled) {
        await look(page, `item-${size}`, { fullPage: true });
        await page.emulateMedia({ media: "print" });
        await look(page, `item-print-${size}`, { fullPage: true });
        await page.emulateMedia({ media: "screen" });
      }
      // Back along the trail, with the sector and the unit kept.
      await page.locator("ol.trail a").nth(1).click();
      await page.waitForURL((address) => !address.search.includes("item="));
      await page.locator("ol.trail a").first().click();
      await page.waitForURL(/\/analysis\?/);
    });
  }
}
