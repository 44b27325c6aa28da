// Every page of the staff, found by following links: accessibility in several looks, no sideways scrolling, a picture at both sizes. Each page
// takes seconds to look at, so the pages of different roles are looked at by test files of their own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { addPoint, as, look, SIZES } from "./manager.mjs";
import { accessible, shot, site } from "./support.mjs";

// Of each kind of page, so many are read for links: what a page offers depends on what it is about.
const READ = 40;
const FILE = /\.(csv|svg|xlsx|html)$|\/file$/;
// Addresses that are no page of their own: they take a form, or are there only after one was sent. Other tests look at those.
const NO_PAGE = new Set([
  "/account/password",
  "/account/sessions",
  "/manage/users/{id}/link",
  "/manage/campaigns/archive",
  "/manage/campaigns/{id}/opening",
  "/manage/campaigns/{id}/units/removal",
  "/manage/campaigns/{id}/sectors",
  "/manage/questionnaires/{code}/{number}/publication",
  "/manage/devices/{id}/link",
  "/manage/invitations/{id}/links",
  "/manage/imports/{what}/{id}",
  "/account/second-factor/removal",
  "/account/passkeys",
  "/account/passkeys/new",
  "/account/passkeys/{id}/removal",
  "/manage/questionnaires/{code}/{number}/difference",
  "/analysis/review/{id}",
  "/analysis/exports/{id}",
  "/analysis/exports/{id}/cancellation",
  "/analysis/exports/{id}/removal",
  "/analysis/exports/{id}/{token}",
  "/manage/campaigns/{id}/sample/verification",
  "/manage/campaigns/{id}/sample/removal",
]);

