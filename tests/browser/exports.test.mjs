// An analyst asks for microdata, sees how far they are, fetches and removes them. The pages have no script: they are asked for again by a header.

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
  test(`an analyst asks for microdata and fetches them, on a ${size}`, async (t) => {
    const page = await as("analyst", "/analysis/exports", s, t, viewport);
    await look(page, `exports-${size}`, { fullPage: true });
    if (!(await page.locator("details.card").evaluate((form) => form.open))) await page.locator("details.card summary").click();
    await page.locator("#format").selectOption("spss");
    await page.locator("#form button").last().click();
    await page.waitForURL(/\/analysis\/exports\/[0-9a-f-]{36}$/);
    const address = page.url();
    // The page asks again by itself until the file is there.
    const link = page.getByRole("link", { name: /^Tải tệp/ });
    await link.waitFor({ timeout: 60_000 });
    await look(page, `export-${size}`, { fullPage: true });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.match(download.suggestedFilename(), /^hailong-.*-spss\.zip$/);
    await page.goto(`${address}/x`);
    await page.getByText("Liên kết này không dẫn đến tệp nào").waitFor();
    assert.equal(page.url(), `${address}?gone`);
    await page.getByRole("link", { name: /^Xóa/ }).click();
    await look(page, `export-removal-${size}`);
    await page.getByRole("button", { name: "Xóa lần xuất này" }).click();
    await page.waitForURL(/\/analysis\/exports\?removed$/);
  });
}
