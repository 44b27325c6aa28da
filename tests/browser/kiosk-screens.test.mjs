// Tablets from 7 to 24 inches, one with a voice, one that has not heard of the server yet, and one whose campaign is over.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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

const SIZES = [[600, 1024], [1024, 600], [1080, 1920], [1920, 1080]];
const GONE = [/net::ERR_/, /Failed to fetch/];

test("from 7 to 24 inches, upright and lying, everything is there without scrolling and large enough to hit", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, UPRIGHT);
  await register(page, made);
  for (const language of ["vi", "en"]) {
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.locator(`[data-start="${language}"]`).click();
      await screen(page, "questions").waitFor();
      const name = `kiosk-${width}x${height}-${language}`;
      for (const question of [1, 2]) {
        const seen = await page.evaluate(() => {
          const box = (one) => one.getBoundingClientRect();
          const choices = [...document.querySelectorAll("[data-current] label")].map(box);
          return {
            wide: document.documentElement.scrollWidth - innerWidth,
            next: box(document.querySelector('[data-act="next"]')).bottom - innerHeight,
            smallest: Math.min(...choices.flatMap(({ width, height }) => [width, height])),
            lowest: Math.max(...choices.map(({ bottom }) => bottom)) - innerHeight,
          };
        });
        const told = `${name}, question ${question}: ${JSON.stringify(seen)}`;
        assert.ok(seen.wide <= 0 && seen.smallest >= 60, told);
        assert.ok(seen.next <= 0 && seen.lowest <= 0, told);
        await shot(page, `${name}-${question}`);
        if (question === 1) {
          await page.locator('label:has(input[name="q-overall"][value="3"])').click();
          await page.locator('[data-current] input[name="q-reasons"]').first().waitFor();
        }
      }
      await page.locator('[data-act="cancel"]').click();
      if (language === "en") await page.waitForURL(/lang=vi/);
      await ready(page);
    }
  }
}, { timeout: 120_000 });

test("where the device has a voice, question and answers are read when somebody asks for it, and never else", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, UPRIGHT);
  // Chromium without a screen has no voice.
  await page.addInitScript(() => {
    globalThis.said = [];
    globalThis.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
    const speech = {
      getVoices: () => [{ lang: "vi-VN" }],
      addEventListener() {},
      speak: ({ text, lang }) => globalThis.said.push(`${lang}: ${text}`),
      cancel: () => globalThis.said.push("quiet"),
    };
    Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
  });
  const said = () => page.evaluate(() => globalThis.said.splice(0).filter((text) => text !== "quiet"));
  await register(page, made);
  await page.locator("[data-start=vi]").click();
  assert.deepEqual(await said(), []);
  await page.locator('[data-act="read"]').click();
  const texts = await said();
  assert.match(texts[0], /^vi: Ông\/Bà hài lòng đến mức nào/);
  assert.deepEqual(texts.slice(1, 6), ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"].map((text) => `vi: ${text}`));
  await page.locator('label:has(input[name="q-overall"][value="3"])').click();
  await page.getByText("Câu 2/2").waitFor();
  assert.deepEqual(await said(), []);
  await page.locator('[data-act="cancel"]').click();
  assert.equal(await page.evaluate(() => globalThis.said.at(-1)), "quiet", "whoever goes takes the voice along");
  // In a language for which there is none, there is no button.
  await page.locator("[data-start=en]").click();
  await page.getByText("Question 1 of 2").waitFor();
  assert.equal(await page.locator('[data-act="read"]').isVisible(), false);
});

test("the first screen leaves the keyboard where it is", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, UPRIGHT);
  await register(page, made);
  await page.locator('[data-start="en"]').focus();
  const called = page.waitForResponse("**/kiosk/contact");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await called;
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.start), "en");
});

test("a tablet that has not heard of the server yet waits, so that no number is given twice", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, { ...UPRIGHT, by: network.origin, expected: GONE });
  network.rule = ({ url }) => (url === "/kiosk/contact" ? "before" : undefined);
  await page.goto(await made.link());
  await page.getByRole("button", { name: "Đăng ký máy này" }).click();
  await screen(page, "waits").waitFor();
  await accessible(page);
  await shot(page, "kiosk-waits");
  await network.mend();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await screen(page, "attract").waitFor();
});

test("a campaign that is over: the tablet says so, and what was answered before is taken", async (t) => {
  const made = await device(s, t);
  const page = await s.page(t, { ...UPRIGHT, by: network.origin, expected: GONE });
  await register(page, made);
  const earlier = await respondents(s);
  await network.cut();
  await answer(page, 2);
  await next(page);
  const { manager } = made;
  await manager.goto(`/manage/points/${made.code}`);
  const campaign = await manager.locator('main a[href^="/manage/campaigns/"]').first().getAttribute("href");
  const closed = await manager.request.post(`${s.origin}${campaign}/closing`, { form: { sure: "yes" }, maxRedirects: 0 });
  assert.equal(closed.status(), 303, await closed.text());
  await network.mend();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.locator("#kiosk[data-closed]").waitFor();
  await ready(page);
  await waiting(page, 0);
  assert.equal(await page.locator("[data-start]").count(), 0, "nothing can be begun");
  await accessible(page);
  await shot(page, "kiosk-closed");
  assert.equal(await respondents(s), earlier + 2);
  assert.deepEqual(await kept(page), { entries: 0, apart: 0, abandoned: 0, faults: 0 });
});
