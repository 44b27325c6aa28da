// A tablet at the door: what happens on its screen, in real Chromium with a real server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { device, kept, LYING, ready, register, respondents, screen, UPRIGHT, waiting } from "./kiosk.mjs";
import { accessible, shot, site } from "./support.mjs";

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const face = (page, value) => page.locator(`label:has(input[name="q-overall"][value="${value}"])`);
const act = (page, name) => page.locator(`[data-act="${name}"]:visible`);
const start = (page, language = "vi") => page.locator(`[data-start="${language}"]`).click();

// A program's judgement of the screen that stands there, and pictures of it upright and lying.
async function look(page, name) {
  await accessible(page);
  for (const [way, size] of [["upright", UPRIGHT], ["lying", LYING]]) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
    await shot(page, `kiosk-${name}-${way}`);
  }
}

test("a tablet becomes a device, and somebody answers by touching", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, { ...UPRIGHT, hasTouch: true, expected: [/status of 410/] });
  const link = await made.link();
  await page.goto(link);
  await look(page, "register");
  await page.getByRole("button", { name: "Đăng ký máy này" }).click();
  await page.waitForURL(`**/kiosk/${made.code}`);
  await ready(page);
  await look(page, "attract");
  const before = await respondents(s);
  await start(page);
  await screen(page, "questions").waitFor();
  await look(page, "question-1");
  await act(page, "next").click();
  await page.getByText("Xin chọn một câu trả lời rồi đi tiếp.").waitFor();
  await look(page, "needed");
  await face(page, 2).tap();
  // One touch is the whole answer: the next question comes by itself, for the worst face as for the best.
  await page.getByText("Câu 2/2").waitFor();
  await look(page, "question-2");
  await act(page, "back").click();
  await page.getByText("Câu 1/2").waitFor();
  assert.ok(await face(page, 2).locator("input").isChecked());
  await act(page, "next").click();
  // More than may be chosen is said here: when the server judges, nobody is there any more.
  for (const reason of ["Thời gian chờ", "Kết quả", "Điều khác"]) await page.getByText(reason).click();
  await act(page, "next").click();
  await page.locator(".needed:not([hidden])").waitFor();
  await page.getByText("Điều khác").click();
  await act(page, "next").click();
  await screen(page, "thanks").waitFor();
  await look(page, "thanks");
  await screen(page, "attract").waitFor({ timeout: 8000 });
  await waiting(page, 0);
  assert.equal(await respondents(s), before + 1);
  await page.goto(link);
  await page.getByText("Liên kết đăng ký không còn dùng được").waitFor();
}, { timeout: 120_000 });

test("every face costs the same: as many touches, as large", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, { ...UPRIGHT, hasTouch: true });
  await register(page, made);
  await start(page);
  const sizes = [];
  for (let value = 1; value <= 5; value += 1) {
    const { width, height } = await face(page, value).boundingBox();
    sizes.push([Math.round(width), Math.round(height)]);
    await face(page, value).tap();
    await page.getByText("Câu 2/2").waitFor();
    assert.equal(await page.locator("[data-current] label").count(), 7, "the same reasons are offered");
    await act(page, "back").click();
    await page.getByText("Câu 1/2").waitFor();
  }
  assert.deepEqual(new Set(sizes.map(String)).size, 1, `${sizes}`);
  assert.ok(sizes[0][0] >= 120 && sizes[0][1] >= 120, `${sizes[0]}`);
});

test("by keyboard alone, in English, with larger text and high contrast that go with whoever chose them", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, UPRIGHT);
  await register(page, made);
  await page.locator('[data-start="en"]').focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/lang=en/);
  await screen(page, "questions").waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await act(page, "larger").focus();
  await page.keyboard.press("Enter");
  await act(page, "contrast").focus();
  await page.keyboard.press("Enter");
  await look(page, "english-large-contrast");
  await page.locator('input[name="q-overall"][value="1"]').focus();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("ArrowRight");
  assert.ok(await page.locator('input[name="q-overall"][value="4"]').isChecked());
  await page.getByText("Question 1 of 2").waitFor();
  await act(page, "next").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Question 2 of 2").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await act(page, "next").focus();
  await page.keyboard.press("Enter");
  await screen(page, "thanks").waitFor();
  await page.waitForURL(/lang=vi/, { timeout: 8000 });
  await ready(page);
  assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset })), {});
});

