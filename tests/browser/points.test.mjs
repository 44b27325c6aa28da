// A manager makes a collection point, prints its poster, and a telephone reads it; invites a list, and each link gives one answer.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { accessible, shot, site } from "./support.mjs";

let s;
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "hailong-posters-"));
  s = await site();
});
after(async () => {
  await s?.close();
  await rm(folder, { recursive: true, force: true });
});

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const CAMPAIGN = "Ý kiến sau khi làm thủ tục (thường xuyên)";
const POINTS = 72 / 25.4;
const FORMATS = { a4: [210, 297], a5: [148, 210], tent: [210, 297] };

const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name, exact: true });

async function look(page, name, options) {
  await accessible(page);
  await shot(page, name, options);
}

async function asManager(t, options) {
  const page = await s.page(t, options);
  const { name, password } = s.accounts.find(({ role }) => role === "manager");
  await page.goto("/manage/points");
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
  await page.waitForURL("**/manage/points");
  return page;
}

// What a program that is not ours reads in a picture.
async function decoded(picture) {
  const file = join(folder, "picture.png");
  await writeFile(file, picture);
  const { stdout } = await promisify(execFile)("zbarimg", ["--quiet", "--raw", file]).catch(({ stdout }) => ({ stdout }));
  return stdout.trim().split("\n").filter(Boolean);
}

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

async function addPoint(page, { name, unit = "phuong-mau-an", mode = "phone", invited = false }) {
  await page.goto("/manage/points");
  await page.locator("#add summary").click();
  await page.locator("#campaign").selectOption({ label: CAMPAIGN });
  await page.locator("#unit").selectOption(unit);
  await page.locator("#sector").selectOption("land");
  await page.locator("#mode").selectOption(mode);
  if (invited) await page.locator("#by-invitation").check();
  await page.locator("#names").fill(name);
  await page.locator("#add button").click();
}

async function answer(page) {
  await page.locator('input[name="q-overall"][value="5"]').check();
  await button(page, "Gửi ý kiến").click();
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`a point is made, its poster read by a telephone, and its answer counted, on a ${size}`, async (t) => {
    const page = await asManager(t, viewport);
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

  test(`a list is invited, and each link gives one answer, on a ${size}`, async (t) => {
    const page = await asManager(t, viewport);
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
    await citizen.locator('input[name="q-overall"][value="5"]').first().evaluate((input) => (input.checked = true));
    await citizen.evaluate(() => document.querySelector("form#survey").requestSubmit());
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

test("posters are pages of the right size when they are printed, one sheet each", async (t) => {
  const page = await asManager(t, SIZES.desktop);
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
  const page = await asManager(t, { ...SIZES.desktop, javascript: false });
  await page.goto("/manage/points/posters?campaign=&unit=xa-mau-phu&format=a4");
  const codes = await decoded(await page.locator(".sheet").first().screenshot());
  assert.equal(codes.length, 1);
  assert.match(codes[0], /\/s\/[2-9a-z]{6}$/);
});