/** The addresses of the router, as the test of who may go where lists them. */
async function addresses() {
  const text = await readFile(new URL("../tests/access.rs", import.meta.url), "utf8");
  return [...text.matchAll(/^ {4}\("(\/(?:manage|account|analysis)[^"]*)"/gm)].map(([, address]) => address);
}

const pattern = (address) => new RegExp(`^${address.replace(/\{[a-z]+\}/g, "[^/]+")}$`);
/** The address of the router under which a path stands: the one with the fewest variable parts. */
const known = (all, path) => all.filter((address) => pattern(address).test(path)).sort((one, other) => one.split("{").length - other.split("{").length)[0];

/** The first page found of each address, by following links from the first. */
async function crawl(page, all) {
  const [found, read, queue] = [new Map(), new Map(), ["/account"]];
  const seen = new Set(queue);
  while (queue.length > 0) {
    const path = queue.shift();
    const address = known(all, path.split("?")[0]);
    if (address === undefined || FILE.test(address) || (read.get(address) ?? 0) >= READ) continue;
    const answer = await page.context().request.get(path);
    if (answer.status() !== 200) continue;
    read.set(address, (read.get(address) ?? 0) + 1);
    if (!found.has(address)) found.set(address, path);
    for (const [, href] of (await answer.text()).matchAll(/href="(\/(?:manage|account|analysis)[^"#]*)/g)) {
      const next = href.replaceAll("&amp;", "&");
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  return found;
}

/** Sends a form from a page, as if it stood there. */
async function send(page, path, fields) {
  const sent = async ([path, fields]) => {
    const text = (await (await fetch(path)).text()).match(/name="id" value="([^"]*)"/);
    const body = new URLSearchParams(fields);
    if (text !== null) body.set("id", text[1]);
    const answer = await fetch(path, { method: "POST", body });
    return answer.status;
  };
  assert.equal(await page.evaluate(sent, [path, fields]), 200, `${path} takes the form, and leads to a page`);
}

/** What the demonstration has not, so that every page has something to be about. */
async function prepare(pages) {
  const { administrator, manager, collector } = pages;
  await send(administrator, "/manage/sectors", [["name-vi", "Giao thông"], ["name-en", "Transport"], ["code", "transport"], ["parent", ""], ["position", "70"]]);
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await send(administrator, "/manage/units/merging", [["unit", "xa-mau-loc"], ["successor", "xa-mau-thinh"], ["from", day], ["points", "withdraw"], ["sure", "yes"]]);
  // A token of the API.
  const token = { name: "Phần mềm một cửa", unit: "xa-mau-phu", right: "submissions", "last-day": day };
  assert.equal((await administrator.context().request.post("/manage/tokens", { form: token })).status(), 201);
  // A hold, which can be lifted.
  await administrator.goto("/manage/retention");
  const held = await administrator.locator('a[href^="/manage/retention/"]').first().getAttribute("href");
  await send(administrator, held, [["reason", "Thanh tra"]]);
  // A draft of a random sample.
  await manager.goto("/manage/campaigns");
  const version = await manager.locator("#version option").last().getAttribute("value");
  const draft = [["name-vi", "Khảo sát chọn mẫu"], ["name-en", "A sample"], ["version", version], ["sampling", "probability"], ["owner", await manager.locator("#owner option").first().getAttribute("value")]];
  await send(manager, "/manage/campaigns", [...draft, ["from", day], ["to", day], ["minimum", ""]]);
  // A second version of a questionnaire, not published yet.
  const file = await (await manager.context().request.get("/manage/questionnaires/quick-kiosk/1/file")).text();
  await manager.goto("/manage/questionnaires");
  await manager.locator("#add summary").click();
  await manager.locator("textarea").fill(file.replace("Hài lòng", "Vừa lòng"));
  await manager.locator("#form button").last().click();
  await manager.getByText("Đã lưu.").waitFor();
  // A form that was entered twice, and not alike; and one that waits.
  await addPoint(manager, { name: "Phiếu giấy", unit: "xa-mau-phu", mode: "paper" });
  await manager.getByRole("heading", { name: "Phiếu giấy" }).waitFor();
  const place = `/manage/entry/${manager.url().split("?")[0].slice(-6)}`;
  const campaign = await manager.locator('a[href^="/manage/campaigns/"]').first().getAttribute("href");
  await send(manager, `${campaign}/entry`, [["twice", "yes"]]);
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  for (const [number, answer] of [["1", "5"], ["1", "2"], ["2", "4"]]) {
    await send(collector, place, [["day", today], ["batch", "1"], ["number", number], ["q-a1", answer], ["q-overall", answer]]);
  }
}

async function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Everybody follows the links, so that no address of the router is missed; looked at is what these roles were the first to come to. */
export function lookAtPagesOf(...roles) {
  let s;
  before(async () => {
    s = await site();
  });
  after(() => s?.close());

  test(`every page that is for ${roles.join(", ")} can be used by everybody, on a desktop and on a phone`, { timeout: 900_000 }, async (t) => {
    const all = await addresses();
    const missed = new Set(all.filter((address) => !NO_PAGE.has(address) && !FILE.test(address)));
    const pages = {};
    for (const role of ["administrator", "manager", "analyst", "collector", "auditor"]) pages[role] = await as(role, "/account", s, t, SIZES.desktop);
    await prepare(pages);
    for (const [role, page] of Object.entries(pages)) {
      const found = [...(await crawl(page, all))].filter(([address]) => missed.delete(address));
      for (const [address, path] of roles.includes(role) ? found : []) {
        await t.test(`${role}: ${address}`, () => usable(page, address, path, s.origin));
      }
    }
    assert.deepEqual([...missed], [], "no link leads to these");
  });
}

async function usable(page, address, path, origin) {
  const name = `staff${address.replaceAll("/", "-").replaceAll(/[{}]/g, "")}`;
  await page.setViewportSize(SIZES.desktop);
  await page.goto(path);
  await look(page, `${name}-desktop`, { fullPage: true });
  await page.setViewportSize(SIZES.phone);
  await shot(page, `${name}-phone`, { fullPage: true });
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await scrollsSideways(page), 0, "pixels to the side on a small phone");
  await page.context().addCookies([{ name: "hailong-view", value: "en.2.high.dark", url: origin }]);
  await page.goto(path);
  await page.setViewportSize({ width: 360, height: 740 });
  assert.equal(await scrollsSideways(page), 0, "pixels to the side, enlarged");
  await accessible(page);
  await page.context().addCookies([{ name: "hailong-view", value: "vi.0.normal.light", url: origin }]);
}
