// Notes when a page last drew a chart and when it was last asked for something.
(() => {
  const seen = (window.__seen = { asked: 0, drawn: 0, draws: 0 });
  const drew = () => {
    seen.drawn = performance.now();
    seen.draws += 1;
  };
  const asked = () => {
    seen.asked = performance.now();
  };
  const isChart = (node) => {
    const svg = node.nodeType === 1 ? node.closest?.("svg") ?? node.querySelector?.("svg") : node.parentElement?.closest("svg");
    return Boolean(svg) && (svg.classList.contains("marks") || svg.getBoundingClientRect().width > 150);
  };
  const watch = (root) => {
    new MutationObserver((changes) => {
      if (changes.some((change) => isChart(change.target) || [...change.addedNodes].some(isChart))) drew();
    }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const kind of ["click", "change"]) root.addEventListener(kind, asked, true);
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...given) {
    const root = attach.apply(this, given);
    watch(root);
    return root;
  };
  for (const name of ["fill", "stroke", "fillText"]) {
    const plain = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas.isConnected) drew();
      return plain.apply(this, given);
    };
  }
  watch(document);
})();
