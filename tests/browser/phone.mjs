// What tests of a phone whose network drops share: the phone, its answers, and what stays on it.

import assert from "node:assert/strict";
import { accessible, shot } from "./support.mjs";

/** What the browser's console says of a network that is gone, and of the statuses that tests provoke. */
export const GONE = [/net::ERR_/, /status of (4\d\d|5\d\d)/];
export const KEPT = "Câu trả lời được giữ trên máy này";
/** What the phone has of answers when nothing is left of them. */
export const NOTHING = { kept: 0, drafts: 0, workers: 0, caches: 0 };
/** What it has of one that waits. */
export const ONE = { kept: 1, drafts: 0, workers: 1, caches: 1 };

export const heading = (page, name) => page.getByRole("heading", { name, exact: true });
export const choose = (page, item, value) => page.locator(`input[name="q-${item}"][value="${value}"]`).check();
export const send = (page) => page.getByRole("button", { name: "Gửi ý kiến" });
export const thanked = (page) => heading(page, "Cảm ơn Ông/Bà!").waitFor();
export const receipt = (page) => page.locator(".receipt code").waitFor();
export const alive = (page) => page.locator(".stepper:not([hidden])").waitFor();
export const pointOf = (site, kind = "one-stop-service") => site.points.find((point) => point.kind === kind);

/** A page that comes through the network that fails as it is told. */
export async function phone(site, network, t, options) {
  await network.mend();
  network.log.length = 0;
  return site.page(t, { by: network.origin, expected: GONE, ...options });
}

/** The respondents of a sector's feedback by the one-stop questionnaire, as the public reads them. */
export async function respondents(site) {
  const { figures } = await (await fetch(`${site.origin}/results.json`)).json();
  const of = (figure) => figure.measure === "feedback" && figure.questionnaire === "one-stop-service" && figure.sector === "land";
  return figures.find(of).respondents;
}

/** Opens the form, goes to its end, and answers but for what is left out. */
export async function answer(page, path, options) {
  await page.goto(path);
  await fill(page, options);
}

/** Goes to the end of the form that is open. */
export async function fill(page, { overall = "5" } = {}) {
  await alive(page);
  await choose(page, "a1", 4);
  while (!(await send(page).isVisible())) await page.getByRole("button", { name: "Tiếp", exact: true }).click();
  if (overall) await choose(page, "overall", overall);
}

/** Sends it, which comes to nothing, and waits until the page says that it is kept. */
export async function keeps(page) {
  await send(page).click();
  await heading(page, KEPT).waitFor();
}

/** What the phone has of answers by now: kept ones, drafts, workers, caches. */
export const left = (page) =>
  page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    const kept = await new Promise((resolve) => {
      const opening = indexedDB.open("hailong-phone", 1);
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onerror = () => resolve([]);
      opening.onsuccess = () => {
        const all = opening.result.transaction("unsent").objectStore("unsent").getAll();
        all.onsuccess = () => resolve(all.result);
      };
    });
    return { kept: kept.length, drafts: localStorage.length, workers: registrations.length, caches: (await caches.keys()).length };
  });

/** Waits until the phone has this: some of it comes and goes a moment after the page tells of it. */
export async function leaves(page, expected) {
  let found;
  for (let tries = 0; tries < 50; tries += 1) {
    found = await left(page).catch(() => found);
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    await page.waitForTimeout(100);
  }
  assert.deepEqual(found, expected);
}

/** A program's judgement of a page, and a picture for people. */
export async function look(page, name) {
  await accessible(page);
  await shot(page, name);
}
