// A phone whose network drops: the answer is kept, sent when it can be, and stored exactly once.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { addPoint, as, asManager, button, link } from "./manager.mjs";
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

// What the browser's console says of a network that is gone, and of the statuses that tests provoke.
const GONE = [/net::ERR_/, /status of (4\d\d|5\d\d)/];
const KEPT = "Câu trả lời được giữ trên máy này";
const THANKS = "Cảm ơn Ông/Bà!";

const pointOf = (kind) => s.points.find((point) => point.kind === kind);
const heading = (page, name) => page.getByRole("heading", { name, exact: true });
const choose = (page, item, value) => page.locator(`input[name="q-${item}"][value="${value}"]`).check();
const send = (page) => page.getByRole("button", { name: "Gửi ý kiến" });
const thanked = (page) => heading(page, THANKS).waitFor();
const alive = (page) => page.locator(".stepper:not([hidden])").waitFor();

// A page that comes through the network that fails as it is told.
async function phone(t, options) {
  await network.mend();
  network.log.length = 0;
  return s.page(t, { by: network.origin, expected: GONE, ...options });
}

// The respondents of a sector's feedback by the one-stop questionnaire, as the public reads them.
async function respondents() {
  const { figures } = await (await fetch(`${s.origin}/results.json`)).json();
  const of = (figure) => figure.measure === "feedback" && figure.questionnaire === "one-stop-service" && figure.sector === "land";
  return figures.find(of).respondents;
}

// Goes to the end of the form, and answers but for what is left out.
async function answer(page, { path = pointOf("one-stop-service").path, overall = "5" } = {}) {
  await page.goto(path);
  await alive(page);
  await choose(page, "a1", 4);
  while (!(await send(page).isVisible())) await page.getByRole("button", { name: "Tiếp", exact: true }).click();
  if (overall) await choose(page, "overall", overall);
}

// What the phone has of answers by now.
const left = (page) =>
  page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    const kept = await new Promise((resolve) => {
      const opening = indexedDB.open("hailong-phone", 1);
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onerror = () => resolve([]);
      opening.onsuccess = () => {
        const all = opening.result.transaction("unsent").objectStore("unsent").getAll();
        all.onsuccess = () => resolve(all.result);
      };
    });
    return { kept: kept.length, drafts: localStorage.length, workers: registrations.length, caches: (await caches.keys()).length };
  });
const NOTHING = { kept: 0, drafts: 0, workers: 0, caches: 0 };

// Waits for what the phone has: some of it goes a moment after the page tells of it.
async function leaves(page, expected) {
  let found;
  for (let tries = 0; tries < 50; tries += 1) {
    found = await left(page).catch(() => found);
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(found, expected);
}

const posts = () => network.log.filter(({ method }) => method === "POST").length;

test("who has a network is thanked as ever, and nothing stays on the phone", async (t) => {
  const page = await phone(t);
  const earlier = await respondents();
  await answer(page);
  await send(page).click();
  await thanked(page);
  await page.locator(".receipt code").waitFor();
  assert.equal(await respondents(), earlier + 1);
  await leaves(page, NOTHING);
  assert.equal(posts(), 1);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#survey:not([hidden])"));
  assert.equal(await page.locator("#unsent").isVisible(), false);
});

test("offline when sending: the answer is kept, the page says so, and sends by itself", async (t) => {
  const page = await phone(t);
  const earlier = await respondents();
  await answer(page);
  await page.context().setOffline(true);
  await send(page).click();
  await heading(page, KEPT).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), KEPT, "those who listen are told");
  assert.equal(await page.locator("#survey").isVisible(), false);
  await page.getByText("Chưa gửi được. Máy sẽ tự thử lại.").waitFor();
  await page.getByText(/^\d\d:\d\d ngày \d\d\/\d\d\/\d{4}: /).waitFor();
  await leaves(page, { kept: 1, drafts: 0, workers: 1, caches: 1 });
  await accessible(page);
  await shot(page, "phone-kept");
  assert.equal(await respondents(), earlier);
  await page.context().setOffline(false);
  await thanked(page);
  await page.locator(".receipt code").waitFor();
  assert.equal(await respondents(), earlier + 1);
  await leaves(page, NOTHING);
});

// Every way in which a try comes to nothing, or seems to.
const FAILURES = {
  "the connection breaks before the server hears of it": "before",
  "the connection breaks in the middle of the form": "during",
  "the acknowledgement never arrives": "after",
  "the gateway has no server": { status: 502 },
  "the server is away": { status: 503, headers: { "retry-after": "1" } },
  "the server is crowded": { status: 429, headers: { "retry-after": "1" } },
  "the wireless network wants a sign-in, by a redirection": { status: 302, headers: { location: "/login" } },
  "the wireless network wants a sign-in, by a page": { status: 200 },
  "the wireless network forbids it, by a page": { status: 403 },
};

