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
  const LONGEST = 2500;
  let missed = 0;

  // The living page is laid out and its charts are drawn before it is seen, and it is
  // built like the first screen: nothing moves, and whoever stood somewhere still does.
  function comeAlive() {
    const living = cells.querySelector(".living h1, .living .note");
    const failed = cells.querySelector(".failed");
    if (!living && !failed) return false;
    cells.hidden = false;
    if (!living) {
      first.querySelector(".loading").remove();
      return true;
    }
    cells.classList.add("coming");
    takeOverWhenDrawn(performance.now() + LONGEST);
    return true;
  }
  function takeOverWhenDrawn(latest) {
    const charts = [...cells.querySelectorAll(".chart")];
    const isWhole = cells.querySelectorAll("section").length >= first.querySelectorAll("section").length;
    const isDrawn = isWhole && charts.every((chart) => !chart.clientWidth || chart.dataset.drawn);
    if (isDrawn || performance.now() > latest) takeOver();
    else setTimeout(takeOverWhenDrawn, 15, latest);
  }
  // Where a node stands in its page, as the numbers of its ancestors among their kin.
  function wayTo(node, root) {
    const way = [];
    for (let at = node; at !== root; at = at.parentElement) way.unshift([...at.parentElement.children].indexOf(at));
    return way;
  }
  function takeOver() {
    const still = first.querySelector(".still");
    const living = cells.querySelector(".living");
    // The strip stands beside what was drawn, and within the living page.
    const same = (node) => {
      if (!still?.contains(node) || node === still) return null;
      const [top, ...way] = wayTo(node, still);
      return way.reduce((found, at) => found?.children[at], living.children[top + 1]);
    };
    const stood = first.contains(document.activeElement) ? document.activeElement : null;
    const focused = stood && (same(stood) ?? main);
    const seen = [...(still?.querySelectorAll("h1, h2, p, li, tr, dt") ?? [])].find((node) => node.getBoundingClientRect().top >= 0);
    const [place, before] = [seen && same(seen), seen?.getBoundingClientRect().top];
    first.remove();
    cells.classList.remove("coming");
    focused?.focus({ preventScroll: true });
    if (place && scrollY) scrollBy({ top: place.getBoundingClientRect().top - before, behavior: "instant" });
    const aim = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (aim && cells.contains(aim)) {
      aim.focus({ preventScroll: true });
      aim.scrollIntoView({ behavior: "instant" });
    }
  }
  new MutationObserver((_, observer) => {
    if (comeAlive()) observer.disconnect();
  }).observe(cells, { subtree: true, childList: true });
  comeAlive();

  function end() {
    ended.hidden = false;
    aged.hidden = true;
    main.inert = true;
    document.dispatchEvent(new Event("ended"));
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
