/* The frame of a page: colours, language, quick exit, pause, print.
 * Nothing here is needed to read or to answer. */
(function () {
  "use strict";
  var html = document.documentElement;
  html.classList.add("scripted");

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

  // ---- quick exit: cover at once, then leave; Esc three times within two seconds
  var title = document.title;
  var neutral = document.body.getAttribute("data-neutral-title");
  function leave(target) {
    var cover = document.createElement("div");
    cover.className = "cover";
    document.title = neutral;
    document.body.appendChild(cover);
    location.replace(target);
  }
  var exit = document.querySelector("[data-do=exit]");
  exit.addEventListener("click", function (event) { event.preventDefault(); leave(exit.href); });
  var presses = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.repeat) { return; }
    var now = Date.now();
    presses = presses.filter(function (then) { return now - then < 2000; }).concat(now);
    if (presses.length >= 3) { leave(exit.href); }
  });

  // ---- a title that says nothing
  each("[data-do=discreet]", function (box) {
    function apply() { document.title = box.checked ? neutral : title; }
    box.checked = recall("pendamping:discreet") === "1";
    apply();
    box.addEventListener("change", function () { remember("pendamping:discreet", box.checked ? "1" : "0"); apply(); });
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
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", document.querySelector("h1").textContent);
    }
  });

  // ---- a learner who saved the course hears of a newer one, once a day, and decides
  var saved = recall("pendamping:saved");
  var page = document.body.getAttribute("data-offline-page");
  var today = new Date().toISOString().slice(0, 10);
  if (saved && page && navigator.onLine && recall("pendamping:asked") !== today) {
    fetch(html.getAttribute("data-content_root") + "../offline.json", { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (list) {
        remember("pendamping:asked", today);
        if (list.version === saved) { return; }
        var notice = document.createElement("p");
        var link = document.createElement("a");
        notice.className = "notice";
        link.href = page;
        link.textContent = document.body.getAttribute("data-newer");
        notice.appendChild(link);
        document.getElementById("main").prepend(notice);
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
