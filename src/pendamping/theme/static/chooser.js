/* The first page of the site: goes to the language chosen last; `?pilih` shows the choice again. */
(function () {
  "use strict";
  var links = document.querySelectorAll("[data-language]");
  var last = null;
  try { last = localStorage.getItem("pendamping:lang"); } catch (error) { /* refused */ }
  Array.prototype.forEach.call(links, function (link) {
    var lang = link.getAttribute("data-language");
    if (lang === last && location.search !== "?pilih") { location.replace(link.href); }
    link.addEventListener("click", function () {
      try { localStorage.setItem("pendamping:lang", lang); } catch (error) { /* refused */ }
    });
  });
})();
