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
  // one host may hold this course in several folders: caches carry the folder in their name
  var META = "pendampingan";
  var PREFIX = META + root.pathname;
  var NOTE = new URL("current", root).href;
  var INVENTORY = new URL("offline.json", root);
  var SAVED = "pendamping:saved " + INVENTORY.pathname;
  var stop = null;

  function say(key, values) {
    var text = words[key];
    Object.keys(values || {}).forEach(function (name) { text = text.replace("{" + name + "}", values[name]); });
    status.textContent = text;
  }

  function megabytes(bytes) {
    return (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  }

  /** Read what was answered or kept, and tell whether it is the file that the inventory means. */
  async function read(answer, list, name) {
    var body = answer && await answer.arrayBuffer();
    var sum = body ? new Uint8Array(await crypto.subtle.digest("SHA-256", body)) : [];
    var hex = Array.prototype.map.call(sum, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
    return { body: body, good: hex === list.files[name][1] };
  }

  /** Fetch from this host. A sign-in page stands on another one, which looks like a broken network. */
  async function load(url, signal) {
    var answer = await fetch(url, { cache: "no-store", redirect: "manual", signal: signal });
    if (answer.type === "opaqueredirect") {
      answer = await fetch(url, { cache: "no-store", signal: signal }).catch(function () { return { ok: false }; });
    }
    if (!answer.ok) { throw new Error("offline-odd-host"); }
    return answer;
  }

  async function inventory() {
    var list = await (await load(INVENTORY)).json().catch(function () { return null; });
    if (!list || !list.version || !list.files || !list.common || !list.modules) { throw new Error("offline-odd-host"); }
    return list;
  }

  async function current() {
    var note = await caches.match(NOTE, { cacheName: META });
    return note ? note.json() : null;
  }

  function choices(note) { return note ? note.choices || [note.choice] : []; }

  /** The files of what was chosen. */
  function wanted(list, chosen) {
    if (chosen.indexOf("all") >= 0) { return Object.keys(list.files); }
    return chosen.reduce(function (names, choice) { return names.concat(list.modules[choice] || []); }, list.common);
  }

  function size(list, names) {
    return names.reduce(function (sum, name) { return sum + list.files[name][0]; }, 0);
  }

  /** Keep one file: from this copy, from an older copy that has the same, or from the host. */
  async function keep(cache, list, name) {
    var url = new URL(name, root).href;
    var answer = await cache.match(url);
    if ((await read(answer, list, name)).good) { return; }
    answer = await caches.match(url);
    var type = answer && answer.headers.get("Content-Type");
    var file = await read(answer, list, name);
    if (!file.good) {
      answer = await load(url, stop.signal);
      type = answer.headers.get("Content-Type");
      file = await read(answer, list, name);
    }
    if (!file.good) { throw new Error("offline-odd-host"); }
    await put(cache, url, new Response(file.body, { headers: { "Content-Type": type } }));
  }

  async function put(cache, url, answer) {
    try { await cache.put(url, answer); } catch (error) { throw new Error("offline-full"); }
  }

  async function save(choice) {
    stop = new AbortController();
    find("save").hidden = true;
    find("stop").hidden = false;
    find("stop").focus();
    bar.hidden = false;
    bar.value = 0;
    try {
      await serve();
      var list = await inventory();
      // what was saved before stays saved
      var chosen = choices(await current()).concat(choice).filter(function (one, i, all) { return all.indexOf(one) === i; });
      var names = wanted(list, chosen);
      var all = size(list, names);
      var done = 0;
      var tenth = -1;
      var cache = await caches.open(PREFIX + list.version);
      // four at a time: on a slow network most of the time is waiting
      var lane = async function () {
        for (var name = names.shift(); name; name = names.shift()) {
          await keep(cache, list, name).catch(function (error) { names = []; throw error; });
          done += list.files[name][0];
          bar.value = done / all;
          // ten times in all: a screen reader reads each of them
          if (Math.floor(10 * done / all) > tenth) {
            tenth = Math.floor(10 * done / all);
            say("offline-saving", { n: megabytes(done), of: megabytes(all) });
          }
        }
      };
      (await Promise.allSettled([lane(), lane(), lane(), lane()])).forEach(function (ended) {
        if (ended.reason) { throw ended.reason; }
      });
      await use(list, chosen);
      try { localStorage.setItem(SAVED, list.version); } catch (error) { /* refused */ }
      if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
      say("offline-done");
    } catch (error) {
      if (stop.signal.aborted) { say("offline-stopped"); }
      else { say(words[error.message] ? error.message : "offline-cut"); }
    }
    bar.hidden = true;
    find("save").hidden = false;
    if (document.activeElement === find("stop")) { find("save").focus(); }
    find("stop").hidden = true;
    draw(false);
  }

  /** Let the newest worker serve; the learner has said so, thus it need not wait for the reader. */
  async function serve() {
    var worker = await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname })
      .catch(async function () {
        await load(new URL("sw.js", root)); // tells a broken network from an odd host
        throw new Error("offline-odd-host");
      });
    await worker.update().catch(function () { /* the one that is there will do */ });
    if (worker.installing || worker.waiting) { (worker.installing || worker.waiting).postMessage("start"); }
  }

  /** The caches of this folder's course, also those of older forms, which had no folder in their name. */
  async function own() {
    var names = [];
    for (var name of await caches.keys()) {
      var first = /^pendamping[a-z]*-/.test(name) && (await (await caches.open(name)).keys())[0];
      var mine = name.indexOf(PREFIX) === 0 && name.indexOf("/", PREFIX.length) < 0;
      if (mine || first && first.url.indexOf(root.href) === 0) { names.push(name); }
    }
    return names;
  }

  /** From now on the worker serves this version; older ones go when nobody reads in them. */
  async function use(list, chosen) {
    var name = PREFIX + list.version;
    var old = (await own()).filter(function (one) { return one !== name; });
    var note = JSON.stringify({ cache: name, version: list.version, choices: chosen, old: old, list: list });
    await put(await caches.open(META), NOTE, new Response(note, { headers: { "Content-Type": "application/json" } }));
  }

  async function forget() {
    for (var name of await own()) { await caches.delete(name); }
    var meta = await caches.open(META);
    await meta.delete(NOTE);
    if (!(await meta.keys()).length) { await caches.delete(META); }
    var workers = await navigator.serviceWorker.getRegistrations();
    for (var worker of workers) { if (worker.scope === root.href) { await worker.unregister(); } }
    try { localStorage.removeItem(SAVED); } catch (error) { /* refused */ }
    say("offline-gone");
    await draw(false);
    find("save").focus();
  }

  /** Tell whether the saved copy still is what was saved. */
  async function whole(has) {
    var cache = await caches.open(has.cache);
    for (var name of wanted(has.list, has.choices)) {
      if (!(await read(await cache.match(new URL(name, root).href), has.list, name)).good) { return false; }
    }
    return true;
  }

  /** Name what is saved, as the choices above are named. */
  function named(has) {
    return choices(has).map(function (choice) {
      var input = panel.querySelector('input[value="' + choice + '"]');
      return input ? input.parentNode.querySelector("[data-name]").textContent : choice;
    }).join("; ");
  }

  async function draw(first) {
    var has = await current();
    var problem = null;
    find("forget").hidden = !has;
    find("save").textContent = words["offline-save"];
    if (first && has) {
      panel.querySelectorAll("input").forEach(function (input) { input.checked = input.value === choices(has)[0]; });
    }
    try {
      var list = await inventory();
      panel.querySelectorAll("[data-size]").forEach(function (node) {
        node.textContent = "(" + megabytes(size(list, wanted(list, [node.getAttribute("data-size")]))) + "\u00a0MB)";
      });
    } catch (error) {
      problem = words[error.message] ? error.message : "offline-no-network";
    }
    var broken = first && has && has.list && !await whole(has);
    if (!first || stop) { return; } // a learner who pressed Save meanwhile reads of that
    if (!has) { if (problem) { say(problem); } return; }
    if (list && has.version !== list.version) { find("save").textContent = words["offline-update"]; }
    if (list && has.version !== list.version) { say("offline-newer"); }
    else if (broken) { say("offline-partly"); }
    else { say("offline-have", { what: named(has) }); }
    if (problem) { status.textContent += " " + words[problem]; }
  }

  function possible() {
    try { return window.isSecureContext && window.caches && navigator.serviceWorker; } catch (error) { return false; }
  }

  function cannot(key) {
    say(key);
    panel.querySelectorAll("fieldset, button").forEach(function (node) { node.hidden = true; });
  }

  if (location.protocol === "file:") { return cannot("offline-folder"); }
  if (!possible()) { return cannot("offline-cannot"); }
  find("save").addEventListener("click", function () {
    save(panel.querySelector("input:checked").value);
  });
  find("stop").addEventListener("click", function () { stop.abort(); });
  find("forget").addEventListener("click", forget);
  // a browser that refuses to keep anything says so only when asked
  draw(true).catch(function () { cannot("offline-cannot"); });
})();
