/* Serves what the learner saved, and nothing else: it saves nothing by itself.
 * Which saved version is in use stands in the cache "pendampingan" under "./current";
 * the page changes it, when the learner says so. */
"use strict";
const META = "pendampingan";
const CURRENT = new URL("./current", self.registration.scope).href;

async function saved() {
  const meta = await caches.open(META);
  const note = await meta.match(CURRENT);
  return note ? caches.open((await note.json()).cache) : null;
}

async function answer(request) {
  const cache = await saved().catch(() => null);
  const url = new URL(request.url);
  if (url.pathname.endsWith("/")) { url.pathname += "index.html"; }
  const kept = cache && await cache.match(url.href, { ignoreSearch: true });
  return kept || fetch(request);
}

self.addEventListener("install", () => { self.skipWaiting(); });
self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", (event) => {
  const request = event.request;
  const own = request.url.startsWith(self.registration.scope);
  // the inventory is how a new version is noticed: never from the cache
  if (request.method !== "GET" || !own || request.url.endsWith("/offline.json")) { return; }
  event.respondWith(answer(request));
});
