// Keyboard first: Enter goes to the next field, digits choose among answers.
"use strict";
(() => {
  const form = document.getElementById("followup");

  // The fields that Enter walks through: figures, one stop in each group of answers, texts that are asked for.
  function stops() {
    const seen = new Set();
    return [...form.querySelectorAll(".next, .next-field input, .next-field textarea")].filter((field) => {
      if (field.type !== "radio") return true;
      if (seen.has(field.name)) return false;
      seen.add(field.name);
      return true;
    });
  }

  function stopOf(field) {
    return field.type === "radio" ? field.name : field.id;
  }

  function focus(field) {
    const chosen = field.type === "radio" ? form.querySelector(`input[name="${CSS.escape(field.name)}"]:checked`) : null;
    (chosen || field).focus();
    if (field.type === "text") field.select();
  }

  function after(from, fields) {
    return fields.find((field) => from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  // The next field of the item that one stands in: dates and texts follow on each other.
  function within(from) {
    const fields = [...from.closest("[data-item]").querySelectorAll("input[type=text], textarea")];
    return after(from, fields.filter((field) => field.checkVisibility()));
  }

  // From a stop: the next one. From any other field, and from a text: the next in its item, else the next stop.
  function goOn(from) {
    const all = stops();
    const here = all.findIndex((field) => stopOf(field) === stopOf(from));
    const stop = here >= 0 ? all[here + 1] : after(from, all);
    const beside = here < 0 || from.tagName === "TEXTAREA" ? within(from) : null;
    const next = beside || stop;
    if (next) focus(next);
    else if (form.dataset.next) window.entry.leave(form.dataset.next);
    else form.querySelector(".entry-actions .button:not([hidden]):last-child").focus();
  }

  function choose(radio, digit) {
    const answers = [...form.querySelectorAll(`input[name="${CSS.escape(radio.name)}"]`)];
    // Zero takes the answer back; the last button is the one for no answer.
    const chosen = digit === 0 ? answers[answers.length - 1] : answers[digit - 1];
    if (!chosen || (digit !== 0 && chosen.value === "")) return;
    chosen.checked = true;
    chosen.focus();
    chosen.dispatchEvent(new Event("input", { bubbles: true }));
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function namesakes(name) {
    return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  }

  // As if it were typed, so that the browser's own undo takes it back.
  function write(field, text) {
    field.focus();
    if (!document.execCommand("insertText", false, text)) field.value = text;
  }

  // The status and dates of the period before, or the plan of the year before, once more; never in place of a text.
  function again(button) {
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.same))) {
      for (const field of namesakes(name)) {
        if (field.type === "radio") field.checked = field.value === value;
        else if (!field.value) write(field, value);
      }
    }
    const item = button.closest("[data-item]");
    button.parentElement.hidden = true;
    const first = item.querySelector(".next, textarea");
    focus(first);
    first.dispatchEvent(new Event("input", { bubbles: true }));
  }
  // Whoever has begun to write an own plan is not offered another; who takes it out again is.
  form.addEventListener("input", (event) => {
    const button = event.target.closest("[data-item]")?.querySelector("[data-same]");
    if (button && event.target.tagName === "TEXTAREA" && event.target.name in JSON.parse(button.dataset.same)) {
      button.parentElement.hidden = event.target.value !== "";
    }
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-same]");
    if (!button) return;
    event.preventDefault();
    again(button);
  });

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (field.form !== form) return; // what is sent by itself, as evidence is, is sent by Enter
    if (event.key === "Enter" && field.matches("input, select, textarea") && field.type !== "submit") {
      if (field.tagName === "TEXTAREA" && !event.ctrlKey) return;
      event.preventDefault();
      goOn(field);
    } else if (field.type === "radio" && /^[0-9]$/.test(event.key) && !event.ctrlKey) {
      event.preventDefault();
      const button = field.closest("[data-item]").querySelector("p:not([hidden]) > [data-same]");
      if (event.key === "9" && button) again(button);
      else choose(field, Number(event.key));
    }
  });

  // Where a link leads: the field takes the focus, and what is asked is in view above it.
  function arrive() {
    const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const item = field && field.closest("[data-item]");
    if (!item || item === field) return;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    focus(field);
    item.scrollIntoView({ block: "start" });
    if (field.getBoundingClientRect().bottom > window.innerHeight) field.scrollIntoView({ block: "end" });
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) requestAnimationFrame(arrive);
  });
  window.addEventListener("hashchange", arrive);
  window.addEventListener("load", arrive);
})();
