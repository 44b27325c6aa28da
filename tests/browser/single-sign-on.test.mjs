// Signing in at a provider of identities: a real one, from the button to the role, and what it says when somebody is not let in.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { provider } from "./provider.mjs";
import { accessible, freePort, shot, site } from "./support.mjs";

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const GROUPS = `
[[group]]
name = "quan-tri"
role = "administrator"

[[group]]
name = "phan-tich"
role = "analyst"
unit = "xa-mau-phu"
`;
const PASSWORD = "con cò bay lả bay la";
const people = {
  an: { password: PASSWORD, name: "Nguyễn Văn An", groups: ["quan-tri", "khac"] },
  binh: { password: PASSWORD, name: "Trần Thị Bình", groups: ["phan-tich"] },
  chi: { password: PASSWORD, name: "Lê Chi", groups: ["khac"] },
  dung: { password: PASSWORD, name: "Phạm Dũng", groups: ["phan-tich"] },
};

let folder;
let p;
let s;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "hailong-groups-"));
  await writeFile(join(folder, "groups.toml"), GROUPS);
  await writeFile(join(folder, "secret"), "a secret for tests only, long enough for any check of length\n");
  const port = await freePort();
  p = await provider({ port: await freePort(), origin: `http://127.0.0.1:${port}`, people });
  s = await site({
    port,
    env: {
      HAILONG_OIDC_ISSUER: p.issuer,
      HAILONG_OIDC_CLIENT_ID: p.client_id,
      HAILONG_OIDC_CLIENT_SECRET_FILE: join(folder, "secret"),
      HAILONG_OIDC_SCOPES: "profile groups",
      HAILONG_OIDC_GROUPS: join(folder, "groups.toml"),
    },
  });
});
after(async () => {
  await s?.close();
  await p?.close();
  await rm(folder, { recursive: true, force: true });
});

// A browser may go to the provider, and is told what it did wrong with a status.
const open = (t, options) => s.page(t, { expected: [/^other host: http:\/\/127\.0\.0\.1:/, /status of [45]\d\d/], ...options });
const button = (page) => page.getByRole("link", { name: "Đăng nhập bằng tài khoản cơ quan", exact: true });

async function atProvider(page, login) {
  await page.getByLabel("Name").fill(login);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function look(page, name) {
  await accessible(page);
  await shot(page, name);
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`an administrator comes in by the provider, on a ${size}`, async (t) => {
    people.an.groups = ["quan-tri"];
    const page = await open(t, viewport);
    await page.goto("/manage/users");
    await look(page, `sign-in-provider-${size}`);
    await button(page).click();
    await page.waitForURL(`${p.issuer}/**`);
    await atProvider(page, "an");
    await page.waitForURL("**/manage/users");
    await page.goto("/account");
    await page.getByText("an@tinh-mau.example").first().waitFor();
    await look(page, `account-provider-${size}`);
    await page.goto("/manage/users?find=nguyen van an");
    await look(page, `users-provider-${size}`);

    // The provider knows its people still, so the next time nobody is asked for anything; and the role is that of the group.
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.waitForURL("**/sign-in**");
    people.an.groups = ["phan-tich"];
    await page.goto("/sign-in");
    await button(page).click();
    await page.waitForURL("**/account");
    await page.getByText("Chuyên viên phân tích – Xã").waitFor();
    assert.equal((await page.goto("/manage/users")).status(), 403);
  });
}

test("whoever signs out here is told that the provider still knows them, and can change that", async (t) => {
  const page = await open(t, SIZES.phone);
  await page.goto("/sign-in");
  await button(page).click();
  await atProvider(page, "dung");
  await page.waitForURL("**/account");
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByRole("status").waitFor();
  await look(page, "signed-out-provider-phone");
  await page.getByRole("link", { name: "Đăng xuất cả tài khoản cơ quan" }).click();
  await page.getByRole("button", { name: "Yes, sign me out" }).click();
  await page.getByText("Signed out", { exact: true }).waitFor();
  await page.goto("/sign-in");
  await button(page).click();
  await page.getByLabel("Password").waitFor();
});

