// What is under way: a bar, a line for each part, and one polite announcement.
import { make } from "./kit.mjs";

export async function render({ model, el }) {
  const title = make("h2");
  const bar = make("progress");
  const stages = make("ul", { class: "todo" });
  const note = make("div", { class: "note", role: "status" }, make("p"));
  const heard = make("p", { class: "heard", role: "status" });
  const place = make("section", { class: "progress", hidden: true }, title, bar, note, stages);
  el.append(place, heard);

  function line({ place: where, state, tone, said }) {
    const words = make("span", {}, make("b", { text: where }), said ? `: ${said}` : "");
    return make("li", {}, make("span", { class: `state ${tone}`, text: state }), words);
  }
  function show() {
    const shown = model.get("shown");
    place.hidden = !shown.title;
    if (!shown.title) return;
    title.textContent = shown.title;
    bar.hidden = shown.stages.length < 2 && Boolean(shown.done);
    bar.max = Math.max(1, shown.stages.length);
    if (shown.stages.length === 1 && !shown.done) bar.removeAttribute("value");
    else bar.value = shown.done;
    bar.setAttribute("aria-label", shown.title);
    stages.replaceChildren(...shown.stages.map(line));
    note.hidden = !shown.note.said;
    note.className = `note ${shown.note.tone}`.trim();
    note.firstChild.textContent = shown.note.said;
    if (heard.textContent !== shown.latest) heard.textContent = shown.latest;
  }
  show();
  model.on("change:shown", show);
}