for (const [what, done] of Object.entries(FAILURES)) {
  test(`${what}: kept, tried again, stored once`, async (t) => {
    const page = await phone(t);
    const earlier = await respondents();
    await answer(page);
    network.rule = ({ method }) => (method === "POST" ? done : undefined);
    await send(page).click();
    await heading(page, KEPT).waitFor();
    network.rule = () => undefined;
    await thanked(page);
    await page.locator(".receipt code").waitFor();
    assert.equal(await respondents(), earlier + 1);
    await leaves(page, NOTHING);
    assert.equal(posts(), 2);
  });
}

test("nothing comes back at all: after a while it counts as kept, and a press sends it", async (t) => {
  const page = await phone(t);
  const earlier = await respondents();
  await answer(page);
  network.rule = ({ method }) => (method === "POST" ? "never" : undefined);
  await send(page).click();
  await heading(page, KEPT).waitFor({ timeout: 25_000 });
  network.rule = () => undefined;
  await button(page, "Gửi ngay").click();
  await thanked(page);
  assert.equal(await respondents(), earlier + 1);
  await leaves(page, NOTHING);
});

for (const when of ["before", "while", "after"]) {
  test(`the server stops ${when} it gets the form: stored once when it is back`, async (t) => {
    const page = await phone(t);
    const earlier = await respondents();
    await answer(page);
    if (when === "before") await s.stop();
    network.rule = ({ method }) => {
      if (method !== "POST") return undefined;
      if (when === "while") s.server.kill("SIGKILL");
      return when === "after" ? "after" : undefined;
    };
    await send(page).click();
    await heading(page, KEPT).waitFor();
    if (when !== "before") await s.stop();
    network.rule = () => undefined;
    await s.start();
    await thanked(page);
    assert.equal(await respondents(), earlier + 1);
    await leaves(page, NOTHING);
  });
}

test("closed, opened again without a network, and closed again: the page says what it keeps, and sends it later", async (t) => {
  const first = await phone(t);
  const { path } = pointOf("one-stop-service");
  const earlier = await respondents();
  await answer(first);
  await network.cut();
  await send(first).click();
  await heading(first, KEPT).waitFor();
  await leaves(first, { kept: 1, drafts: 0, workers: 1, caches: 1 });
  await first.close();

  const second = await first.context().newPage();
  await second.goto(path);
  await heading(second, KEPT).waitFor();
  await second.getByText("Chưa gửi được. Máy sẽ tự thử lại.").waitFor();
  assert.equal(await second.locator("h1").textContent(), "Ý kiến của Ông/Bà sau khi làm thủ tục");
  assert.equal(await second.locator("form").count(), 0, "nothing can be answered twice");
  await accessible(second);
  await shot(second, "phone-kept-offline");
  await second.reload();
  await heading(second, KEPT).waitFor();
  await network.mend();
  await thanked(second);
  await second.locator(".receipt code").waitFor();
  assert.equal(await respondents(), earlier + 1);
  await leaves(second, NOTHING);
});

test("opened again with a network, of another place too: sent, said so, with the receipt, and the form is a new one", async (t) => {
  for (const kind of ["one-stop-service", "public-education"]) {
    const first = await phone(t);
    const earlier = await respondents();
    await answer(first);
    const id = await first.locator('input[name="id"]').inputValue();
    await network.cut();
    await send(first).click();
    await heading(first, KEPT).waitFor();
    await first.close();
    await network.mend();

    const second = await first.context().newPage();
    await second.goto(pointOf(kind).path);
    await second.getByText(/^Câu trả lời lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4} đã được gửi\.$/).waitFor();
    await heading(second, "Không còn gì chờ gửi").waitFor();
    await alive(second);
    assert.equal(await second.locator("input:checked").count(), 0);
    assert.notEqual(await second.locator('input[name="id"]').inputValue(), id);
    assert.equal(await respondents(), earlier + 1);
    await accessible(second);
    await shot(second, `phone-sent-${kind}`);
    await leaves(second, NOTHING);
    await button(second, "Xem mã biên nhận").click();
    await thanked(second);
    await second.locator(".receipt code").waitFor();
    assert.equal(await respondents(), earlier + 1);
  }
});

