// Where there is little room the year's plan is folded, as what stood before is: both are a press away.
// What is asked or added at the page's end is about the item where one was last.
"use strict";
if (window.matchMedia("(max-width: 40rem)").matches) {
  for (const plan of document.querySelectorAll("details.planned")) plan.open = false;
}

let at = "";
document.addEventListener("focusin", (event) => {
  at = event.target.closest("[data-item]")?.dataset.item || at;
});
for (const about of document.querySelectorAll("select[data-follows-focus]")) {
  about.closest("details").addEventListener("toggle", (event) => {
    if (event.target.open && [...about.options].some((option) => option.value === at)) about.value = at;
  });
}
