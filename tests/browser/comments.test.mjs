// Comments: an analyst searches them without marks and follows a theme; an administrator changes the themes, and the numbers follow.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, button, look, SIZES } from "./manager.mjs";
import { site } from "./support.mjs";

const WRONG = { expected: [/status of 422/] };

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`an analyst reads comments, on a ${size}${how}`, async (t) => {
      const page = await as("analyst", "/analysis/comments", s, t, { ...viewport, javaScriptEnabled });
      assert.ok((await page.locator(".comments li").count()) > 0, "the demonstration has comments");
      if (javaScriptEnabled) await look(page, `comments-${size}`, { fullPage: true });
      await page.locator("#find").fill("CHO lau");
      await page.locator("main form.filter button").first().click();
      await page.waitForURL(/find=/);
      const texts = await page.locator(".comments blockquote").allInnerTexts();
      assert.ok(texts.length > 0 && texts.every((text) => /chờ lâu/i.test(text)), `${texts}`);
      await page.goto("/analysis/comments");
      await page.locator("table.themes th a").first().click();
      await page.waitForURL(/theme=waiting/);
      assert.equal(await page.locator("table.themes a[aria-current]").innerText(), "Thời gian, chờ đợi");
      await page.goto("/analysis/comments?theme=integrity");
      await page.getByText("Luật Tố cáo", { exact: false }).waitFor();
      if (javaScriptEnabled) await look(page, `comments-theme-${size}`, { fullPage: true });
      await page.goto("/analysis/comments?period=1999");
      await page.getByText("Không có góp ý nào như vậy được hiện.").waitFor();
    });
  }

  test(`an administrator changes themes, on a ${size}`, async (t) => {
    const page = await as("administrator", "/manage/themes", s, t, { ...viewport, ...WRONG });
    await look(page, `themes-${size}`, { fullPage: true });
    await page.locator("details.card summary").click();
    await page.locator("#name-vi").fill(`Chỗ để xe ${size}`);
    await page.locator("#keywords").fill("?");
    await button(page, "Thêm chủ đề").click();
    await page.locator(".errors").waitFor();
    await look(page, `themes-wrong-${size}`);
    assert.equal(await page.locator("#name-vi").inputValue(), `Chỗ để xe ${size}`);
    await page.locator("#keywords").fill("bãi xe\nchỗ để xe");
    await button(page, "Thêm chủ đề").click();
    await page.getByText("Đã lưu.").waitFor();
    await look(page, `theme-${size}`, { fullPage: true });
    await page.getByRole("link", { name: "Xóa chủ đề…" }).click();
    await look(page, `theme-removal-${size}`);
    await button(page, "Xóa chủ đề").click();
    await page.getByText("Đã xóa.").waitFor();
    await page.getByRole("link", { name: "Đổi số này" }).click();
    await look(page, `comments-minimum-${size}`);
    await page.locator("#least-respondents").fill("3");
    await button(page, "Lưu").click();
    await page.locator(".errors").waitFor();
  });
}
