// A citizen answers: on a phone and on a desktop, with and without JavaScript.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, shot, site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const pointOf = (kind) => s.points.find((point) => point.kind === kind);

// The respondents of a sector's feedback by the one-stop questionnaire, as the public reads them.
async function respondents(sector) {
  const { figures } = await (await fetch(`${s.origin}/results.json`)).json();
  const of = (figure) => figure.measure === "feedback" && figure.questionnaire === "one-stop-service" && figure.sector === sector;
  return figures.find(of).respondents;
}

// Waits until the islands are alive: the stepper's bar is then shown.
const alive = (page) => page.locator(".stepper:not([hidden])").waitFor();
const next = (page) => page.getByRole("button", { name: "Tiếp", exact: true }).click();
const send = (page) => page.getByRole("button", { name: "Gửi ý kiến" });
const choose = (page, item, value) => page.locator(`input[name="q-${item}"][value="${value}"]`).check();

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`with JavaScript, on a ${size}: one screen after another, thanks, and the count rises by one`, async (t) => {
    const page = await s.page(t, viewport);
    const earlier = await respondents("land");
    await page.goto(pointOf("one-stop-service").path);
    await alive(page);
    await accessible(page);
    await shot(page, `survey-first-${size}`);
    assert.equal(await page.locator("[data-step]:visible").count(), 1);
    assert.equal(await send(page).isVisible(), false);
    await choose(page, "a1", 4);
    await next(page);
    await choose(page, "b1", 5);
    await next(page);
    await choose(page, "c1", 2);
    await choose(page, "c2", "none");
    await next(page);
    await choose(page, "d1", 3);
    await next(page);
    await choose(page, "complaint", "yes");
    await page.locator("[data-ask-if]", { has: page.locator('[name="q-e1"]') }).waitFor();
    await choose(page, "complaint", "no");
    await page.locator("[data-ask-if]", { has: page.locator('[name="q-e1"]') }).waitFor({ state: "hidden" });
    await next(page);
    await choose(page, "overall", 4);
    await accessible(page);
    await shot(page, `survey-last-${size}`);
    await send(page).click();
    await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
    await accessible(page);
    await shot(page, `thanks-${size}`);
    assert.equal(await respondents("land"), earlier + 1);
    await page.getByRole("link", { name: "Xem kết quả của nơi này" }).click();
    await page.getByRole("heading", { name: "Kết quả", exact: true }).waitFor();
  });

  test(`without JavaScript, on a ${size}: one long form, thanks, and the count rises by one`, async (t) => {
    const page = await s.page(t, { ...viewport, javascript: false });
    const earlier = await respondents("land");
    await page.goto(pointOf("one-stop-service").path);
    assert.equal(await page.locator("[data-step]:visible").count(), 6);
    assert.equal(await page.locator(".stepper").isVisible(), false);
    await shot(page, `survey-without-javascript-${size}`, { fullPage: true });
    await choose(page, "a1", 5);
    await choose(page, "overall", 5);
    await send(page).click();
    await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
    assert.equal(await respondents("land"), earlier + 1);
  });
}

test("every questionnaire can be walked through to its end", async (t) => {
  for (const kind of ["one-stop-service", "household-sipas", "health-outpatient", "public-education", "quick-kiosk"]) {
    const page = await s.page(t);
    await page.goto(pointOf(kind).path);
    await alive(page);
    for (let steps = 0; !(await send(page).isVisible()); steps += 1) {
      assert.ok(steps < 40, `${kind} comes to an end`);
      assert.equal(await page.locator("[data-step]:visible .item:visible, [data-step]:visible .consent:visible").count() > 0, true);
      const scale = page.locator('[data-step]:visible input[value="4"]:visible').first();
      if (await scale.count()) await scale.check();
      await next(page);
    }
    const overall = page.locator('input[name="q-overall"][value="4"]');
    if ((await overall.count()) && (await overall.isVisible())) await overall.check();
    await send(page).click();
    await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
  }
});

test("a reload in the middle keeps what was typed, and sending erases it from the device", async (t) => {
  const page = await s.page(t);
  await page.goto(pointOf("quick-kiosk").path);
  await alive(page);
  await choose(page, "overall", 2);
  const id = await page.locator('input[name="id"]').inputValue();
  await page.reload();
  await alive(page);
  await page.getByText("Các câu trả lời lần trước còn giữ trên máy này.").waitFor();
  assert.equal(await page.locator('input[name="q-overall"][value="2"]').isChecked(), true);
  assert.equal(await page.locator('input[name="id"]').inputValue(), id, "the response stays the same one");
  await accessible(page);
  while (!(await send(page).isVisible())) await next(page);
  await send(page).click();
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
  await page.waitForFunction(() => localStorage.length === 0);
  await page.goto(pointOf("quick-kiosk").path);
  await alive(page);
  assert.equal(await page.locator("input:checked").count(), 0);
});

