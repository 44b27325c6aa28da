// A manager makes a collection point and prints its poster, and a telephone reads it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addPoint, asManager, button, look, SIZES } from "./manager.mjs";
import { decoded } from "./qr.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const POINTS = 72 / 25.4;
const FORMATS = { a4: [210, 297], a5: [148, 210], tent: [210, 297] };

// The picture as a bad camera sees it.
async function seen(page, picture, style, width) {
  await page.setContent(`<body style="margin: 40px; background: #d8d4cc"><img style="width: ${width}px; ${style}"></body>`);
  await page.evaluate(async (data) => {
    const image = document.querySelector("img");
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
  }, picture.toString("base64"));
  return page.screenshot({ fullPage: true });
}

async function answer(page) {
  await page.locator('input[name="q-overall"][value="5"]').check();
  await button(page, "Gửi ý kiến").click();
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`a point is made, its poster read by a telephone, and its answer counted, on a ${size}`, async (t) => {
    const page = await asManager(s, t, viewport);
    await look(page, `points-${size}`);
    await page.locator("#add summary").click();
    await look(page, `points-add-${size}`, { fullPage: true });
    await addPoint(page, { name: `Quầy thử ${size} | Test counter ${size}` });
    await page.getByRole("heading", { name: `Quầy thử ${size}` }).waitFor();
    await look(page, `point-${size}`, { fullPage: true });
    const address = page.url().split("?")[0];
    const code = address.slice(-6);
    const wanted = `${s.origin}/s/${code}`;
    for (const format of Object.keys(FORMATS)) {
      for (const language of ["vi", "en"]) {
        await page.goto(`${address}/poster?format=${format}&lang=${language}`);
        await look(page, `poster-${format}-${language}-${size}`, { fullPage: true });
        const picture = await page.locator(".sheet").screenshot();
        const codes = await decoded(picture);
        assert.deepEqual([...new Set(codes)], [wanted], `${format} in ${language}`);
      }
    }
    // Small, aslant and out of focus, it is still read.
    await page.goto(`${address}/poster?format=a4&lang=vi`);
    const sheet = await page.locator(".sheet").screenshot();
    const camera = await s.page(t, { width: 900, height: 1300 });
    for (const [style, width] of [
      ["", 200],
      ["rotate: 8deg", 320],
      ["rotate: -14deg; filter: blur(0.8px)", 420],
      ["filter: blur(1.2px) contrast(0.5) brightness(0.8)", 420],
      ["transform: perspective(900px) rotateY(24deg)", 460],
    ]) {
      assert.deepEqual(await decoded(await seen(camera, sheet, style, width)), [wanted], style);
    }
    // The address that was read opens the form, on a telephone and without JavaScript too.
    const citizen = await s.page(t, { ...SIZES.phone, javascript: false });
    await citizen.goto(wanted);
    await answer(citizen);
    await page.goto(address);
    const answers = page.locator("dt", { hasText: "Số phiếu đã nhận" }).locator("+ dd");
    assert.equal(await answers.innerText(), "1");
    assert.ok(await page.getByText("chỉ sửa được tên").isVisible());
  });
}

test("posters are pages of the right size when they are printed, one sheet each", async (t) => {
  const page = await asManager(s, t, SIZES.desktop);
  const points = await page.locator("tbody tr").count();
  assert.ok(points > 10);
  for (const [format, [width, height]] of Object.entries(FORMATS)) {
    await page.goto(`/manage/points/posters?campaign=&unit=phuong-mau-an&format=${format}`);
    const sheets = await page.locator(".sheet").count();
    assert.ok(sheets >= 1);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) => [Number(w), Number(h)]);
    assert.equal(boxes.length, sheets, `${format}: no empty page and none that is cut`);
    for (const [w, h] of boxes) {
      assert.ok(Math.abs(w - width * POINTS) < 2 && Math.abs(h - height * POINTS) < 2, `${format}: ${w} by ${h}`);
    }
  }
});

test("a poster needs no JavaScript", async (t) => {
  const page = await asManager(s, t, { ...SIZES.desktop, javascript: false });
  await page.goto("/manage/points/posters?campaign=&unit=xa-mau-phu&format=a4");
  const codes = await decoded(await page.locator(".sheet").first().screenshot());
  assert.equal(codes.length, 1);
  assert.match(codes[0], /\/s\/[2-9a-z]{6}$/);
});
