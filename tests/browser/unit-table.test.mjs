// The units below a unit: ranked, by sector, and the way from a weak figure to an improvement action.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, look, SIZES } from "./manager.mjs";
import { site } from "./support.mjs";

const ASKED = "/analysis/units?unit=tinh-mau&period=2025&measure=";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`an analyst sees units side by side, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis", s, t, { ...viewport, javaScriptEnabled });
      await page.locator('main a[href^="/analysis/units"]').first().click();
      await page.waitForURL(/\/analysis\/units/);
      await page.locator("table.unit-table").first().waitFor();

      await page.goto(`${ASKED}survey`);
      assert.match(await page.locator("table.unit-table").first().innerText(), /có thể từ \d+ đến \d+|rõ ràng/, "ranks with ranges");
      assert.ok((await page.locator("svg.chart circle").count()) > 1, "the ranks are drawn");
      if (javaScriptEnabled) await look(page, `units-survey-${size}`, { fullPage: true });

      await page.goto(`${ASKED}feedback`);
      assert.equal(await page.locator("svg.chart").count(), 0, "self-selected answers rank nobody");
      const heat = page.locator("table.heat");
      assert.ok((await heat.locator("td a").count()) > 3, "numbers that lead on");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, "the page itself does not scroll sideways");
      if (javaScriptEnabled) await look(page, `units-feedback-${size}`, { fullPage: true });

      await page.locator("#find").fill("mau an");
      await page.locator("form[role=search] button").click();
      await page.waitForURL(/find=/);
      assert.match(page.url(), /measure=feedback/, "a search keeps what is looked at");
      assert.ok((await page.locator("table.unit-table").first().locator("tbody tr").count()) >= 1);

      await page.goto(`${ASKED}feedback&sort=share`);
      const weak = page.locator("table.heat a.short").first();
      assert.match(await weak.getAttribute("aria-label"), /Thêm việc cải thiện/);
      await weak.click();
      await page.waitForURL(/\/analysis\/actions\?add/);
      assert.notEqual(await page.locator("#add select[name=sector]").inputValue(), "", "the form knows the sector");
    });
  }
}

test("units are compared on paper in black and white", async (t) => {
  const page = await as("analyst", "/analysis/units", s, t, SIZES.desktop);
  await page.goto(`${ASKED}survey`);
  await page.emulateMedia({ media: "print" });
  await look(page, "units-printed", { fullPage: true });
});
