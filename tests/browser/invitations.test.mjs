// A manager invites a list; each link gives one answer, and the response rate is what it is.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { addPoint, asManager, button, link, look, SIZES } from "./manager.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`a list is invited, and each link gives one answer, on a ${size}`, async (t) => {
    const page = await asManager(s, t, { ...viewport, expected: [/status of 422/] });
    await addPoint(page, { name: `Thư mời ${size}`, mode: "link", invited: true });
    await look(page, `point-invited-${size}`, { fullPage: true });
    await link(page, "Mời theo danh sách").click();
    await look(page, `inviting-${size}`, { fullPage: true });
    await page.locator("#name").fill("Hồ sơ đất đai tháng 3");
    const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await page.locator("#last-day").fill(later);
    const text = "\ufeffHọ và tên;Mã hồ sơ\r\nAn;HS-001\r\nBình;HS-002\r\nCúc;HS-002\r\nDung;HS-004\r\n";
    await page.locator("#file").setInputFiles({ name: "ho-so.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await button(page, "Xem lại danh sách").click();
    await page.locator("#column").selectOption("1");
    await button(page, "Xem lại danh sách").click();
    await page.getByText("mã này đã có ở dòng 3").waitFor();
    await look(page, `inviting-wrong-${size}`, { fullPage: true });
    await page.locator("#list").fill(text.replace("Cúc;HS-002", "Cúc;HS-003"));
    await button(page, "Xem lại danh sách").click();
    await button(page, "Phát hành 4 lời mời").waitFor();
    await look(page, `inviting-right-${size}`, { fullPage: true });
    await button(page, "Phát hành 4 lời mời").click();
    await page.getByText("Đã phát hành.").waitFor();
    await look(page, `batch-issued-${size}`, { fullPage: true });
    const coming = page.waitForEvent("download");
    await button(page, "Tạo và tải 4 liên kết (CSV)").click();
    const csv = await readFile(await (await coming).path(), "utf8");
    const rows = csv.replace("\ufeff", "").trim().split("\r\n").slice(1).map((line) => line.split(","));
    assert.deepEqual(rows.map(([reference]) => reference), ["HS-001", "HS-002", "HS-003", "HS-004"]);
    assert.ok(rows.every(([, link]) => link.startsWith(`${s.origin}/i/`)));

    const citizen = await s.page(t, { ...SIZES.phone, expected: [/status of 4\d\d/] });
    await citizen.goto(rows[1][1]);
    await look(citizen, `invited-${size}`);
    // Its draft is kept on the device, apart from others of the same point, and goes with the answer.
    await citizen.waitForSelector(".stepped");
    await citizen.locator('input[name="q-overall"][value="5"]').evaluate((input) => {
      input.checked = true;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const kept = await citizen.evaluate(() => Object.keys(localStorage));
    assert.equal(kept.length, 1);
    assert.match(kept[0], /^hailong-draft-[2-9a-z]{6}-[0-9a-f]{8}$/);
    await citizen.evaluate(() => document.querySelector("form#survey").submit());
    await citizen.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
    await citizen.waitForFunction(() => Object.keys(localStorage).length === 0);
    assert.equal((await citizen.goto(rows[1][1])).status(), 410);
    await citizen.getByRole("heading", { name: "Liên kết này đã được dùng" }).waitFor();
    await look(citizen, `invitation-used-${size}`);

    await page.reload();
    await page.getByText("1 trên 4 đã trả lời").first().waitFor();
    await look(page, `batch-${size}`, { fullPage: true });
    await page.goto("/manage/invitations");
    await look(page, `invitations-${size}`, { fullPage: true });
  });
}
