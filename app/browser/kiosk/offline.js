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
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  const cache = await caches.open(KEPT);
  const used = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const loaded = used.filter((url) => url.origin === location.origin && isFile(url.pathname)).map((url) => url.pathname);
  const own = named(document.documentElement.outerHTML);
  const files = new Set([...loaded, ...own]);
  for (const file of files) {
    if (!(await cache.match(file))) await cache.add(file);
  }
  const pages = new Set();
  for (const language of languages) {
    const address = `/kiosk/${code}?lang=${language}`;
    const page = await fetch(address, { redirect: "error" });
    if (!page.ok) throw new Error(`the page could not be kept: ${page.status}`);
    // A page that names other files belongs to another program than this one: it puts itself away once it is loaded.
    if (named(await page.clone().text()).some((file) => !files.has(file))) return;
    await cache.put(address, page);
    pages.add(new URL(address, location.origin).href);
  }
  for (const key of await cache.keys()) {
    const url = new URL(key.url);
    if (!pages.has(url.href) && !files.has(url.pathname)) await cache.delete(key);
  }
  ready = (await navigator.serviceWorker.ready) !== undefined;
}

/** The files that the text of a page names. */
function named(text) {
  return [...text.matchAll(/\/(?:pkg\/[^"'\s)]+\.(?:css|js|wasm)|icon\.svg)/g)].map(([name]) => name);
}

/** @param {string} path */
function isFile(path) {
  return path.startsWith("/pkg/") || path === "/icon.svg";
}
