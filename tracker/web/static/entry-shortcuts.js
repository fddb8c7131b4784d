// Keys that lead further than to the next field: to a goal, an empty field, a fault; and the list of them all.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const help = document.getElementById("shortcuts");
  const { places, addressOf, leave } = window.entry;

  // As a click on a link would: on this page the field takes the focus; another page waits for what is not saved.
  function go(address) {
    if (!address) return;
    if (!address.startsWith("#")) leave(address);
    else if (location.hash === address) window.dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = address;
  }

  function goals() {
    return [...form.querySelectorAll(".entry-nav [data-goal-link]")];
  }

  function goalAt(place) {
    go(goals()[place]?.getAttribute("href"));
  }

  function step(by) {
    const here = goals().findIndex((link) => link.hasAttribute("aria-current"));
    if (here + by >= 0) goalAt(here + by);
  }

  // The fault after where one stands, and from the last on to the first.
  function nextFault() {
    const all = places.faults;
    const here = all.indexOf(document.activeElement.name || "");
    if (all.length) go(addressOf(all[(here + 1) % all.length]));
  }

  function nextEmpty() {
    const link = document.getElementById("next-empty");
    if (!link.hidden) go(link.getAttribute("href"));
  }

  // What was said before of the item one stands in, unfolded and folded again.
  function earlier() {
    const item = document.activeElement.closest("[data-item]");
    const folded = item ? [...item.querySelectorAll("details.earlier-text")] : [];
    const open = folded.some((each) => !each.open);
    for (const each of folded) each.open = open;
  }

  function again() {
    document.activeElement.closest("[data-item]")?.querySelector("p:not([hidden]) > [data-same]")?.click();
  }

  const WITH_ALT = {
    PageDown: () => step(1),
    PageUp: () => step(-1),
    KeyT: nextEmpty,
    KeyR: nextFault,
    KeyV: earlier,
    KeyS: again,
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || help.open) return;
    const typing = event.target.matches("textarea, input[type=text]");
    if (event.key === "?" && !event.altKey && !typing) {
      event.preventDefault();
      help.showModal();
    } else if (event.altKey && !event.shiftKey) {
      const digit = /^Digit([1-9])$/.exec(event.code);
      const act = digit ? () => goalAt(Number(digit[1]) - 1) : WITH_ALT[event.code];
      if (!act) return;
      event.preventDefault();
      act();
    }
  });

  const button = document.getElementById("show-shortcuts");
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
  document.getElementById("next-fault").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    nextFault();
  });
})();
