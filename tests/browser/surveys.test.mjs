// Those who run surveys: campaigns and questionnaires, with and without JavaScript, for thumbs and for tables.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, shot, site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name }).first();

// A program's judgement of a page, and a picture for people.
async function look(page, name, options) {
  await accessible(page);
  await shot(page, name, options);
}

async function signIn(page) {
  const { name, password } = s.accounts.find((known) => known.role === "manager");
  await page.goto("/sign-in");
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
  await page.waitForURL("**/manage/campaigns");
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`a manager prepares a campaign, on a ${size}`, async (t) => {
    const page = await s.page(t, { ...viewport, expected: [/status of 422/] });
    await signIn(page);
    await look(page, `campaigns-${size}`);
    if (size === "phone") {
      await page.locator(".areas-menu summary").click();
      await look(page, "areas-menu");
      await link(page, "Phiếu khảo sát").click();
      await page.waitForURL("**/manage/questionnaires");
      await page.goBack();
    }
    await page.getByText("Lập đợt khảo sát").first().click();
    await page.getByLabel("Tên tiếng Việt").fill(`Khảo sát thử ${size}`);
    await page.getByLabel("Ngày bắt đầu").fill("2026-01-01");
    await button(page, "Lập đợt khảo sát").click();
    await page.getByRole("alert").waitFor();
    await look(page, `campaign-wrong-${size}`);
    assert.equal(await page.getByLabel("Tên tiếng Việt").inputValue(), `Khảo sát thử ${size}`);
    await page.locator("#version").selectOption({ index: 1 });
    await page.locator("#sampling").selectOption("probability");
    await button(page, "Lập đợt khảo sát").click();
    await page.getByRole("heading", { name: "Trước khi mở" }).waitFor();
    await look(page, `campaign-draft-${size}`, { fullPage: true });
    await page.getByRole("link", { name: "Sửa: chưa chọn đơn vị được khảo sát." }).click();
    await page.getByLabel("Tìm theo tên hoặc mã").fill("phuong");
    await button(page, "Tìm").click();
    await page.getByLabel("Phường Mẫu An").check();
    await button(page, "Thêm đơn vị").click();
    await page.getByText("Đã lưu.").waitFor();
    await look(page, `campaign-units-${size}`);
    await link(page, `Khảo sát thử ${size}`).click();
    await page.getByLabel("Đất đai").check();
    await page.locator("#sectors").getByRole("button").click();
    await page.getByText("Đã lưu.").waitFor();
    assert.equal(await page.locator(".checklist .missing").count(), 1, "collection points are all that is missing");
    await link(page, "Xóa bản chuẩn bị").click();
    await look(page, `campaign-removal-${size}`);
    await button(page, "Xóa bản chuẩn bị").click();
    await page.getByText("Đã xóa.").waitFor();
  });

  test(`a manager looks after a campaign that runs, on a ${size}`, async (t) => {
    const page = await s.page(t, viewport);
    await signIn(page);
    await link(page, "Ý kiến sau khi làm thủ tục (thường xuyên)").click();
    await page.getByRole("heading", { name: "Số phiếu" }).waitFor();
    await look(page, `campaign-${size}`, { fullPage: true });
    await link(page, "Đóng đợt khảo sát").click();
    await look(page, `campaign-closing-${size}`);
    await page.goto("/manage/campaigns/archive");
    await look(page, `campaigns-archive-${size}`);
  });

  test(`a manager uploads a questionnaire, on a ${size}`, async (t) => {
    const page = await s.page(t, { ...viewport, expected: [/status of 422/] });
    await signIn(page);
    await page.goto("/manage/questionnaires");
    await look(page, `questionnaires-${size}`);
    await link(page, "Ý kiến nhanh").click();
    await look(page, `questionnaire-${size}`);
    const file = await (await page.request.get("/manage/questionnaires/quick-kiosk/1/file")).text();
    await page.goto("/manage/questionnaires");
    await page.getByText("Tải lên phiếu mới hoặc phiên bản mới").first().click();
    const bad = file.replace('kind = "satisfaction"', 'kind = "smiley"');
    await page.getByLabel("Chọn tệp TOML").setInputFiles({ name: "phieu.toml", mimeType: "application/toml", buffer: Buffer.from(bad) });
    await button(page, "Tải lên phiếu mới hoặc phiên bản mới").click();
    await page.getByRole("alert").waitFor();
    await look(page, `questionnaire-wrong-${size}`, { fullPage: true });
    assert.equal((await page.getByLabel("Hoặc dán nội dung").inputValue()).trim(), bad.trim());
    // Mended where it stands.
    const mended = file.replace("Hài lòng", "Vừa lòng").replace(/(text = \{.*vi = ")/, "$1Hôm nay, ").replace(/vi = "([^"]*)\?"/, 'vi = "Xin cho biết: $1?"');
    await page.getByLabel("Hoặc dán nội dung").fill(mended);
    await button(page, "Tải lên phiếu mới hoặc phiên bản mới").click();
    await page.getByText("Đã lưu.").waitFor();
    await look(page, `questionnaire-draft-${size}`);
    await button(page, "Xem khác biệt").click();
    await page.getByRole("heading", { name: "So sánh hai phiên bản" }).waitFor();
    await look(page, `difference-${size}`);
    await page.goto("/manage/questionnaires/quick-kiosk/draft/removal");
    await button(page, "Xóa bản nháp").click();
    await page.getByText("Đã xóa.").waitFor();
  });

  test(`a questionnaire is seen as citizens see it, on a ${size}`, async (t) => {
    const page = await s.page(t, viewport);
    await signIn(page);
    for (const lang of ["vi", "en"]) {
      await page.goto(`/manage/questionnaires/one-stop-service/1/view?lang=${lang}`);
      await page.locator(".stepper:not([hidden])").waitFor();
      await look(page, `view-${lang}-${size}`);
    }
    // The steps go on to the end, where the button does not send.
    const next = page.locator(".stepper .primary");
    while (await next.isVisible()) await next.click();
    assert.ok(await button(page, "Send").isDisabled());
    await page.getByText("A preview cannot be sent.").waitFor();
    await look(page, `view-end-${size}`);
    assert.equal(await page.evaluate(() => Object.keys(localStorage).length), 0, "nothing is kept on the device");
  });
}

test("without JavaScript, a campaign is begun, changed and searched for", async (t) => {
  const page = await s.page(t, { ...SIZES.phone, javascript: false });
  await signIn(page);
  await page.getByText("Lập đợt khảo sát").first().click();
  await page.getByLabel("Tên tiếng Việt").fill("Khảo sát không kịch bản");
  await page.locator("#version").selectOption({ index: 1 });
  await page.locator("#sampling").selectOption("census");
  await page.getByLabel("Ngày bắt đầu").fill("2026-01-01");
  await button(page, "Lập đợt khảo sát").click();
  await page.getByText("Đã lưu.").waitFor();
  await page.getByLabel("Tên tiếng Anh").fill("Without a script");
  await page.locator("#change").getByRole("button").click();
  await page.getByText("Đã lưu.").waitFor();
  await page.goto("/manage/campaigns?find=khong+kich+ban");
  assert.equal(await page.locator("tbody tr").count(), 1);
  await link(page, "Khảo sát không kịch bản").click();
  await link(page, "Xóa bản chuẩn bị").click();
  await button(page, "Xóa bản chuẩn bị").click();
  await page.getByText("Đã xóa.").waitFor();
});
