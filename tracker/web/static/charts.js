// Draws every figure on the page with plotly.js, which chart_head() loads before this file. And closes the list of
// downloads, which lies over the charts and links beside it, as soon as one of those gets the focus.
"use strict";

(function () {
  const config = { displayModeBar: false, locale: document.documentElement.lang, showTips: false };

  // On a phone the words of the axes take most of the width: smaller text.
  function fit(layout, width) {
    if (width >= 480) {
      return layout;
    }
    const narrow = structuredClone(layout);
    narrow.font.size = 12;
    return narrow;
  }

  function draw(place) {
    delete place.dataset.drawn;
    place.dataset.width = place.clientWidth;
    const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
    const layout = fit(figure.layout, place.clientWidth);
    window.Plotly.newPlot(place, figure.data, layout, config).then(function () {
      place.dataset.drawn = "yes";
      refit(); // the width may have changed meanwhile
    });
  }

  // A drawing is sized in pixels: on paper it gets the width of an A4 page within its margins, then the screen's again.
  const PAPER_WIDTH = 680;
  const PAPER_SCALE = 0.8;

  let onPaper = false;
  let waiting = []; // charts that are not drawn yet

  function drawn() {
    return document.querySelectorAll(".chart[data-drawn]");
  }

  function onPage() {
    return document.querySelectorAll(".chart.js-plotly-plot");
  }

  function toPaper() {
    onPaper = true;
    waiting.splice(0).forEach(draw); // not marked as drawn yet, and all the same on the page
    onPage().forEach(function (place) {
      place.dataset.height = place.layout.height;
      window.Plotly.relayout(place, { width: PAPER_WIDTH, height: Math.round(place.layout.height * PAPER_SCALE) });
    });
  }

  function toScreen() {
    onPage().forEach(function (place) {
      window.Plotly.relayout(place, { width: null, autosize: true, height: Number(place.dataset.height) });
    });
    onPaper = false;
  }

  // Zoomed, turned or in a narrower window, a drawing is made anew for the width that it has then.
  const AFTER_RESIZING = 150;
  let timer = 0;

  function refit() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (!onPaper) {
        [...drawn()].filter((place) => Number(place.dataset.width) !== place.clientWidth).forEach(draw);
      }
    }, AFTER_RESIZING);
  }

  // One at a time, from the top: the first is seen before the others are drawn.
  function drawNext() {
    if (waiting.length) {
      draw(waiting.shift());
      setTimeout(drawNext);
    }
  }

  function start() {
    const observer = new ResizeObserver(refit);
    waiting = [...document.querySelectorAll(".chart[data-figure]")];
    waiting.forEach((place) => observer.observe(place));
    drawNext();
    document.addEventListener("focusin", function (event) {
      document.querySelectorAll(".downloads[open]").forEach(function (list) {
        list.open = list.contains(event.target);
      });
    });
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", toScreen);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
