// The analyst's pages on paper: a sheet of A4 across, in shades of grey, with nothing cut off at its side and nothing that only a screen can use.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, look } from "./manager.mjs";
import { site } from "./support.mjs";

/** A4 across without its margins, in CSS pixels. */
const SHEET = { width: 1031, height: 703 };
const ASKED = "unit=tinh-mau&period=2025&measure=";
const PAGES = {
  overview: `/analysis?${ASKED}survey`,
  "overview-feedback": `/analysis?${ASKED}feedback`,
  units: `/analysis/units?${ASKED}survey`,
  "units-by-map": `/analysis/units?${ASKED}feedback&level=commune`,
  items: `/analysis/items?${ASKED}survey`,
  drivers: `/analysis/drivers?${ASKED}feedback`,
  trust: `/analysis/trust?${ASKED}survey`,
  comments: "/analysis/comments",
  actions: "/analysis/actions",
  indices: "/analysis/indices",
};

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

async function onPaper(page, name) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => document.documentElement.style.setProperty("filter", "grayscale(1)"));
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(beyond <= 0, `${name}: ${beyond} px are cut off`);
  for (const useless of [".areas", ".analysis-versions", "main form", "a.small"]) {
    assert.equal(await page.locator(`${useless}:visible`).count(), 0, `${name}: ${useless}`);
  }
  await look(page, `printed-${name}`, { fullPage: true });
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} on paper`, async (t) => {
    const page = await as("analyst", "/analysis", s, t, SHEET);
    await page.goto(path);
    await onPaper(page, name);
  });
}

test("an item by its groups on paper", async (t) => {
  const page = await as("analyst", "/analysis", s, t, SHEET);
  await page.goto(PAGES.items);
  await page.locator("table.splits tbody th a:not(.small)").first().click();
  await page.waitForURL(/item=/);
  await onPaper(page, "item");
});
