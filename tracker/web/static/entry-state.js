// What the bar says: whether all is saved, how much is filled in, and where to go on.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const state = document.getElementById("save-state");
  const { coded, places, addressOf, ownEmpty } = window.entry;
  const words = JSON.parse(document.getElementById("entry-words").textContent);

  function say(text, bad = false, ...links) {
    const focused = state.contains(document.activeElement);
    state.classList.toggle("bad", bad);
    state.replaceChildren(coded(text), ...links.flatMap((link) => [" ", link]));
    // A new attempt to save never takes the focus away from who stands at a link here.
    if (focused) {
      state.tabIndex = -1;
      (links[0] || state).focus();
    }
  }

  function linkTo(address, text) {
    const link = document.createElement("a");
    link.href = address;
    link.append(coded(text));
    return link;
  }

  function progress(answer) {
    document.getElementById("filled").textContent = answer.progress.filled;
    document.getElementById("progress").value = answer.progress.filled;
    for (const [code, [done, owed]] of Object.entries(answer.goals)) {
      for (const count of form.querySelectorAll(`[data-goal="${code}"]`)) count.textContent = `${done}/${owed}`;
    }
    for (const [code, number] of Object.entries(answer.to_fix)) {
      for (const count of form.querySelectorAll(`[data-to-fix="${code}"]`)) {
        count.textContent = number ? words.to_fix.replace("{n}", number) : "";
      }
    }
    for (const [code, number] of Object.entries(answer.kinds)) {
      for (const count of form.querySelectorAll(`[data-kind="${code}"]`)) count.textContent = number;
    }
    places.faults = answer.faults;
    for (const entry of places.begins) if (entry[0] in answer.begins) entry[1] = answer.begins[entry[0]];
    for (const item of answer.saved) document.getElementById(`item:${item}`)?.querySelector(".typed-by")?.remove();
    for (const item of form.querySelectorAll("[data-figures]")) {
      const line = item.querySelector(".partly");
      const told = answer.partly[item.dataset.item] || "";
      if (line && line.textContent !== told) line.textContent = told;
    }
    for (const [id, field] of [["next-empty", ownEmpty()[0]], ["next-fault", answer.faults[0]]]) {
      const link = document.getElementById(id);
      if (!link) continue;
      link.hidden = !field;
      if (field) link.href = addressOf(field);
    }
  }

  Object.assign(window.entry, { say, linkTo, progress });
})();
