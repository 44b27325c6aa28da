// A tablet whose network, server, browser or storage fails: each answer is stored exactly once, and what was lost is told.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { answer, device, kept, next, ready, register, respondents, screen, UPRIGHT, waiting } from "./kiosk.mjs";
import { proxy } from "./proxy.mjs";
import { accessible, shot, site } from "./support.mjs";

let s;
let network;
before(async () => {
  s = await site();
  network = await proxy(s.origin);
});
after(async () => {
  await network?.close();
  await s?.close();
});
beforeEach(() => network.mend());

// What the browser's console says of a network that is gone, and of statuses that tests provoke.
const GONE = [/net::ERR_/, /status of (4\d\d|5\d\d)/, /Failed to fetch/];

/** A tablet that comes through the network that fails as it is told. */
async function tablet(t, made, options = {}) {
  const page = await s.page(t, { ...UPRIGHT, by: network.origin, expected: GONE, ...options });
  await register(page, made);
  return page;
}

/** Makes the tablet call now instead of at its next minute. */
const call = (page) => page.evaluate(() => dispatchEvent(new Event("online")));
const isContact = (request) => request.method === "POST" && request.url === "/kiosk/contact";
/** Waits until something holds in the page. */
async function until(page, holds) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await page.evaluate(holds)) return;
    await page.waitForTimeout(50);
  }
  assert.fail("it never came to hold");
}

/** Until what the page needs without a network is put away. */
const armed = (page) =>
  until(page, async () => {
    const keys = await (await caches.open("hailong-kiosk")).keys();
    const workers = await navigator.serviceWorker.getRegistrations();
    return keys.filter(({ url }) => new URL(url).pathname.startsWith("/kiosk/")).length === 2 && workers.some(({ active }) => active);
  });

