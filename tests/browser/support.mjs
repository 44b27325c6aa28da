// What every browser test needs: a server with a database of its own, and pages that fail a test which made them complain.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

// Filling the demonstration database is the longest of these.
const FILL = 120_000;
const START = 30_000;
const STOP = 5_000;
const HURRY = 3_000;

// Nothing may leave the machine, and a container's root user has no sandbox to offer.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Whatever ends this process must end what it started: in good order if there is a moment left for it.
const children = new Set();
const sites = new Set();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});
let ending = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    const closed = Promise.allSettled([...sites].map((close) => close()));
    await Promise.race([closed, sleep(HURRY)]);
    process.exit(1);
  });
}

// A variable that `cargo xtask test` sets.
function given(variable) {
  const value = process.env[variable];
  assert.ok(value, `${variable} is not set; run the tests by \`cargo xtask test\``);
  return value;
}

/** A port that was free a moment ago. */
export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

// Asks a process to end, and makes it end.
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP);
  await ended;
  clearTimeout(killer);
}

// Waits until the server answers, or says why it does not.
async function ready(origin, child, output) {
  for (const begun = Date.now(); Date.now() - begun < START; await sleep(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(1000) }).catch(() => null);
    if (answer?.ok) return;
  }
  assert.fail(`the server did not start:\n${output.join("")}`);
}

// The lines of `hailong demo`: kind, code and path of every collection point.
function collectionPoints(text) {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length >= 3 && words[2].startsWith("/"))
    .map(([kind, code, path]) => ({ kind, code, path }));
}

// Those that may sign in: role, name, password.
function signIns(text) {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([word]) => word === "sign-in")
    .map(([, role, name, password]) => ({ role, name, password }));
}

/**
 * Starts a server on a database of its own, and a browser beside it; `empty` leaves out the demonstration data, `port` is for whoever must
 * know the address before, `name` is what the machine is called in it.
 * Use it in `before`, and call `close` in `after`. `stop` ends the server in good order, `start` brings it back with what it had.
 */
export async function site({ empty = false, port, name = "127.0.0.1", env = {} } = {}) {
  const bin = given("HAILONG_BIN");
  const folder = await mkdtemp(join(tmpdir(), "hailong-browser-"));
  const cleanup = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    sites.delete(close);
    for (const undo of cleanup.splice(0).reverse()) await undo();
  };
  sites.add(close);
  try {
    const file = join(folder, "hailong.db");
    const database = `sqlite://${file}`;
    let points = [];
    let accounts = [];
    if (empty) {
      await writeFile(file, "");
    } else {
      const filling = promisify(execFile)(bin, ["demo", "--database-url", database], { timeout: FILL, maxBuffer: 1 << 24 });
      children.add(filling.child);
      const { stdout } = await filling;
      points = collectionPoints(stdout);
      accounts = signIns(stdout);
      children.delete(filling.child);
    }

    const door = port ?? (await freePort());
    const listen = `127.0.0.1:${door}`;
    const origin = `http://${name}:${door}`;
    const output = [];
    const served = { origin, points, accounts, output, database };
    served.start = async () => {
      const server = spawn(
        bin,
        ["serve", "--listen", listen, "--database-url", database, "--site-dir", given("HAILONG_SITE_DIR")],
        { cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
      );
      served.server = server;
      children.add(server);
      for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => output.push(data.toString()));
      const failed = once(server, "error").then(([error]) => Promise.reject(error));
      await Promise.race([ready(origin, server, output), failed]);
    };
    served.stop = () => stop(served.server).then(() => children.delete(served.server));
    cleanup.push(() => served.server && served.stop());
    await served.start();

    const browser = await chromium.launch({ executablePath: given("CHROMIUM"), args: FLAGS, timeout: START });
    cleanup.push(() => Promise.race([browser.close(), sleep(STOP, undefined, { ref: false })]));
    return Object.assign(served, { browser, close, page: (t, options) => page(served, t, options) });
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a page for one test, with an empty profile. The test fails if the page logs an error, throws, asks another
 * host for anything, or makes the server panic. What a test means to provoke (a 422, say), it names in `expected`, as regular expressions.
 * `by` is the origin by which the browser comes, if there is something between; `profile` is the folder of a profile that outlives the browser.
 */
async function page({ browser, origin, output }, t, options = {}) {
  const { width = 360, height = 740, javascript = true, expected = [], by = origin, profile, ...more } = options;
  const settings = {
    baseURL: by,
    viewport: { width, height },
    javaScriptEnabled: javascript,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    ...more,
  };
  const context = await (profile
    ? chromium.launchPersistentContext(profile, { executablePath: given("CHROMIUM"), args: FLAGS, timeout: START, ...settings })
    : browser.newContext(settings));
  context.setDefaultTimeout(15_000);
  const complaints = [];
  const said = output.length;
  const complain = (text) => {
    // What the browser says of a machine that is slow: the program of the page was fetched early, and started some seconds later.
    if (text.includes("was preloaded using link preload but not used within a few seconds")) return;
    if (!expected.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complain(`exception: ${error.error()}`));
  context.on("request", (request) => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== by) complain(`other host: ${request.url()}`);
  });
  t.after(async () => {
    await context.close();
    const panics = output.slice(said).join("");
    if (panics.includes("panicked at")) complaints.push(panics.slice(0, 4000));
    assert.deepEqual(complaints, [], "the page complained");
  });
  return context.newPage();
}

// Waits until the page has stopped scrolling: halfway, what leaves the screen seems too small to touch.
const stands = () =>
  new Promise((settled) => {
    let [last, still, frames] = [NaN, 0, 120];
    const look = () => {
      still = scrollY === last ? still + 1 : 0;
      last = scrollY;
      frames -= 1;
      if (still >= 3 || frames === 0) settled();
      else requestAnimationFrame(look);
    };
    look();
  });

/** Fails if the page, as it is now, breaks a rule of WCAG 2.2 AA that a program can check. Needs JavaScript. */
export async function accessible(page) {
  await page.evaluate(stands);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`);
  assert.deepEqual(told, [], "accessibility");
}

// Pictures for a person to look at.
const PICTURES = new URL("../output/", import.meta.url);

/** Keeps a picture of the page in `tests/output`. */
export async function shot(page, name, options = {}) {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: new URL(`${name}.png`, PICTURES).pathname, ...options });
}