test("the browser is killed: what it kept is sent by the next one", async (t) => {
  const profile = await mkdtemp(join(tmpdir(), "hailong-profile-"));
  t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const first = await phone(t, { profile });
  const earlier = await respondents();
  await answer(first);
  await network.cut();
  await send(first).click();
  await heading(first, KEPT).waitFor();
  await leaves(first, { kept: 1, drafts: 0, workers: 1, caches: 1 });
  const killed = new Promise((resolve) => first.context().on("close", resolve));
  const debug = await first.context().newCDPSession(first);
  await debug.send("Browser.crash").catch(() => {});
  await killed;

  const second = await s.page(t, { by: network.origin, expected: GONE, profile });
  await second.goto(pointOf("one-stop-service").path);
  await heading(second, KEPT).waitFor();
  await network.mend();
  await thanked(second);
  assert.equal(await respondents(), earlier + 1);
  await leaves(second, NOTHING);
});

test("two tabs keep an answer each: both are sent, each once, and each tab learns of its own", async (t) => {
  const one = await phone(t);
  const other = await one.context().newPage();
  const earlier = await respondents();
  await answer(one);
  await answer(other);
  await network.cut();
  for (const page of [one, other]) {
    await page.bringToFront();
    await send(page).click();
    await heading(page, KEPT).waitFor();
  }
  network.log.length = 0;
  await network.mend();
  await thanked(one);
  await thanked(other);
  assert.equal(await respondents(), earlier + 2);
  await leaves(one, NOTHING);
  assert.equal(posts(), 2);
});

test("what the server finds wrong comes back with everything typed, whenever it is found", async (t) => {
  const page = await phone(t);
  const earlier = await respondents();
  // At once.
  await answer(page, { overall: "" });
  await page.locator('textarea[name="q-comment"]').fill("Chờ lâu\nNhưng vui </textarea>");
  await send(page).click();
  await heading(page, "Xin xem lại").waitFor();
  assert.equal(await page.locator('input[name="q-a1"][value="4"]').isChecked(), true);
  assert.equal(await page.locator('textarea[name="q-comment"]').inputValue(), "Chờ lâu\nNhưng vui </textarea>");
  assert.equal((await left(page)).kept, 0);
  // When the network is back, on the same page.
  await alive(page);
  await network.cut();
  await send(page).click();
  await heading(page, KEPT).waitFor();
  await network.mend();
  await heading(page, "Xin xem lại").waitFor();
  assert.equal(await page.locator('input[name="q-a1"][value="4"]').isChecked(), true);
  assert.equal(await page.locator('textarea[name="q-comment"]').inputValue(), "Chờ lâu\nNhưng vui </textarea>");
  // After it was closed.
  await alive(page);
  await network.cut();
  await send(page).click();
  await heading(page, KEPT).waitFor();
  await network.mend();
  const context = page.context();
  network.rule = ({ method }) => (method === "POST" ? "before" : undefined);
  await page.close();
  network.rule = () => undefined;
  const second = await context.newPage();
  await second.goto(pointOf("one-stop-service").path);
  await second.getByText("còn chỗ cần sửa rồi mới gửi được").waitFor();
  await accessible(second);
  await shot(second, "phone-wrong");
  await button(second, "Mở ra để sửa").click();
  await heading(second, "Xin xem lại").waitFor();
  await alive(second);
  assert.equal(await second.locator('textarea[name="q-comment"]').inputValue(), "Chờ lâu\nNhưng vui </textarea>");
  await choose(second, "overall", 3);
  await send(second).click();
  await thanked(second);
  assert.equal(await respondents(), earlier + 1);
  await leaves(second, NOTHING);
});

test("whoever does not want it sent any more erases it from the phone", async (t) => {
  const page = await phone(t);
  const earlier = await respondents();
  await answer(page);
  await network.cut();
  await send(page).click();
  await heading(page, KEPT).waitFor();
  await leaves(page, { kept: 1, drafts: 0, workers: 1, caches: 1 });
  await page.locator("#unsent summary").click();
  await page.getByText("Xóa rồi thì câu trả lời này không được gửi nữa.").waitFor();
  await accessible(page);
  await network.mend();
  await button(page, "Xóa, không gửi").click();
  await alive(page);
  assert.equal(await page.locator("input:checked").count(), 0);
  assert.equal(await page.locator("#unsent").isVisible(), false);
  await leaves(page, NOTHING);
  assert.equal(await respondents(), earlier);
});

