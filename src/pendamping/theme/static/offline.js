/* Saving the course for the time without a network: chosen by the learner, checked by hash,
 * resumed where it stopped, replaced by a new version only when the learner says so. */
(function () {
  "use strict";
  var panel = document.querySelector("[data-offline]");
  if (!panel) { return; }
  var words = JSON.parse(panel.getAttribute("data-words"));
  var root = new URL(document.documentElement.getAttribute("data-content_root") + "../", location.href);
  var status = panel.querySelector("[role=status]");
  var bar = panel.querySelector("progress");
  var find = function (name) { return panel.querySelector("[data-act=" + name + "]"); };
  var META = "pendampingan";
  var CURRENT = new URL("current", root).href;
  var stop = null;

  function say(key, values) {
    var text = words[key];
    Object.keys(values || {}).forEach(function (name) { text = text.replace("{" + name + "}", values[name]); });
    status.textContent = text;
  }

  function megabytes(bytes) {
    return (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  }

  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }

  async function current() {
    if (!await caches.has(META)) { return null; }
    var note = await (await caches.open(META)).match(CURRENT);
    return note ? note.json() : null;
  }

  async function inventory() {
    var answer = await fetch(new URL("offline.json", root), { cache: "no-store" });
    if (!answer.ok) { throw new Error("offline-odd-host"); }
    try { return await answer.json(); } catch (error) { throw new Error("offline-odd-host"); }
  }

  function wanted(list, choice) {
    return choice === "all" ? Object.keys(list.files) : list.common.concat(list.modules[choice]);
  }

  function size(list, names) {
    return names.reduce(function (sum, name) { return sum + list.files[name][0]; }, 0);
  }

  /** Fetch one file and keep it, if it is the file that the inventory means. */
  async function keep(cache, list, name) {
    var url = new URL(name, root).href;
    if (await cache.match(url)) { return; }
    var answer = await fetch(url, { cache: "no-store", redirect: "follow", signal: stop.signal });
    var body = await answer.arrayBuffer();
    var whole = answer.ok && hex(await crypto.subtle.digest("SHA-256", body)) === list.files[name][1];
    if (!whole) { throw new Error("offline-odd-host"); }
    try {
      await cache.put(url, new Response(body, { headers: { "Content-Type": answer.headers.get("Content-Type") } }));
    } catch (error) { throw new Error("offline-full"); }
  }

  async function save(choice) {
    stop = new AbortController();
    find("save").disabled = true;
    find("stop").hidden = false;
    find("stop").focus();
    bar.hidden = false;
    try {
      var list = await inventory();
      var names = wanted(list, choice);
      var all = size(list, names);
      var done = 0;
      var cache = await caches.open(META + "-" + list.version);
      for (var name of names) {
        await keep(cache, list, name);
        done += list.files[name][0];
        bar.value = done / all;
        say("offline-saving", { n: megabytes(done), of: megabytes(all) });
      }
      await use(list, choice);
      await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
      try { localStorage.setItem("pendamping:saved", list.version); } catch (error) { /* refused */ }
      if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
      say("offline-done");
    } catch (error) {
      if (stop.signal.aborted) { say("offline-stopped"); }
      else { say(words[error.message] ? error.message : "offline-cut"); }
    }
    var held = document.activeElement === find("stop");
    bar.hidden = true;
    find("stop").hidden = true;
    await draw(false);
    if (held) { find("save").focus(); }
  }

  /** From now on the worker serves this version; older ones go. */
  async function use(list, choice) {
    var name = META + "-" + list.version;
    var note = JSON.stringify({ cache: name, version: list.version, choice: choice });
    await (await caches.open(META)).put(CURRENT, new Response(note, { headers: { "Content-Type": "application/json" } }));
    (await caches.keys()).forEach(function (key) {
      if (key.indexOf(META + "-") === 0 && key !== name) { caches.delete(key); }
    });
  }

  async function forget() {
    for (var key of await caches.keys()) { if (key.indexOf(META) === 0) { await caches.delete(key); } }
    var workers = await navigator.serviceWorker.getRegistrations();
    for (var worker of workers) { if (worker.scope === root.href) { await worker.unregister(); } }
    try { localStorage.removeItem("pendamping:saved"); } catch (error) { /* refused */ }
    say("offline-gone");
    await draw(false);
    find("save").focus();
  }

  async function draw(first) {
    var has = await current();
    find("forget").hidden = !has;
    find("save").disabled = false;
    find("save").textContent = words["offline-save"];
    try {
      var list = await inventory();
      panel.querySelectorAll("[data-size]").forEach(function (node) {
        node.textContent = "(" + megabytes(size(list, wanted(list, node.getAttribute("data-size")))) + " MB)";
      });
      if (first && has && has.version !== list.version) { say("offline-newer"); find("save").textContent = words["offline-update"]; }
      else if (first && has) { say("offline-have"); }
    } catch (error) {
      find("save").disabled = true;
      if (first) { say(has ? "offline-have" : words[error.message] ? error.message : "offline-no-network"); }
    }
    if (first && has) {
      panel.querySelectorAll("input").forEach(function (input) { input.checked = input.value === has.choice; });
    }
  }

  var folder = location.protocol === "file:";
  if (folder || !window.isSecureContext || !window.caches || !navigator.serviceWorker) {
    say(folder ? "offline-folder" : "offline-cannot");
    panel.querySelectorAll("fieldset, button").forEach(function (node) { node.hidden = true; });
    return;
  }
  find("save").addEventListener("click", function () {
    save(panel.querySelector("input:checked").value);
  });
  find("stop").addEventListener("click", function () { stop.abort(); });
  find("forget").addEventListener("click", forget);
  draw(true);
})();
