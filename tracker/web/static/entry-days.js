// A field for a day takes what is typed, in many forms; beside it stands the browser's own calendar.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("entry-words").textContent);
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
    open.setAttribute("aria-label", label ? `${words.calendar}: ${label.textContent}` : words.calendar);
    open.textContent = words.calendar;
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
    field.after(open, calendar);
  }
})();
