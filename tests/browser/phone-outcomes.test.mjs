// What becomes of an answer that a phone kept, other than that it is sent and thanked.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { addPoint, as, asManager, button, link } from "./manager.mjs";
import {
  NOTHING,
  ONE,
  alive,
  answer,
  choose,
  heading,
  keeps,
  leaves,
  left,
  look,
  phone,
  pointOf,
  receipt,
  respondents,
  send,
  thanked,
} from "./phone.mjs";
import { proxy } from "./proxy.mjs";
import { accessible, site } from "./support.mjs";

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

test("what the server finds wrong comes back with everything typed, whenever it is found", async (t) => {
  const page = await phone(s, network, t);
  const earlier = await respondents(s);
  // At once.
  await answer(page, path, { overall: "" });
  await page.locator('textarea[name="q-comment"]').fill("Chờ lâu\nNhưng vui </textarea>");
  await send(page).click();
  await heading(page, "Xin xem lại").waitFor();
  assert.equal(await page.locator('input[name="q-a1"][value="4"]').isChecked(), true);
  assert.equal(await page.locator('textarea[name="q-comment"]').inputValue(), "Chờ lâu\nNhưng vui </textarea>");
  assert.equal((await left(page)).kept, 0);
  // When the network is back, on the same page.
  await alive(page);
  await network.cut();
  await keeps(page);
  await network.mend();
  await heading(page, "Xin xem lại").waitFor();
  assert.equal(await page.locator('input[name="q-a1"][value="4"]').isChecked(), true);
  assert.equal(await page.locator('textarea[name="q-comment"]').inputValue(), "Chờ lâu\nNhưng vui </textarea>");
  // After it was closed.
  await alive(page);
  await network.cut();
  await keeps(page);
  await network.mend();
  const context = page.context();
  network.rule = ({ method }) => (method === "POST" ? "before" : undefined);
  await page.close();
  network.rule = () => undefined;
  const second = await context.newPage();
  await second.goto(path);
  await second.getByText("còn chỗ cần sửa rồi mới gửi được").waitFor();
  await look(second, "phone-wrong");
  await button(second, "Mở ra để sửa").click();
  await heading(second, "Xin xem lại").waitFor();
  await alive(second);
  assert.equal(await second.locator('textarea[name="q-comment"]').inputValue(), "Chờ lâu\nNhưng vui </textarea>");
  await choose(second, "overall", 3);
  await send(second).click();
  await thanked(second);
  assert.equal(await respondents(s), earlier + 1);
  await leaves(second, NOTHING);
});

test("whoever does not want it sent any more erases it from the phone", async (t) => {
  const page = await phone(s, network, t);
  const earlier = await respondents(s);
  await answer(page, path);
  await network.cut();
  await keeps(page);
  await leaves(page, ONE);
  await page.locator("#unsent summary").click();
  await button(page, "Xóa, không gửi").waitFor();
  await accessible(page);
  await network.mend();
  await button(page, "Xóa, không gửi").click();
  await alive(page);
  assert.equal(await page.locator("input:checked").count(), 0);
  assert.equal(await page.locator("#unsent").isVisible(), false);
  await leaves(page, NOTHING);
  assert.equal(await respondents(s), earlier);
});

test("language and look can be changed while an answer waits", async (t) => {
  const page = await phone(s, network, t);
  const earlier = await respondents(s);
  await answer(page, path);
  network.rule = ({ method }) => (method === "POST" ? { status: 503, headers: { "retry-after": "6" } } : undefined);
  await keeps(page);
  network.rule = () => undefined;
  await page.getByRole("button", { name: "English" }).click();
  await page.locator(".thanks").waitFor();
  assert.equal(await respondents(s), earlier + 1);
  await leaves(page, NOTHING);
});

test("an invitation whose acknowledgement was lost: opened again, the link says that it was sent", async (t) => {
  const manager = await asManager(s, t);
  await addPoint(manager, { name: "Thư mời mất mạng", mode: "link", invited: true });
  await link(manager, "Mời theo danh sách").click();
  await manager.locator("#name").fill("Hồ sơ mất mạng");
  await manager.locator("#last-day").fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
  await manager.locator("#list").fill("Họ và tên;Mã hồ sơ\nAn;HS-001\nBình;HS-002\n");
  await button(manager, "Xem lại danh sách").click();
  await manager.locator("#column").selectOption("1");
  await button(manager, "Xem lại danh sách").click();
  await button(manager, "Phát hành 2 lời mời").click();
  const coming = manager.waitForEvent("download");
  await button(manager, "Tạo và tải 2 liên kết (CSV)").click();
  const csv = await readFile(await (await coming).path(), "utf8");
  const paths = csv.match(/\/i\/[^",\s]+/g);
  assert.equal(paths.length, 2);

  const page = await phone(s, network, t);
  await answer(page, paths[0]);
  network.rule = ({ method }) => (method === "POST" ? "after" : undefined);
  await keeps(page);
  await leaves(page, { kept: 1, drafts: 0, workers: 0, caches: 0 });
  await page.close();
  network.rule = () => undefined;
  const second = await page.context().newPage();
  await second.goto(paths[0]);
  await heading(second, "Liên kết này đã được dùng").waitFor();
  await second.getByText("đã được gửi").waitFor();
  await look(second, "phone-invited-sent");
  await button(second, "Xem mã biên nhận").click();
  await thanked(second);
  await receipt(second);
  await leaves(second, NOTHING);

  // The other one waits on its page.
  const third = await second.context().newPage();
  await answer(third, paths[1]);
  await network.cut();
  await keeps(third);
  await network.mend();
  await thanked(third);
  await leaves(third, NOTHING);
  await manager.reload();
  await manager.getByText("2 trên 2 đã trả lời").first().waitFor();
});

test("the survey closed meanwhile: said plainly, with the date, and forgotten when the person has read it", async (t) => {
  const page = await phone(s, network, t);
  const earlier = await respondents(s);
  await answer(page, path);
  await network.cut();
  await keeps(page);
  const manager = await as("manager", "/manage/campaigns", s, t);
  await manager.getByRole("link", { name: "Ý kiến sau khi làm thủ tục (thường xuyên)" }).first().click();
  await manager.getByRole("link", { name: "Đóng đợt khảo sát" }).first().click();
  await button(manager, "Đóng đợt khảo sát").click();
  await manager.getByText("Đã đóng").first().waitFor();
  await page.close();
  await network.mend();
  const second = await page.context().newPage();
  await second.goto(path);
  await second.getByText(/không gửi được nữa\. .*\d{1,2}\/\d{1,2}\/\d{4}/).waitFor();
  await look(second, "phone-closed");
  assert.equal((await left(second)).kept, 1, "it is not forgotten unread");
  await button(second, "Đã hiểu, xóa khỏi máy này").click();
  await second.locator("#unsent").waitFor({ state: "hidden" });
  await leaves(second, NOTHING);
  assert.equal(await respondents(s), earlier);
});