test("language and look can be changed while an answer waits", async (t) => {
  const page = await phone(t);
  const earlier = await respondents();
  await answer(page);
  network.rule = ({ method }) => (method === "POST" ? { status: 503, headers: { "retry-after": "6" } } : undefined);
  await send(page).click();
  await heading(page, KEPT).waitFor();
  network.rule = () => undefined;
  await page.getByRole("button", { name: "English" }).click();
  await thanked(page).catch(() => heading(page, "Thank you!").waitFor());
  assert.equal(await respondents(), earlier + 1);
  await leaves(page, NOTHING);
});

test("a browser that keeps nothing sends as it always did", async (t) => {
  const page = await phone(t);
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("", "SecurityError");
    };
  });
  const earlier = await respondents();
  await answer(page);
  await send(page).click();
  await thanked(page);
  assert.equal(await respondents(), earlier + 1);
});

test("without JavaScript the browser sends the form again itself, and that is the same response", async (t) => {
  const page = await phone(t, { javascript: false });
  const earlier = await respondents();
  await page.goto(pointOf("one-stop-service").path);
  await choose(page, "a1", 4);
  await choose(page, "overall", 5);
  network.rule = ({ method }) => (method === "POST" ? "after" : undefined);
  await send(page).click({ noWaitAfter: true });
  await page.waitForURL("chrome-error://**");
  assert.equal(await respondents(), earlier + 1);
  network.rule = () => undefined;
  await page.reload();
  await thanked(page);
  assert.equal(await respondents(), earlier + 1);
  assert.ok(posts() >= 2);
});

test("an invitation whose acknowledgement was lost: opened again, the link says that it was sent", async (t) => {
  const manager = await asManager(s, t);
  await addPoint(manager, { name: "Thư mời mất mạng", mode: "link", invited: true });
  await link(manager, "Mời theo danh sách").click();
  await manager.locator("#name").fill("Hồ sơ mất mạng");
  await manager.locator("#last-day").fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
  await manager.locator("#list").fill("HS-001\nHS-002\n");
  await button(manager, "Xem lại danh sách").click();
  await button(manager, "Phát hành 2 lời mời").click();
  const coming = manager.waitForEvent("download");
  await button(manager, "Tạo và tải 2 liên kết (CSV)").click();
  const csv = await readFile(await (await coming).path(), "utf8");
  const paths = csv.match(/\/i\/[^",\s]+/g);
  assert.equal(paths.length, 2);

  const page = await phone(t);
  await answer(page, { path: paths[0] });
  network.rule = ({ method }) => (method === "POST" ? "after" : undefined);
  await send(page).click();
  await heading(page, KEPT).waitFor();
  await leaves(page, { kept: 1, drafts: 0, workers: 0, caches: 0 });
  await page.close();
  network.rule = () => undefined;
  const second = await page.context().newPage();
  await second.goto(paths[0]);
  await heading(second, "Liên kết này đã được dùng").waitFor();
  await second.getByText("đã được gửi").waitFor();
  await accessible(second);
  await shot(second, "phone-invited-sent");
  await button(second, "Xem mã biên nhận").click();
  await thanked(second);
  await second.locator(".receipt code").waitFor();
  await leaves(second, NOTHING);

  // The other one waits on its page.
  const third = await second.context().newPage();
  await answer(third, { path: paths[1] });
  await network.cut();
  await send(third).click();
  await heading(third, KEPT).waitFor();
  await network.mend();
  await thanked(third);
  await leaves(third, NOTHING);
  await manager.reload();
  await manager.getByText("2 trên 2 đã trả lời").first().waitFor();
});

test("the survey closed meanwhile: said plainly, with the date, and forgotten when the person has read it", async (t) => {
  const page = await phone(t);
  const { path } = pointOf("one-stop-service");
  const earlier = await respondents();
  await answer(page);
  await network.cut();
  await send(page).click();
  await heading(page, KEPT).waitFor();
  const manager = await as("manager", "/manage/campaigns", s, t);
  await link(manager, "Ý kiến sau khi làm thủ tục (thường xuyên)").click();
  await link(manager, "Đóng đợt khảo sát").click();
  await button(manager, "Đóng đợt khảo sát").click();
  await manager.getByText("Đã đóng").first().waitFor();
  await page.close();
  await network.mend();
  const second = await page.context().newPage();
  await second.goto(path);
  await second.getByText(/không gửi được nữa\. .*\d{1,2}\/\d{1,2}\/\d{4}/).waitFor();
  await accessible(second);
  await shot(second, "phone-closed");
  assert.equal((await left(second)).kept, 1, "it is not forgotten unread");
  await button(second, "Đã hiểu, xóa khỏi máy này").click();
  await second.locator("#unsent").waitFor({ state: "hidden" });
  await leaves(second, NOTHING);
  assert.equal(await respondents(), earlier);
});
