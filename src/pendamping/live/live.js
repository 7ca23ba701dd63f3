/* A page whose cells run in a Jupyter kernel on this machine. Served by `course.py live` alone.
 * What the page shows without a kernel stays in it, hidden while a cell's own output is shown,
 * and comes back when the kernel stops. Widgets are drawn by ipywidgets' html-manager. */
(function () {
  "use strict";
  const page = JSON.parse(document.getElementById("live").textContent);
  const word = (key, n) => page.words["live-" + key].replace("{n}", n);

  function make(name, attributes, ...inside) {
    const element = document.createElement(name);
    Object.assign(element, attributes);
    element.append(...inside);
    return element;
  }

  // ---- the kernel: REST starts and ends it, one socket carries Jupyter's messages
  function api(method, path, body) {
    const [, xsrf] = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie) || [];
    const headers = { "X-XSRFToken": xsrf, "Content-Type": "application/json" };
    return fetch(path, { method, headers, body: JSON.stringify(body), keepalive: true }).then((answer) => {
      if (!answer.ok) { throw new Error(`${path}: ${answer.status}`); }
      return answer;
    });
  }

  /* A message with binary parts: their number, where each begins, the JSON, the parts. */
  function pack(message) {
    const { buffers, ...rest } = message;
    if (!buffers.length) { return JSON.stringify(rest); }
    const bytes = (part) => ArrayBuffer.isView(part) ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength) : new Uint8Array(part);
    const parts = [new TextEncoder().encode(JSON.stringify(rest)), ...buffers.map(bytes)];
    const head = new DataView(new ArrayBuffer(4 * (parts.length + 1)));
    head.setUint32(0, parts.length);
    let at = head.byteLength;
    parts.forEach((part, n) => { head.setUint32(4 * (n + 1), at); at += part.length; });
    return new Blob([head, ...parts]);
  }
  function unpack(data) {
    if (typeof data === "string") { return { buffers: [], ...JSON.parse(data) }; }
    const view = new DataView(data);
    const starts = Array.from({ length: view.getUint32(0) }, (_, n) => view.getUint32(4 * (n + 1)));
    const [text, ...buffers] = starts.map((start, n) => new DataView(data, start, (starts[n + 1] ?? data.byteLength) - start));
    return { ...JSON.parse(new TextDecoder().decode(text)), buffers };
  }

  class Kernel {
    /* `lost` is called once, if the kernel or the server ends by itself. */
    static async start(lost) {
      const { id } = await (await api("POST", "/api/kernels", { name: "python3", path: page.folder })).json();
      const kernel = new Kernel();
      Object.assign(kernel, { id, lost, session: crypto.randomUUID(), waiting: new Map(), comms: new Map(), captors: new Set() });
      kernel.socket = new WebSocket(`ws://${location.host}/api/kernels/${id}/channels?session_id=${kernel.session}`);
      kernel.socket.binaryType = "arraybuffer";
      let heard = Promise.resolve(); // a message waits until the one before it was understood
      kernel.socket.onmessage = (event) => {
        const message = unpack(event.data);
        heard = heard.then(() => kernel.hear(message)).catch((error) => console.warn(error));
      };
      await new Promise((resolve, reject) => { kernel.socket.onopen = resolve; kernel.socket.onclose = reject; });
      kernel.socket.onclose = () => kernel.end("cut");
      kernel.manager = await widgets(kernel);
      return kernel;
    }

    /* Ends it, or follows its end if it died or the server went. */
    end(how) {
      if (this.ended) { return; }
      this.ended = true;
      this.socket.close();
      for (const { done } of this.waiting.values()) { done?.("aborted"); }
      if (how !== "died") { api("DELETE", `/api/kernels/${this.id}`).catch(() => { /* the server went */ }); }
      if (how) { this.lost(); }
    }

    send(type, content, callbacks = {}, metadata = {}, buffers = []) {
      const header = { msg_id: crypto.randomUUID(), msg_type: type, username: "", session: this.session, date: new Date().toISOString(), version: "5.3" };
      if (this.socket.readyState === WebSocket.OPEN) {
        this.waiting.set(header.msg_id, callbacks);
        this.socket.send(pack({ channel: "shell", header, parent_header: {}, metadata, content, buffers }));
      }
      return header.msg_id;
    }

    /* Runs code; resolves to "ok", "error" or "aborted". */
    execute(code, output) {
      this.last = output;
      const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true };
      return new Promise((done) => { this.send("execute_request", content, { done, output }); });
    }

    async hear(message) {
      const { header, parent_header: parent, content, channel } = message;
      const asked = this.waiting.get(parent.msg_id);
      if (channel === "shell") {
        if (asked) { asked.status = content.status; }
        asked?.shell?.reply?.(message);
      } else if (header.msg_type === "status") {
        if (content.execution_state === "dead") { return this.end("died"); }
        asked?.iopub?.status?.(message);
        if (content.execution_state === "idle" && asked) { asked.idle = true; }
      } else if (header.msg_type === "comm_open") {
        await this.opened(message);
      } else if (header.msg_type === "comm_msg") {
        await this.comms.get(content.comm_id)?.heard?.(message);
      } else if (header.msg_type === "comm_close") {
        this.comms.get(content.comm_id)?.closed?.(message);
        this.comms.delete(content.comm_id);
      } else {
        const captor = [...this.captors].reverse().find((model) => model.get("msg_id") === parent.msg_id);
        if (captor) { capture(captor, message); } else { await (asked?.output || this.last)?.take(message); }
      }
      if (asked?.idle && asked.status) { // both the reply and all output are here
        this.waiting.delete(parent.msg_id);
        asked.done?.(asked.status);
      }
    }

    async opened(message) {
      const { comm_id: id, target_name: target } = message.content;
      if (target !== "jupyter.widget") { return; }
      const model = await this.manager.handle_comm_open(this.comm(target, id), message);
      if (model.get("_model_module") === "@jupyter-widgets/output") { this.captors.add(model); }
    }

    comm(target, id) {
      const say = (type, more) => (data, callbacks, metadata, buffers) =>
        this.send(type, { comm_id: id, data: data ?? {}, ...more }, callbacks, metadata, buffers);
      const comm = {
        comm_id: id,
        target_name: target,
        open: say("comm_open", { target_name: target }),
        send: say("comm_msg"),
        close: say("comm_close"),
        on_msg(heard) { comm.heard = heard; },
        on_close(closed) { comm.closed = closed; },
      };
      this.comms.set(id, comm);
      return comm;
    }
  }

  // ---- widgets
  function load(url) {
    return new Promise((resolve, reject) => {
      document.head.append(make("script", { src: url, onload: resolve, onerror: () => reject(new Error(url)) }));
    });
  }

  async function widgets(kernel) {
    if (!window.requirejs) {
      await load(page.require);
      requirejs.config({ paths: { anywidget: "/live/anywidget/index", "@jupyter-widgets": page.widgets } });
      await load(`${page.widgets}/libembed-amd.js`);
    }
    const need = (name) => new Promise((resolve, reject) => { requirejs([name], resolve, reject); });
    const { HTMLManager } = await need("@jupyter-widgets/html-manager");
    class Manager extends HTMLManager {
      async _create_comm(target, id, data, metadata, buffers) {
        const comm = kernel.comm(target, id);
        if (data || metadata) { comm.open(data, {}, metadata, buffers); }
        return comm;
      }
    }
    return new Manager({ loader: need });
  }

  /* What is printed or drawn inside an Output widget, as `interact` does, goes into it. */
  function capture(model, { header, content }) {
    if (header.msg_type === "clear_output") { return model.clear_output(content.wait); }
    model.outputs.add({ output_type: header.msg_type, ...content });
    model.set("outputs", model.outputs.toJSON(), { newMessage: true });
    model.save_changes();
  }

  // ---- what a cell puts out
  const COLOURS = /\x1b\[[0-9;]*[A-Za-z]/g;

  class Output {
    constructor(place) { Object.assign(this, { place, named: new Map() }); }

    async take({ header, content }) {
      const type = header.msg_type;
      if (type === "clear_output") {
        this.clearing = true;
        if (!content.wait) { this.clear(); }
      } else if (type === "stream") {
        this.clear();
        const last = this.place.lastElementChild;
        const box = last?.matches("pre.live-text") ? last : this.add(make("pre", { className: "live-text", tabIndex: 0 }));
        box.append(content.text.replace(COLOURS, ""));
      } else if (type === "error") {
        this.clear();
        const trace = make("pre", { tabIndex: 0 }, content.traceback.join("\n").replace(COLOURS, ""));
        this.add(make("div", { className: "live-error" },
          make("p", {}, `${content.ename}: ${content.evalue}`),
          make("details", {}, make("summary", {}, word("details")), trace)));
      } else if (type === "update_display_data") {
        const slot = this.named.get(content.transient?.display_id);
        if (slot) { await this.draw(slot, content); }
      } else if (type === "display_data" || type === "execute_result") {
        this.clear();
        const slot = this.add(make("div", {}));
        if (content.transient?.display_id) { this.named.set(content.transient.display_id, slot); }
        await this.draw(slot, content);
      }
    }

    clear() { if (this.clearing) { this.place.replaceChildren(); this.clearing = false; } }
    add(element) { this.place.append(element); return element; }

    async draw(slot, { data, metadata }) {
      const { renderMime } = kernel.manager;
      const mime = renderMime.preferredMimeType(data, "any");
      if (!mime) { return; }
      const drawn = renderMime.createRenderer(mime);
      slot.replaceChildren(drawn.node);
      await drawn.renderModel({ data, metadata, trusted: true, setData() { /* nothing here changes it */ } });
    }
  }

  // ---- cells
  const status = make("p", { className: "live-status" }, word("off"));
  status.setAttribute("role", "status");
  let kernel = null;
  let starting = null;

  function say(key, n) { status.textContent = word(key, n); }

  function still(key) {
    kernel = starting = null;
    cells.forEach((cell) => cell.back());
    stop.hidden = true;
    say(key);
  }

  async function ready() {
    if (!kernel) {
      say("starting");
      starting ||= Kernel.start(() => still("lost"));
      kernel = await starting;
      stop.hidden = false;
    }
    return kernel;
  }

  class Cell {
    constructor(place, code, n) {
      this.n = n;
      this.place = place;
      this.live = make("div", { className: "live-out", hidden: true });
      new MutationObserver(() => this.name()).observe(this.live, { childList: true, subtree: true });
      this.text = make("textarea", { value: code, rows: Math.max(3, code.split("\n").length), spellcheck: false, id: `live-${n}` });
      this.text.autocapitalize = "off";
      this.go = make("button", { type: "button", className: "go", onclick: () => this.run() }, word("run"));
      this.undo = make("button", { type: "button", hidden: true, onclick: () => { this.back(); this.go.focus(); } }, word(place ? "back" : "clear"));
      const name = place ? word("cell", n) : word("own");
      this.go.setAttribute("aria-label", `${word("run")}: ${name}`);
      const keys = make("p", { className: "small", id: `live-${n}-keys` }, word("keys"));
      this.text.setAttribute("aria-describedby", keys.id);
      this.text.onkeydown = (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.run(); }
      };
      this.box = make("details", { className: "live-cell", open: !place },
        make("summary", {}, name),
        make("label", { className: "live-label", htmlFor: this.text.id }, name),
        this.text, keys, make("p", { className: "live-buttons" }, this.go, this.undo));
    }

    /* Pictures and ipywidgets' sliders come without names for who does not see them. */
    name() {
      const alt = this.place?.querySelector("img[alt]")?.alt || word("picture", this.n);
      for (const image of this.live.querySelectorAll("img:not([alt])")) { image.alt = alt; }
      for (const slider of this.live.querySelectorAll("[role=slider]:not([aria-label])")) {
        slider.setAttribute("aria-label", slider.closest(".widget-inline-hbox")?.querySelector(".widget-label")?.textContent ?? "");
      }
    }

    /* Resolves to whether the code ran to its end. */
    async run() {
      this.go.disabled = true;
      try {
        const own = await ready();
        say("busy", this.n);
        this.live.replaceChildren();
        this.live.hidden = this.undo.hidden = false;
        if (this.place) { this.place.hidden = true; }
        const end = await own.execute(this.text.value, new Output(this.live));
        if (end !== "aborted") { say(end === "ok" ? "done" : "error", this.n); }
        return end === "ok";
      } catch (error) {
        console.warn(error);
        still("failed");
        return false;
      } finally {
        this.go.disabled = false;
      }
    }

    back() {
      this.live.replaceChildren();
      this.live.hidden = this.undo.hidden = true;
      if (this.place) { this.place.hidden = false; }
    }
  }

  const main = document.getElementById("main");
  const places = [...main.querySelectorAll("div.cell")];
  const cells = places.map((place, n) => new Cell(place, page.cells[n] ?? "", n + 1));
  cells.forEach((cell) => cell.place.after(cell.live, cell.box));
  const own = new Cell(null, "", places.length + 1);
  const stop = make("button", { type: "button", hidden: true, onclick: () => { kernel?.end(); still("stopped"); all.focus(); } }, word("stop"));
  const all = make("button", { type: "button", onclick: async () => {
    for (const cell of cells.filter((cell) => cell.place)) { if (!await cell.run()) { break; } }
  } }, word("all"));
  all.hidden = !places.length;
  const bar = make("section", { className: "live-bar" }, make("h2", {}, word("kernel")), status,
    make("p", { className: "live-buttons" }, all, stop), make("p", { className: "small" }, word("note")));
  bar.setAttribute("aria-label", word("kernel"));
  main.prepend(bar);
  const onward = main.querySelector(".onward");
  const last = make("section", { className: "live-own" }, own.box, own.live);
  if (onward) { onward.before(last); } else { main.append(last); }
  cells.push(own);
  addEventListener("pagehide", () => kernel?.end());
  addEventListener("pageshow", (event) => { if (event.persisted) { still("off"); } });
})();
