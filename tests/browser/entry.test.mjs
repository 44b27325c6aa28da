// A collector enters paper forms by keys alone, twice, and decides where the entries differ; a citizen withdraws an answer by its receipt.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addPoint, asManager, button, look, SIZES } from "./manager.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

// A place for paper forms at the demonstration collector's commune; gives its code and its campaign's page.
async function paperPlace(t, name) {
  const page = await asManager(s, t, SIZES.desktop);
  await addPoint(page, { name, unit: "xa-mau-phu", mode: "paper" });
  await page.getByRole("heading", { name }).waitFor();
  const code = page.url().split("?")[0].slice(-6);
  const campaign = await page.locator('a[href^="/manage/campaigns/"]').first().getAttribute("href");
  return { page, code, campaign };
}

async function asCollector(t, options) {
  const page = await s.page(t, options);
  const { name, password } = s.accounts.find(({ role }) => role === "collector");
  await page.goto("/manage/entry");
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
  await page.waitForURL("**/manage/entry");
  return page;
}

const checked = (page, name) => page.locator(`input[name="${name}"]:checked`).getAttribute("value");

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`forms are entered by keys alone, twice, and what differs is decided, on a ${size}`, async (t) => {
    const { page: manager, code, campaign } = await paperPlace(t, `Phiếu giấy ${size}`);
    await manager.goto(`${campaign}/entry`);
    await manager.locator("#twice").check();
    await button(manager, "Lưu").click();
    await manager.getByText("Đã lưu.").waitFor();

    const page = await asCollector(t, { ...viewport, expected: [/status of 422/] });
    await look(page, `entry-${size}`);
    await page.goto(`/manage/entry/${code}`);
    // The number is asked for first; from there, keys alone.
    await page.locator("#number").waitFor();
    await look(page, `entry-form-${size}`);
    assert.equal(await page.evaluate(() => document.activeElement.id), "number");
    // Keys count once the browser part is there.
    await page.waitForLoadState("networkidle");
    await page.keyboard.type("7");
    while (!(await page.evaluate(() => document.activeElement.name?.startsWith("q-")))) await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), "q-a1");
    for (const key of ["5", "4", "0", "3"]) await page.keyboard.press(key);
    assert.equal(await checked(page, "q-a1"), "5");
    assert.equal(await checked(page, "q-b1"), "4");
    assert.equal(await checked(page, "q-c1"), "none");
    assert.equal(await checked(page, "q-c2"), "3");
    await page.keyboard.press("-");
    assert.equal(await page.evaluate(() => document.activeElement.name), "q-c2");
    await page.keyboard.press("Backspace");
    assert.equal(await page.locator('input[name="q-c2"]:checked').count(), 0);
    // No complaint was made, so nothing is asked about it.
    for (const key of ["2", "5", "1", "4"]) await page.keyboard.press(key);
    assert.equal(await checked(page, "q-complaint"), "no");
    assert.equal(await checked(page, "q-overall"), "4");
    await look(page, `entry-form-filled-${size}`, { fullPage: true });
    await page.keyboard.press("Enter");
    await page.getByText("Đã giữ lần nhập thứ nhất của phiếu 1 / 7.").waitFor();
    assert.equal(await page.locator("#number").inputValue(), "8");
    assert.equal(await page.locator('input[name^="q-"]:checked').count(), 0);

    // The second entry, with one answer that differs.
    await page.goto(`/manage/entry/${code}/forms`);
    await look(page, `paper-forms-${size}`);
    await page.getByRole("link", { name: /^Nhập lần hai: 1 \/ 7/ }).click();
    await page.waitForLoadState("networkidle");
    await page.locator('input[name="q-a1"]').first().focus();
    for (const key of ["5", "4", "0", "2", "1", "1", "4"]) await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await page.getByText("khác nhau, nên chưa tính").waitFor();
    await page.getByRole("link", { name: "Xem chỗ khác nhau" }).click();
    await look(page, `paper-form-${size}`);
    await button(page, "Lưu phiếu như đã chọn").click();
    await page.getByText("Xin chọn bên đúng ở mọi dòng.").waitFor();
    await page.locator('input[value="first"]').first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.getByText("Đã lưu.").waitFor();
    await manager.goto(`${campaign}/entry`);
    await manager.getByText("Người nhập phiếu mẫu").waitFor();
    await look(manager, `campaign-entry-${size}`, { fullPage: true });
    // Another place of the same campaign is entered by the same rule; it is put back for the next test.
    await manager.locator("#twice").uncheck();
    await button(manager, "Lưu").click();
    await manager.getByText("Đã lưu.").waitFor();
  });

  test(`what is no receipt is said, on a ${size}`, async (t) => {
    const page = await s.page(t, { ...viewport, expected: [/status of 422/] });
    await page.goto("/withdraw");
    await look(page, `withdraw-${size}`);
    await page.locator("#code").fill("ABC");
    await button(page, "Tìm phiếu").click();
    await page.getByText("Mã chưa đúng").first().waitFor();
    assert.equal(await page.locator("#code").inputValue(), "ABC");
    await look(page, `withdraw-wrong-${size}`);
  });
}

