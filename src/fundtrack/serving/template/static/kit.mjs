// What the widgets share: making elements, drawing a table, saving a file.

export function make(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "text") node.textContent = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SORTS = { true: "descending", false: "ascending" };

function cell(row, at, column, press) {
  const isFirst = at === 0;
  const node = make(isFirst ? "th" : "td", {
    scope: isFirst ? "row" : undefined,
    class: column.is_number ? "n" : undefined,
  });
  const figure = row.presses[at];
  if (figure && press) {
    node.append(
      make("button", {
        type: "button",
        class: "figure",
        text: row.cells[at],
        "aria-label": `${row.cells[at]}, ${column.heading}: show what it is made of`,
        onclick: () => press(figure),
      }),
    );
  } else node.append(row.cells[at]);
  for (const [text, href] of row.links?.[at] ?? []) {
    // A file is kept without leaving the page, whose kernel would otherwise end.
    node.append(" ", make("a", { href, text, download: href.startsWith("/files/") }));
  }
  if (isFirst) {
    for (const mark of row.marks) {
      if (mark !== "recorded") node.append(" ", make("span", { class: `tag ${mark}`, text: mark }));
    }
  }
  return node;
}

function head(column, table, order) {
  const sort = table.sort ?? {};
  const node = make("th", { scope: "col", class: column.is_number ? "n" : undefined });
  if (!order) {
    node.append(column.heading);
    return node;
  }
  const isSorted = sort.key === column.key;
  node.setAttribute("aria-sort", isSorted ? SORTS[sort.descending] : "none");
  node.append(
    make("button", {
      type: "button",
      class: "order",
      "data-stays": `order ${column.key}`,
      text: column.heading,
      onclick: () => order(column.key, isSorted ? !sort.descending : column.is_number),
    }),
  );
  return node;
}

// Put other content in a place; whoever stood on a heading or a button of the old one,
// or had moved the table sideways, still does.
export function replaceKeeping(place, parts) {
  const stood = place.contains(document.activeElement) ? document.activeElement.dataset.stays : null;
  const moved = place.querySelector(".scroll")?.scrollLeft ?? 0;
  place.replaceChildren(...parts);
  const scroller = place.querySelector(".scroll");
  if (scroller) scroller.scrollLeft = moved;
  if (!stood) return;
  const same = [...place.querySelectorAll("[data-stays]")].find((node) => node.dataset.stays === stood);
  if (same && !same.disabled) same.focus({ preventScroll: true });
  else scroller?.focus({ preventScroll: true });
}

// A real table: header cells with scope, its sum, a scroller that can take the focus.
export function drawTable(table, { press, order, named } = {}) {
  const columns = table.columns;
  const body = table.rows.map((row) =>
    make("tr", {}, ...columns.map((column, at) => cell(row, at, column, press))),
  );
  if (table.total) {
    const sum = columns.map((column, at) => cell(table.total, at, column, press));
    body.push(make("tr", { class: "sum" }, ...sum));
  }
  const drawn = make(
    "table",
    {},
    make("caption", { text: table.caption, class: named ? "heard" : undefined }),
    make("thead", {}, make("tr", {}, ...columns.map((column) => head(column, table, order)))),
    make("tbody", {}, ...body),
  );
  return make(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": table.caption },
    drawn,
  );
}

export function save(content, name) {
  const where = URL.createObjectURL(content);
  const link = make("a", { href: where, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(where), 10000);
}

// Python sends a file only when it is asked for; the browser keeps it.
export function saveFiles(model) {
  model.on("msg:custom", (message, buffers) => {
    if (message.file) save(new Blob([buffers[0]]), message.file);
  });
}

// `about` is the id of the heading that says what the file holds.
export function fileButton(text, about, onclick) {
  return make("button", { type: "button", class: "link", text, "aria-describedby": about, onclick });
}

export function fileButtons(model, about) {
  return [
    fileButton("Download CSV", about, () => model.send({ want: "csv" })),
    fileButton("XLSX", about, () => model.send({ want: "xlsx" })),
  ];
}
