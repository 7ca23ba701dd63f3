/* Serves what the learner saved, and nothing else: it saves nothing by itself.
 * Which saved version is in use stands in the cache "pendampingan" under "./current";
 * the page changes it, when the learner says so. `build` puts in the page for "nowhere". */
"use strict";
const SCOPE = self.registration.scope;
const NOTE = new URL("./current", SCOPE).href;
const NOWHERE = $nowhere;

async function current() {
  const note = await caches.match(NOTE, { cacheName: "pendampingan" });
  return note ? note.json() : {};
}

/** Look for an address in one cache or in all; hosts leave out "index.html" and ".html". */
async function find(url, cacheName) {
  const path = url.pathname;
  const names = path.endsWith("/") ? [path + "index.html"] : [path, path + ".html"];
  for (const name of names) {
    const found = await caches.match(new URL(name, url).href, cacheName ? { cacheName } : {});
    if (found) { return found; }
  }
  const folder = names.length > 1 && await caches.match(new URL(path + "/index.html", url).href);
  return folder ? Response.redirect(new URL(path + "/" + url.search, url).href) : null;
}

/** Tell whether a page of another version asks for this: scripts and styles carry their hash. */
function isOther(note, url) {
  const asked = url.searchParams.get("v");
  const file = note.list && note.list.files[url.pathname.slice(new URL(SCOPE).pathname.length)];
  return Boolean(asked && file && !file[1].startsWith(asked));
}

async function answer(request) {
  const url = new URL(request.url);
  const note = await current().catch(() => ({}));
  const kept = note.cache && await find(url, note.cache).catch(() => null);
  if (kept && !isOther(note, url)) { return kept; }
  // not in the saved copy: the network, then a copy that an older form of this course left
  const live = await fetch(request).catch(() => null);
  if (live && (live.ok || live.type === "opaqueredirect")) { return live; }
  const older = kept || await find(url).catch(() => null);
  if (older || live) { return older || live; }
  if (request.mode !== "navigate") { return Response.error(); }
  const page = NOWHERE.replaceAll("./", SCOPE);
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Delete copies that were replaced, once nobody reads in them. */
async function tidy() {
  if ((await self.clients.matchAll({ type: "window" })).length) { return; }
  const note = await current();
  await Promise.all((note.old || []).map((name) => caches.delete(name)));
}

// A newer worker waits until no page is open, or until the learner replaces the saved copy.
self.addEventListener("message", (event) => { if (event.data === "start") { self.skipWaiting(); } });
self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", (event) => {
  const request = event.request;
  // "no-store" is how a page asks the host itself: for the inventory, for what it saves
  if (request.method !== "GET" || !request.url.startsWith(SCOPE) || request.cache === "no-store") { return; }
  if (request.mode === "navigate") { event.waitUntil(tidy().catch(() => null)); }
  event.respondWith(answer(request));
});
