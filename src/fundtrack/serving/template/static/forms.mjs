// What may be done here: a button for each, its form beneath, one polite announcement.
import { make, saveFiles } from "./kit.mjs";

const TYPES = { day: "date", password: "password", tick: "checkbox" };

export async function render({ model, el }) {
  const prefix = model.get("name");
  const refused = make("div", { class: "note warn", role: "alert", tabindex: "-1", hidden: true });
  const buttons = make("div", { class: "buttons" });
  const place = make("div");
  const told = make("p", { class: "told", role: "status", tabindex: "-1" });
  el.append(make("div", { class: "doings" }, told, refused, buttons, place));
  saveFiles(model);
  let open = null;

  function send(offer, values) {
    refused.hidden = true;
    clear();
    told.textContent = "Working";
    for (const node of el.querySelectorAll("button")) node.disabled = true;
    model.send({ do: offer.name, turn: model.get("said").turn, values });
  }
  function free() {
    told.textContent = "";
    for (const node of el.querySelectorAll("button")) node.disabled = false;
  }
  function clear() {
    for (const node of place.querySelectorAll(".wrong")) node.remove();
    for (const node of place.querySelectorAll("[aria-invalid]")) {
      node.removeAttribute("aria-invalid");
      describe(node, node.dataset.hint ?? "");
    }
  }
  function describe(node, ids) {
    if (ids) node.setAttribute("aria-describedby", ids);
    else node.removeAttribute("aria-describedby");
  }

  function control(field, id) {
    if (field.kind === "choice") {
      const choices = field.options.map((it) => make("option", { value: it.value, text: it.label }));
      return make("select", { id, name: field.name }, ...choices);
    }
    if (field.kind === "long") return make("textarea", { id, name: field.name, rows: "3" });
    return make("input", {
      id,
      name: field.name,
      type: TYPES[field.kind] ?? "text",
      inputmode: { pounds: "decimal", count: "numeric" }[field.kind],
      autocomplete: field.kind === "password" ? "current-password" : "off",
    });
  }
  function row(offer, field) {
    const id = `${prefix}-${offer.name}-${field.name}`;
    const node = control(field, id);
    if (field.value && field.kind !== "tick") node.value = field.value;
    const label = make("label", { for: id, text: field.label });
    const hint = field.hint ? make("p", { class: "hint", id: `${id}-hint`, text: field.hint }) : null;
    if (hint) node.dataset.hint = hint.id;
    describe(node, node.dataset.hint ?? "");
    const parts = field.kind === "tick" ? [node, label] : [label, hint, node];
    return make("div", { class: `field ${field.kind}` }, ...parts);
  }
  function valuesOf(form) {
    const nodes = [...form.querySelectorAll("input, select, textarea")];
    return Object.fromEntries(
      nodes.map((it) => [it.name, it.type === "checkbox" ? (it.checked ? "yes" : "") : it.value]),
    );
  }
  function form(offer) {
    const drawn = make(
      "form",
      { id: `${prefix}-${offer.name}`, novalidate: true, "aria-label": offer.button },
      offer.explains ? make("p", { class: "sub", text: offer.explains }) : null,
      ...offer.fields.map((field) => row(offer, field)),
      make(
        "p",
        { class: "buttons" },
        make("button", { type: "submit", class: "main", text: offer.does || offer.button }),
        make("button", { type: "button", class: "plain", text: "Cancel", onclick: () => toggle(offer) }),
      ),
    );
    drawn.addEventListener("submit", (event) => {
      event.preventDefault();
      send(offer, valuesOf(drawn));
    });
    return drawn;
  }
  const isAtOnce = (offer) => !offer.fields.length && !offer.explains;
  const buttonOf = (offer) => buttons.querySelector(`[data-offer="${offer.name}"]`);

  function toggle(offer) {
    const isOpening = open !== offer.name;
    show(isOpening ? offer.name : "");
    if (isOpening) place.querySelector("input, select, textarea, button")?.focus();
    else buttonOf(offer)?.focus();
  }
  function show(name) {
    open = name;
    refused.hidden = true;
    const offers = model.get("offers");
    for (const offer of offers) {
      if (!isAtOnce(offer)) buttonOf(offer).setAttribute("aria-expanded", String(offer.name === name));
    }
    const offer = offers.find((it) => it.name === name);
    place.replaceChildren(...(offer ? [form(offer)] : []));
  }
  function draw() {
    const said = model.get("said");
    const drawn = model.get("offers").map((offer) =>
      make("button", {
        type: "button",
        class: offer.is_main ? "main" : "plain",
        "data-offer": offer.name,
        "aria-expanded": isAtOnce(offer) ? undefined : "false",
        text: offer.button,
        onclick: () => (isAtOnce(offer) ? send(offer, {}) : toggle(offer)),
      }),
    );
    buttons.replaceChildren(...drawn);
    show(said.opened ?? "");
    told.textContent = said.done ?? "";
    if (said.done && said.comes) told.focus({ preventScroll: true });
  }
  function refuse({ refused: sentence, errors = {} }) {
    free();
    refused.hidden = !sentence;
    refused.replaceChildren(make("p", { text: sentence }));
    let first = null;
    for (const [name, words] of Object.entries(errors)) {
      const node = place.querySelector(`[name="${name}"]`);
      if (!node) continue;
      const wrong = make("p", { class: "wrong", id: `${node.id}-wrong`, text: words });
      node.before(wrong);
      node.setAttribute("aria-invalid", "true");
      describe(node, [wrong.id, node.dataset.hint].filter(Boolean).join(" "));
      first ??= node;
    }
    (first ?? refused).focus();
  }

  draw();
  model.on("change:said", draw);
  model.on("msg:custom", (message) => {
    if (message.errors) refuse(message);
    else if (message.file) free();
  });
}
