// A table whose rows can be ticked: Python keeps what is ticked and says its sum.
import { make } from "./kit.mjs";
import { render as drawn } from "./table.mjs";

export async function render(context) {
  const { model, el } = context;
  const all = make("button", { type: "button", class: "plain", onclick: turn });
  const said = make("p", { class: "sub", role: "status" });
  const below = make("div", { class: "ticks" }, all, said);
  await drawn(context);
  el.append(below);

  const boxes = () => [...el.querySelectorAll("input.tick")];
  const send = (keys, on) => model.send({ want: "tick", keys, on });

  function turn() {
    const on = !boxes().every((box) => box.checked);
    for (const box of boxes()) box.checked = on;
    send(boxes().map((box) => box.value), on);
    name();
  }
  function name() {
    all.textContent = boxes().every((box) => box.checked) ? "Tick none" : "Tick all";
  }
  function box(cells, at) {
    const key = cells[at("entry")];
    const node = make("input", {
      type: "checkbox",
      class: "tick",
      value: key,
      "aria-label": `Line ${key}, ${cells[at("supplier")]}, ${cells[at("pence")]}`,
      onchange: () => {
        send([key], node.checked);
        name();
      },
    });
    node.checked = model.get("ticked").includes(key);
    return node;
  }
  function decorate() {
    const table = model.get("table");
    const may = model.get("may") && Boolean(table.columns);
    below.hidden = !may;
    if (!may) return;
    const at = (key) => table.columns.findIndex((column) => column.key === key);
    const rows = el.querySelectorAll("tbody tr:not(.sum)");
    rows.forEach((row, place) => row.cells[0].prepend(box(table.rows[place].cells, at)));
    name();
  }
  const say = () => (said.textContent = model.get("said"));
  decorate();
  say();
  model.on("change:table", decorate);
  model.on("change:may", () => {
    for (const node of boxes()) node.remove();
    decorate();
  });
  model.on("change:said", say);
}
