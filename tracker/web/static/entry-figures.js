// Shows shares and sums while figures are typed. Whole numbers only, so every shown digit is exact.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const { group, decimal, percent } = form.dataset; // the signs of the reader's language

  // The whole number that was typed, or null; the same habits as the server accepts.
  function whole(typed) {
    const shown = typed.replace(/\p{Cf}/gu, "").replace(/\p{Zs}/gu, " ").trim();
    // 12,00 is twelve; 12,000 may be twelve thousand.
    const text = /^[1-9][0-9]{0,2}[,.]000$/.test(shown) ? shown : shown.replace(/[,.]0+$/, "");
    if (!/^(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)$/.test(text)) return null;
    return BigInt(text.replaceAll(" ", ""));
  }

  function grouped(digits) {
    return digits.replace(/\B(?=(\d{3})+$)/g, group);
  }

  // n per d times factor, rounded half up to the decimals, with the signs of the reader's language.
  function quotient(n, d, factor, decimals) {
    const scaled = n * factor * 10n ** BigInt(decimals);
    const rounded = ((2n * scaled + d) / (2n * d)).toString().padStart(decimals + 1, "0");
    const split = rounded.length - decimals;
    return grouped(rounded.slice(0, split)) + (decimals ? decimal + rounded.slice(split) : "");
  }

  function value(item, n, d) {
    const { scale, decimals, population, base = "1" } = item.dataset;
    const below = population === undefined ? d : BigInt(population);
    if (scale === undefined || n === null || below === null || below < BigInt(base)) return "";
    const shown = quotient(n, below, BigInt(scale), Number(decimals));
    return "percent" in item.dataset ? shown + percent : shown;
  }

  function typed(row, attribute) {
    const input = document.getElementById(`${row.dataset.row}/${attribute}`);
    return input === null ? null : whole(input.value);
  }

  function sum(numbers) {
    const known = numbers.filter((number) => number !== null);
    return known.length ? known.reduce((a, b) => a + b) : null;
  }

  function show(output, text) {
    if (output && output.textContent !== text) output.textContent = text;
  }

  function update(item) {
    const parts = [];
    for (const row of item.querySelectorAll("tr[data-row]")) {
      const n = typed(row, "n");
      const d = typed(row, "d");
      if ("part" in row.dataset) parts.push({ n, d });
      show(row.querySelector(".value output"), value(item, n, d));
    }
    const total = item.querySelector("tr[data-total]");
    if (!total) return;
    const n = sum(parts.map((part) => part.n));
    const d = sum(parts.map((part) => part.d));
    show(total.querySelector("[data-sum=n]"), n === null ? "" : grouped(n.toString()));
    show(total.querySelector("[data-sum=d]"), d === null ? "" : grouped(d.toString()));
    show(total.querySelector("[data-sum=value]"), value(item, n, d));
  }

  form.addEventListener("input", (event) => {
    const item = event.target.closest("[data-figures]");
    if (item) update(item);
  });
  window.entry = { updateFigures: update, whole };
})();
