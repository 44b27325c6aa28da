// Units, sectors, targets and classifications go out as files and come in again; with and without JavaScript, for thumbs and for tables.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { button, link, look, SIZES } from "./manager.mjs";
import { site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const file = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** A page on which the demonstration's administrator is signed in. */
async function asAdministrator(t, path, options) {
  const page = await s.page(t, options);
  const { name, password } = s.accounts.find(({ role }) => role === "administrator");
  await page.goto(path);
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
  await page.waitForURL(`**${path}`);
  return page;
}

async function download(page, name) {
  const coming = page.waitForEvent("download");
  await link(page, name).first().click();
  return readFile(await (await coming).path(), "utf8");
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`units go out, are changed and come in, on a ${size}`, async (t) => {
    const page = await asAdministrator(t, "/manage/units", { ...viewport, expected: [/status of 422/] });
    await look(page, `units-files-${size}`);
    const csv = await download(page, "Tải về (CSV)");
    assert.match(csv, /^\ufeffMã,Tên tiếng Việt,/);
    await link(page, "Nhập đơn vị từ tệp").click();
    await look(page, `import-${size}`, { fullPage: true });
    // Three lines with faults, each told by its place.
    const wrong = "Mã;Tên tiếng Việt;Cấp;Trực thuộc;Ngày đầu tiên\r\nXã Sai;Xã Sai;xã;tinh-mau;1/7/2025\r\nxa-sai;;ấp;tinh-mau;1/7/2025\r\nxa-sai-2;Xã Sai;xã;khong-co;31/2/2025\r\n";
    await page.locator("#file").setInputFiles(file("sai.csv", wrong));
    await button(page, "Xem lại trước khi nhập").click();
    await page.getByText("Dòng 4, cột “Trực thuộc” ghi “khong-co”").waitFor();
    assert.equal(await page.locator("form input[name=checked]").count(), 0);
    await look(page, `import-wrong-${size}`, { fullPage: true });
    // What went out, with a name changed and a unit more.
    const lines = csv.trimEnd().split("\r\n");
    const changed = lines.map((line) => (line.startsWith("xa-mau-phu,") ? line.replace("Xã Mẫu Phú", `Xã Mẫu Phú ${size}`) : line));
    changed.push(`xa-nhap-${size},Xã Nhập Mới,,xã,tinh-mau,1/7/2025,,`);
    await page.locator("#file").setInputFiles(file("don-vi.csv", changed.join("\r\n")));
    await button(page, "Xem lại trước khi nhập").click();
    await page.getByRole("heading", { name: "Tệp này sẽ làm gì" }).waitFor();
    await look(page, `import-right-${size}`, { fullPage: true });
    await page.getByRole("button", { name: /^Nhập: thêm 1, sửa \d+$/ }).click();
    await page.getByText(/Đã nhập xong: thêm 1/).waitFor();
    await look(page, `import-taken-${size}`);
    await page.goto(`/manage/units?find=xa-nhap-${size}`);
    await page.getByRole("link", { name: "Xã Nhập Mới" }).waitFor();
    for (const [path, name] of [["/manage/sectors", "Nhập lĩnh vực từ tệp"], ["/manage/targets", "Nhập mục tiêu từ tệp"], ["/manage/classifications", "Nhập cách xếp loại từ tệp"]]) {
      await page.goto(path);
      await link(page, name).click();
      await look(page, `import-${path.split("/").at(-1)}-${size}`, { fullPage: true });
    }
  });
}

test("a workbook is imported without JavaScript", async (t) => {
  const page = await asAdministrator(t, "/manage/imports/units", { ...SIZES.phone, javascript: false });
  const template = await download(page, "Tải tệp mẫu (CSV)");
  assert.equal(template.trim().split("\r\n").length, 1);
  await page.locator("#file").setInputFiles(file("moi.csv", `${template}xa-khong-js,Xã Không JS,,xã,tinh-mau,1/7/2025,,\r\n`));
  await button(page, "Xem lại trước khi nhập").click();
  await button(page, "Nhập: thêm 1, sửa 0").click();
  await page.getByText("Đã nhập xong: thêm 1, sửa 0.").waitFor();
  await link(page, "Nhập tệp khác").click();
  await page.locator("#file").setInputFiles(new URL("../fixtures/tables/targets.xlsx", import.meta.url).pathname);
});
