// Every page, as a program can judge it: accessibility in every look, no sideways scrolling, targets for a thumb.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, shot, site } from "./support.mjs";

let s;
let paths;
before(async () => {
  s = await site();
  const of = (kind) => s.points.find((point) => point.kind === kind).path;
  const last = (kind) => s.points.findLast((point) => point.kind === kind).path;
  paths = {
    home: "/",
    "home-search": "/?find=mau",
    "home-none": "/?find=zzz",
    "one-stop": of("one-stop-service"),
    household: of("household-sipas"),
    health: of("health-outpatient"),
    education: of("public-education"),
    kiosk: of("quick-kiosk"),
    thanks: `${of("one-stop-service")}/done`,
    results: "/results",
    "results-year": "/results?period=2026",
    "results-part": "/results?questionnaire=one-stop-service&factor=access",
    "results-empty": "/results?period=1999",
    methods: "/methods",
    privacy: "/privacy",
    unknown: "/nowhere",
    "unknown-point": "/s/zzzzzz",
    "bad-filter": "/results?unit=nowhere",
    closed: last("one-stop-service"),
    "not-yet": last("public-education"),
  };
});
after(() => s?.close());

// Node's reader of brotli is the reference one.
test("a form sent in brotli is the form", async () => {
  const form = async (coding) => {
    const answer = await fetch(`${s.origin}${paths["one-stop"]}`, { headers: { "accept-encoding": coding } });
    assert.equal(answer.headers.get("content-encoding"), coding === "br" ? "br" : null);
    const [, nonce] = answer.headers.get("content-security-policy").match(/'nonce-([^']+)'/);
    return (await answer.text()).replaceAll(nonce, "").replace(/name="id" value="[^"]+"/, "");
  };
  assert.equal(await form("br"), await form("identity"));
});

// Pages about what cannot be done have such a status, which the browser logs.
const expected = [/status of 4\d\d/];

test("axe finds nothing on any page, at both sizes", async (t) => {
  for (const viewport of [{ width: 360, height: 740 }, { width: 1280, height: 800 }]) {
    const page = await s.page(t, { ...viewport, expected });
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await t.test(`${name} ${viewport.width}`, () => accessible(page));
      await shot(page, `${name}-${viewport.width}`, { fullPage: true });
    }
  }
});

test("axe finds nothing in any look", async (t) => {
  for (const view of ["vi.2.normal.light", "vi.0.normal.dark", "en.0.high.light", "en.1.high.dark"]) {
    const page = await s.page(t, { expected });
    await page.context().addCookies([{ name: "hailong-view", value: view, url: s.origin }]);
    for (const name of ["home", "one-stop", "household", "results", "methods", "unknown-point"]) {
      await page.goto(paths[name]);
      await page.waitForLoadState("networkidle");
      await t.test(`${name} ${view}`, () => accessible(page));
      await shot(page, `${name}-${view}`);
    }
  }
});

test("no page scrolls sideways: on a small phone, and enlarged to 400 %", async (t) => {
  const tooWide = [];
  for (const [width, size] of [[320, 0], [360, 2]]) {
    const page = await s.page(t, { width, expected });
    await page.context().addCookies([{ name: "hailong-view", value: `vi.${size}.normal.auto`, url: s.origin }]);
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path);
      // The stepper's bar is as wide as the page, too: it must be there before anything is measured.
      if (await page.locator(".stepper").count()) await page.locator(".stepper:not([hidden])").waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) tooWide.push(`${name} at ${width}, size ${size}: ${wide} pixels`);
    }
  }
  assert.deepEqual(tooWide, []);
});

test("everything to be touched in a questionnaire is at least 44 pixels high and wide", async (t) => {
  for (const javascript of [true, false]) {
    // Without JavaScript, Chromium notes that the browser part it fetched ahead was not used.
    const page = await s.page(t, { javascript, expected: javascript ? [] : [/preloaded/] });
    for (const name of ["one-stop", "household", "kiosk"]) {
      await page.goto(paths[name]);
      if (javascript) await page.locator(".stepper:not([hidden])").waitFor();
      for (const target of await page.locator("main label:has(input):visible, main button:visible, .top button:visible, summary").all()) {
        const box = await target.boundingBox();
        if (box.width <= 1) continue; // The unseen default button.
        assert.ok(box.height >= 44 && box.width >= 44, `${name}: ${await target.innerText()} ${box.width}×${box.height}`);
      }
    }
  }
});

test("preferences hold on every page, with and without JavaScript", async (t) => {
  for (const javascript of [true, false]) {
    const page = await s.page(t, { javascript });
    await page.goto("/results?period=2026");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Results", exact: true }).waitFor();
    assert.match(page.url(), /\/results\?period=2026$/);
    await page.locator("header summary").click();
    await page.getByRole("button", { name: "Dark" }).click();
    await page.locator("html[data-theme='dark']").waitFor();
    await page.goto("/methods");
    await page.locator("html[lang='en'][data-theme='dark']").waitFor();
  }
});

test("the land sector's percentage stands against 80 %", async (t) => {
  const page = await s.page(t, { javascript: false });
  await page.goto("/");
  await page.getByRole("link", { name: "Kết quả" }).first().click();
  const panel = page.locator(".panel", { has: page.getByRole("heading", { name: /Ý kiến sau khi làm thủ tục/ }) }).first();
  const row = panel.getByRole("row", { name: /Đất đai/ });
  assert.match(await row.innerText(), /\d\d,\d\s%/);
  assert.match(await row.innerText(), /≥ 80\s%/);
  assert.match(await row.innerText(), /Không đạt/);
  await page.getByLabel("Đơn vị").selectOption({ index: 2 });
  await page.getByLabel("Thời gian").selectOption("2026");
  await page.getByRole("button", { name: "Xem" }).click();
  assert.match(page.url(), /unit=.+&period=2026/);
});

test("a typed code opens its questionnaire", async (t) => {
  const page = await s.page(t, { expected });
  await page.goto("/");
  const { code, path } = s.points[0];
  await page.getByLabel("Mã trên tờ giấy có hình QR").fill(code.toUpperCase());
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${path}`);
});
