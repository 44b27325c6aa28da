// A phone sends through a network that fails in every way: the answer is kept, tried again, and stored exactly once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KEPT, NOTHING, ONE, answer, choose, keeps, leaves, look, phone, pointOf, receipt, respondents, send, thanked } from "./phone.mjs";
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

const posts = () => network.log.filter(({ method }) => method === "POST").length;

test("who has a network is thanked as ever, and nothing stays on the phone", async (t) => {
  const page = await phone(s, network, t);
  const earlier = await respondents(s);
  await answer(page, path);
  await send(page).click();
  await thanked(page);
  await receipt(page);
  assert.equal(await respondents(s), earlier + 1);
  await leaves(page, NOTHING);
  assert.equal(posts(), 1);
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#survey:not([hidden])"));
  assert.equal(await page.locator("#unsent").isVisible(), false);
});

test("offline when sending: the answer is kept, the page says so, and sends by itself", async (t) => {
  const page = await phone(s, network, t);
  const earlier = await respondents(s);
  await answer(page, path);
  await page.context().setOffline(true);
  await keeps(page);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), KEPT, "those who listen are told");
  assert.equal(await page.locator("#survey").isVisible(), false);
  await page.getByText("Chưa gửi được. Máy sẽ tự thử lại.").waitFor();
  await page.getByText(/^\d\d:\d\d ngày \d\d\/\d\d\/\d{4}: /).waitFor();
  await leaves(page, ONE);
  await look(page, "phone-kept");
  assert.equal(await respondents(s), earlier);
  await page.context().setOffline(false);
  await thanked(page);
  await receipt(page);
  assert.equal(await respondents(s), earlier + 1);
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
    const page = await phone(s, network, t);
    const earlier = await respondents(s);
    await answer(page, path);
    network.rule = ({ method }) => (method === "POST" ? done : undefined);
    await keeps(page);
    network.rule = () => undefined;
    await thanked(page);
    await receipt(page);
    assert.equal(await respondents(s), earlier + 1);
    await leaves(page, NOTHING);
    assert.ok(posts() > 1);
  });
}

test("a browser that keeps nothing sends as it always did", async (t) => {
  const page = await phone(s, network, t);
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("", "SecurityError");
    };
  });
  const earlier = await respondents(s);
  await answer(page, path);
  await send(page).click();
  await thanked(page);
  assert.equal(await respondents(s), earlier + 1);
});

test("without JavaScript the browser sends the form again itself, and that is the same response", async (t) => {
  const page = await phone(s, network, t, { javascript: false });
  const earlier = await respondents(s);
  await page.goto(path);
  await choose(page, "a1", 4);
  await choose(page, "overall", 5);
  network.rule = ({ method }) => (method === "POST" ? "after" : undefined);
  await send(page).click({ noWaitAfter: true });
  await page.waitForFunction(() => !document.querySelector("form"));
  assert.equal(await respondents(s), earlier + 1);
  network.rule = () => undefined;
  await page.reload();
  await thanked(page);
  assert.equal(await respondents(s), earlier + 1);
});
