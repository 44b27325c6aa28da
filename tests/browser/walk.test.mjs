// The whole job of those who run a survey, from a commune that is new to a campaign that is closed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { addPoint, as, button, link, look, SIZES } from "./manager.mjs";
import { decoded } from "./qr.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const CAMPAIGN = "Ý kiến người dân xã Mẫu Mới";
// The day in Viet Nam, so many days from now.
const day = (days) => new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);

async function answered(page) {
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
}

test("a manager takes a survey from a new commune to its closing", async (t) => {
  // The commune comes into being.
  const administrator = await as("administrator", "/manage/units", s, t, SIZES.desktop);
  await administrator.getByText("Thêm đơn vị").first().click();
  await administrator.locator("#name-vi").fill("Xã Mẫu Mới");
  await administrator.locator("#code").fill("xa-mau-moi");
  await administrator.locator("#kind").selectOption("commune");
  await administrator.locator("#parent").selectOption({ index: 1 });
  await administrator.locator("#from").fill(day(-1));
  await administrator.locator("#form button").last().click();
  await administrator.getByRole("heading", { name: "Xã Mẫu Mới" }).waitFor();

  // A campaign is drafted, and says what it lacks.
  const page = await as("manager", "/manage/campaigns", s, t, SIZES.desktop);
  await page.locator("#add summary").click();
  await page.locator("#name-vi").fill(CAMPAIGN);
  await page.locator("#name-en").fill("What people say in Mau Moi");
  await page.locator("#version").selectOption({ label: "Ý kiến sau khi làm thủ tục (phiên bản 1)" });
  await page.locator("#sampling").selectOption("self_selected");
  await page.locator("#from").fill(day(0));
  await page.locator("#to").fill(day(30));
  await button(page, "Lập đợt khảo sát").click();
  await page.getByRole("heading", { name: "Trước khi mở" }).waitFor();
  const missing = page.locator(".checklist .missing");
  assert.equal(await missing.count(), 3, "units, sectors and points");
  assert.equal(await button(page, "Mở đợt khảo sát").count(), 0);
  await look(page, "walk-1-what-is-missing", { fullPage: true });
  const address = page.url().split("?")[0];
  await page.goto(`${address}/units?find=mau+moi`);
  await page.getByLabel("Xã Mẫu Mới").check();
  await button(page, "Thêm đơn vị").click();
  await page.getByText("Đã lưu.").waitFor();
  await page.goto(address);
  await page.getByLabel("Đất đai").check();
  await page.locator("#sectors").getByRole("button").click();
  await page.getByText("Đã lưu.").waitFor();
  assert.equal(await missing.count(), 1);
  const place = { campaign: CAMPAIGN, unit: "xa-mau-moi" };
  await addPoint(page, { ...place, name: "Bộ phận một cửa" });
  const point = page.url().split("?")[0];
  await addPoint(page, { ...place, name: "Thư mời", mode: "link", invited: true });
  const invited = page.url().split("?")[0];

  // It opens, and its poster is printed and read.
  await page.goto(address);
  assert.equal(await missing.count(), 0);
  await look(page, "walk-2-ready", { fullPage: true });
  await button(page, "Mở đợt khảo sát").click();
  await page.locator(".state-open").first().waitFor();
  await page.goto(`${point}/poster?format=a4`);
  await look(page, "walk-3-poster", { fullPage: true });
  const [scanned] = await decoded(await page.locator(".sheet").screenshot());
  assert.equal(scanned, `${s.origin}/s/${point.slice(-6)}`);

  // A citizen answers, and another one is not finished yet.
  const citizen = await s.page(t, SIZES.phone);
  await citizen.goto(scanned);
  await look(citizen, "walk-4-citizen");
  const slow = await s.page(t, { ...SIZES.phone, javascript: false, expected: [/status of 4\d\d/] });
  await slow.goto(scanned);
  await slow.locator('input[name="q-overall"][value="4"]').check();
  await citizen.waitForSelector(".stepped");
  const next = citizen.locator(".stepper .primary");
  while (await next.isVisible()) await next.click();
  await citizen.locator('input[name="q-overall"][value="5"]').check();
  await button(citizen, "Gửi ý kiến").click();
  await answered(citizen);

  // Four dossiers are invited, of which one answers.
  await page.goto(invited);
  await link(page, "Mời theo danh sách").click();
  await page.locator("#name").fill("Hồ sơ tháng này");
  await page.locator("#last-day").fill(day(20));
  await page.locator("#list").fill("Mã hồ sơ\nHS-1\nHS-2\nHS-3\nHS-4\n");
  await button(page, "Xem lại danh sách").click();
  await button(page, "Phát hành 4 lời mời").click();
  await page.getByText("Đã phát hành.").waitFor();
  const coming = page.waitForEvent("download");
  await button(page, "Tạo và tải 4 liên kết (CSV)").click();
  const csv = await readFile(await (await coming).path(), "utf8");
  const letter = await s.page(t, { ...SIZES.phone, javascript: false });
  await letter.goto(csv.trim().split("\r\n")[2].split(",")[1]);
  await letter.locator('input[name="q-overall"][value="5"]').check();
  await button(letter, "Gửi ý kiến").click();
  await answered(letter);
  await page.reload();
  await page.getByText("1 trên 4 đã trả lời").first().waitFor();
  await look(page, "walk-5-response-rate", { fullPage: true });

  // It closes; whoever comes now, or was in the middle, is told since when.
  await page.goto(address);
  await page.getByText("Tổng số phiếu đã nhận: 2").waitFor();
  await link(page, "Đóng đợt khảo sát…").click();
  await button(page, "Đóng đợt khảo sát").click();
  await page.locator(".state-closed").first().waitFor();
  await look(page, "walk-6-closed", { fullPage: true });
  const [year, month, date] = day(0).split("-").map(Number);
  const told = new RegExp(`Đợt này đã kết thúc lúc .* ngày ${date}/${month}/${year}`);
  await button(slow, "Gửi ý kiến").click();
  await slow.getByText(told).waitFor();
  const late = await s.page(t, { ...SIZES.phone, expected: [/status of 4\d\d/] });
  await late.goto(scanned);
  await late.getByText(told).waitFor();
  await look(late, "walk-7-too-late");
  await page.reload();
  await page.getByText("Tổng số phiếu đã nhận: 2").waitFor();
});
