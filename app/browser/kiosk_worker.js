// The worker of `/kiosk/`: the page starts without a network. It touches nothing but GET of the page and of the files that the page uses, so that
// no answer ever passes through it. What it keeps, the page has put there (`kiosk/offline.js`).

/** The name of what is kept. */
const KEPT = "hailong-kiosk";
/** A network that takes longer than this, in milliseconds, is none. */
const PATIENCE = 4000;
/** What of a kept page's headers says how it is to be read, and what it may do. */
const HEADERS = ["content-type", "content-security-policy", "referrer-policy", "permissions-policy", "x-content-type-options"];
/** Answers of something between us and the server that is down. */
const DOWN = [502, 503, 504];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && /^\/kiosk\/[a-z0-9]{6}$/.test(url.pathname)) {
    event.respondWith(page(request, url));
  } else if (url.pathname.startsWith("/pkg/") || url.pathname === "/icon.svg") {
    event.respondWith(file(request));
  }
});

/** The page: the newest, or the kept one where there is no network. */
async function page(request, url) {
  try {
    // A request for a page takes no signal of ours.
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error("the network is too slow")), PATIENCE));
    const answer = await Promise.race([fetch(request), late]);
    if (!DOWN.includes(answer.status)) return answer;
    return (await kept(url)) ?? answer;
  } catch (error) {
    const answer = await kept(url);
    if (answer) return answer;
    throw error;
  }
}

/** The kept page in the language of the address. The tablet may have been moved to another collection point since: then it is that one's. */
async function kept(url) {
  const cache = await caches.open(KEPT);
  const language = url.searchParams.get("lang") ?? "vi";
  for (const key of await cache.keys()) {
    const address = new URL(key.url);
    if (address.pathname.startsWith("/kiosk/") && address.searchParams.get("lang") === language) {
      const found = await cache.match(key, { ignoreVary: true });
      const headers = HEADERS.map((name) => [name, found.headers.get(name)]).filter(([, value]) => value !== null);
      return new Response(await found.blob(), { headers });
    }
  }
  return undefined;
}

/** A file: each has its content in its name, so a kept one is as good as new. */
async function file(request) {
  return (await caches.match(request, { cacheName: KEPT, ignoreVary: true })) ?? fetch(request);
}
