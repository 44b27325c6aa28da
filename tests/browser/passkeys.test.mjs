// Passkeys in a real browser, whose authenticator is a virtual one: added, used instead of the password and after it, removed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, freePort, shot, site } from "./support.mjs";

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

let s;
before(async () => {
  // A passkey is bound to a name; a number is not enough.
  const port = await freePort();
  s = await site({ port, name: "localhost", env: { HAILONG_PUBLIC_URL: `http://localhost:${port}` } });
});
after(() => s?.close());

const account = (role) => s.accounts.find((known) => known.role === role);
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function look(page, name) {
  await accessible(page);
  await shot(page, name);
}

// What is refused comes with a status, of which the browser complains.
const open = (t, options) => s.page(t, { expected: [/status of 4\d\d/], ...options });

// An authenticator within the machine, that finds its keys by itself and knows its holder, who touches it at once.
async function authenticator(page, { verified = true } = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verified,
      automaticPresenceSimulation: true,
    },
  });
  const keys = async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  return { cdp, authenticatorId, keys };
}

async function signIn(page, { name, password }) {
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
}

// Goes on by the tabulator key until something with this name has the focus.
async function tabTo(page, name) {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) && ((await focused.getAttribute("aria-label")) ?? (await focused.innerText())).trim() === name) return;
  }
  assert.fail(`the keyboard does not reach ${name}`);
}

const roles = { phone: "manager", desktop: "analyst" };
for (const [size, viewport] of Object.entries(SIZES)) {
  test(`somebody adds a passkey, signs in by it and removes it, by the keyboard alone, on a ${size}`, async (t) => {
    const page = await open(t, viewport);
    const device = await authenticator(page);
    const who = account(roles[size]);
    await page.goto("/account");
    await signIn(page, who);
    await page.waitForURL("**/account");
    await look(page, `account-without-passkey-${size}`);

    await tabTo(page, "Thêm khóa truy cập");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/account/passkeys");
    await look(page, `passkey-add-${size}`);
    await page.locator("#passkey").focus();
    await page.keyboard.type("Máy ở cơ quan");
    await page.keyboard.press("Tab");
    await page.keyboard.type("không phải mật khẩu");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").first().waitFor();
    await look(page, `passkey-add-wrong-${size}`);
    assert.equal(await page.locator("#passkey").inputValue(), "Máy ở cơ quan");
    await page.locator("#present").focus();
    await page.keyboard.type(who.password);
    await page.keyboard.press("Enter");
    await button(page, "Tạo khóa truy cập").waitFor();
    assert.equal(await page.getByText("Trình duyệt này không tạo được").count(), 0);
    await look(page, `passkey-make-${size}`);
    await tabTo(page, "Tạo khóa truy cập");
    await page.keyboard.press("Enter");
    await page.getByText("Đã thêm khóa truy cập.").waitFor();
    assert.equal(await page.locator(".codes code").count(), 10);
    await look(page, `passkey-codes-${size}`);
    const [key] = await device.keys();
    assert.deepEqual([key.isResidentCredential, key.rpId], [true, "localhost"]);
    const code = await page.locator(".codes code").first().innerText();
    await page.goto("/account");
    await page.getByRole("rowheader", { name: "Máy ở cơ quan" }).waitFor();
    await look(page, `account-with-passkey-${size}`);
    // The same device has one already, and says so.
    await page.goto("/account/passkeys");
    await page.locator("#passkey").fill("Lần nữa");
    await page.locator("#present").fill(who.password);
    await button(page, "Tiếp tục").click();
    await button(page, "Tạo khóa truy cập").click();
    await page.getByText("Chưa tạo được khóa truy cập.").waitFor();
    assert.equal(await page.locator(":focus").innerText(), "Tạo khóa truy cập");
    await look(page, `passkey-made-already-${size}`);
    await button(page, "Đăng xuất").click();
    await page.waitForURL("**/sign-in");

    // Without a name, without a password.
    await page.goto("/sign-in?to=/account");
    await button(page, "Đăng nhập bằng khóa truy cập").waitFor();
    await look(page, `sign-in-passkey-${size}`);
    await tabTo(page, "Đăng nhập bằng khóa truy cập");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/account");
    assert.ok((await device.keys())[0].signCount > key.signCount);
    await button(page, "Đăng xuất").click();
    await page.waitForURL("**/sign-in");

    // The password alone does not do any more; the passkey after it does, and so does a code on paper.
    await signIn(page, who);
    await page.waitForURL("**/sign-in/code?**");
    await look(page, `code-passkey-${size}`);
    await tabTo(page, "Đăng nhập bằng khóa truy cập");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    const other = await open(t, { ...viewport, javascript: false });
    await other.goto("/account");
    assert.equal(await button(other, "Đăng nhập bằng khóa truy cập").count(), 0, "without JavaScript it is not there");
    await signIn(other, who);
    await other.getByLabel("Mã dự phòng").fill(code);
    await button(other, "Đăng nhập").click();
    await other.waitForURL("**/account");

    await page.goto("/account");
    await tabTo(page, "Bỏ khóa truy cập: Máy ở cơ quan");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/removal");
    await look(page, `passkey-removal-${size}`);
    await page.locator("#present").focus();
    await page.keyboard.type(who.password);
    await page.keyboard.press("Enter");
    await page.getByText("Đã bỏ khóa truy cập.").waitFor();
    await button(page, "Đăng xuất").click();
    await page.waitForURL("**/sign-in");
    // The device has it still; here it opens nothing.
    await button(page, "Đăng nhập bằng khóa truy cập").click();
    await page.getByText("Tên đăng nhập, mật khẩu hoặc khóa truy cập không đúng.").waitFor();
    await look(page, `sign-in-passkey-refused-${size}`);
    await signIn(page, who);
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  });
}

test("whoever is not verified does not come in, and whoever gives up stays where they are", async (t) => {
  const page = await open(t, SIZES.phone);
  const device = await authenticator(page);
  const who = account("auditor");
  await page.goto("/account");
  await signIn(page, who);
  await page.goto("/account/passkeys");
  await page.locator("#passkey").fill("Điện thoại");
  await page.locator("#present").fill(who.password);
  await button(page, "Tiếp tục").click();
  await button(page, "Tạo khóa truy cập").click();
  await page.getByText("Đã thêm khóa truy cập.").waitFor();
  await page.goto("/account");
  await button(page, "Đăng xuất").click();
  await page.waitForURL("**/sign-in");
  const { cdp, authenticatorId } = device;
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await button(page, "Đăng nhập bằng khóa truy cập").click();
  await page.getByText("Chưa đăng nhập được: không có khóa truy cập").waitFor();
  await look(page, "sign-in-passkey-not-verified-phone");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  // The way is open again once they are.
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await button(page, "Đăng nhập bằng khóa truy cập").click();
  await page.waitForURL("**/account");
});

test("in English, and where there are no passkeys", async (t) => {
  const page = await open(t, { ...SIZES.desktop, locale: "en-GB" });
  await page.goto("/sign-in");
  await button(page, "Sign in with a passkey").waitFor();
  await look(page, "sign-in-passkey-english-desktop");
  // A browser that knows none shows nothing of them.
  const old = await open(t, SIZES.phone);
  await old.addInitScript(() => delete window.PublicKeyCredential);
  await old.goto("/sign-in");
  assert.equal(await button(old, "Đăng nhập bằng khóa truy cập").count(), 0);
  await accessible(old);
});
