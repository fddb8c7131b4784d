// Where there is little room the year's plan is folded, as what stood before is: both are a press away.
"use strict";
if (window.matchMedia("(max-width: 40rem)").matches) {
  for (const plan of document.querySelectorAll("details.planned")) plan.open = false;
}
