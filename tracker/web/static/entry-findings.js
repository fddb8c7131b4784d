// Shows what the checks found, at the field, as the server told it last.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const words = JSON.parse(document.getElementById("entry-words").textContent);
  let latest = [];
  let typed = null; // the item that was typed in since it took the focus

  function control(name) {
    const element = document.getElementById(name);
    return element && element.type === "radio" ? element.closest(".choices") : element;
  }

  function text(kind, className, words) {
    const element = document.createElement(kind);
    if (className) element.className = className;
    element.textContent = words;
    return element;
  }

  function rule(name) {
    const element = text("span", "rule", "");
    element.append(window.entry.coded(name));
    return element;
  }

  function paragraph(finding) {
    const line = text("p", finding.blocks ? "field-error" : "field-warning", "");
    if (finding.settled) line.classList.add("settled");
    line.append(
      text("span", "visually-hidden", finding.blocks ? words.error : words.warning),
      " ",
      rule(finding.rule),
      " ",
      window.entry.coded(finding.message),
      " ",
    );
    if (finding.settled) line.append(text("span", "meta", words.settled));
    else if (finding.answer === "comment") line.append(text("span", "meta", words.explain));
    return line;
  }

  // While someone still types in the item only errors are told: half a pair is not yet a mistake. Who has come there
  // and not typed yet is told all. A number in a running text is whole when it is saved, so such an item tells at once.
  function render(item) {
    const place = document.getElementById(`findings:${item.dataset.item}`);
    if (!place) return;
    const typing = !("atOnce" in item.dataset) && item === typed && item.contains(document.activeElement);
    const found = latest.filter((one) => one.item === item.dataset.item && (one.blocks || !typing));
    for (const element of item.querySelectorAll("[aria-invalid], [aria-describedby^='k:']")) {
      element.removeAttribute("aria-invalid");
      element.removeAttribute("aria-describedby");
    }
    const groups = new Map();
    for (const finding of found) {
      if (!groups.has(finding.field)) {
        const group = document.createElement("div");
        group.id = `k:${finding.field}`;
        groups.set(finding.field, group);
      }
      groups.get(finding.field).append(paragraph(finding));
      const field = control(finding.field);
      if (!field) continue;
      field.setAttribute("aria-describedby", `k:${finding.field}`);
      if (finding.blocks) field.setAttribute("aria-invalid", "true");
    }
    place.replaceChildren(...groups.values());
    for (const marks of item.querySelectorAll("details.marks")) {
      if (marks.querySelector("[aria-invalid]")) marks.open = true;
    }
  }

  // The list above the form, as the page was opened with it, keeps what is still to be put right.
  function shorten() {
    const list = document.querySelector(".error-summary");
    if (!list || !words.summary) return;
    const wrong = new Set(latest.filter((one) => one.blocks).map((one) => one.field));
    for (const link of list.querySelectorAll("li a")) {
      if (!wrong.has(decodeURIComponent(link.hash.slice(1)))) link.closest("li").remove();
    }
    const left = list.querySelectorAll("li").length;
    if (!left) list.remove();
    else list.querySelector("h2").textContent = (left === 1 ? words.summary_one : words.summary).replace("{n}", left);
  }

  function show(findings) {
    latest = findings;
    for (const item of form.querySelectorAll("[data-item]")) render(item);
    shorten();
  }

  form.addEventListener("input", (event) => {
    typed = event.target.closest("[data-item]");
  });
  form.addEventListener("focusout", (event) => {
    const item = event.target.closest("[data-item]");
    if (item && !item.contains(event.relatedTarget)) typed = null;
    if (item && latest.length) requestAnimationFrame(() => render(item));
  });
  window.entry.showFindings = show;
})();
