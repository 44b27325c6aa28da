/** What the page needs to start without a network: it is fetched anew and put away whole, so that an old page never meets new files. */

const KEPT = "hailong-kiosk";
const WORKER = "/kiosk/worker.js";

/** Whether the browser has a worker and what it needs. */
let ready = false;

export function startsOffline() {
  return ready;
}

/**
 * Puts the page away, in each language, with all files that it used.
 *
 * @param {string} code
 * @param {string[]} languages
 */
export async function keep(code, languages) {
  if (!("serviceWorker" in navigator) || !("caches" in globalThis)) return;
  await navigator.serviceWorker.register(WORKER, { scope: "/kiosk/" });
  const cache = await caches.open(KEPT);
  const used = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const named = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], script[src]")];
  const addresses = [...used, ...named.map((one) => new URL(one.href ?? one.src))];
  const files = new Set(addresses.filter((url) => url.origin === location.origin && isFile(url.pathname)).map((url) => url.pathname));
  for (const file of files) {
    if (!(await cache.match(file))) await cache.add(file);
  }
  const pages = new Set();
  for (const language of languages) {
    const address = `/kiosk/${code}?lang=${language}`;
    const page = await fetch(address, { redirect: "error" });
    if (!page.ok) throw new Error(`the page could not be kept: ${page.status}`);
    const text = await page.clone().text();
    // A page that names other files than this one belongs to a newer program: the next start takes it whole.
    const others = [...text.matchAll(/\/pkg\/[^"'\s)]+\.(?:css|js|wasm)/g)].map(([name]) => name).filter((name) => !files.has(name));
    for (const other of others) {
      if (!(await cache.match(other))) await cache.add(other);
      files.add(other);
    }
    await cache.put(address, page);
    pages.add(new URL(address, location.origin).href);
  }
  for (const key of await cache.keys()) {
    const url = new URL(key.url);
    if (!pages.has(url.href) && !files.has(url.pathname)) await cache.delete(key);
  }
  ready = (await navigator.serviceWorker.ready) !== undefined;
}

/** @param {string} path */
function isFile(path) {
  return path.startsWith("/pkg/") || path === "/icon.svg";
}