test("starting over erases the draft", async (t) => {
  const page = await s.page(t);
  await page.goto(pointOf("quick-kiosk").path);
  await alive(page);
  await choose(page, "overall", 2);
  await page.reload();
  await page.getByRole("button", { name: "Xóa, làm lại từ đầu" }).click();
  await page.waitForFunction(() => document.querySelectorAll("input:checked").length === 0);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test("a draft survives a page that does not come back, and is sent later", async (t) => {
  const page = await s.page(t, { expected: [/ERR_INTERNET_DISCONNECTED/, /net::ERR/] });
  const path = pointOf("one-stop-service").path;
  await page.goto(path);
  await alive(page);
  await choose(page, "a1", 4);
  for (let step = 0; step < 5; step += 1) await next(page);
  await choose(page, "overall", 5);
  const earlier = await respondents("land");
  await page.context().setOffline(true);
  await page.reload().catch(() => {});
  await page.context().setOffline(false);
  await page.goto(path);
  await alive(page);
  assert.equal(await page.locator('input[name="q-a1"][value="4"]').isChecked(), true);
  for (let step = 0; step < 5; step += 1) await next(page);
  await send(page).click();
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
  assert.equal(await respondents("land"), earlier + 1);
});

test("a double click on send stores one response", async (t) => {
  const page = await s.page(t);
  const earlier = await respondents("land");
  await page.goto(pointOf("one-stop-service").path);
  await alive(page);
  await choose(page, "a1", 1);
  for (let step = 0; step < 5; step += 1) await next(page);
  await choose(page, "overall", 1);
  await send(page).dblclick();
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
  assert.equal(await respondents("land"), earlier + 1);
});

test("a wrong form comes back with everything typed, its errors told and linked", async (t) => {
  for (const javascript of [true, false]) {
    const page = await s.page(t, { javascript, expected: [/422/] });
    await page.goto(pointOf("one-stop-service").path);
    if (javascript) await alive(page);
    await choose(page, "a1", 2);
    for (let step = 0; javascript && step < 5; step += 1) await next(page);
    await page.locator('textarea[name="q-comment"]').fill("Chờ lâu </textarea><script>alert(1)</script>");
    await send(page).click();
    await page.getByRole("heading", { name: "Xin xem lại" }).waitFor();
    assert.match(await page.title(), /Xin xem lại/);
    assert.equal(await page.locator('textarea[name="q-comment"]').inputValue(), "Chờ lâu </textarea><script>alert(1)</script>");
    assert.equal(await page.locator('input[name="q-a1"][value="2"]').isChecked(), true);
    if (javascript) {
      await alive(page);
      assert.equal(await page.evaluate(() => document.activeElement.className), "errors", "the summary has the focus");
      await accessible(page);
      await shot(page, "survey-errors-phone");
    }
    await page.locator('.errors a[href="#c-overall"]').click();
    assert.equal(await page.locator("#c-overall").isVisible(), true, "the link leads to the field");
    await choose(page, "overall", 4);
    await send(page).click();
    await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
  }
});

test("another language or look keeps what was typed", async (t) => {
  for (const javascript of [true, false]) {
    const page = await s.page(t, { javascript });
    await page.goto(pointOf("one-stop-service").path);
    if (javascript) await alive(page);
    await choose(page, "a1", 3);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Your view after a procedure" }).waitFor();
    assert.equal(await page.locator('input[name="q-a1"][value="3"]').isChecked(), true);
    const before = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    await page.locator("summary").click();
    await page.getByRole("button", { name: "Larger text" }).click();
    await page.locator("html[data-size='1']").waitFor();
    assert.ok((await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))) > before);
    assert.equal(await page.locator('input[name="q-a1"][value="3"]').isChecked(), true);
  }
});

test("sensitive questions open only after consent, which is not given beforehand", async (t) => {
  const page = await s.page(t);
  await page.goto(pointOf("household-sipas").path);
  await alive(page);
  while (!(await page.locator(".consent").isVisible())) await next(page);
  assert.equal(await page.locator(".consent input").isChecked(), false);
  assert.equal(await page.locator("[data-consent] .item:visible").count(), 0);
  await page.locator(".consent input").check();
  await page.locator("[data-consent] .item:visible").first().waitFor();
  await accessible(page);
});

test("the keyboard alone is enough", async (t) => {
  const page = await s.page(t, { width: 1280, height: 800 });
  await page.goto(pointOf("quick-kiosk").path);
  await alive(page);
  const focused = () => page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.name ?? ""}`);
  for (let presses = 0; (await focused()) !== "INPUT q-overall"; presses += 1) {
    assert.ok(presses < 30, "the question is reached");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator('input[name="q-overall"][value="2"]').isChecked(), true);
  const press = async (name) => {
    const button = page.getByRole("button", { name, exact: true });
    for (let presses = 0; !(await button.evaluate((element) => element === document.activeElement)); presses += 1) {
      assert.ok(presses < 30, `${name} is reached`);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
  };
  await press("Tiếp");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2", "the new screen's title has the focus");
  await press("Gửi ý kiến");
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
});
