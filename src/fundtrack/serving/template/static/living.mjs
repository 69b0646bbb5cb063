// Brings the page to life: draws the widgets of its kernel and keeps them up to date.
//
// It stands where Voila's own front end would: that is JupyterLab's, seven megabytes in
// a hundred files, of which our pages need boxes, HTML and modules of their own.
import { make } from "./kit.mjs";
import { Models } from "./models.mjs";
import { Line } from "./wire.mjs";

const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';
const VIEW = "application/vnd.jupyter.widget-view+json";

// The page arrives in parts: first what the server knows, then the kernel's name, last
// what its cells gave.
function arrived(selector) {
  return new Promise((resolve) => {
    const look = () => {
      const found = document.querySelector(selector);
      if (found) {
        watcher.disconnect();
        resolve(found);
      }
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { childList: true, subtree: true });
    look();
  });
}

const modules = new Map();

// A widget's module is a few lines that load a file of ours; each is loaded once.
function moduleOf(source) {
  if (!modules.has(source)) {
    const where = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    modules.set(source, import(where));
  }
  return modules.get(source);
}

function drawHtml(model, el) {
  const show = () => {
    el.innerHTML = model.get("value");
  };
  model.on("change:value", show);
  show();
}

function drawBox(model, el, models) {
  const drawn = new Map();
  const show = () => {
    const children = model.get("children").map((id) => {
      if (!drawn.has(id)) drawn.set(id, draw(models.of(id), models));
      return drawn.get(id);
    });
    const isSame = children.length === el.children.length && children.every((it, at) => it === el.children[at]);
    if (!isSame) el.replaceChildren(...children);
  };
  model.on("change:children", show);
  show();
}

async function drawOwn(model, el) {
  try {
    const { default: widget } = await moduleOf(model.get("_esm"));
    await widget.render({ model, el });
  } catch (error) {
    console.error(error);
    const words = "This part could not be drawn. Reload the page; the rest of it works.";
    el.replaceChildren(make("div", { class: "note stop", role: "alert" }, make("p", { text: words })));
  }
}

const DRAWINGS = { VBoxModel: drawBox, HTMLModel: drawHtml, AnyModel: drawOwn };

function draw(model, models) {
  const el = make("div", { class: (model.get("_dom_classes") ?? []).join(" ") });
  const layout = models.of(model.get("layout"));
  const lay = () => {
    el.style.display = layout.get("display") ?? "";
  };
  layout.on("change:display", lay);
  lay();
  DRAWINGS[model.get("_model_name")](model, el, models);
  return el;
}

// The drawing library is made ready while the kernel still works on the page.
const first = await arrived("#first_screen");
if (first.querySelector(".chart")) import("./chart.mjs");
await arrived("#all_here");
const written = document.querySelector("#jupyter-config-data");
const { baseUrl, kernelId } = JSON.parse(written.textContent);
const kernel = new URL(`${baseUrl}api/kernels/${kernelId}/channels`, location.href);
kernel.protocol = kernel.protocol.replace("http", "ws");
const rendered = new Set();

async function ready() {
  await arrived("#all_here");
  for (const output of document.querySelectorAll(OUTPUT)) {
    const id = JSON.parse(output.textContent).data?.[VIEW]?.model_id;
    if (!id || rendered.has(id)) continue;
    rendered.add(id);
    output.after(draw(models.of(id), models));
  }
}
const models = new Models((told) => new Line(kernel.href, told), ready);

// A page that is said to have ended does not go on knocking at its kernel.
document.addEventListener("ended", () => models.line.leave());
window.addEventListener("pagehide", () => {
  models.line.leave();
  navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`);
});
