/* The whole course in one document: every page of the site is a leaf, and one leaf is shown.
 * The address after # names the leaf, or a place in it, so that back and forward work. */
(function () {
  "use strict";
  var leaves = Array.prototype.slice.call(document.querySelectorAll(".leaf"));
  var main = document.getElementById("main");
  var form = document.querySelector("form[role=search]");
  var here = null;
  var shown = "";
  var resting = 0;
  DOCUMENTATION_OPTIONS.ENABLE_SEARCH_SHORTCUTS = false; // the field is not on every leaf
  DOCUMENTATION_OPTIONS.LINK_SUFFIX = ""; // what is found is a place in this document

  function turn(first) {
    var id = location.hash.slice(1);
    // a place that another edition of the course had: its leaf
    var target = document.getElementById(id) || document.getElementById(id.split("--")[0]);
    var leaf = target && target.closest(".leaf");
    if (target && !leaf && here) { return; } // a place beside the leaves
    if (here) { fold(here); }
    here = leaf || leaves[0];
    leaves.forEach(function (other) { other.classList.toggle("here", other === here); });
    Array.prototype.forEach.call(document.querySelectorAll(".contents a"), function (link) {
      if (link.hash === "#" + here.id) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); }
    });
    dispatchEvent(new CustomEvent("pendamping:leaf", { detail: here.getAttribute("data-title") }));
    shown = location.hash;
    var read = history.state; // of a place that was left: how far it was read
    function settle() {
      if (typeof read === "number") { scrollTo(0, read); } else if (leaf && target !== leaf) { target.scrollIntoView(); } else { scrollTo(0, 0); }
    }
    if (!first || id) {
      var heading = here.querySelector("h1") || here;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    settle();
    if (first) { addEventListener("load", settle); } // pictures and what was answered take room
  }

  /** Close the notes of a leaf: an open one would stand there again when it is turned back. */
  function fold(leaf) {
    Array.prototype.forEach.call(leaf.querySelectorAll("[popover]"), function (note) {
      if (note.hidePopover && note.matches(":popover-open")) { note.hidePopover(); }
    });
  }

  /** Keep how far one has read with its entry of the history: it outlives a way to a source and back. */
  function mark() {
    clearTimeout(resting);
    if (location.hash === shown) { history.replaceState(scrollY, ""); }
  }

  /** Sphinx's own way shows one result after the other, and those of two searches would mix. */
  Search.query = function (query) {
    var parsed = Search._parseQuery(query);
    var status = Search.status;
    var results = Search._performSearch.apply(Search, parsed).map(function (found) {
      return ["#" + found[0].replace(/\//g, "-"), found[1], found[2].replace("#", "--")].concat(found.slice(3));
    }).filter(function (found) { return document.getElementById(found[0].slice(1)); }); // a page that is left out
    results.slice().reverse().forEach(function (found) { _displayItem(found, parsed[1], parsed[3]); });
    status.setAttribute("role", "status");
    // a line that comes after its place is heard
    setTimeout(function () { if (status === Search.status) { _finishSearch(results.length); } }, 50);
  };

  function search(query) {
    document.getElementById("search-results").textContent = "";
    Search.performSearch(query);
    pendamping.search(query);
  }

  history.scrollRestoration = "manual"; // the browser would scroll before the leaf is there
  addEventListener("scroll", function () {
    clearTimeout(resting);
    resting = setTimeout(mark, 200); // a browser takes only so many notes in a minute
  }, { passive: true });
  addEventListener("pagehide", mark);
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; } // a tab of its own
    mark();
    if (link.getAttribute("href").charAt(0) !== "#") { return; }
    if (link.hash === "#main") { // as an address it would not tell the leaf
      event.preventDefault();
      main.focus({ preventScroll: true });
      main.scrollIntoView();
      return;
    }
    if (link.closest("[data-menu]") && !matchMedia("(min-width: 64rem)").matches) { link.closest("[data-menu]").open = false; }
    if (document.querySelector("dialog[open]")) { document.querySelector("dialog[open]").close(); }
    if (link.hash === location.hash) { // no address changes, the leaf may have been scrolled
      history.replaceState(null, "");
      turn(false);
    }
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault(); // there is no other page to go to
    search(document.getElementById("q").value);
  });
  addEventListener("hashchange", function () { turn(false); });
  turn(true);
})();
