// A manager draws a sample: a frame is uploaded, designed, looked at, drawn, listed, checked, and its people are invited; without JavaScript too.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { asManager, button, link, look, SIZES } from "./manager.mjs";
import { accessible, site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

// 400 households of five communes with four villages each; one village is larger than the interval.
const COMMUNES = ["Xã Mẫu Bình", "Xã Mẫu Cường", "Phường Mẫu An", "Xã Mẫu Dũng", "Xã Mẫu Hòa"];
function frame(change = (line) => line) {
  const lines = Array.from({ length: 400 }, (_, number) => {
    const village = Math.floor(number / 20);
    const size = village === 9 ? 2400 : 90 + 17 * (village % 7);
    return change([`HO-${String(number + 1).padStart(3, "0")}`, COMMUNES[Math.floor(number / 80)], `Thôn ${village + 1}`, size].join(";"), number);
  });
  return `\ufeffMã hộ;Xã;Thôn;Số hộ\r\n${lines.join("\r\n")}\r\n`;
}

const file = (text) => ({ name: "dan-mau.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

/** Begins a draft that is to be a random sample, and goes to its sample. */
async function begin(page, name) {
  await page.goto("/manage/campaigns");
  await page.getByText("Lập đợt khảo sát").first().click();
  await page.getByLabel("Tên tiếng Việt").fill(name);
  await page.getByLabel("Ngày bắt đầu").fill("2026-01-01");
  await page.locator("#version").selectOption({ index: 1 });
  await page.locator("#sampling").selectOption("probability");
  await button(page, "Lập đợt khảo sát").click();
  await page.getByRole("heading", { name: "Trước khi mở" }).waitFor();
  const address = new URL(page.url()).pathname;
  await link(page, "Chọn mẫu").click();
  return address;
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`a sample is drawn in two stages, on a ${size}`, async (t) => {
    const page = await asManager(s, t, { ...viewport, expected: [/status of 422/] });
    const address = await begin(page, `Khảo sát hộ gia đình ${size}`);
    await look(page, `sample-empty-${size}`, { fullPage: true });
    // A frame with faults: a number twice, a village of no size.
    const broken = frame((line, number) => (number === 6 ? line.replace("007", "006") : number >= 380 ? line.replace(/\d+$/, "0") : line));
    await page.locator("#file").setInputFiles(file(broken));
    await button(page, "Đọc dàn mẫu").click();
    await page.getByText("Đọc được 400 dòng").waitFor();
    await look(page, `sample-read-${size}`, { fullPage: true });
    assert.ok(!(await page.locator("#psus").isVisible()), "what the design does not use is put away");
    await page.locator("#design").selectOption("two-stage");
    assert.ok(await page.locator("#psus").isVisible());
    assert.ok(!(await page.locator("#n").isVisible()));
    assert.equal(await page.locator("#column-psu").inputValue(), "2", "columns are known by their names");
    await page.locator("#psus").fill("10");
    await page.locator("#each").fill("6");
    await button(page, "Xem lại mẫu sẽ chọn").click();
    await page.getByText("21 điều chưa đúng").waitFor();
    await page.getByText("Dòng 8, cột “Mã hộ”: mã này đã có ở dòng 7.").waitFor();
    await look(page, `sample-wrong-${size}`, { fullPage: true });

    await page.locator("#file").setInputFiles(file(frame()));
    await button(page, "Xem lại mẫu sẽ chọn").click();
    await page.getByRole("heading", { name: "Mẫu gồm 60 đơn vị" }).waitFor();
    await look(page, `sample-ready-${size}`, { fullPage: true });
    await page.getByText("Tính cỡ mẫu").click();
    await page.locator("#margin").fill("8");
    await button(page, "Đề xuất cỡ mẫu").click();
    await page.getByText("Đề xuất hỏi").waitFor();
    assert.notEqual(await page.locator("#psus").inputValue(), "10");
    await look(page, `sample-size-${size}`, { fullPage: true });
    await page.locator("#psus").fill("10");
    await button(page, "Xem lại mẫu sẽ chọn").click();
    await page.locator("#seed").fill("07 15 22 31 08 44");
    await button(page, "Chọn 60 đơn vị").click();
    await page.getByText("Đã chọn mẫu.").waitFor();
    await look(page, `sample-drawn-${size}`, { fullPage: true });

    const coming = page.waitForEvent("download");
    await link(page, "Tải danh sách 60 đơn vị (CSV)").click();
    const rows = (await readFile(await (await coming).path(), "utf8")).trim().split("\r\n");
    assert.equal(rows.length, 61);
    assert.equal(rows[0].replace("\ufeff", ""), "Mã,Tầng,Cụm,stratum,psu,probability,weight");

    await page.goto(`${address}/sample/verification`);
    await page.locator("#file").setInputFiles(file(frame()));
    await button(page, "Kiểm tra mẫu").click();
    await page.getByText("Đúng: từ dàn mẫu này").waitFor();
    await look(page, `sample-verified-${size}`);
    await page.goto(`${address}/sample`);
    await link(page, "Bỏ mẫu…").click();
    await look(page, `sample-discard-${size}`);
    await button(page, "Bỏ mẫu").click();
    await page.getByText("Đã bỏ mẫu.").waitFor();
    await accessible(page);
  });
}

test("without JavaScript, a stratified sample is drawn", async (t) => {
  const page = await asManager(s, t, { ...SIZES.phone, javascript: false });
  await begin(page, "Khảo sát không kịch bản");
  await page.locator("#frame").fill(frame());
  await button(page, "Đọc dàn mẫu").click();
  await page.locator("#design").selectOption("stratified");
  await page.locator("#allocation").selectOption("proportional");
  await page.locator("#n").fill("50");
  await button(page, "Xem lại mẫu sẽ chọn").click();
  await button(page, "Chọn 50 đơn vị").click();
  await page.getByText("Đã chọn mẫu.").waitFor();
  await page.getByText("(do chương trình chọn)").waitFor();
});
