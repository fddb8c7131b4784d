// The page has its charts as drawings. Who points at one, or taps it, gets the same figure from plotly.js in its place,
// which tells the figures under the pointer; the library is loaded then, once. And closes the list of downloads, which
// lies over the charts and links beside it, as soon as one of those gets the focus.
"use strict";

(function () {
  const library = document.currentScript.dataset.library.split(" ");
  const config = { displayModeBar: false, locale: document.documentElement.lang, showTips: false, responsive: false };
  const LETTERS = 12.5; // pixels, in the drawings
  const LARGEST_NOTE = 13;

  let loaded;

  function load() {
    loaded ??= library.reduce((before, address) => before.then(() => add(address)), Promise.resolve());
    return loaded;
  }

  function add(address) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.onload = resolve;
      script.onerror = reject;
      script.src = address;
      document.head.append(script);
    });
  }

  // The figure with the size, margins and letters that the drawing has now, so that nothing moves.
  function fitted(figure, still) {
    const box = still.getBoundingClientRect();
    const scale = box.width / still.viewBox.baseVal.width;
    const layout = figure.layout;
    layout.margin.l = Number(still.dataset.left);
    Object.keys(layout.margin).forEach((side) => (layout.margin[side] *= scale));
    layout.font.size = LETTERS * scale;
    (layout.annotations ?? []).forEach((note) => (note.font.size = Math.min(note.font.size ?? LARGEST_NOTE, LARGEST_NOTE) * scale));
    layout.xaxis.automargin = layout.yaxis.automargin = false;
    return { ...layout, width: box.width, height: box.height };
  }

  async function enliven(place) {
    if (place.dataset.live) {
      return;
    }
    place.dataset.live = "loading";
    try {
      await load();
    } catch {
      loaded = undefined; // the drawing stays; the next who points at it tries again
      delete place.dataset.live;
      return;
    }
    const still = [...place.querySelectorAll(".still")].find((each) => each.checkVisibility());
    if (!still) {
      delete place.dataset.live;
      return;
    }
    const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    const over = place.appendChild(document.createElement("div"));
    over.className = "chart-live";
    await window.Plotly.newPlot(over, figure.data, fitted(figure, still), config);
    place.dataset.live = "drawn";
  }

  // In a window of another size the drawing is what fits.
  function quieten() {
    document.querySelectorAll(".chart[data-live=drawn]").forEach(function (place) {
      const over = place.querySelector(".chart-live");
      window.Plotly.purge(over);
      over.remove();
      delete place.dataset.live;
    });
  }

  function pointed(event) {
    const place = event.target.closest?.(".chart[data-figure]");
    if (place) {
      enliven(place);
    }
  }

  document.addEventListener("pointerover", (event) => event.pointerType !== "touch" && pointed(event)); // a finger scrolls
  document.addEventListener("click", pointed);
  window.addEventListener("resize", quieten);
  document.addEventListener("focusin", function (event) {
    document.querySelectorAll(".downloads[open]").forEach(function (list) {
      list.open = list.contains(event.target);
    });
  });
})();
