// What a phone keeps outlives its page and its browser.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { button } from "./manager.mjs";
import {
  GONE,
  KEPT,
  NOTHING,
  ONE,
  alive,
  answer,
  fill,
  heading,
  keeps,
  leaves,
  look,
  phone,
  pointOf,
  receipt,
  respondents,
  send,
  thanked,
} from "./phone.mjs";
import { proxy } from "./proxy.mjs";
import { site } from "./support.mjs";

let s;
let network;
let path;
before(async () => {
  s = await site();
  network = await proxy(s.origin);
  ({ path } = pointOf(s));
});
after(async () => {
  await network?.close();
  await s?.close();
});

test("closed, opened again without a network, and closed again: the page says what it keeps, and sends it later", async (t) => {
  const first = await phone(s, network, t);
  const earlier = await respondents(s);
  await answer(first, path);
  await network.cut();
  await keeps(first);
  await leaves(first, ONE);
  await first.close();

  const second = await first.context().newPage();
  await second.goto(path);
  await heading(second, KEPT).waitFor();
  await second.getByText("Chưa gửi được. Máy sẽ tự thử lại.").waitFor();
  assert.equal(await second.locator("h1").textContent(), "Ý kiến sau khi làm thủ tục");
  assert.equal(await second.locator("form").count(), 0, "nothing can be answered twice");
  await look(second, "phone-kept-offline");
  await second.reload();
  await heading(second, KEPT).waitFor();
  await network.mend();
  await thanked(second);
  await receipt(second);
  assert.equal(await respondents(s), earlier + 1);
  await leaves(second, NOTHING);
});

test("opened again with a network, of another place too: sent, said so, with the receipt, and the form is a new one", async (t) => {
  for (const kind of ["one-stop-service", "public-education"]) {
    const first = await phone(s, network, t);
    const earlier = await respondents(s);
    await answer(first, path);
    const id = await first.locator('input[name="id"]').inputValue();
    await network.cut();
    await keeps(first);
    await first.close();
    await network.mend();

    const second = await first.context().newPage();
    await second.goto(pointOf(s, kind).path);
    await second.getByText(/^Câu trả lời lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4} đã được gửi\.$/).waitFor();
    await heading(second, "Không còn gì chờ gửi").waitFor();
    await alive(second);
    assert.equal(await second.locator("input:checked").count(), 0);
    assert.notEqual(await second.locator('input[name="id"]').inputValue(), id);
    assert.equal(await respondents(s), earlier + 1);
    await look(second, `phone-sent-${kind}`);
    await leaves(second, NOTHING);
    await button(second, "Xem mã biên nhận").click();
    await thanked(second);
    await receipt(second);
    assert.equal(await respondents(s), earlier + 1);
  }
});

test("the browser is killed: what it kept is sent by the next one", async (t) => {
  const profile = await mkdtemp(join(tmpdir(), "hailong-profile-"));
  t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const first = await phone(s, network, t, { profile });
  const earlier = await respondents(s);
  await answer(first, path);
  await network.cut();
  await keeps(first);
  await leaves(first, ONE);
  const killed = new Promise((resolve) => first.context().on("close", resolve));
  const debug = await first.context().newCDPSession(first);
  await debug.send("Browser.crash").catch(() => {});
  await killed;

  const second = await s.page(t, { by: network.origin, expected: GONE, profile });
  await second.goto(path);
  await heading(second, KEPT).waitFor();
  await network.mend();
  await thanked(second);
  assert.equal(await respondents(s), earlier + 1);
  await leaves(second, NOTHING);
});

test("two tabs keep an answer each: both are sent, each once, and each tab learns of its own", async (t) => {
  const one = await phone(s, network, t);
  const other = await one.context().newPage();
  const earlier = await respondents(s);
  // Both are opened before there is a draft that would make them one.
  for (const page of [one, other]) await page.goto(path);
  for (const page of [one, other]) await fill(page);
  await network.cut();
  for (const page of [one, other]) {
    await page.bringToFront();
    await keeps(page);
  }
  network.log.length = 0;
  await network.mend();
  await thanked(one);
  await thanked(other);
  assert.equal(await respondents(s), earlier + 2);
  await leaves(one, NOTHING);
  assert.equal(network.log.filter(({ method, done }) => method === "POST" && done === "passed").length, 2);
});
