/**
 * Opens the page of a kept answer where there is no network (`phone/offline.js` puts it there). It answers for nothing but such pages and the
 * files that they are made of, and hands everything else on untouched, above all what is sent.
 */

const CACHE = "hailong-phone";

/** How long the network may take before the kept page is shown instead, in milliseconds. */
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && /^\/s\/[^/]+$/.test(address.pathname)) event.respondWith(page(request));
  else if (address.pathname.startsWith("/pkg/")) event.respondWith(file(request));
});

/** What is kept for a request. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: true, ignoreVary: true });
}

/** The page as the server gives it; where it gives none in time, the one that is kept. */
async function page(request) {
  const instead = await kept(request);
  if (!instead) return fetch(request);
  const given = fetch(request).then((answer) => (answer.status < 500 ? answer : instead), () => instead);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, instead));
  return Promise.race([given, late]);
}

/** A file whose name carries a hash is always the same. */
async function file(request) {
  return (await kept(request)) || fetch(request);
}
