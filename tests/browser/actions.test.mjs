// An analyst acts on weak figures: improvement actions with their effect, indices that others publish, and the minutes of the month, which
// print on A4.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, button, look, SIZES } from "./manager.mjs";
import { shot, site } from "./support.mjs";

const WRONG = { expected: [/status of 422/] };

let s;
before(async () => {
  s = await site();
});
after(() => s?.close());

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function fillAction(page, task) {
  await page.locator("#unit").selectOption("so-xay-dung");
  await page.locator("#sector").selectOption("construction");
  await page.locator("#task").fill(task);
  await page.locator("#responsible").selectOption("so-xay-dung");
  await page.locator("#role").fill("Phòng cấp phép");
  await page.locator("#due").fill(day(60));
  await page.locator("#status").selectOption("under_way");
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`an analyst adds an action, notes and follows it, on a ${size}`, async (t) => {
    const page = await as("analyst", "/analysis/actions", s, t, { ...viewport, ...WRONG });
    const first = page.locator("tbody tr").first();
    assert.match(await first.innerText(), /Quá hạn/, "what is overdue comes first, in words");
    await look(page, `actions-${size}`, { fullPage: true });
    await first.getByRole("link").click();
    await page.getByRole("heading", { name: "Kết quả của việc này" }).waitFor();
    await look(page, `action-${size}`, { fullPage: true });

    // Nothing typed is lost: neither by a mistake nor by another language.
    await page.goto("/analysis/actions?add");
    await fillAction(page, `Việc mới ${size}`);
    await page.locator("#period").fill("quý ba");
    await page.locator("#form button").last().click();
    await page.locator(".errors").waitFor();
    await look(page, `actions-wrong-${size}`);
    assert.equal(await page.locator("#task").inputValue(), `Việc mới ${size}`);
    await page.locator("#period").fill("2025");
    await page.locator("#form button").last().click();
    await page.getByText("Đã lưu.").waitFor();
    await page.getByRole("link", { name: "Thêm ghi chú" }).click();
    await page.locator("#text").fill("Đã hẹn giờ được qua điện thoại.");
    await look(page, `action-note-${size}`);
    await button(page, "Lưu").click();
    await page.getByRole("cell", { name: "Đã hẹn giờ được qua điện thoại." }).waitFor();
    await page.getByRole("link", { name: "Xóa việc này…" }).click();
    await look(page, `action-removal-${size}`);
    await button(page, "Xóa việc này").click();
    await page.getByText("Đã xóa.").waitFor();
  });

  test(`an analyst sees indices of others beside satisfaction, on a ${size}`, async (t) => {
    const page = await as("analyst", "/analysis/indices", s, t, { ...viewport, ...WRONG });
    await look(page, `indices-${size}`, { fullPage: true });
    await page.locator("tbody th a").first().click();
    await page.getByRole("heading", { name: "Qua các năm" }).waitFor();
    await look(page, `index-${size}`, { fullPage: true });
    await page.goto("/analysis/indices");
    await page.locator("#add summary").click();
    await page.locator("#name").fill("PCI");
    await page.locator("#unit").selectOption("so-xay-dung");
    await page.locator("#year").fill(size === "phone" ? "2021" : "2022");
    await page.locator("#value").fill("66,5");
    await page.locator("#source").fill("Báo cáo PCI");
    await page.locator("#goal").selectOption("top-rank");
    await page.locator("#form button").last().click();
    await page.locator(".errors").waitFor();
    assert.equal(await page.locator("#value").inputValue(), "66,5");
    await page.locator("#amount").fill("10");
    await page.locator("#form button").last().click();
    await page.getByText("Đã lưu.").waitFor();
  });

  test(`an analyst keeps the minutes of a month, on a ${size}`, async (t) => {
    const page = await as("analyst", "/analysis/review", s, t, viewport);
    await look(page, `review-choice-${size}`);
    await page.locator("#unit").selectOption("tinh-mau");
    await button(page, "Xem biên bản").click();
    await page.locator(".minutes").waitFor();
    await look(page, `review-${size}`, { fullPage: true });
    const seen = await page.locator(".minutes tbody").allInnerTexts();
    await button(page, "Lưu biên bản").click();
    await page.getByText("Biên bản này không đổi nữa").waitFor();
    assert.deepEqual(await page.locator(".minutes tbody").allInnerTexts(), seen);
    await look(page, `review-kept-${size}`, { fullPage: true });
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".areas").isVisible(), false, "nothing but the minutes is printed");
    await page.setViewportSize({ width: 718, height: 1015 });
    await shot(page, `review-print-${size}`, { fullPage: true });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) => [Number(w), Number(h)]);
    assert.ok(boxes.length >= 1 && boxes.every(([w, h]) => Math.abs(w - 595) < 2 && Math.abs(h - 842) < 2), `A4: ${boxes}`);
  });
}

test("an action is added by the keyboard alone", async (t) => {
  const page = await as("analyst", "/analysis/actions?add", s, t, SIZES.desktop);
  await page.locator("#unit").focus();
  for (const [id, keys] of [["unit", "Sở X"], ["sector", ""], ["part", ""], ["period", ""], ["task", "Việc gõ phím"], ["responsible", ""], ["role", "Phòng"]]) {
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
    if (keys) await page.keyboard.type(keys);
    await page.keyboard.press("Tab");
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), "due");
  await page.locator("#due").fill(day(5));
  await page.locator("#status").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Đã lưu.").waitFor();
});

test("without JavaScript an action is added, and minutes are kept", async (t) => {
  const page = await as("analyst", "/analysis/actions?add", s, t, { ...SIZES.phone, javascript: false });
  await fillAction(page, "Việc không cần chương trình");
  await page.locator("#form button").last().click();
  await page.getByText("Đã lưu.").waitFor();
  await page.goto("/analysis/review?unit=so-xay-dung");
  await page.getByRole("cell", { name: /Sở Xây dựng/ }).first().waitFor();
  await button(page, "Lưu biên bản").click();
  await page.getByText("Biên bản này không đổi nữa").waitFor();
});
