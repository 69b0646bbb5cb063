// The page around the widgets: swaps the first screen for the living page, watches
// the kernel and what is published, and says so when the session has ended.
"use strict";
(() => {
  const settings = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const kernel = `${settings.baseUrl}api/kernels/${settings.kernelId}`;
  const main = document.getElementById("main");
  const first = document.getElementById("first_screen");
  const cells = document.getElementById("rendered_cells");
  const ended = document.getElementById("ended");
  const aged = document.getElementById("aged");
  const said = document.getElementById("said");
  const EVERY = 3500;
  const COMPARE_EVERY = 30000;
  let missed = 0;

  function comeAlive() {
    const living = cells.querySelector(".living h1, .living .note");
    const failed = cells.querySelector(".failed");
    if (!living && !failed) return false;
    cells.hidden = false;
    if (living) first.remove();
    else first.querySelector(".loading").remove();
    window.dispatchEvent(new Event("resize"));
    return true;
  }
  new MutationObserver((_, observer) => {
    if (comeAlive()) observer.disconnect();
  }).observe(cells, { subtree: true, childList: true });
  comeAlive();

  function end() {
    ended.hidden = false;
    aged.hidden = true;
    main.inert = true;
    ended.querySelector("button").focus();
  }
  // A living page shows the same view anew in its place; one that is not is loaded.
  function renew() {
    aged.hidden = true;
    main.focus({ preventScroll: true });
    if (cells.hidden || document.dispatchEvent(new Event("anew", { cancelable: true }))) location.reload();
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

  // Whether somebody has published since; what is hidden from its reader asks nothing.
  async function compare() {
    const shown = document.querySelector(".strip")?.dataset.snapshot;
    if (!shown || document.hidden || !ended.hidden) return;
    try {
      const answer = await fetch("/snapshot", { cache: "no-store" });
      const { snapshot } = await answer.json();
      aged.hidden = !snapshot || snapshot === shown;
    } catch {
      // The other look says so when the server is gone.
    }
  }
  setInterval(compare, COMPARE_EVERY);
  document.addEventListener("visibilitychange", compare);
  aged.querySelector("button").addEventListener("click", renew);

  document.addEventListener("click", (event) => {
    const doing = event.target.closest("[data-do]");
    const answer = (words) => {
      doing.textContent = words;
      said.textContent = words;
    };
    if (doing?.dataset.do === "print") window.print();
    if (doing?.dataset.do === "copy") {
      navigator.clipboard.writeText(location.href).then(
        () => answer("Link copied"),
        () => answer("Copy it from the address bar"),
      );
    }
    if (doing?.dataset.do === "refresh") {
      compare().then(() => (aged.hidden ? answer("nothing newer: nothing was recorded since") : renew()));
    }
  });
  ended.querySelector("button").addEventListener("click", () => location.reload());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
