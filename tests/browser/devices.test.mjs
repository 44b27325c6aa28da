// A manager looks after tablets: which of them need attention, what one told, and the link by which another becomes one.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, button, link, look, SIZES } from "./manager.mjs";
import { decoded } from "./qr.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`a manager sees what is wrong with a tablet and registers another, on a ${size}`, async (t) => {
    const page = await as("manager", "/manage/devices", s, t, viewport);
    await look(page, `devices-${size}`, { fullPage: true });
    const names = await page.locator("table.devices tbody th a").allInnerTexts();
    assert.equal(names[0], "Máy tại quầy hộ tịch", "what needs attention comes first");
    await link(page, "Máy tại quầy hộ tịch").click();
    await page.getByText("của máy này chưa bao giờ đến.").first().waitFor();
    await page.getByText("Xem bằng số").click();
    await look(page, `device-troubled-${size}`, { fullPage: true });
    await link(page, "Thu hồi…").click();
    await look(page, `device-revocation-${size}`);
    await page.goto("/manage/devices");
    await link(page, "Máy tại quầy chứng thực").click();
    await look(page, `device-healthy-${size}`, { fullPage: true });
    await link(page, "Xóa thiết bị…").click();
    await page.getByText("Không xóa được").waitFor();
    await look(page, `device-removal-${size}`);

    // A new one, from its point.
    await page.goto("/manage/points?find=may%20tinh%20bang");
    await page.locator("tbody th a").first().click();
    await page.getByRole("link", { name: "Thêm thiết bị" }).click();
    await page.getByLabel("Tên thiết bị").fill(`Máy mới ${size}`);
    await look(page, `devices-add-${size}`);
    await button(page, "Thêm thiết bị").click();
    await page.getByRole("heading", { name: `Máy mới ${size}` }).waitFor();
    await look(page, `device-new-${size}`, { fullPage: true });
    await button(page, "Tạo liên kết").click();
    const address = await page.locator("code.link").innerText();
    assert.ok(address.startsWith(`${s.origin}/kiosk/register/`), address);
    await look(page, `device-link-${size}`, { fullPage: true });
    assert.deepEqual(await decoded(await page.locator(".qr").screenshot()), [address]);
  });
}