test("forms are entered and answers withdrawn without JavaScript", async (t) => {
  const { code } = await paperPlace(t, "Phiếu giấy không JavaScript");
  const page = await asCollector(t, { ...SIZES.phone, javascript: false, expected: [/preloaded/] });
  await page.goto(`/manage/entry/${code}`);
  await page.locator('input[name="q-overall"][value="4"]').check();
  await button(page, "Lưu và nhập phiếu tiếp theo").click();
  await page.getByText("1 phiếu đã nhập ở đây").waitFor();

  const manager = await asManager(s, t, SIZES.desktop);
  await addPoint(manager, { name: "Quầy thử biên nhận", unit: "xa-mau-phu" });
  await manager.getByRole("heading", { name: "Quầy thử biên nhận" }).waitFor();
  const point = manager.url().split("?")[0].slice(-6);
  const citizen = await s.page(t, { ...SIZES.phone, javascript: false, expected: [/preloaded/] });
  await citizen.goto(`/s/${point}`);
  await citizen.locator('input[name="q-overall"][value="1"]').check();
  await button(citizen, "Gửi ý kiến").click();
  const receipt = await citizen.locator(".receipt code").innerText();
  assert.match(receipt, /^[0-9A-Z]{6}-[0-9A-Z]{6}-[0-9A-Z]{6}$/);
  await citizen.reload();
  assert.equal(await citizen.locator(".receipt").count(), 0, "it is shown once, and nobody who comes after sees it");
  await citizen.goto("/withdraw");
  await citizen.locator("#code").fill(receipt.toLowerCase());
  await button(citizen, "Tìm phiếu").click();
  await citizen.getByText("Rút lại ý kiến này?").waitFor();
  await button(citizen, "Rút lại").click();
  await citizen.getByText("Ý kiến đã được rút lại").waitFor();
  await manager.reload();
  const answers = manager.locator("dt", { hasText: "Số phiếu đã nhận" }).locator("+ dd");
  assert.equal(await answers.innerText(), "0");
});

test("the receipt stands on the thanks, on a phone and on a desktop", async (t) => {
  const manager = await asManager(s, t, SIZES.desktop);
  await addPoint(manager, { name: "Màn hình thử", unit: "xa-mau-phu", mode: "kiosk" });
  await manager.getByRole("heading", { name: "Màn hình thử" }).waitFor();
  const point = manager.url().split("?")[0].slice(-6);
  for (const [size, viewport] of Object.entries(SIZES)) {
    const page = await s.page(t, viewport);
    await page.goto(`/s/${point}`);
    await page.locator(".stepper").waitFor();
    const overall = page.locator('input[name="q-overall"][value="4"]');
    while (!(await overall.isVisible())) await button(page, "Tiếp").click();
    await overall.check();
    while (await button(page, "Tiếp").isVisible()) await button(page, "Tiếp").click();
    await button(page, "Gửi ý kiến").click();
    await page.locator(".receipt code").waitFor();
    await look(page, `receipt-${size}`);
    const receipt = await page.locator(".receipt code").innerText();
    assert.ok(!page.url().includes(receipt));
    assert.deepEqual(await page.context().cookies(), [], "nothing stays on the device");
    await page.goto("/withdraw");
    await page.locator("#code").fill(receipt);
    await button(page, "Tìm phiếu").click();
    await page.getByText("Rút lại ý kiến này?").waitFor();
    await look(page, `withdrawal-${size}`);
  }
});
