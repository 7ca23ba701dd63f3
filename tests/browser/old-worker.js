/* A worker as an early form of the course had it: it kept pages by itself, answered from its
 * cache first, and knew no note of what the learner had chosen. For test_offline_trouble.py. */
var CACHE = "pendamping-2024-1";
var PAGES = ["id/index.html"];
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(CACHE).then(function (cache) { return cache.addAll(PAGES); }));
});
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  event.respondWith(caches.match(event.request).then(function (kept) { return kept || fetch(event.request); }));
});
