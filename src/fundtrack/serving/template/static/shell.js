// The page around the widgets: swaps the first screen for the living page, watches
// the kernel, and says so when the session has ended.
"use strict";
(() => {
  const settings = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const kernel = `${settings.baseUrl}api/kernels/${settings.kernelId}`;
  const first = document.getElementById("first_screen");
  const cells = document.getElementById("rendered_cells");
  const ended = document.getElementById("ended");
  const EVERY = 5000;
  let missed = 0;

  function comeAlive() {
    const living = cells.querySelector(".living h1, .note.stop");
    if (!living) return false;
    cells.hidden = false;
    first.remove();
    window.dispatchEvent(new Event("resize"));
    return true;
  }
  new MutationObserver((_, observer) => {
    if (comeAlive()) observer.disconnect();
  }).observe(cells, { subtree: true, childList: true });
  comeAlive();

  function end() {
    ended.hidden = false;
    cells.inert = true;
  }
  async function look() {
    try {
      const answer = await fetch(kernel, { cache: "no-store" });
      missed = answer.ok ? 0 : 9;
    } catch {
      missed += 1;
    }
    if (missed >= 3) end();
    else setTimeout(look, EVERY);
  }
  setTimeout(look, EVERY);
  ended.querySelector("button").addEventListener("click", () => location.reload());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
