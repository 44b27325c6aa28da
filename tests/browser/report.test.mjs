// The report: chosen on a page, opened, printed, kept.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { as, look, SIZES } from "./manager.mjs";
import { accessible, shot, site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`an analyst takes a report and a workbook along, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis", s, t, { ...viewport, javaScriptEnabled, acceptDownloads: true });
      await page.goto("/analysis?measure=survey&period=2025");
      await page.locator('main a[href^="/analysis/report"]').first().click();
      await page.waitForURL(/report\?.*measure=survey/);
      if (javaScriptEnabled) await look(page, `report-${size}`, { fullPage: true });

      const coming = page.waitForEvent("download");
      await page.getByRole("link", { name: "Tải sổ tính" }).click();
      const book = await coming;
      assert.equal(book.suggestedFilename(), "hai-long-report.xlsx");
      assert.equal((await readFile(await book.path())).subarray(0, 2).toString(), "PK");

      await page.getByRole("link", { name: "Mở bản để in" }).click();
      await page.waitForURL(/report\.html\?/);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, "the report itself does not scroll sideways");
      assert.match(await page.locator("main").innerText(), /Phụ lục 1\. Kết quả theo lĩnh vực/);
      if (javaScriptEnabled) {
        await accessible(page);
        await shot(page, `report-paper-${size}`);
      }
      // It needs nothing but itself: no stylesheet, no picture, no program.
      assert.equal(await page.locator("link, script, img").count(), 0);
      // A link of the contents leads there.
      await page.getByRole("link", { name: /^Phụ lục 2/ }).click();
      await page.waitForURL(/#annex-/);
    });
  }
}

test("a report is printed on A4 with its number on every sheet but the first", async (t) => {
  const page = await as("analyst", "/analysis", s, t, SIZES.desktop);
  await page.goto("/analysis/report.html?unit=tinh-mau&period=2025&measure=survey");
  const paper = await page.pdf({ preferCSSPageSize: true });
  const boxes = [...paper.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(([, width, height]) => [Number(width), Number(height)].sort((a, b) => a - b).map(Math.round));
  assert.ok(boxes.length > 4, `${boxes.length} sheets`);
  for (const box of boxes) assert.deepEqual([Math.abs(box[0] - 595) < 2, Math.abs(box[1] - 842) < 2], [true, true], `${box}`);
});
