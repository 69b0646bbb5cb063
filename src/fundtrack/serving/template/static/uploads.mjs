// A place for a file: dropped or picked, sent to the server with its progress shown.
// The kernel is told only under which token the file lies.
import { make } from "./kit.mjs";

const MEGABYTE = 1_000_000;
const BROKEN =
  "The connection broke before the file was there, so nothing was taken in. Try once more.";
const CLOSED =
  "You are signed out, or this page has ended: open it again and send the file once more. Nothing was taken in.";

const megabytes = (bytes) => (bytes / MEGABYTE).toLocaleString("en-GB", { maximumFractionDigits: 1 });

function refusal(request) {
  try {
    return JSON.parse(request.responseText).refused ?? CLOSED;
  } catch {
    return CLOSED;
  }
}

export function render({ model, el }) {
  const words = model.get("words");
  const name = model.get("name");
  const input = make("input", { type: "file", hidden: true, tabindex: "-1", accept: words.accepts || undefined });
  const choose = make("button", {
    type: "button",
    class: "plain",
    text: words.button,
    "aria-describedby": `${name}-hint`,
    disabled: !words.where,
    onclick: () => input.click(),
  });
  const told = make("p", { class: "told", role: "status", tabindex: "-1" });
  const refused = make("div", { class: "note warn", role: "alert", tabindex: "-1", hidden: true });
  const bar = make("progress", { max: "100", value: "0", "aria-label": "How much of the file is sent" });
  const amount = make("span");
  const stop = make("button", { type: "button", class: "link", text: "Stop sending" });
  const progress = make("p", { class: "sending", hidden: true }, bar, " ", amount, " ", stop);
  const zone = make(
    "div",
    { class: "drop", "data-name": name },
    make("p", {}, make("b", { text: words.label }), " ", make("span", { id: `${name}-hint`, text: words.hint })),
    choose,
    input,
  );
  el.append(zone, progress, refused, told);
  let request = null;

  function refuse(sentence) {
    done("");
    refused.hidden = false;
    refused.replaceChildren(make("p", { text: sentence }));
    refused.focus();
  }
  function done(sentence) {
    request = null;
    input.value = "";
    progress.hidden = true;
    choose.disabled = !words.where;
    told.textContent = sentence;
  }
  function send(file) {
    if (!file || request || !words.where) return;
    refused.hidden = true;
    if (file.size > words.limit) {
      refuse(
        `${file.name} has ${megabytes(file.size)} MB and at most ${megabytes(words.limit)} MB are taken here, so it ` +
          "was not sent. The administrator can take it in with fundtrack ingest, or raise " +
          "largest_upload_megabytes under [serve] in fundtrack.toml.",
      );
      return;
    }
    request = new XMLHttpRequest();
    request.open("POST", `${words.where}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("X-XSRFToken", document.querySelector('form.who [name="_xsrf"]').value);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = Math.round((100 * loaded) / (total || 1));
      amount.textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
    });
    request.addEventListener("load", (event) => {
      const answered = event.target;
      if (answered.status !== 200) return refuse(refusal(answered));
      done(`${file.name} is here and is being looked at`);
      choose.disabled = true;
      model.send({ lies: JSON.parse(answered.responseText).upload });
    });
    request.addEventListener("error", () => refuse(BROKEN));
    request.addEventListener("abort", () => done("Sending was stopped. Nothing was taken in."));
    bar.value = 0;
    amount.textContent = "";
    progress.hidden = false;
    choose.disabled = true;
    told.textContent = `Sending ${file.name}`;
    request.send(file);
  }

  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  input.addEventListener("change", () => send(input.files[0]));
  stop.addEventListener("click", () => request?.abort());
  // A file that is dropped beside the place does not take the reader off the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => carries(event) && event.preventDefault());
  }
  zone.addEventListener("dragover", () => zone.classList.add("over"));
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const files = event.dataTransfer.files;
    if (files.length > 1) refuse("Several files were dropped. Drop them one after the other, so that each is looked at.");
    else send(files[0]);
  });
  model.on("change:said", () => done(model.get("said").text ?? ""));
}
