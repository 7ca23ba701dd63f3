/* Sphinx's search with our words, and beside it: terms, cases, and questions that were answered.
 * Loaded between doctools.js and searchtools.js. (Sphinx's own way of adding words compiles code,
 * which the page's policy forbids.) */
var SPHINX_HIGHLIGHT_ENABLED = false; // it would keep the words that were looked for
(function () {
  "use strict";
  var results = document.getElementById("search-results");
  var box = document.getElementById("found");
  Object.assign(Documentation.TRANSLATIONS, JSON.parse(results.getAttribute("data-words")));
  var query = new URLSearchParams(location.search).get("q");
  // Sphinx's line of how much it found is made while the scripts run: let it be heard
  addEventListener("DOMContentLoaded", function () {
    var summary = results.querySelector(".search-summary");
    if (summary) { summary.setAttribute("role", "status"); }
  });

  /** The stems of a text, by the stemmer that made Sphinx's index. */
  function stems(text) {
    var stemmer = new Stemmer();
    return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(function (word) {
      return word && stopwords.indexOf(word) < 0;
    }).map(function (word) { return stemmer.stemWord(word); });
  }

  function section(name, entries) {
    var list = document.createElement("ul");
    var heading = document.createElement("h2");
    heading.textContent = JSON.parse(box.getAttribute("data-words"))[name];
    entries.forEach(function (entry) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = entry.url;
      link.textContent = entry.title;
      item.append(link, " – " + entry.text);
      list.append(item);
    });
    box.append(heading, list);
  }

  /** Show the terms, cases and answered questions that have every word looked for. */
  function search(query) {
    var asked = stems(query);
    var done = pendamping.recorded().answers;
    var found = JSON.parse(box.getAttribute("data-entries")).filter(function (entry) {
      if (entry.key && !Object.prototype.hasOwnProperty.call(done, entry.key)) { return false; }
      var has = stems([entry.title, entry.text, entry.more || ""].join(" "));
      return asked.length && asked.every(function (stem) {
        return has.some(function (word) { return word === stem || (stem.length > 2 && word.indexOf(stem) === 0); });
      });
    });
    box.textContent = "";
    ["terms", "cases", "items"].forEach(function (name) {
      var group = found.filter(function (entry) { return entry.group === name; });
      if (group.length) { section(name, group); }
    });
  }

  pendamping.search = search;
  if (query) {
    document.getElementById("q").value = query;
    addEventListener("DOMContentLoaded", function () { search(query); });
  }
})();
