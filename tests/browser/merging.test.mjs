// Units that are merged: chosen, looked at beforehand, done; with figures before and after; and classes of percentages. On a phone and at
// a desk, and without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SIZES, button, link, look } from "./manager.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const MERGING = "/manage/units/merging";
const CLASSES = "/manage/classifications";
// Each test merges communes of its own.
const PAIRS = { phone: ["xa-mau-quang", "xa-mau-giang"], desktop: ["xa-mau-loc", "xa-mau-thinh"] };

async function asAdministrator(t, path, options) {
  const page = await s.page(t, { ...options, expected: [/status of 4\d\d/] });
  const { name, password } = s.accounts.find(({ role }) => role === "administrator");
  await page.goto(path);
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
  await page.waitForURL(`**${path}`);
  return page;
}

const tick = (page, name, code) => page.locator(`input[name="${name}"][value="${code}"]`);

// Chooses two communes that end, each looked for by its name.
async function choose(page, codes) {
  for (const code of codes) {
    await page.getByLabel("Tìm theo tên").fill(code.replaceAll("-", " "));
    await button(page, "Tìm").click();
    await tick(page, "unit", code).check();
  }
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`two communes are merged into a new one, on a ${size}`, async (t) => {
    const page = await asAdministrator(t, MERGING, viewport);
    await look(page, `merging-${size}`, { fullPage: true });
    await choose(page, PAIRS[size]);
    assert.ok(await tick(page, "unit", PAIRS[size][0]).isChecked(), "what was ticked stays");
    await page.locator("#from").fill("2026-03-01");
    await button(page, "Xem trước").click();
    await page.getByRole("alert").waitFor();
    await look(page, `merging-wrong-${size}`, { fullPage: true });
    await page.getByText("Đơn vị thay thế chưa có").click();
    await page.getByLabel("Tên tiếng Việt").fill(`Xã Mẫu Mới ${size}`);
    await page.locator("#code").fill(`xa-mau-moi-${size}`);
    await page.locator("#kind").selectOption("commune");
    await page.locator("#parent").selectOption("tinh-mau");
    await button(page, "Xem trước").click();
    await page.getByRole("heading", { name: "Điều sẽ xảy ra" }).waitFor();
    await look(page, `merging-preview-${size}`, { fullPage: true });
    await button(page, "Gộp đơn vị").click();
    await page.getByText("Đã ghi nhận.").waitFor();
    await page.goto(`/manage/units/xa-mau-moi-${size}`);
    await look(page, `merged-unit-${size}`, { fullPage: true });
    assert.equal(await page.locator(".related a").count(), 2);

    // Anybody sees both: the new unit with what was merged into it, and the old one as it was.
    await page.goto(`/results?unit=xa-mau-moi-${size}&predecessors=1`);
    await look(page, `merged-results-${size}`, { fullPage: true });
    assert.ok((await page.locator("table.by-unit").count()) > 0);
    await page.locator(".history .related a").first().click();
    await page.getByText("Đơn vị này tồn tại đến hết ngày 28/2/2026").waitFor();
    await look(page, `old-results-${size}`);
  });

  test(`classes are set, and figures of samples bear them, on a ${size}`, async (t) => {
    const page = await asAdministrator(t, CLASSES, viewport);
    await look(page, `classifications-${size}`, { fullPage: true });
    await page.getByText("Cách xếp loại đã được ban hành").click();
    await page.getByRole("link", { name: /^Dùng cách xếp loại/ }).click();
    await page.locator("#unit").selectOption("xa-mau-phu");
    await page.locator("#from").fill(size === "phone" ? "2024" : "2023");
    await page.locator("#class-2-bound").fill("95");
    await button(page, "Thêm cách xếp loại").click();
    await page.getByRole("alert").waitFor();
    await look(page, `classification-wrong-${size}`, { fullPage: true });
    await page.locator("#class-2-bound").fill("82,5");
    await button(page, "Thêm cách xếp loại").click();
    await page.getByText("Đã lưu.").waitFor();
    await look(page, `classification-${size}`, { fullPage: true });
    await page.getByRole("link", { name: "Xóa cách xếp loại…" }).click();
    await look(page, `classification-removal-${size}`);
    await page.goto("/results");
    const survey = page.locator(".measure", { has: page.locator("#survey") });
    assert.ok((await survey.getByRole("columnheader", { name: "Xếp loại" }).count()) > 0);
    const feedback = page.locator(".measure", { has: page.locator("#feedback") });
    assert.equal(await feedback.getByRole("columnheader", { name: "Xếp loại" }).count(), 0);
    await survey.scrollIntoViewIfNeeded();
    await look(page, `classes-in-results-${size}`);
  });
}

test("without JavaScript, a merger to come is made and taken back", async (t) => {
  const page = await asAdministrator(t, MERGING, { ...SIZES.phone, javascript: false });
  await choose(page, ["xa-mau-hoa"]);
  await page.getByLabel("Tìm theo tên").fill("mau xuan");
  await button(page, "Tìm").click();
  await tick(page, "successor", "xa-mau-xuan").check();
  assert.ok(await tick(page, "unit", "xa-mau-hoa").isChecked());
  await page.locator("#from").fill("2099-07-01");
  await button(page, "Xem trước").click();
  await button(page, "Sửa lại").click();
  assert.ok(await tick(page, "successor", "xa-mau-xuan").isChecked(), "nothing is lost on the way back");
  await button(page, "Xem trước").click();
  await button(page, "Gộp đơn vị").click();
  await page.getByText("Đã ghi nhận.").waitFor();
  await page.goto("/manage/units/xa-mau-hoa");
  await link(page, "Hủy việc gộp, tách…").click();
  await button(page, "Hủy việc gộp, tách").click();
  await page.getByText("Đã hủy.").waitFor();
  assert.equal(await page.getByText("sẽ chuyển sang").count(), 0);
});
