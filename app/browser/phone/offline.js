/**
 * The page of a kept answer opens without a network too, and says how it stands with it. For that a service worker (`../worker.js`) comes when
 * somebody begins to answer, because without a network it cannot come any more, and goes when nothing is kept. Until there is a page for it, it does
 * nothing.
 */

const WORKER = "/worker.js";
const SCOPE = "/s/";
const CACHE = "hailong-phone";

/** What the page may do that is kept: as every page of ours, with the scripts of its own folder. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const possible = "serviceWorker" in navigator && "caches" in window;

/** One after another. Without any of it, all else works. @type {Promise<void>} */
let last = Promise.resolve();

/** @param {() => Promise<unknown>} act */
function inTurn(act) {
  last = last.then(act).catch(() => {});
  return last;
}

/** Lets the browser have the worker at hand for a page at this path. @param {string} path */
export function prepare(path) {
  if (possible && path.startsWith(SCOPE)) inTurn(() => navigator.serviceWorker.register(WORKER, { scope: SCOPE }));
}

/**
 * Keeps a page at this path that tells of kept answers, and what it is made of.
 *
 * @param {string} path
 * @param {string} section the section that tells of them, in HTML, as it came from the server
 */
export function stay(path, section) {
  return possible && path.startsWith(SCOPE) ? inTurn(() => bring(path, page(section))) : last;
}

/** @param {string} path @param {string} html */
async function bring(path, html) {
  const cache = await caches.open(CACHE);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY };
  await cache.put(path, new Response(html, { headers }));
  // What the page loaded stands in the browser's own cache, but nothing holds it there.
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const files = new Set(loaded.filter((name) => /\/pkg\/(browser-|[^/]*\.css$)/.test(name)));
  await Promise.all([...files].map(async (name) => cache.put(name, await fetch(name, { cache: "force-cache" }))));
}

/** Takes away all that `stay` left. */
export function leave() {
  return possible ? inTurn(take) : last;
}

async function take() {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  if (registration && new URL(registration.scope).pathname === SCOPE) await registration.unregister();
  await caches.delete(CACHE);
}

/** Whether this page may have something left from an answer that is sent. */
export const mayHaveStayed = () => possible && Boolean(navigator.serviceWorker.controller);

/**
 * A page with the title and the section, and nothing that could be answered.
 *
 * @param {string} section
 */
function page(section) {
  const part = (selector) => document.querySelector(selector)?.outerHTML || "";
  const kept = document.implementation.createHTMLDocument(document.title);
  for (const { name, value } of document.documentElement.attributes) kept.documentElement.setAttribute(name, value);
  kept.head.insertAdjacentHTML("beforeend", part("meta[name=viewport]") + part("link[rel=stylesheet]") + part("link[rel=icon]"));
  const script = kept.createElement("script");
  script.type = "module";
  script.src = new URL("../phone.js", import.meta.url).pathname;
  kept.head.append(script);
  const brand = part("header .brand");
  kept.body.innerHTML =
    `<header><div class="top">${brand}</div>${part("header .demo")}</header><main id="main">${part("main h1")}${section}</main>`;
  kept.querySelector("main section").dataset.alone = "yes";
  return `<!DOCTYPE html>${kept.documentElement.outerHTML}`;
}
