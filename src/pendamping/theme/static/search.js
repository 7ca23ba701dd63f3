/* Our words for the sentences of Sphinx's search; loaded between doctools.js and searchtools.js.
 * (Its own way of adding them compiles code, which the page's policy forbids.) */
(function () {
  "use strict";
  var results = document.getElementById("search-results");
  Object.assign(Documentation.TRANSLATIONS, JSON.parse(results.getAttribute("data-words")));
  var query = new URLSearchParams(location.search).get("q");
  if (query) { document.getElementById("q").value = query; }
})();
