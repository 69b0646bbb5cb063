// The filters: labelled choices in one row. What is chosen stands in the address.
import { make } from "./kit.mjs";

export async function render({ model, el }) {
  const row = make("div", { class: "filters", role: "group", "aria-label": "What is shown" });
  const busy = make("span", { class: "busy" });
  // What a screen reader says once the figures are there: the sentence, and no more.
  const said = document.getElementById("said");
  el.append(row);
  const selects = new Map();
  let asked = 0;
  let search = location.search;
  let isAwaited = true;
  let shown = "";

  function choose() {
    const choice = Object.fromEntries([...selects].map(([name, node]) => [name, node.value]));
    history.pushState(null, "", `?${new URLSearchParams(choice)}`);
    search = location.search;
    ask(choice);
  }
  function ask(choice) {
    busy.textContent = "Working out the figures";
    said.textContent = "";
    asked += 1;
    isAwaited = true;
    model.send({ choose: choice, asked });
  }
  function build(field) {
    const id = `filter-${field.name}`;
    const node = make("select", { id, name: field.name, onchange: choose });
    selects.set(field.name, node);
    const label = make("label", { for: id, text: field.label });
    row.append(make("div", { class: "filter" }, label, node));
    return node;
  }
  function show() {
    const chosen = model.get("chosen");
    for (const field of model.get("fields")) {
      const node = selects.get(field.name) ?? build(field);
      node.replaceChildren(
        ...field.options.map((option) => make("option", { value: option.value, text: option.label })),
      );
      node.value = chosen[field.name] ?? "";
    }
    row.append(busy);
    const query = new URLSearchParams(chosen).toString();
    // Another part of the page may have led to another view: Back leads from it.
    const isMoved = !isAwaited && query !== shown;
    if ((location.search || isMoved) && location.search.slice(1) !== query) {
      history[isMoved ? "pushState" : "replaceState"](null, "", `?${query}${location.hash}`);
    }
    isAwaited = false;
    shown = query;
    search = location.search;
    document.querySelector(".address").textContent = location.href;
    for (const link of document.querySelectorAll(".top nav a")) link.search = location.search;
  }
  function back() {
    // A link to a part of the page asks for nothing new.
    if (location.search === search) return;
    search = location.search;
    const choice = Object.fromEntries(new URLSearchParams(location.search));
    for (const [name, node] of selects) node.value = choice[name] ?? node.value;
    ask(choice);
  }
  // The same view from the snapshot that is current by now.
  function anew(event) {
    event.preventDefault();
    const held = Object.fromEntries([...selects].map(([name, node]) => [name, node.value]));
    ask({ ...Object.fromEntries(new URLSearchParams(location.search)), ...held });
  }
  window.addEventListener("popstate", back);
  document.addEventListener("anew", anew);
  show();
  model.on("msg:custom", ({ answered }) => {
    // An answer to an earlier choice would put back what was chosen before.
    if (answered !== asked) return;
    busy.textContent = "";
    show();
    const sentence = document.querySelector(".living h1");
    if (sentence?.checkVisibility()) said.textContent = sentence.textContent;
  });
  return () => {
    window.removeEventListener("popstate", back);
    document.removeEventListener("anew", anew);
  };
}
