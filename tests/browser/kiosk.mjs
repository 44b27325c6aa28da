// What tests of the kiosk share: a device that a manager makes, a tablet that becomes it, somebody who answers, and what the tablet keeps.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { as } from "./manager.mjs";

export const UPRIGHT = { width: 800, height: 1280 };
export const LYING = { width: 1280, height: 800 };

/** A device at a kiosk point of the demonstration, with the manager who looks after it. */
export async function device(s, t, { name = "Máy thử", settings = {} } = {}) {
  const manager = await as("manager", "/manage/devices", s, t, LYING);
  const { code } = s.points.find((point) => point.kind === "quick-kiosk");
  const added = await manager.request.post(`${s.origin}/manage/devices`, { form: { name, point: code }, maxRedirects: 0 });
  assert.equal(added.status(), 303, await added.text());
  const path = added.headers().location.split("?")[0];
  const id = path.split("/").pop();
  const change = async (changes) => {
    const form = { name, point: code, idle: "45", grace: "20", ...changes };
    const changed = await manager.request.post(s.origin + path, { form, maxRedirects: 0 });
    assert.equal(changed.status(), 303, await changed.text());
  };
  if (Object.keys(settings).length > 0) await change(settings);
  return {
    id,
    code,
    path,
    manager,
    change,
    /** The path of a link by which a tablet becomes it. */
    async link() {
      const made = await manager.request.post(`${s.origin}${path}/link`, { form: {} });
      return /\/kiosk\/register\/[\w-]{43}/.exec(await made.text())[0];
    },
    async revoke() {
      const revoked = await manager.request.post(`${s.origin}${path}/revocation`, { form: { sure: "yes" }, maxRedirects: 0 });
      assert.equal(revoked.status(), 303, await revoked.text());
    },
    /** What the manager reads about it. */
    async told() {
      await manager.goto(path);
      return manager.locator("main").innerText();
    },
  };
}

/** Makes a page the device. */
export async function register(page, made) {
  await page.goto(await made.link());
  await page.getByRole("button", { name: "Đăng ký máy này" }).click();
  await page.waitForURL(`**/kiosk/${made.code}`);
  await ready(page);
}

/** Until the page has heard of the server, or found out that it is not there. */
export async function ready(page) {
  await page.locator('#kiosk[data-ready="yes"]').waitFor();
  await page.locator('#kiosk:not([data-on="waits"])').waitFor();
}

export const screen = (page, name) => page.locator(`#kiosk[data-on="${name}"]`);

/** Somebody answers, as fast as the page lets them, so many times in a row; all in the page, so that the network may be gone. */
export async function answer(page, times = 1, face = 4) {
  await page.evaluate(
    async ([times, face]) => {
      const find = (selector) => document.querySelector(selector);
      const on = async (name) => {
        for (let tries = 0; find("#kiosk").dataset.on !== name; tries += 1) {
          if (tries > 2000) throw new Error(`the page stands on ${find("#kiosk").dataset.on} and not on ${name}`);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      };
      for (let time = 0; time < times; time += 1) {
        find("[data-start=vi]").click();
        await on("questions");
        find(`input[name="q-overall"][value="${face}"]`).click();
        find('[data-act="next"]').click();
        find('[data-act="next"]').click();
        await on("thanks");
        if (time + 1 < times) {
          find('[data-screen="thanks"]').click();
          await on("attract");
        }
      }
    },
    [times, face],
  );
}

/** From the thanks back to the beginning. */
export async function next(page) {
  await page.locator('[data-screen="thanks"]').click();
  await screen(page, "attract").waitFor();
}

/** How many things of each kind the tablet keeps. */
export const kept = (page) =>
  page.evaluate(async () => {
    const storage = await new Promise((resolve, reject) => {
      const opening = indexedDB.open("hailong-kiosk");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const names = ["entries", "apart", "abandoned", "faults"];
    const counts = names.map((name) => new Promise((resolve) => {
      const counting = storage.transaction(name).objectStore(name).count();
      counting.onsuccess = () => resolve([name, counting.result]);
    }));
    const found = Object.fromEntries(await Promise.all(counts));
    storage.close();
    return found;
  });

/** Waits until so many answers wait on the tablet. */
export async function waiting(page, count, patience = 30_000) {
  let found;
  for (const begun = Date.now(); Date.now() - begun < patience; await sleep(50)) {
    found = (await kept(page)).entries;
    if (found === count) return;
  }
  assert.equal(found, count, "answers that wait");
}

/** How many respondents of kiosks the public reads of. */
export async function respondents(s) {
  const { figures } = await (await fetch(`${s.origin}/results.json?mode=kiosk`)).json();
  const of = (figure) => figure.questionnaire === "quick-kiosk" && figure.sector === "administrative-procedures";
  return figures.find(of).respondents;
}
