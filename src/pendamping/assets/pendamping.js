/* Questions, cases and the record of what a learner did.
 * A classic script without dependencies: it runs on a page (also from file://), in a
 * notebook's widget, and without a document in a test's JavaScript engine.
 * The first part is the twin of play.py; test vectors hold the two together. */
(function (root) {
  "use strict";

  var METER_MAX = 6;
  var has = function (object, key) { return Object.prototype.hasOwnProperty.call(object, key); };
  var isMap = function (value) { return value !== null && typeof value === "object" && !Array.isArray(value); };

  // ---------------------------------------------------------------- play

  function mean(values) {
    var sum = 0;
    values.forEach(function (value) { sum += Number(value); });
    return sum / values.length;
  }

  function isKeys(answer) {
    return Array.isArray(answer) && answer.every(function (part) { return typeof part === "string"; });
  }

  /** The same keys, in whatever order, each as often. */
  function sameKeys(one, other) {
    var sorted = other.slice().sort();
    return one.length === sorted.length && one.slice().sort().every(function (key, i) { return key === sorted[i]; });
  }

  function among(list, value) { return typeof value === "string" && list.indexOf(value) >= 0; }

  /** Score an answer: share of the full score, or null if it is not complete or not scored. */
  function score(spec, answer) {
    var at = function (key) { return has(answer, key) ? answer[key] : undefined; };
    if (spec.kind === "single") {
      return among(spec.options, answer) ? Number(among(spec.correct, answer)) : null;
    }
    if (spec.kind === "multiple") {
      if (!isKeys(answer) || !answer.every(function (key) { return among(spec.options, key); })) { return null; }
      return mean(spec.options.map(function (key) { return among(answer, key) === among(spec.correct, key); }));
    }
    if (spec.kind === "order") {
      if (!isKeys(answer) || !sameKeys(answer, spec.order)) { return null; }
      var pairs = [];
      spec.order.forEach(function (first, i) {
        spec.order.slice(i + 1).forEach(function (second) {
          pairs.push(answer.indexOf(first) < answer.indexOf(second));
        });
      });
      return mean(pairs);
    }
    if (!isMap(answer)) { return null; }
    var keys;
    if (spec.kind === "match") {
      keys = Object.keys(spec.pairs);
      if (!keys.every(function (key) { return among(spec.choices, at(key)); })) { return null; }
      return mean(keys.map(function (key) { return at(key) === spec.pairs[key]; }));
    }
    if (spec.kind === "cloze") {
      keys = Object.keys(spec.gaps);
      if (!keys.every(function (key) { return among(spec.gaps[key].options, at(key)); })) { return null; }
      return mean(keys.map(function (key) { return among(spec.gaps[key].correct, at(key)); }));
    }
    if (spec.kind === "judgement") {
      keys = Object.keys(spec.panel);
      if (!keys.every(function (key) { return [1, 2, 3, 4].indexOf(at(key)) >= 0; })) { return null; }
      return mean(keys.map(function (key) { return 1 - Math.abs(at(key) - spec.panel[key]) / 3; }));
    }
    return null;
  }

  function start(spec) {
    return { scene: spec.start, flags: [], meters: Object.assign({}, spec.meters), path: [] };
  }

  /** The choices that are open in a scene with these flags. */
  function offered(spec, scene, flags) {
    return spec.scenes[scene].choices.filter(function (choice) {
      return choice.needs.every(function (flag) { return flags.indexOf(flag) >= 0; }) &&
        choice.lacks.every(function (flag) { return flags.indexOf(flag) < 0; });
    });
  }

  /** Take a choice; null if it is not open in this state. */
  function choose(spec, state, key) {
    var choice = offered(spec, state.scene, state.flags).filter(function (c) { return c.key === key; })[0];
    if (!choice) { return null; }
    var meters = {};
    Object.keys(state.meters).forEach(function (meter) {
      var moved = state.meters[meter] + (has(choice.moves, meter) ? choice.moves[meter] : 0);
      meters[meter] = Math.min(METER_MAX, Math.max(0, moved));
    });
    var flags = state.flags.concat(choice.sets.filter(function (flag, i) {
      return state.flags.indexOf(flag) < 0 && choice.sets.indexOf(flag) === i;
    }));
    return { scene: choice.to, flags: flags, meters: meters, path: state.path.concat([[state.scene, key]]) };
  }

  /** Walk by choice keys; null where a choice is not open. */
  function replay(spec, keys) {
    return keys.reduce(function (state, key) { return state && choose(spec, state, key); }, start(spec));
  }

  // ---------------------------------------------------------------- record

  var STORE = "pendamping:1";
  var UNREAD = STORE + ":unread";
  var FORMAT = "pendamping-record";
  var VERSION = 1;
  var MAX_EVENTS = 5000;
  var MAX_IMPORT = 5 * 1024 * 1024;
  var KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  var REV = /^[0-9a-f]{8}$/;
  var TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

  function empty() { return { format: FORMAT, version: VERSION, answers: {}, cases: {}, events: [] }; }

  function isText(value, pattern) { return typeof value === "string" && value.length <= 64 && pattern.test(value); }

  function isKey(value) { return isText(value, KEY); }

  function isCount(value) { return typeof value === "number" && value % 1 === 0 && value >= 1 && value <= 1e6; }

  function cleanAnswer(value) {
    if (typeof value === "string") { return value.length <= 4000 ? value : undefined; }
    if (Array.isArray(value)) { return value.length <= 40 && value.every(isKey) ? value.slice() : undefined; }
    if (!isMap(value)) { return undefined; }
    var out = {};
    return Object.keys(value).every(function (key) {
      var part = value[key];
      if (!isKey(key) || !(isKey(part) || [1, 2, 3, 4].indexOf(part) >= 0)) { return false; }
      out[key] = part;
      return true;
    }) ? out : undefined;
  }

  /** Take from foreign data only what we know, or throw. */
  function cleanRecord(data) {
    var out = empty();
    var fail = function () { throw new Error("import-broken"); };
    if (!isMap(data) || data.format !== FORMAT) { throw new Error("import-not-ours"); }
    if (typeof data.version !== "number") { fail(); }
    if (data.version > VERSION) { throw new Error("import-newer"); }
    if (!isMap(data.answers) || !isMap(data.cases) || !Array.isArray(data.events)) { fail(); }
    Object.keys(data.answers).forEach(function (key) {
      var was = data.answers[key];
      if (!isKey(key) || !isMap(was)) { fail(); }
      var chose = cleanAnswer(was.chose);
      if (chose === undefined || !isText(was.rev, REV) || !isText(was.at, TIME)) { fail(); }
      out.answers[key] = { rev: was.rev, chose: chose, at: was.at, tries: isCount(was.tries) ? was.tries : 1 };
      if (["sure", "think", "guess"].indexOf(was.certainty) >= 0) { out.answers[key].certainty = was.certainty; }
    });
    Object.keys(data.cases).forEach(function (key) {
      var was = data.cases[key];
      if (!isKey(key) || !isMap(was) || !isText(was.rev, REV) || !isText(was.at, TIME)) { fail(); }
      if (!Array.isArray(was.path) || was.path.length > 500 || !was.path.every(isKey)) { fail(); }
      out.cases[key] = { rev: was.rev, path: was.path.slice(), at: was.at };
    });
    data.events.slice(-MAX_EVENTS).forEach(function (was) {
      if (!isMap(was) || !isKey(was.verb) || !isKey(was.object) || !isText(was.rev, REV) || !isText(was.at, TIME)) { fail(); }
      var event = { verb: was.verb, object: was.object, rev: was.rev, at: was.at };
      var chose = cleanAnswer(was.chose);
      if (chose !== undefined) { event.chose = chose; }
      if (was.lang === "id" || was.lang === "en") { event.lang = was.lang; }
      if (["sure", "think", "guess"].indexOf(was.certainty) >= 0) { event.certainty = was.certainty; }
      out.events.push(event);
    });
    return out;
  }

  /** Parse an imported file; throws an Error whose message is the key of a word. */
  function parseRecord(text) {
    if (text.length > MAX_IMPORT) { throw new Error("import-too-big"); }
    var data;
    try { data = JSON.parse(text); } catch (error) { throw new Error("import-not-json"); }
    return cleanRecord(data);
  }

  /** Tell whether the second of two entries is the one to keep; of one moment, whichever order they come in. */
  function later(one, other) {
    if (one.at !== other.at) { return one.at < other.at; }
    return JSON.stringify(one) < JSON.stringify(other);
  }

  /** Join two records: the later answer of each question, all events once. */
  function mergeRecords(mine, other) {
    var out = empty();
    ["answers", "cases"].forEach(function (table) {
      [mine, other].forEach(function (from) {
        Object.keys(from[table]).forEach(function (key) {
          if (!has(out[table], key) || later(out[table][key], from[table][key])) { out[table][key] = from[table][key]; }
        });
      });
    });
    var seen = {};
    out.events = mine.events.concat(other.events).filter(function (event) {
      var mark = event.at + event.verb + event.object;
      return has(seen, mark) ? false : (seen[mark] = true);
    }).sort(function (a, b) { return a.at < b.at ? -1 : a.at > b.at ? 1 : 0; }).slice(-MAX_EVENTS);
    return out;
  }

  /** Keeper of the record over a Storage; without one it keeps for the life of the page. */
  function keeper(storage) {
    var memory = empty();
    var refused = storage ? "" : "storage-refused";
    var watchers = [];
    function read() {
      if (refused) { return memory; }
      var text = null;
      try {
        text = storage.getItem(STORE);
        return text ? parseRecord(text) : empty();
      } catch (error) {
        // What a newer version of the course kept in another tab is never written over;
        // a cut write or another program's data is set aside. The page stays usable.
        if (error.message === "import-newer") { refused = "record-newer"; }
        else if (text) { try { storage.setItem(UNREAD, text); } catch (full) { refused = "storage-refused"; } }
        return memory;
      }
    }
    return {
      read: read,
      /** The word for why nothing is kept, or nothing. */
      refused: function () { return refused; },
      /** Read, change, write: another tab's answers are kept. */
      change: function (edit) {
        var now = read();
        edit(now);
        memory = now;
        if (refused) { return; }
        try { storage.setItem(STORE, JSON.stringify(now)); } catch (error) { refused = "storage-refused"; }
      },
      /** Put another record in place; what is on the page follows it. */
      replace: function (record) {
        if (storage && refused === "storage-refused") { refused = ""; } // a cleared one fits where a longer one did not
        this.change(function (now) { Object.assign(now, record); });
        watchers.forEach(function (act) { act(); });
      },
      watch: function (act) { watchers.push(act); },
      /** Swap what was set aside unread; who clears a record leaves nothing of it on the device. */
      aside: function (text) {
        var was = null;
        try {
          was = storage.getItem(UNREAD);
          if (text) { storage.setItem(UNREAD, text); } else { storage.removeItem(UNREAD); }
        } catch (error) { /* no storage: nothing was set aside */ }
        return was;
      }
    };
  }

  function note(record, event) {
    event.at = new Date().toISOString();
    record.events.push(event);
    if (record.events.length > MAX_EVENTS) { record.events.splice(0, record.events.length - MAX_EVENTS); }
    return event.at;
  }

  // ---------------------------------------------------------------- page

  var all = function (node, selector) { return Array.prototype.slice.call(node.querySelectorAll(selector)); };
  var json = function (node, name) { return JSON.parse(node.getAttribute("data-" + name)); };

  function make(tag, text, className) {
    var node = document.createElement(tag);
    if (text) { node.textContent = text; }
    if (className) { node.className = className; }
    return node;
  }

  function fill(sentence, n, of) { return sentence.replace("{n}", n).replace("{of}", of); }

  function show(node, on) { if (node) { node.hidden = !on; } }

  function warnIfRefused(box, words, kept) {
    if (kept.refused() && box && !box.querySelector(".pd-refused")) {
      box.appendChild(make("p", words[kept.refused()], "pd-refused"));
    }
  }

  // Reading and writing the inputs of a form, by kind.
  function checked(form, name) {
    var found = all(form, "input").filter(function (i) { return i.name === name && i.checked; })[0];
    return found ? found.value : "";
  }

  function readAnswer(form, spec) {
    var out = {};
    var complete = true;
    switch (spec.kind) {
      case "single": return checked(form, form.getAttribute("data-item")) || null;
      case "multiple":
        var ticked = all(form, "input[type=checkbox]").filter(function (i) { return i.checked; });
        return ticked.length ? ticked.map(function (i) { return i.value; }) : null;
      case "order":
        var places = [];
        all(form, "select").forEach(function (s) { if (s.value) { places[Number(s.value) - 1] = s.name; } });
        var order = places.filter(Boolean);
        return order.length === spec.order.length ? order : null;
      case "match": case "cloze":
        all(form, "select").forEach(function (s) { if (s.value) { out[s.name] = s.value; } else { complete = false; } });
        return complete ? out : null;
      case "judgement":
        Object.keys(spec.panel).forEach(function (key) {
          var value = checked(form, key);
          if (value) { out[key] = Number(value); } else { complete = false; }
        });
        return complete ? out : null;
      default: return form.querySelector("textarea").value;
    }
  }

  function writeAnswer(form, spec, answer) {
    all(form, "input").forEach(function (input) {
      if (input.name.indexOf("--certainty") > 0) { return; }
      if (spec.kind === "judgement") { input.checked = isMap(answer) && String(answer[input.name]) === input.value; }
      else { input.checked = Array.isArray(answer) ? answer.indexOf(input.value) >= 0 : answer === input.value; }
    });
    all(form, "select").forEach(function (select) {
      if (spec.kind === "order") { select.value = Array.isArray(answer) ? String(answer.indexOf(select.name) + 1) : ""; }
      else { select.value = isMap(answer) && has(answer, select.name) ? answer[select.name] : ""; }
    });
    var area = form.querySelector("textarea");
    if (area) { area.value = typeof answer === "string" ? answer : ""; }
  }

  /** What is said of an answer, and whose reasons are shown at once. */
  function verdict(spec, answer, words) {
    var n, keys;
    switch (spec.kind) {
      case "single":
        return { text: words[spec.correct.indexOf(answer) >= 0 ? "right-single" : "wrong-single"], keys: [answer] };
      case "multiple":
        n = spec.options.filter(function (o) { return (answer.indexOf(o) >= 0) === (spec.correct.indexOf(o) >= 0); });
        keys = spec.options.filter(function (o) { return answer.indexOf(o) >= 0 || spec.correct.indexOf(o) >= 0; });
        return { text: fill(words["said-multiple"], n.length, spec.options.length), keys: keys };
      case "order":
        var pairs = spec.order.length * (spec.order.length - 1) / 2;
        keys = spec.order.filter(function (key, i) { return answer[i] !== key; });
        return { text: fill(words["said-order"], Math.round(score(spec, answer) * pairs), pairs), keys: keys };
      case "match":
        keys = Object.keys(spec.pairs);
        n = keys.filter(function (k) { return answer[k] === spec.pairs[k]; });
        return { text: fill(words["said-match"], n.length, keys.length),
          keys: keys.filter(function (k) { return n.indexOf(k) < 0; }) };
      case "cloze":
        keys = Object.keys(spec.gaps);
        n = keys.filter(function (k) { return spec.gaps[k].correct.indexOf(answer[k]) >= 0; });
        return { text: fill(words["said-cloze"], n.length, keys.length),
          keys: keys.map(function (k) { return k + "/" + answer[k]; }) };
      case "judgement":
        keys = Object.keys(spec.panel);
        n = keys.filter(function (k) { return answer[k] === spec.panel[k]; });
        return { text: fill(words["said-judgement"], n.length, keys.length),
          keys: keys.filter(function (k) { return n.indexOf(k) < 0; }),
          said: function (k) { return words["you-said"] + ": " + words["scale-" + answer[k]] + ". "; } };
      default: return { text: words["note-kept"], keys: [] };
    }
  }

  function mountItem(form, words, kept, lang, onChange) {
    var spec = json(form, "spec");
    var key = form.getAttribute("data-item");
    var feedback = form.querySelector(".pd-feedback");
    var reasons = form.querySelector(".pd-reasons");
    var again = form.querySelector("[data-act=again]");
    var go = form.querySelector(".pd-go");
    var scored = spec.kind !== "reflect";

    function tell(answer, certainty) {
      var said = verdict(spec, answer, words);
      var mark = score(spec, answer);
      feedback.textContent = "";
      feedback.appendChild(make("p", said.text, "pd-said"));
      if (certainty === "sure" && mark !== null && mark < 1) { feedback.appendChild(make("p", words["sure-and-wrong"])); }
      var list = make("ul", "", "pd-whys");
      all(reasons, "[data-why]").forEach(function (why) {
        var chosen = said.keys.indexOf(why.getAttribute("data-why")) >= 0;
        show(why, !chosen);
        if (!chosen) { return; }
        var copy = why.cloneNode(true);
        copy.removeAttribute("data-why");
        copy.hidden = false;
        if (said.said) { copy.insertBefore(document.createTextNode(said.said(why.getAttribute("data-why"))), copy.children[1]); }
        list.appendChild(copy);
      });
      if (list.children.length) { feedback.appendChild(list); }
      show(reasons, !scored || !!all(reasons, "[data-why]").filter(function (why) { return !why.hidden; }).length);
      show(again, scored);
      show(go, !scored);
      form.classList.add("pd-done");
      warnIfRefused(feedback, words, kept);
    }

    function fresh() {
      feedback.textContent = "";
      reasons.open = false;
      show(reasons, false);
      show(again, false);
      show(go, true);
      form.classList.remove("pd-done");
    }

    function say(sentence) {
      feedback.textContent = "";
      feedback.appendChild(make("p", sentence, "pd-said"));
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var answer = readAnswer(form, spec);
      if (answer === null) { say(words[spec.kind === "order" ? "incomplete-order" : "incomplete"]); return; }
      var certainty = checked(form, key + "--certainty");
      kept.change(function (record) {
        var event = { verb: scored ? "answered" : "reflected", object: key, rev: form.getAttribute("data-rev"), lang: lang };
        if (scored) { event.chose = answer; }
        if (certainty) { event.certainty = certainty; }
        var at = note(record, event);
        var before = record.answers[key];
        record.answers[key] = { rev: form.getAttribute("data-rev"), chose: answer, at: at,
          tries: before && before.rev === form.getAttribute("data-rev") ? before.tries + 1 : 1 };
        if (certainty) { record.answers[key].certainty = certainty; }
      });
      tell(answer, certainty);
      if (!again.hidden) { again.focus({ preventScroll: true }); }
      onChange({ item: key, rev: form.getAttribute("data-rev"), answer: answer, certainty: certainty || null, score: score(spec, answer) });
    });

    function blank() {
      writeAnswer(form, spec, null);
      all(form, ".pd-certainty input").forEach(function (input) { input.checked = false; });
    }

    again.addEventListener("click", function () {
      blank();
      fresh();
      form.querySelector("input, select").focus();
    });

    function recall() {
      fresh();
      var before = kept.read().answers[key];
      // a question whose meaning changed starts afresh; its old answers stay in the events
      if (before && before.rev === form.getAttribute("data-rev") && (!scored || score(spec, before.chose) !== null)) {
        writeAnswer(form, spec, before.chose);
        all(form, ".pd-certainty input").forEach(function (input) { input.checked = input.value === before.certainty; });
        tell(before.chose, before.certainty);
      }
    }

    // what was said is of the choice that was checked, not of another one made under it
    form.addEventListener("change", function () { if (scored && form.classList.contains("pd-done")) { fresh(); } });

    recall();
    // where all pages are one document, a cleared answer stands no longer on its own
    kept.watch(function () {
      blank();
      recall();
    });
  }

  function mountCase(section, kept, lang, onChange) {
    var spec = json(section, "spec");
    var words = json(section, "words");
    var key = section.dataset.vignette;
    var status = section.querySelector(".pd-status");
    var act = function (name) { return section.querySelector("[data-act=" + name + "]"); };
    var scenes = {};
    var undone = null;
    all(section, "[data-scene]").forEach(function (node) { scenes[node.dataset.scene] = node; });

    var state = recall();

    function recall() {
      var before = kept.read().cases[key];
      return (before && before.rev === section.dataset.rev && replay(spec, before.path)) || start(spec);
    }

    function keys() { return state.path.map(function (step) { return step[1]; }); }

    function keep(verb, chosen) {
      kept.change(function (record) {
        var event = { verb: verb, object: key, rev: section.dataset.rev, lang: lang };
        if (chosen) { event.chose = chosen; }
        record.cases[key] = { rev: section.dataset.rev, path: keys(), at: note(record, event) };
      });
      warnIfRefused(status, words, kept);
      onChange({ vignette: key, rev: section.dataset.rev, path: keys(), scene: state.scene, meters: state.meters });
    }

    function textOf(scene, choice) {
      var input = all(scenes[scene], ".pd-option input").filter(function (i) { return i.value === choice; })[0];
      return input.parentNode.querySelector("span").textContent;
    }

    function specOf(step) {
      return spec.scenes[step[0]].choices.filter(function (c) { return c.key === step[1]; })[0];
    }

    function go(path) {
      state = replay(spec, path);
      keep("went-back");
      draw(true);
    }

    /** The meters that differ between two states, each with what `say` has to say. */
    function moved(before, after, say) {
      return Object.keys(after.meters).filter(function (m) { return after.meters[m] !== before.meters[m]; })
        .map(function (m) { return words["meter-" + m] + ": " + say(m) + "."; }).join(" ");
    }

    function drawEnd() {
      var end = section.querySelector(".pd-end");
      var ended = !!spec.scenes[state.scene].ending;
      show(end, ended);
      if (!ended) { return; }
      var way = end.querySelector("[data-way]");
      var harm = end.querySelector("[data-harm]");
      var list = harm.querySelector("ul");
      way.textContent = list.textContent = "";
      var was = start(spec);
      end.querySelector("[data-meters]").textContent = moved(was, state, function (m) {
        return words["level-" + was.meters[m]] + " → " + words["level-" + state.meters[m]];
      });
      state.path.forEach(function (step, i) {
        var choice = specOf(step);
        var line = textOf(step[0], step[1]);
        var then = choose(spec, was, step[1]);
        var others = offered(spec, step[0], was.flags).filter(function (c) { return c.key !== step[1]; });
        if (spec.scenes[step[0]].choices.length > 1) {
          var item = make("li", "", "pd-" + choice.rating);
          item.appendChild(make("b", scenes[step[0]].querySelector("h3").lastChild.textContent.trim() + ": "));
          item.appendChild(document.createTextNode(line + " "));
          item.appendChild(make("span", words["rating-" + choice.rating] + ".", "pd-verdict"));
          item.appendChild(make("span", " " + moved(was, then, function (m) {
            return words[then.meters[m] > was.meters[m] ? "meter-up" : "meter-down"];
          }), "pd-moved"));
          if (others.length) {
            var fold = make("details");
            var branches = make("ul");
            fold.appendChild(make("summary", words["other-ways"]));
            others.forEach(function (c) { branches.appendChild(make("li", textOf(step[0], c.key))); });
            fold.appendChild(branches);
            item.appendChild(fold);
          }
          way.appendChild(item);
        }
        was = then;
        if (choice.rating === "unsafe" || choice.rating === "unhelpful") {
          var again = make("li", line + " ");
          var button = make("button", words["go-back-here"]);
          button.type = "button";
          button.addEventListener("click", function () { go(keys().slice(0, i)); });
          again.appendChild(button);
          list.appendChild(again);
        }
      });
      show(harm, list.children.length > 0);
    }

    function drawMeters() {
      all(section, "[data-meter]").forEach(function (row) {
        var value = state.meters[row.dataset.meter];
        row.querySelector("meter").value = value;
        row.querySelector(".pd-level").textContent = words["level-" + value];
      });
    }

    function draw(move) {
      Object.keys(scenes).forEach(function (name) {
        var here = name === state.scene;
        show(scenes[name], here);
        if (!here) { return; }
        var form = scenes[name].querySelector("form");
        if (!form) { return; }
        var open = offered(spec, name, state.flags).map(function (choice) { return choice.key; });
        show(form, true);
        show(scenes[name].querySelector("[data-act=on]"), false);
        scenes[name].querySelector(".pd-feedback").textContent = "";
        all(form, ".pd-option").forEach(function (row) {
          var input = row.querySelector("input");
          show(row, open.indexOf(input.value) >= 0);
          input.checked = open.length === 1 && input.value === open[0];
        });
      });
      act("back").disabled = !state.path.length;
      act("restart").disabled = !state.path.length;
      show(act("undo-restart"), !!undone);
      drawMeters();
      drawEnd();
      if (move) {
        var heading = scenes[state.scene].querySelector("h3");
        heading.focus({ preventScroll: true });
        heading.scrollIntoView({ block: "start" });
      }
    }

    function tell(node, choice, was) {
      var feedback = node.querySelector(".pd-feedback");
      var why = all(node, "[data-why]").filter(function (n) { return n.getAttribute("data-why") === choice.key; })[0];
      feedback.textContent = "";
      var list = make("ul", "", "pd-whys");
      var copy = why.cloneNode(true);
      copy.removeAttribute("data-why");
      list.appendChild(copy);
      feedback.appendChild(make("p", textOf(was.scene, choice.key), "pd-chosen"));
      feedback.appendChild(list);
      var effect = moved(was, state, function (m) {
        return words[state.meters[m] > was.meters[m] ? "meter-up" : "meter-down"] + " – " + words["level-" + state.meters[m]];
      });
      if (effect) { feedback.appendChild(make("p", effect, "pd-moved")); }
    }

    Object.keys(scenes).forEach(function (name) {
      var node = scenes[name];
      var form = node.querySelector("form");
      if (!form) { return; }
      var on = node.querySelector("[data-act=on]");
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        var picked = all(form, "input").filter(function (i) { return i.checked; })[0];
        if (!picked) { node.querySelector(".pd-feedback").textContent = words["choose-first"]; return; }
        var was = state;
        state = choose(spec, state, picked.value);
        undone = null;
        status.textContent = "";
        keep("chose", picked.value);
        if (spec.scenes[name].choices.length === 1) { draw(true); return; }
        tell(node, specOf([name, picked.value]), was);
        show(form, false);
        show(on, true);
        act("back").disabled = act("restart").disabled = false;
        show(act("undo-restart"), false);
        drawMeters();
        on.focus({ preventScroll: true });
        node.querySelector(".pd-feedback").scrollIntoView({ block: "nearest" });
      });
      on.addEventListener("click", function () { draw(true); });
    });
    act("back").addEventListener("click", function () { go(keys().slice(0, -1)); });
    act("restart").addEventListener("click", function () {
      undone = keys();
      go([]);
      status.textContent = words["case-restarted"];
    });
    act("undo-restart").addEventListener("click", function () {
      var path = undone;
      undone = null;
      status.textContent = "";
      go(path);
    });
    draw(false);
    warnIfRefused(status, words, kept);
    kept.watch(function () {
      state = recall();
      undone = null;
      status.textContent = "";
      draw(false);
    });
  }

  /** A figure behind sliders: a position of all of them is one picture and one sentence. */
  function mountExplore(box) {
    var frames = json(box, "frames");
    var sliders = all(box, "input[type=range]");
    var image = box.querySelector("img");
    var status = box.querySelector("[role=status]");
    var base = box.dataset.base;

    function draw() {
      var at = sliders.reduce(function (sum, slider) { return sum * (Number(slider.max) + 1) + Number(slider.value); }, 0);
      sliders.forEach(function (slider) {
        var said = json(slider, "values")[Number(slider.value)];
        slider.setAttribute("aria-valuetext", said);
        slider.parentNode.querySelector(".pd-now").textContent = said;
      });
      image.src = base + frames[at][0];
      image.alt = status.textContent = frames[at][1];
    }

    /** Fetch the other frames when the reader first reaches for a slider. */
    function fetchAll() {
      box.removeEventListener("pointerover", fetchAll);
      box.removeEventListener("focusin", fetchAll);
      frames.forEach(function (frame) { new Image().src = base + frame[0]; });
    }

    box.addEventListener("pointerover", fetchAll);
    box.addEventListener("focusin", fetchAll);
    sliders.forEach(function (slider) { slider.addEventListener("input", draw); });
    draw(); // a browser may have kept the sliders where they were
  }

  function mountProgress(section, kept) {
    var words = json(section, "words");
    var status = section.querySelector(".pd-status");
    var undo = section.querySelector("[data-act=undo]");
    var saved = null;
    var swapped = "";
    var unread = null;

    function count() {
      var record = kept.read();
      var n = Object.keys(record.answers).length;
      var of = Object.keys(record.cases).length;
      section.querySelector("[data-count]").textContent = n + of ? fill(words["progress-some"], n, of) : words["progress-none"];
    }

    function swap(record, sentence) {
      saved = Object.assign({}, kept.read()); // without storage it is the one that is written into
      kept.replace(record);
      swapped = JSON.stringify(kept.read());
      status.textContent = sentence;
      show(undo, true);
      count();
      warnIfRefused(status, words, kept);
    }

    section.querySelector("[data-act=export]").addEventListener("click", function () {
      var blob = new Blob([JSON.stringify(kept.read(), null, 1)], { type: "application/json" });
      var link = make("a");
      link.href = URL.createObjectURL(blob);
      link.download = words["export-name"] + "-" + new Date().toISOString().slice(0, 10) + ".json";
      link.click();
      status.textContent = words["export-done"].replace("{name}", link.download);
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    });
    section.querySelector("input[type=file]").addEventListener("change", function (event) {
      var file = event.target.files[0];
      if (!file) { return; }
      if (file.size > MAX_IMPORT) { status.textContent = words["import-too-big"]; return; }
      file.text().then(function (text) {
        var record = mergeRecords(kept.read(), parseRecord(text));
        unread = null; // cleared before, and not what is undone now
        swap(record, words["import-done"]);
      }).catch(function (error) { status.textContent = words[error.message] || words["import-not-json"]; });
      event.target.value = "";
    });
    section.querySelector("[data-act=clear]").addEventListener("click", function () {
      // pressed twice: what can be taken back stays
      if (!undo.hidden && JSON.stringify(kept.read()) === JSON.stringify(empty())) { return; }
      unread = kept.aside(null);
      swap(empty(), words.cleared);
    });
    undo.addEventListener("click", function () {
      kept.replace(saved);
      if (unread) { kept.aside(unread); }
      unread = null;
      status.textContent = words.undone;
      show(undo, false);
      count();
      section.querySelector("[data-act=clear]").focus();
    });
    function look() {
      count();
      if (!undo.hidden && JSON.stringify(kept.read()) === swapped) { return; }
      status.textContent = "";
      show(undo, false); // it would also take back what was answered since
      warnIfRefused(status, words, kept);
    }
    root.addEventListener("pendamping:leaf", look); // where the course is one document
    look();
  }

  var own = keeper(null); // of the page, once it is wired

  /** Wire all questions, cases and record panels below a node; returns the keeper of the record. */
  function mount(node, options) {
    var storage = options.storage;
    var kept = keeper(storage);
    var onChange = options.onChange || function () {};
    var lang = (node.closest ? node.closest("[lang]") : document.documentElement).lang === "en" ? "en" : "id";
    node.classList.add("pd-scripted");
    // a key that is held would also press the button that the focus goes to, unread
    node.addEventListener("keydown", function (event) {
      if (event.repeat && (event.key === "Enter" || event.key === " ") && event.target.closest("button")) { event.preventDefault(); }
    });
    all(node, ".pd-quiz").forEach(function (quiz) {
      var words = json(quiz, "words");
      all(quiz, "form[data-item]").forEach(function (form) { mountItem(form, words, kept, lang, onChange); });
    });
    all(node, "section[data-vignette]").forEach(function (section) { mountCase(section, kept, lang, onChange); });
    all(node, ".pd-explore").forEach(mountExplore);
    all(node, "section[data-progress]").forEach(function (section) { mountProgress(section, kept); });
    return kept;
  }

  root.pendamping = {
    score: score, start: start, offered: offered, choose: choose, replay: replay,
    parseRecord: parseRecord, mergeRecords: mergeRecords, mount: mount,
    recorded: function () { return own.read(); }
  };

  // On a page of the course the script wires the page; in a notebook the widget calls mount.
  if (root.document && root.document.currentScript) {
    var local = null;
    try { local = root.localStorage; } catch (error) { /* refused: the page says so */ }
    root.document.addEventListener("DOMContentLoaded", function () {
      own = mount(root.document.documentElement, { storage: local });
    });
  }
})(typeof globalThis === "object" ? globalThis : this);
