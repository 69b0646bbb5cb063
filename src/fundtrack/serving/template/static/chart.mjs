// A chart with its heading, legend, source line, table and files. The library is
// loaded once; a change of data updates the drawing in place.
import { drawTable, fileButton, fileButtons, make, save, saveFiles } from "./kit.mjs";

const library = import(`./${document.body.dataset.library}`);
const NARROW = 400;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function rowsOf(columns) {
  const names = Object.keys(columns);
  const length = names.length ? columns[names[0]].length : 0;
  return Array.from({ length }, (_, at) =>
    Object.fromEntries(names.map((name) => [name, columns[name][at]])),
  );
}

function turned(colours) {
  return Object.fromEntries(Object.entries(colours).map(([one, other]) => [other, one]));
}

// On paper a chart is that of a light page, whatever is on the screen.
function repaint(canvas, colours) {
  for (const node of canvas.querySelectorAll("[fill], [stroke]")) {
    for (const name of ["fill", "stroke"]) {
      const other = colours[node.getAttribute(name)?.toLowerCase()];
      if (other) node.setAttribute(name, other);
    }
  }
}

// A spec holds the colours of a light page; at night each has its counterpart.
function dressed(spec, night) {
  if (!dark.matches) return structuredClone(spec);
  const worn = JSON.stringify(spec, (_, value) =>
    typeof value === "string" && night[value.toLowerCase()] ? night[value.toLowerCase()] : value,
  );
  return JSON.parse(worn);
}

function swatch(item) {
  return make(
    "span",
    {},
    make("i", { class: `swatch ${item.shape ?? ""} ${item.colour}`, "aria-hidden": "true" }),
    ` ${item.text}`,
  );
}

export async function render({ model, el }) {
  const heading = make("h2", { id: `about-${model.get("name")}` });
  const sub = make("p", { class: "sub" });
  const empty = make("p", { class: "empty", hidden: true });
  // Vega names its own element a visualization; the picture around it says of what.
  const canvas = make("div", { "aria-hidden": "true" });
  const picture = make("div", { class: "chart", role: "img" }, canvas);
  const legend = make("p", { class: "under legend" });
  const source = make("span");
  const asTable = make("button", {
    type: "button",
    class: "link",
    text: "Show as table",
    "aria-expanded": "false",
    "aria-describedby": heading.id,
    onclick: () => {
      below.hidden = !below.hidden;
      asTable.setAttribute("aria-expanded", String(!below.hidden));
      asTable.textContent = below.hidden ? "Show as table" : "Hide table";
    },
  });
  const below = make("div", { class: "below", hidden: true });
  const pictures = ["SVG", "PNG"].map((kind) => fileButton(kind, heading.id, () => keep(kind)));
  const files = [...fileButtons(model, heading.id), ...pictures];
  const under = make("p", { class: "under" }, source, asTable, ...files);
  el.append(make("section", {}, heading, sub, empty, picture, legend, under, below));
  saveFiles(model);

  const press = (figure) => model.send({ want: "press", figure });
  let drawn = null;
  let shape = "";

  function words() {
    const said = model.get("words");
    heading.textContent = said.heading ?? "";
    sub.textContent = said.sub ?? "";
    heading.hidden = !heading.textContent;
    sub.hidden = !sub.textContent;
    source.textContent = said.source ?? "";
    picture.setAttribute("aria-label", said.alt ?? "");
    legend.replaceChildren(...(said.legend ?? []).map(swatch));
    const isEmpty = Boolean(said.empty);
    empty.textContent = said.empty ?? "";
    empty.hidden = !isEmpty;
    for (const node of [picture, legend, under]) node.hidden = isEmpty;
    const table = model.get("table");
    if (table.columns) below.replaceChildren(drawTable(table, { press }));
  }

  async function draw() {
    const width = picture.clientWidth;
    if (!width || picture.hidden) return;
    const wanted = width < NARROW ? "narrow" : "wide";
    shape = wanted;
    const { vegaEmbed } = await library;
    const spec = dressed(model.get("specs")[wanted], model.get("night"));
    spec.datasets = { table: rowsOf(model.get("data")) };
    drawn?.finalize();
    drawn = await vegaEmbed(canvas, spec, { actions: false, renderer: "svg", logLevel: 1 });
    drawn.view.addEventListener("click", (_, item) => {
      const part = item?.mark?.name?.replace("_marks", "");
      const figure = item?.datum?.[`press_${part}`];
      if (figure) press(figure);
    });
    picture.dataset.drawn = String(Number(picture.dataset.drawn ?? 0) + 1);
  }

  async function update() {
    words();
    if (!drawn) return draw();
    await drawn.view.data("table", rowsOf(model.get("data"))).runAsync();
    picture.dataset.drawn = String(Number(picture.dataset.drawn ?? 0) + 1);
  }

  async function keep(kind) {
    const [{ vegaEmbed }, { asPng, asSvg, pictureOf }] = await Promise.all([library, import("./picture.mjs")]);
    const spec = structuredClone(model.get("specs").wide);
    spec.datasets = { table: rowsOf(model.get("data")) };
    const said = model.get("words");
    const swatches = [...legend.querySelectorAll(".swatch")];
    const entries = (said.legend ?? []).map((item, at) => ({ ...item, look: getComputedStyle(swatches[at]) }));
    const light = dark.matches ? turned(model.get("night")) : {};
    const picture = await pictureOf({ embed: vegaEmbed, spec, said, legend: entries, light });
    const made = kind === "PNG" ? await asPng(picture) : asSvg(picture);
    const page = location.pathname.slice(1);
    const snapshot = document.querySelector(".strip")?.dataset.snapshot ?? "";
    save(made, [page, model.get("name"), snapshot.slice(0, 8)].filter(Boolean).join("-") + `.${kind.toLowerCase()}`);
  }

  // The width decides which of the two drawings is used; the first width that is
  // known draws it.
  let known = 0;
  const watcher = new ResizeObserver(() => {
    const width = picture.clientWidth;
    if (!width || width === known) return;
    known = width;
    const wanted = width < NARROW ? "narrow" : "wide";
    if (!drawn || wanted !== shape) draw();
    else window.dispatchEvent(new Event("resize"));
  });
  const toPaper = () => dark.matches && repaint(canvas, turned(model.get("night")));
  const fromPaper = () => dark.matches && repaint(canvas, model.get("night"));
  words();
  watcher.observe(picture);
  dark.addEventListener("change", draw);
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);
  // Once for all that came: data, words and table travel together.
  model.on("change", update);
  return () => {
    watcher.disconnect();
    dark.removeEventListener("change", draw);
    window.removeEventListener("beforeprint", toPaper);
    window.removeEventListener("afterprint", fromPaper);
    drawn?.finalize();
  };
}