test("whoever goes away is asked, then nothing of them is left, on every screen", async (t) => {
  const made = await device(s, t, { name: "Máy bỏ dở" });
  const page = await s.page(t, UPRIGHT);
  await page.clock.install();
  await register(page, made);
  const length = await page.evaluate(() => history.length);
  const away = async () => {
    await page.clock.runFor(46_000);
    await screen(page, "still").waitFor();
  };
  // Asked, and still there.
  await start(page);
  await away();
  await look(page, "still");
  await act(page, "stay").click();
  await screen(page, "questions").waitFor();
  // Whoever answers the question by a touch anywhere else has not answered it.
  await away();
  await page.mouse.click(5, 5);
  await page.clock.runFor(5_000);
  await screen(page, "still").waitFor();
  await page.clock.runFor(20_000);
  await screen(page, "attract").waitFor();
  // In the middle of the second question, with something chosen.
  await start(page);
  await face(page, 1).click();
  await page.clock.runFor(1_000);
  await page.getByText("Thời gian chờ").click();
  await away();
  await page.clock.runFor(25_000);
  await screen(page, "attract").waitFor();
  // By "no, erase it", and by "start over".
  await start(page);
  await away();
  await act(page, "go").click();
  await screen(page, "attract").waitFor();
  await start(page);
  await act(page, "cancel").click();
  await screen(page, "attract").waitFor();
  // Screens on which nobody answers go back without asking.
  for (const name of ["fault", "leave"]) {
    await act(page, name).click();
    await screen(page, name).waitFor();
    await page.clock.runFor(46_000);
    await screen(page, "attract").waitFor();
  }
  // Nothing is left: in the form, in what the browser keeps, in the way back.
  const left = await page.evaluate(() => ({
    checked: document.querySelectorAll("input:checked").length,
    typed: [...document.querySelectorAll("input[type=text], textarea")].map((field) => field.value).join(""),
    local: localStorage.length,
    session: sessionStorage.length,
    state: history.state,
    length: history.length,
    look: { ...document.documentElement.dataset },
  }));
  assert.deepEqual(left, { checked: 0, typed: "", local: 0, session: 0, state: null, length, look: {} });
  assert.deepEqual(await kept(page), { entries: 0, apart: 0, abandoned: 2, faults: 0 });
  await page.clock.runFor(61_000);
  const told = await made.told();
  // Three at the first question, one at the second, and none of them a response.
  assert.match(told, /hài lòng đến mức nào[^\n]*\s+3\s/);
  assert.match(told, /ảnh hưởng nhiều nhất[^\n]*\s+1\s/);
}, { timeout: 120_000 });

test("it sleeps outside its hours, and takes new settings at the next contact", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, UPRIGHT);
  await register(page, made);
  const now = new Date(Date.now() + 7 * 3_600_000);
  const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  const days = { day: String((now.getUTCDay() + 6) % 7) };
  const [opens, closes] = minute > 120 ? [0, minute - 60] : [minute + 60, 23 * 60];
  await made.change({ opens: clock(opens), closes: clock(closes), ...days });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await screen(page, "asleep").waitFor();
  await look(page, "asleep");
  await made.change({ "greeting-vi": "Xin cho biết ý kiến", idle: "60" });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await screen(page, "attract").waitFor();
});

test("a fault is reported with the device and its queue, and staff leave by a PIN", async (t) => {
  const made = await device(s, t, { name: "Máy khóa", settings: { pin: "2468" } });
  const page = await s.page(t, UPRIGHT);
  await register(page, made);
  await act(page, "fault").click();
  await page.getByText(made.id).waitFor();
  await look(page, "fault");
  await page.getByRole("button", { name: "màn hình cảm ứng không nhạy" }).click();
  await page.getByText("Đã ghi nhận, cảm ơn.").waitFor();
  await act(page, "close").click();
  await act(page, "leave").click();
  await look(page, "leave");
  const press = async (digits) => {
    for (const digit of digits) await page.locator(`[data-digit="${digit}"]`).click();
    await act(page, "unlock").click();
  };
  await press("1357");
  await page.getByText("Mã PIN không đúng").waitFor();
  assert.ok(!(await page.getByRole("link", { name: "Rời khỏi phiếu" }).isVisible()));
  await page.waitForTimeout(1100);
  await press("2468");
  await page.getByRole("link", { name: "Rời khỏi phiếu" }).waitFor();
  assert.match(await made.told(), /màn hình cảm ứng không nhạy/);
});

test("no session of staff is left on the tablet", async (t) => {
  const made = await device(s, t);
  const page = made.manager;
  await page.goto(await made.link());
  await page.getByRole("button", { name: "Đăng ký máy này" }).click();
  await page.waitForURL(`**/kiosk/${made.code}`);
  await page.goto("/account");
  assert.match(page.url(), /\/sign-in/);
});

test("without a script it is a form that sends and comes back to the beginning", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, { ...UPRIGHT, javascript: false, expected: [/status of 422/] });
  await page.goto(await made.link());
  await page.getByRole("button", { name: "Đăng ký máy này" }).click();
  await page.waitForURL(`**/kiosk/${made.code}`);
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  await page.getByText("Xin chọn một câu trả lời").or(page.locator(".errors")).first().waitFor();
  await page.locator('input[name="q-overall"][value="5"]').check();
  await page.getByRole("button", { name: "Gửi ý kiến" }).click();
  await page.getByRole("heading", { name: "Cảm ơn Ông/Bà!" }).waitFor();
  await page.waitForURL(`**/kiosk/${made.code}`, { timeout: 10_000 });
});