test("an administrator sees whom the provider brought, and cannot give them roles", async (t) => {
  const theirs = await open(t, SIZES.desktop);
  await theirs.goto("/sign-in");
  await button(theirs).click();
  await atProvider(theirs, "binh");
  await theirs.waitForURL("**/account");
  const page = await open(t, SIZES.phone);
  await page.goto("/manage/users?find=binh");
  const { name, password } = s.accounts.find(({ role }) => role === "administrator");
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await page.getByRole("link", { name: "Trần Thị Bình" }).click();
  await look(page, "user-provider-phone");
  assert.equal(await page.getByLabel("Họ và tên").count(), 0);
  await page.goto("/manage/audit?subject=account+binh%40tinh-mau.example");
  assert.deepEqual(await page.locator("tbody td:nth-child(4)").allInnerTexts(), ["Đăng nhập", "Lập tài khoản"]);
  await page.setViewportSize(SIZES.desktop);
  await look(page, "audit-provider-desktop");
});

test("without JavaScript, and in English", async (t) => {
  const page = await open(t, { ...SIZES.phone, javascript: false, locale: "en-GB" });
  await page.goto("/account");
  await page.getByRole("link", { name: "Sign in with your organisation's account" }).click();
  await atProvider(page, "dung");
  await page.waitForURL("**/account");
  await page.getByText("You sign in with your organisation's account").waitFor();
});

test("whoever has no group with a role is told so", async (t) => {
  const page = await open(t, SIZES.phone);
  await page.goto("/sign-in");
  await button(page).click();
  await atProvider(page, "chi");
  await page.getByRole("heading", { name: "chưa có vai trò ở đây" }).waitFor();
  await look(page, "provider-no-role-phone");
  await page.goto("/account");
  await page.waitForURL("**/sign-in?**");
});

test("whoever gives up at the provider is led back", async (t) => {
  const page = await open(t, SIZES.phone);
  await page.goto("/sign-in");
  await button(page).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("heading", { name: "đã từ chối" }).waitFor();
  await page.getByText("access_denied").waitFor();
  await look(page, "provider-declined-phone");
  await page.getByRole("main").getByRole("link", { name: "Đăng nhập" }).click();
  await button(page).waitFor();
});

test("an address by which somebody came back works once, and only in their browser", async (t) => {
  const page = await open(t, SIZES.phone);
  const returns = [];
  page.on("request", (request) => request.url().includes("/sign-in/provider/return") && returns.push(request.url()));
  await page.goto("/sign-in");
  await button(page).click();
  await atProvider(page, "binh");
  await page.waitForURL("**/account");
  assert.equal(returns.length, 1);
  assert.equal((await page.goto(returns[0])).status(), 400);
  await look(page, "provider-way-phone");
  const other = await open(t, SIZES.phone);
  assert.equal((await other.goto(returns[0])).status(), 400);
  await page.goto("/account");
  await page.getByRole("heading", { name: "Tài khoản của tôi" }).waitFor();
});

test("a token that was changed on the way opens nothing", async (t) => {
  const page = await open(t, SIZES.phone);
  p.tamper = (token) => {
    const [head, body, signature] = token.split(".");
    const claims = { ...JSON.parse(Buffer.from(body, "base64url")), sub: "an" };
    return [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
  };
  t.after(() => {
    p.tamper = null;
  });
  await page.goto("/sign-in");
  await button(page).click();
  await atProvider(page, "binh");
  await page.getByRole("heading", { name: "Không xác minh được" }).waitFor();
  await look(page, "provider-untrusted-phone");
});

test("that the provider went away in the middle is said, and passwords still do", async (t) => {
  const page = await open(t, SIZES.phone);
  p.hangsUp = true;
  await page.goto("/sign-in");
  await button(page).click();
  await atProvider(page, "binh");
  await page.getByRole("heading", { name: "Chưa liên hệ được" }).waitFor();
  await look(page, "provider-away-phone");
  const { name, password } = s.accounts.find(({ role }) => role === "administrator");
  await page.goto("/sign-in");
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await page.waitForURL("**/account");
});
