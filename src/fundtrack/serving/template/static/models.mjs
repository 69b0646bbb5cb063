// The widgets as the kernel holds them: their state, and who wants to know of changes.
const CONTROL = "jupyter.widget.control";
const CONTROL_VERSION = "1.0.0";
const REFERENCE = "IPY_MODEL_";

// One widget, with what our modules use of the interface that anywidget gives them.
export class Model {
  constructor(id, line) {
    this.id = id;
    this.line = line;
    this.state = {};
    this.callbacks = new Map();
  }

  get(name) {
    return this.state[name];
  }

  send(content) {
    this.line.say("comm_msg", { comm_id: this.id, data: { method: "custom", content } });
  }

  on(event, callback) {
    this.callbacks.set(event, [...(this.callbacks.get(event) ?? []), callback]);
  }

  emit(event, ...given) {
    for (const callback of this.callbacks.get(event) ?? []) callback(...given);
  }

  // Take over what the kernel says, whole before anybody is told of it.
  take(state) {
    const names = Object.keys(state).filter(
      (name) => JSON.stringify(state[name]) !== JSON.stringify(this.state[name]),
    );
    Object.assign(this.state, state);
    for (const name of names) this.emit(`change:${name}`);
    if (names.length) this.emit("change");
  }
}

// Every widget of a page. `ready` is called when all of them have their state, for the
// first time and whenever the line had to be opened again.
export class Models {
  constructor(openLine, ready) {
    this.held = new Map();
    this.control = crypto.randomUUID();
    this.ready = ready;
    this.line = openLine({
      opened: () => this.askForStates(),
      heard: (message) => this.hear(message),
    });
  }

  askForStates() {
    const about = { comm_id: this.control, target_name: CONTROL, data: {} };
    this.line.say("comm_open", about, { version: CONTROL_VERSION });
    this.line.say("comm_msg", { comm_id: this.control, data: { method: "request_states" } });
  }

  of(id) {
    const known = id.startsWith(REFERENCE) ? id.slice(REFERENCE.length) : id;
    if (!this.held.has(known)) this.held.set(known, new Model(known, this.line));
    return this.held.get(known);
  }

  hear({ type, content, buffers }) {
    const { comm_id: id, data } = content;
    if (type === "comm_open") this.of(id).take(data.state);
    if (type === "comm_close") this.held.delete(id);
    if (type !== "comm_msg") return;
    if (id === this.control) this.takeAll(data);
    else if (data.method === "update") this.of(id).take(data.state);
    else if (data.method === "custom") this.of(id).emit("msg:custom", data.content, buffers);
  }

  takeAll({ method, states }) {
    if (method !== "update_states") return;
    for (const [id, { state }] of Object.entries(states)) this.of(id).take(state);
    this.ready();
  }
}
