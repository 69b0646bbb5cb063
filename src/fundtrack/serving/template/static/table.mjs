// A table that stands alone: heading, rows of one page, buttons for the next, files.
import { drawTable, fileButtons, make, replaceKeeping, saveFiles } from "./kit.mjs";

// What stands above is still being drawn and pushes the table down; the reader's first
// movement, or five seconds, end it.
function keepInView(place) {
  const watcher = new ResizeObserver(() => place.scrollIntoView({ behavior: "instant" }));
  const stop = () => watcher.disconnect();
  for (const moved of ["wheel", "keydown", "pointerdown", "touchstart"]) {
    window.addEventListener(moved, stop, { once: true, passive: true });
  }
  setTimeout(stop, 5000);
  watcher.observe(document.body);
}

export async function render({ model, el }) {
  const place = make("section", { tabindex: "-1", id: model.get("name") });
  const about = `about-${model.get("name")}`;
  el.append(place);
  saveFiles(model);
  // A link of another page may lead to this table, which was not there yet.
  let isAwaited = location.hash === `#${model.get("name")}`;
  const press = (figure) => model.send({ want: "press", figure });

  function ask(change) {
    const table = model.get("table");
    model.send({ want: "rows", start: 0, ...table.sort, ...change });
  }

  function pager(table) {
    if (table.length <= table.page) return null;
    const last = Math.min(table.start + table.page, table.length);
    const turn = (start, text) =>
      make("button", {
        type: "button",
        class: "link",
        "data-stays": text,
        text,
        disabled: start < 0 || start >= table.length,
        onclick: () => ask({ start }),
      });
    return make(
      "p",
      { class: "under" },
      turn(table.start - table.page, "Earlier rows"),
      make("span", { text: `Rows ${table.start + 1} to ${last} of ${table.length}` }),
      turn(table.start + table.page, "Later rows"),
    );
  }

  function show() {
    const table = model.get("table");
    const words = model.get("words");
    const parts = [];
    if (table.columns) {
      if (words.heading) parts.push(make("h2", { id: about, text: words.heading }));
      if (words.sub) parts.push(make("p", { class: "sub", text: words.sub }));
      const order = (key, descending) => ask({ key, descending });
      parts.push(drawTable(table, { press, order, named: Boolean(words.heading) }));
      parts.push(pager(table));
      if (words.files) parts.push(make("p", { class: "under" }, ...fileButtons(model, words.heading ? about : null)));
    }
    replaceKeeping(place, parts.filter(Boolean));
    if (words.come && table.columns && !table.start && !table.sort?.key) {
      place.scrollIntoView({ block: "nearest" });
      place.focus({ preventScroll: true });
    }
    if (isAwaited && table.columns) {
      isAwaited = false;
      place.focus({ preventScroll: true });
      keepInView(place);
    }
  }
  show();
  model.on("change:table", show);
}
