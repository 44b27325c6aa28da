// Boundaries of units: an administrator loads them from a file, and an analyst sees the map and goes on from it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, look, SIZES } from "./manager.mjs";
import { site } from "./support.mjs";

const MAP = "/analysis/units?unit=tinh-mau&period=2025&level=commune&measure=";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

function area(properties, east) {
  const ring = [[east, 15], [east + 0.4, 15.1], [east + 0.3, 15.6], [east - 0.05, 15.5], [east, 15]];
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } };
}

/** A file of two communes by name, and of an area that is none. */
function file(...names) {
  const features = names.map((name, place) => area({ TEN_XA: name, DIEN_TICH: 12.5 }, 105 + place * 0.5));
  return { name: "ranh-gioi.geojson", mimeType: "application/geo+json", buffer: Buffer.from(JSON.stringify({ type: "FeatureCollection", features })) };
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`an analyst reads the map and goes on from it, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis", s, t, { ...viewport, javaScriptEnabled });
      await page.goto(`${MAP}survey`);
      const map = page.locator("svg.map");
      assert.ok((await map.locator("a").count()) > 9, "the communes are drawn");
      const box = await map.boundingBox();
      assert.ok(box.width <= viewport.width && box.width > viewport.width / 4, `it fits: ${box.width}`);
      if (javaScriptEnabled) await look(page, `map-${size}`, { fullPage: true });
      // By keyboard, and each says what it is.
      const first = map.locator("a").first();
      assert.match(await first.getAttribute("aria-label"), /^.+: /);
      await first.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/analysis\/items\?unit=/);
    });
  }
}

test("a map is read on paper in black and white", async (t) => {
  const page = await as("analyst", "/analysis/units", s, t, SIZES.desktop);
  await page.goto(`${MAP}feedback`);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => document.documentElement.style.setProperty("filter", "grayscale(1)"));
  await look(page, "map-printed", { fullPage: true });
});

// Afterwards two communes lie elsewhere.
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`an administrator loads boundaries, on a ${size}${how}`, async (t) => {
      const page = await as("administrator", "/manage/units", s, t, { ...viewport, javaScriptEnabled, expected: [/status of 422/] });
      await page.locator('a[href="/manage/outlines"]').click();
      await page.waitForURL(/outlines/);
      await page.locator("#file").setInputFiles({ name: "x.geojson", mimeType: "application/json", buffer: Buffer.from("{}") });
      await page.locator("#property").fill("TEN_XA");
      await page.locator("form:has(#file) button").click();
      await page.locator("#file-problem").waitFor();
      assert.equal(await page.locator("#property").inputValue(), "TEN_XA", "what was typed stays");
      if (javaScriptEnabled) await look(page, `outlines-wrong-${size}`, { fullPage: true });

      await page.locator("#file").setInputFiles(file("Mau Phu", "XÃ MẪU LỘC", "Xã Không Có"));
      await page.locator("form:has(#file) button").click();
      await page.locator("svg.map").waitFor();
      assert.equal(await page.locator("svg.map path.area").count(), 2);
      await page.locator("details:has-text('bỏ qua') > summary").click();
      assert.match(await page.locator("main").innerText(), /“Xã Không Có”: không có đơn vị nào/);
      if (javaScriptEnabled) await look(page, `outlines-seen-${size}`, { fullPage: true });
      await page.getByRole("button", { name: "Nhận ranh giới của 2 đơn vị" }).click();
      await page.waitForURL(/taken=2/);
      assert.match(await page.getByRole("status").innerText(), /2 đơn vị/);
    });
  }
}

test("boundaries are removed after a question", async (t) => {
  const page = await as("administrator", "/manage/outlines", s, t, SIZES.phone);
  await page.locator('a[href="/manage/outlines/removal"]').click();
  await page.waitForURL(/removal/);
  await look(page, "outlines-removal");
  await page.locator("button.danger").click();
  await page.waitForURL(/removed=\d+/);
  assert.equal(await page.locator('a[href="/manage/outlines/removal"]').count(), 0, "there are none any more");
});