/** Kills the browser that has a profile. */
async function killBrowser(profile) {
  for (const id of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const command = (await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")).split("\0");
    const isBrowser = command.some((word) => word.includes(profile)) && !command.some((word) => word.startsWith("--type="));
    if (isBrowser) process.kill(Number(id), "SIGKILL");
  }
}

for (const [name, done] of [["before", "before"], ["in the middle of", "during"], ["after", "after"]]) {
  test(`the network is cut ${name} sending: what waits is stored once`, async (t) => {
    const made = await device(s, t);
    const page = await tablet(t, made);
    const before = await respondents(s);
    network.rule = (request) => (isContact(request) ? done : undefined);
    await answer(page, 3);
    await page.waitForTimeout(1500);
    assert.equal((await kept(page)).entries, 3, "nothing is forgotten that the server has not acknowledged");
    await network.mend();
    await call(page);
    await waiting(page, 0);
    assert.equal(await respondents(s), before + 3);
    assert.doesNotMatch(await made.told(), /chưa bao giờ đến/);
  });
}

test("the browser's own switch: offline, a reload offline, and online again without one", async (t) => {
  const made = await device(s, t);
  const page = await tablet(t, made);
  await armed(page);
  const before = await respondents(s);
  await page.context().setOffline(true);
  await answer(page, 2);
  await next(page);
  await page.reload();
  await ready(page);
  assert.equal((await kept(page)).entries, 2);
  await answer(page, 1);
  // In the other language, too, the page is there.
  await next(page);
  await page.locator('[data-start="en"]').click();
  await page.getByText("Question 1 of 2").waitFor();
  await page.locator('[data-act="cancel"]').click();
  await page.waitForURL(/lang=vi/);
  await ready(page);
  await page.context().setOffline(false);
  await waiting(page, 0);
  assert.equal(await respondents(s), before + 3);
});

test("the server is killed and comes back", async (t) => {
  const made = await device(s, t);
  const page = await tablet(t, made);
  const before = await respondents(s);
  await answer(page, 1);
  const dead = once(s.server, "exit");
  s.server.kill("SIGKILL");
  await dead;
  await next(page);
  await answer(page, 4);
  await s.start();
  await call(page);
  await waiting(page, 0);
  assert.equal(await respondents(s), before + 5);
});

test("the browser is killed at each step", async (t) => {
  const profile = await mkdtemp(join(tmpdir(), "hailong-tablet-"));
  t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const made = await device(s, t);
  const open = () => s.page(t, { ...UPRIGHT, by: network.origin, expected: GONE, profile });
  let page = await open();
  await register(page, made);
  await armed(page);
  // Cookies are on the disk half a minute after they came, or when the browser is closed in good order.
  await page.context().close();
  page = await open();
  await page.goto(`/kiosk/${made.code}`);
  await ready(page);
  const before = await respondents(s);
  const again = async () => {
    await killBrowser(profile);
    page = await open();
    await page.goto(`/kiosk/${made.code}`);
    await ready(page);
  };
  await network.cut();
  // In the middle of a question: nothing was sent, so nothing is there.
  await page.locator("[data-start=vi]").click();
  await page.locator('label:has(input[name="q-overall"][value="5"])').click();
  await again();
  assert.equal((await kept(page)).entries, 0);
  // As soon as somebody is thanked, it is on the disk.
  await answer(page, 1);
  await again();
  assert.equal((await kept(page)).entries, 1);
  await answer(page, 1);
  // While it is being sent, and its acknowledgement is lost.
  await network.mend();
  network.rule = (request) => (isContact(request) ? "after" : undefined);
  await call(page);
  await page.waitForTimeout(1000);
  await again();
  assert.equal((await kept(page)).entries, 2);
  await network.mend();
  await call(page);
  await waiting(page, 0);
  assert.equal(await respondents(s), before + 2);
  assert.doesNotMatch(await made.told(), /chưa bao giờ đến/);
}, { timeout: 180_000 });

test("two tabs of one tablet: one has the journal, the other takes over when it is closed", async (t) => {
  const made = await device(s, t);
  const page = await tablet(t, made);
  const other = await page.context().newPage();
  await other.goto(`/kiosk/${made.code}`);
  await screen(other, "twice").waitFor();
  await accessible(other);
  await shot(other, "kiosk-twice");
  const before = await respondents(s);
  await answer(page, 2);
  await page.close();
  await ready(other);
  await answer(other, 2);
  await waiting(other, 0);
  assert.equal(await respondents(s), before + 4);
});

for (const [name, days] of [["behind", -1], ["ahead", 1]]) {
  test(`the clock is a day ${name}: answers count when they were given, and the manager is told`, async (t) => {
    const made = await device(s, t);
    const page = await tablet(t, made);
    const before = await respondents(s);
    const by = days * 86_400_000;
    await page.addInitScript((by) => {
      const real = Date.now;
      Date.now = () => real() + by;
    }, by);
    await page.reload();
    await ready(page);
    await network.cut();
    await answer(page, 1);
    await next(page);
    // It is set right in the middle of what waits.
    await page.evaluate((by) => {
      const wrong = Date.now;
      Date.now = () => wrong() - by;
    }, by);
    await answer(page, 1);
    await page.evaluate((by) => {
      const right = Date.now;
      Date.now = () => right() + by;
    }, by);
    await network.mend();
    await call(page);
    await waiting(page, 0);
    assert.equal(await respondents(s), before + 2);
    assert.match(await made.told(), days > 0 ? /nhanh/i : /chậm/i);
  });
}

test("the storage is emptied while answers wait: the manager reads which ones never arrived", async (t) => {
  const made = await device(s, t);
  const page = await tablet(t, made);
  await answer(page, 2);
  await waiting(page, 0);
  await next(page);
  await network.cut();
  await answer(page, 3);
  await next(page);
  await page.goto("about:blank");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Storage.clearDataForOrigin", { origin: network.origin, storageTypes: "indexeddb" });
  await network.mend();
  await page.goto(`/kiosk/${made.code}`);
  await ready(page);
  await answer(page, 1);
  await waiting(page, 0);
  const told = await made.told();
  assert.match(told, /3–5/);
  await shot(made.manager, "kiosk-gap-told", { fullPage: true });
});

test("a new worker and a new page come in the middle of a queue", async (t) => {
  const made = await device(s, t);
  const page = await tablet(t, made);
  await armed(page);
  const before = await respondents(s);
  const old = await (await fetch(`${s.origin}/kiosk/worker.js`)).text();
  network.rule = (request) => {
    if (isContact(request)) return "before";
    const headers = { "content-type": "text/javascript", "content-security-policy": "default-src 'none'; connect-src 'self'" };
    return request.url === "/kiosk/worker.js" ? { status: 200, headers, body: `${old}\n// newer` } : undefined;
  };
  await answer(page, 2);
  await next(page);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration("/kiosk/")).update());
  await until(page, async () => {
    const registration = await navigator.serviceWorker.getRegistration("/kiosk/");
    return registration.active !== null && registration.installing === null && registration.waiting === null;
  });
  await answer(page, 1);
  await next(page);
  // What the point is called is part of the page, so a tablet takes the new page once nobody stands there.
  const form = { "name-vi": "Cổng mới", "name-en": "New gate" };
  await made.manager.request.post(`${s.origin}/manage/points/${made.code}`, { form, maxRedirects: 0 });
  const version = await page.locator("#kiosk").getAttribute("data-version");
  network.rule = () => undefined;
  await call(page);
  await page.waitForFunction((version) => document.querySelector("#kiosk")?.dataset.version !== version, version);
  await ready(page);
  await waiting(page, 0);
  assert.equal(await respondents(s), before + 3);
});

test("a token that was revoked: nothing more is taken, what waits is kept and sent once it is registered anew", async (t) => {
  const made = await device(s, t);
  const page = await tablet(t, made);
  const before = await respondents(s);
  network.rule = (request) => (isContact(request) ? "before" : undefined);
  await answer(page, 2);
  await next(page);
  await made.revoke();
  await network.mend();
  await call(page);
  await screen(page, "unknown").waitFor();
  await page.getByText("Còn 2 ý kiến giữ trên máy").waitFor();
  await accessible(page);
  await shot(page, "kiosk-unknown");
  assert.equal((await kept(page)).entries, 2);
  await page.goto(`/kiosk/${made.code}`);
  await page.getByText("Máy này chưa được đăng ký").first().waitFor();
  await register(page, made);
  await waiting(page, 0);
  assert.equal(await respondents(s), before + 2);
});

test("where there is no room to keep answers safely, none is taken, and the manager is told", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, { ...UPRIGHT, by: network.origin, expected: GONE });
  await page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ quota: 1_000_000, usage: 999_000 });
  });
  await page.goto(await made.link());
  await page.getByRole("button", { name: "Đăng ký máy này" }).click();
  await page.waitForURL(`**/kiosk/${made.code}`);
  await screen(page, "stopped").waitFor();
  await accessible(page);
  await shot(page, "kiosk-stopped");
  await call(page);
  await page.waitForTimeout(500);
  assert.match(await made.told(), /ngừng nhận phiếu/i);
});
