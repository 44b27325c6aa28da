// Those who work here: signing in, the second factor, inviting somebody, the log; with and without JavaScript, for thumbs and for tables.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, shot, site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const CATALOGUE = {
  units: "/manage/units",
  "units-found": "/manage/units?find=phuong",
  unit: "/manage/units/xa-mau-phu",
  "unit-removal": "/manage/units/xa-mau-phu/removal",
  sectors: "/manage/sectors",
  sector: "/manage/sectors/land",
  targets: "/manage/targets",
};
const account = (role) => s.accounts.find((known) => known.role === role);
const button = (page, name) => page.getByRole("button", { name, exact: true });

// A program's judgement of a page, and a picture for people.
async function look(page, name) {
  await accessible(page);
  await shot(page, name);
}

async function signIn(page, role) {
  const { name, password } = account(role);
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`an administrator signs in and invites somebody, on a ${size}`, async (t) => {
    const page = await s.page(t, viewport);
    await page.goto("/manage/users");
    await look(page, `sign-in-${size}`);
    await signIn(page, "administrator");
    await page.waitForURL("**/manage/users");
    await look(page, `users-${size}`);
    await page.getByText("Mời người dùng mới").first().click();
    await page.getByLabel("Họ và tên").fill(`Người mới ${size}`);
    await page.getByLabel("Tên đăng nhập").fill(`nguoi.moi.${size}`);
    await page.getByLabel("Vai trò").selectOption("auditor");
    await button(page, "Mời người dùng mới").click();
    const link = await page.locator("code.link").innerText();
    assert.match(link, /\/invitation\/[\w-]{43}$/);
    await look(page, `user-link-${size}`);
    await page.goto("/manage/users?find=nguoi moi");
    await page.getByRole("link", { name: `Người mới ${size}` }).click();
    await look(page, `user-${size}`);
    await page.goto("/manage/audit");
    await look(page, `audit-${size}`);
    for (const [name, path] of Object.entries(CATALOGUE)) {
      await page.goto(path);
      await look(page, `${name}-${size}`);
    }
    await page.goto("/account");
    await look(page, `account-${size}`);
    await page.goto("/account/second-factor");
    await look(page, `second-factor-${size}`);
    await button(page, "Đăng xuất").click();
    await page.waitForURL("**/sign-in");

    // The new colleague comes by the link, on another device.
    const other = await s.page(t, { ...viewport, expected: [/status of 4\d\d/] });
    await other.goto(link);
    await look(other, `invitation-${size}`);
    await other.locator("#password").fill("ngắn");
    await other.locator("#again").fill("ngắn");
    await button(other, "Đặt mật khẩu").click();
    await other.getByRole("alert").waitFor();
    await look(other, `invitation-wrong-${size}`);
    await other.locator("#password").fill("con cò bay lả bay la");
    await other.locator("#again").fill("con cò bay lả bay la");
    await button(other, "Đặt mật khẩu").click();
    await other.getByLabel("Tên đăng nhập").fill(`nguoi.moi.${size}`);
    await other.getByLabel("Mật khẩu").fill("con cò bay lả bay la");
    await button(other, "Đăng nhập").click();
    await other.getByRole("heading", { name: "Tài khoản của tôi" }).waitFor();
    assert.equal((await other.goto("/manage/users")).status(), 403);
    await look(other, `not-allowed-${size}`);
    assert.equal((await other.goto("/manage/audit")).status(), 200);
  });
}

test("without JavaScript, one signs in, searches, and signs out", async (t) => {
  const page = await s.page(t, { ...SIZES.phone, javascript: false });
  await page.goto("/manage/users");
  await signIn(page, "administrator");
  await page.waitForURL("**/manage/users");
  await page.getByLabel("Tìm theo tên").fill("nhap phieu");
  await button(page, "Tìm").click();
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.getByRole("link", { name: "Người nhập phiếu mẫu" }).click();
  await page.getByRole("link", { name: "Tạm khóa tài khoản…" }).click();
  await button(page, "Tạm khóa tài khoản").click();
  await page.getByText("Đã lưu.").waitFor();
  await button(page, "Đăng xuất").click();
  await page.waitForURL("**/sign-in");
});

test("the cookie of a session is out of reach of scripts and of other sites", async (t) => {
  const page = await s.page(t, SIZES.desktop);
  await page.goto("/sign-in");
  await signIn(page, "administrator");
  await page.waitForURL("**/account");
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === "hailong");
  assert.deepEqual([session.httpOnly, session.sameSite], [true, "Lax"]);
});
