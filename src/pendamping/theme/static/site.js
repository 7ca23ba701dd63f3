/* The frame of a page: colours, language, quick exit, pause, print.
 * Nothing here is needed to read or to answer. */
(function () {
  "use strict";
  var html = document.documentElement;

  function recall(key) { try { return localStorage.getItem(key); } catch (error) { return null; } }
  function remember(key, value) { try { localStorage.setItem(key, value); } catch (error) { /* refused */ } }
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  // ---- colours: as the device, light, dark
  var THEMES = ["auto", "light", "dark"];
  function paint(theme) {
    if (theme === "auto") { html.removeAttribute("data-theme"); } else { html.setAttribute("data-theme", theme); }
    each("[data-do=theme]", function (button) { button.textContent = button.getAttribute("data-" + theme); });
  }
  var theme = THEMES.indexOf(recall("pendamping:theme")) > 0 ? recall("pendamping:theme") : "auto";
  paint(theme);
  each("[data-do=theme]", function (button) {
    button.addEventListener("click", function () {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % 3];
      remember("pendamping:theme", theme);
      paint(theme);
    });
  });

  // ---- language: the chooser remembers; the same place on the other page
  each("[data-language]", function (link) {
    link.addEventListener("click", function () {
      remember("pendamping:lang", link.getAttribute("data-language"));
      if (location.hash) { link.hash = location.hash; }
    });
  });

  // ---- a title and an icon that say nothing; early.js has put the title in place already
  var titles = document.querySelectorAll("head title");
  var title = titles[titles.length - 1].textContent;
  var neutral = html.getAttribute("data-neutral-title");
  var icon = document.querySelector("link[rel=icon]");
  var own = icon.href;
  function disguise(on) {
    document.title = on ? neutral : title;
    icon.href = on ? "data:," : own;
  }
  var discreet = recall("pendamping:discreet") === "1";
  disguise(discreet);
  each("[data-do=discreet]", function (box) {
    box.checked = discreet;
    box.addEventListener("change", function () {
      discreet = box.checked;
      remember("pendamping:discreet", discreet ? "1" : "0");
      disguise(discreet);
    });
  });

  // ---- quick exit: cover at once, then leave; Esc three times in a row within two seconds
  function leave(target) {
    var cover = document.createElement("div");
    cover.className = "cover";
    cover.textContent = neutral + " …";
    cover.tabIndex = -1;
    discreet = true; // also for a leaf that is turned while the way out is slow
    disguise(discreet);
    // nothing stays below the cover: no dialog in the top layer, no words for a screen reader
    document.body.textContent = "";
    document.body.appendChild(cover);
    cover.focus();
    location.replace(target);
  }
  var exits = document.querySelectorAll("[data-do=exit]");
  each("[data-do=exit]", function (exit) {
    exit.addEventListener("click", function (event) { event.preventDefault(); leave(exit.href); });
  });
  var presses = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) { presses = []; return; }
    // an Esc that closes a dialog or ends a word of an input method is not meant for us
    if (event.repeat || event.isComposing || document.querySelector("dialog[open]")) { return; }
    var now = Date.now();
    presses = presses.filter(function (then) { return now - then < 2000; }).concat(now);
    if (presses.length >= 3) { leave(exits[0].href); }
  });

  // ---- pause
  var dialog = document.getElementById("pause");
  each("[data-do=pause]", function (button) {
    button.addEventListener("click", function () {
      dialog.showModal();
      document.getElementById("pause-title").focus();
    });
    dialog.addEventListener("close", function () { button.focus(); });
  });

  // ---- contents: open beside the text on wide windows
  var wide = matchMedia("(min-width: 64rem)");
  function menu() { each("[data-menu]", function (box) { box.open = wide.matches; }); }
  menu();
  wide.addEventListener("change", menu);

  // ---- wide tables scroll in a box of their own, reachable with the keyboard
  each("main table", function (table) {
    var box = document.createElement("div");
    box.className = "table-box";
    table.parentNode.insertBefore(box, table);
    box.appendChild(table);
  });
  function boxes() {
    each(".table-box", function (box) {
      var wider = box.scrollWidth > box.clientWidth;
      ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
      if (wider) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.closest("section").querySelector("h1, h2, h3").textContent);
      }
    });
  }
  boxes();
  addEventListener("resize", boxes);

  // ---- where the course is one document: another leaf of it is shown
  addEventListener("pendamping:leaf", function (event) {
    title = event.detail;
    disguise(discreet);
    boxes();
  });

  function notice(text, href) {
    var main = document.getElementById("main");
    if (!main) { return; } // a page that is being left
    var note = document.createElement("p");
    var said = document.createElement(href ? "a" : "span");
    note.className = "notice";
    if (href) { said.href = href; } else { note.setAttribute("role", "status"); }
    said.textContent = text;
    note.appendChild(said);
    main.prepend(note);
  }

  // ---- a host that answers something else for a file: the page can be read, and says so
  var partly = document.body.getAttribute("data-partly"); // the chooser has none
  function lacks() {
    if (partly) { notice(partly); }
    partly = null;
  }
  addEventListener("error", lacks, true);
  addEventListener("load", function () {
    if (!window.pendamping || !getComputedStyle(html).getPropertyValue("--ink")) { lacks(); }
  });

  // ---- a learner who saved the course hears of a newer one, once a day, and decides
  var page = document.body.getAttribute("data-offline-page");
  var inventory = page && new URL(html.getAttribute("data-content_root") + "../offline.json", location.href);
  var saved = page && recall("pendamping:saved " + inventory.pathname);
  var today = new Date().toISOString().slice(0, 10);
  if (saved && navigator.onLine && recall("pendamping:asked") !== today) {
    fetch(inventory, { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (list) {
        remember("pendamping:asked", today);
        if (list.version && list.version !== saved) { notice(document.body.getAttribute("data-newer"), page); }
      })
      .catch(function () { /* no network, or a host that answers something else: ask tomorrow */ });
  }

  // ---- print shows what is folded
  var folded = [];
  addEventListener("beforeprint", function () {
    folded = Array.prototype.filter.call(document.querySelectorAll("main details:not([open])"), function (d) { return !d.hidden; });
    folded.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () { folded.forEach(function (details) { details.open = false; }); });
})();
