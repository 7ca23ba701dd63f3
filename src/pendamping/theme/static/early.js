/* Before the first paint, so that nothing flashes: the chosen colours, a title that says nothing.
 * It stands above the page's <title>: of two titles a browser shows the first. */
(function () {
  "use strict";
  var html = document.documentElement;
  function recall(key) { try { return localStorage.getItem(key); } catch (error) { return null; } }

  html.classList.add("scripted");
  var theme = recall("pendamping:theme");
  if (theme === "light" || theme === "dark") { html.setAttribute("data-theme", theme); }
  if (recall("pendamping:discreet") === "1") { document.title = html.getAttribute("data-neutral-title"); }
})();
