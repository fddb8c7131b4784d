// Keys that lead further than to the next field: to a goal, an empty field, a fault; and the list of them all.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const help = document.getElementById("shortcuts");
  const { places, itemOf, addressOf, ownEmpty, leave } = window.entry;

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

  // Unlike a click on its link, which shows the goal from the top, a key leads to its first field.
  function goalAt(place) {
    const link = goals()[place];
    if (link) go(link.dataset.first ? addressOf(link.dataset.first) : link.getAttribute("href"));
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

  // The first empty field after where one stands, under this goal and then under those that follow; else the first of
  // all. What has been typed and is not saved yet is not empty.
  function nextEmpty() {
    const order = goals().map((link) => link.dataset.goalLink);
    const here = goals().findIndex((link) => link.hasAttribute("aria-current"));
    const empty = ownEmpty().filter((field) => !typedIn(field));
    const follows = (field) => {
      const element = document.getElementById(field);
      if (!element) return order.indexOf(places.items[itemOf(field)]) > here;
      return document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    };
    const next = empty.find(follows) || empty[0];
    if (next) go(addressOf(next));
  }

  function typedIn(name) {
    const fields = [...form.elements].filter((field) => field.name === name);
    return fields.some((field) => field.value !== "" && (field.type !== "radio" || field.checked));
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
  for (const [id, act] of [["next-fault", nextFault], ["next-empty", nextEmpty]]) {
    document.getElementById(id).addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
  }
})();
