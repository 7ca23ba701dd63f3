/* The whole course in one document: every page of the site is a leaf, and one leaf is shown.
 * The address after # names the leaf, or a place in it, so that back and forward work. */
(function () {
  "use strict";
  var leaves = Array.prototype.slice.call(document.querySelectorAll(".leaf"));
  var form = document.querySelector("form[role=search]");
  var shown = "";
  var places = {}; // how far each leaf was read, by the address it was reached with
  var clicked = false;
  DOCUMENTATION_OPTIONS.ENABLE_SEARCH_SHORTCUTS = false; // the field is not on every leaf

  function turn(first) {
    var id = location.hash.slice(1);
    var target = document.getElementById(id);
    var leaf = target ? target.closest(".leaf") : leaves[0];
    if (id && !leaf) { return; } // "to the text": the leaf stays
    leaves.forEach(function (other) { other.classList.toggle("here", other === leaf); });
    Array.prototype.forEach.call(document.querySelectorAll(".contents a"), function (link) {
      if (link.hash === "#" + leaf.id) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); }
    });
    dispatchEvent(new CustomEvent("pendamping:leaf", { detail: leaf.getAttribute("data-title") }));
    shown = location.hash;
    var back = !clicked && places[shown];
    clicked = false;
    if (first && !id) { return; }
    var heading = leaf.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (back) { scrollTo(0, back); } else if (target && target !== leaf) { target.scrollIntoView(); } else { scrollTo(0, 0); }
  }

  function search(query) {
    document.getElementById("search-results").textContent = "";
    Search.performSearch(query);
    document.querySelector(".search-summary").setAttribute("role", "status");
    pendamping.search(query);
  }

  history.scrollRestoration = "manual"; // the browser would scroll before the leaf is there
  addEventListener("scroll", function () { places[shown] = scrollY; }, { passive: true });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (!link) { return; }
    // Sphinx names a page that it found as the site has it
    var found = link.closest("#search-results") && link.getAttribute("href").match(/^([^#]+)\.html(?:#(.+))?$/);
    if (found) { link.setAttribute("href", "#" + found[1].replace(/\//g, "-") + (found[2] ? "--" + found[2] : "")); }
    clicked = link.getAttribute("href").charAt(0) === "#";
    if (clicked && link.closest("[data-menu]") && !matchMedia("(min-width: 64rem)").matches) { link.closest("[data-menu]").open = false; }
    if (clicked && document.querySelector("dialog[open]")) { document.querySelector("dialog[open]").close(); }
    if (clicked && link.hash === location.hash) { turn(false); } // no address changes, the leaf may have been scrolled
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault(); // there is no other page to go to
    search(document.getElementById("q").value);
  });
  addEventListener("hashchange", function () { turn(false); });
  turn(true);
})();
