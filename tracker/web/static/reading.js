// Keys on a goal that is read: to any goal, to the one before and after, and to the same goal of another body.
"use strict";
(() => {
  const goals = [...document.querySelectorAll(".entry-nav [data-goal-link]")];
  const here = goals.findIndex((link) => link.hasAttribute("aria-current"));
  const WITH_ALT = {
    PageDown: () => goals[here + 1],
    PageUp: () => goals[here - 1],
    KeyN: () => document.querySelector("[data-body=after]"),
    KeyB: () => document.querySelector("[data-body=before]"),
  };

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    const link = digit ? goals[Number(digit[1]) - 1] : WITH_ALT[event.code]?.();
    if (!link) return;
    event.preventDefault();
    location.assign(link.href);
  });
})();
