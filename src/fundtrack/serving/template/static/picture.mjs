// A chart as a picture to keep: drawn anew in the colours of a light page, on white,
// with its heading, legend, source and snapshot in it.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 760;
const MARGIN = 24;
const SHARPNESS = 2;
const FACE = 'Arial, "Liberation Sans", sans-serif';
const ruler = document.createElement("canvas").getContext("2d");

function piece(name, properties, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(properties)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function hex(colour) {
  const parts = colour.match(/[\d.]+/g) ?? [];
  if (parts.length > 3 && Number(parts[3]) === 0) return "none";
  return `#${parts.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
}

// Lines of text beneath each other, broken where the picture ends.
function written(text, { size, weight = 400, colour, y }) {
  ruler.font = `${weight} ${size}px ${FACE}`;
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && ruler.measureText(longer).width <= WIDTH - 2 * MARGIN) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const nodes = lines.map((line, at) =>
    piece(
      "text",
      { x: MARGIN, y: y + (at + 0.85) * size * 1.4, "font-size": size, "font-weight": weight, fill: colour },
      line,
    ),
  );
  return { nodes, height: lines.length * size * 1.4 };
}

function swatch({ look, shape }, x, y, light) {
  const colour = (name) => light[hex(look[name])] ?? hex(look[name]);
  if (shape === "dash") {
    const way = { x1: x, x2: x + 14, y1: y + 6, y2: y + 6 };
    return piece("line", { ...way, stroke: colour("borderTopColor"), "stroke-width": 2, "stroke-dasharray": "4 3" });
  }
  if (shape === "ring") {
    const round = { cx: x + 7, cy: y + 6, r: 5, fill: "none", "stroke-width": 2 };
    return piece("circle", { ...round, stroke: colour("borderTopColor") });
  }
  const [width, height] = { thin: [14, 7], mark: [3, 12] }[shape] ?? [14, 12];
  const place = { x: x + (14 - width) / 2, y: y + (12 - height) / 2, width, height };
  return piece("rect", { ...place, fill: colour("backgroundColor"), stroke: colour("borderTopColor") });
}

function legendOf(items, y, light) {
  const nodes = [];
  let [x, line] = [MARGIN, 0];
  ruler.font = `12px ${FACE}`;
  for (const item of items) {
    const width = 20 + ruler.measureText(item.text).width;
    if (x > MARGIN && x + width > WIDTH - MARGIN) [x, line] = [MARGIN, line + 1];
    nodes.push(swatch(item, x, y + line * 20, light));
    nodes.push(piece("text", { x: x + 20, y: y + line * 20 + 10, "font-size": 12, fill: "#47586a" }, item.text));
    x += width + 16;
  }
  return { nodes, height: items.length ? (line + 1) * 20 : 0 };
}

// Give the picture as an SVG element. `spec` is the chart's own, wide and light, with its
// data; `legend` holds each entry's text, shape and computed style; `light` turns the
// colours of the night into those of the day.
export async function pictureOf({ embed, spec, said, legend, light }) {
  const drawing = document.createElement("div");
  const sized = { ...spec, width: WIDTH - 2 * MARGIN };
  const { view, finalize } = await embed(drawing, sized, { actions: false, renderer: "none", logLevel: 1 });
  const chart = new DOMParser().parseFromString(await view.toSVG(), "image/svg+xml").documentElement;
  finalize();
  const parts = [];
  let y = MARGIN;
  const put = ({ nodes, height }, space) => {
    parts.push(...nodes);
    y += height + space;
  };
  put(written(said.heading ?? "", { size: 19, weight: 600, colour: "#0b1f33", y }), 2);
  // Nothing can be pressed in a picture.
  const sub = (said.sub ?? "").replace(/\s*\b(Click|Press) an? [^.]*\./, "");
  put(written(sub, { size: 14, colour: "#47586a", y }), 12);
  const [width, height] = ["width", "height"].map((name) => Number.parseFloat(chart.getAttribute(name)));
  // A chart whose labels stand beyond the width asked for is made to fit.
  const shrunk = Math.min(1, (WIDTH - 2 * MARGIN) / width);
  chart.setAttribute("x", MARGIN);
  chart.setAttribute("y", y);
  chart.setAttribute("width", width * shrunk);
  chart.setAttribute("height", height * shrunk);
  put({ nodes: [document.importNode(chart, true)], height: height * shrunk }, 10);
  put(legendOf(legend, y, light), 4);
  const source = [said.source, said.note].filter(Boolean).join(". ");
  put(written(source, { size: 12, colour: "#47586a", y }), MARGIN - 4);
  const paper = piece("rect", { width: WIDTH, height: y, fill: "#ffffff" });
  const size = { width: WIDTH, height: y, viewBox: `0 0 ${WIDTH} ${y}` };
  const title = piece("title", {}, said.heading ?? "");
  const desc = piece("desc", {}, said.alt ?? "");
  return piece("svg", { ...size, role: "img", "font-family": FACE }, title, desc, paper, ...parts);
}

export function asSvg(picture) {
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

// Drawn twice as fine as it is wide, for print and for sharp screens.
export async function asPng(picture) {
  const where = URL.createObjectURL(asSvg(picture));
  try {
    const image = new Image();
    image.src = where;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SHARPNESS;
    canvas.height = image.height * SHARPNESS;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(where);
  }
}
