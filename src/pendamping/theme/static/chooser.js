/* The first page of the site: goes to the language chosen last; `?pilih` shows the choice again. */
(function () {
  "use strict";
  var last = null;
  try { last = localStorage.getItem("pendamping:lang"); } catch (error) { /* refused */ }
  var link = document.querySelector("[data-language=" + (last === "en" ? "en" : "id") + "]");
  if (last && location.search !== "?pilih") { location.replace(link.href); }
})();
