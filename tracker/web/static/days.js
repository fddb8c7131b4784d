// A field for a day takes what is typed, in many forms; beside it stands the browser's own calendar.
// data-day: what the button is called.
"use strict";
(() => {
  if (!("showPicker" in HTMLInputElement.prototype)) return;

  for (const field of document.querySelectorAll("input[data-day]:not([readonly])")) {
    const calendar = document.createElement("input");
    calendar.type = "date";
    calendar.className = "calendar-picker";
    calendar.tabIndex = -1;
    calendar.setAttribute("aria-hidden", "true");
    const open = document.createElement("button");
    open.type = "button";
    open.className = "button button-quiet calendar-button";
    const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    const word = field.dataset.day;
    open.setAttribute("aria-label", label ? `${word}: ${label.textContent.trim()}` : word);
    open.title = word;
    open.addEventListener("click", () => {
      calendar.value = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(field.value) ? field.value : "";
      calendar.showPicker();
    });
    calendar.addEventListener("change", () => {
      field.value = calendar.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
    const pair = document.createElement("span");
    pair.className = "day-pair";
    field.replaceWith(pair);
    pair.append(field, open, calendar);
  }
})();
