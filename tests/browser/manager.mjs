// What tests of managers share: signing in, making a collection point, looking at a page.

import { accessible, shot } from "./support.mjs";

export const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const CAMPAIGN = "Ý kiến sau khi làm thủ tục (thường xuyên)";

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const link = (page, name) => page.getByRole("link", { name, exact: true });

/** A program's judgement of a page, and a picture for people. */
export async function look(page, name, options) {
  await accessible(page);
  await shot(page, name, options);
}

/** A page of the staff on which somebody of the demonstration is signed in. */
export async function as(role, path, site, t, options) {
  const page = await site.page(t, options);
  const { name, password } = site.accounts.find((known) => known.role === role);
  await page.goto(path);
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await button(page, "Đăng nhập").click();
  await page.waitForURL(`**${path}`);
  return page;
}

/** The page of collection points, for the demonstration's manager. */
export const asManager = (site, t, options) => as("manager", "/manage/points", site, t, options);

/** Adds a collection point by the form, which leads to its page. */
export async function addPoint(page, { name, campaign = CAMPAIGN, unit = "phuong-mau-an", mode = "phone", invited = false }) {
  await page.goto("/manage/points");
  await page.locator("#add summary").click();
  await page.locator("#campaign").selectOption({ label: campaign });
  await page.locator("#unit").selectOption(unit);
  await page.locator("#sector").selectOption("land");
  await page.locator("#mode").selectOption(mode);
  if (invited) await page.locator("#by-invitation").check();
  await page.locator("#names").fill(name);
  await page.locator("#add button").click();
}
