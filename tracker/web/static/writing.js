// Puts a sentence or a quotation into the text, where the person stood in it last; and asks what a saved text says
// that the figures do not, where the saving could not tell.
"use strict";
(() => {
  const text = document.querySelector("textarea[data-writing]");
  const form = document.getElementById("followup");
  let start = text.value.length;
  let end = start;

  text.addEventListener("blur", () => {
    start = text.selectionStart;
    end = text.selectionEnd;
  });

  // Apart from the words before and after it, unless the text has a space or a new line there already.
  function spaced(words) {
    const before = text.value.slice(0, start);
    const after = text.value.slice(end);
    const left = before && !/\s$/.test(before) ? " " : "";
    const right = after && !/^[\s.,;:]/.test(after) ? " " : "";
    return left + words + right;
  }

  // The process that saved had no figures to check against: what was found before stays until they are worked out.
  window.entry.check = async () => {
    const answer = await fetch(form.dataset.check, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok) window.entry.showFindings((await answer.json()).findings);
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    const words = spaced(button.dataset.insert);
    text.focus({ preventScroll: true });
    text.setRangeText(words, start, end, "end");
    start = end = text.selectionEnd;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
