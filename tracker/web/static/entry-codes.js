// A browser that translates the page leaves codes alone: those in the sentences of scripts too.
"use strict";
(() => {
  // A word of letters and digits, such as I3.1, E-bromma-1 or 2024-T2; the same as the server marks.
  const CODE = /(?<![\p{L}\p{N}_.&#-])(?=[\p{L}\p{N}_.-]*[0-9])(?=[\p{L}\p{N}_.-]*\p{L})[\p{L}\p{N}_]+(?:[.-][\p{L}\p{N}_]+)*/gu;

  // The sentence with its codes marked, as one piece to be put into the page.
  function coded(sentence) {
    const piece = document.createDocumentFragment();
    let end = 0;
    for (const found of sentence.matchAll(CODE)) {
      const code = document.createElement("span");
      code.translate = false;
      code.textContent = found[0];
      piece.append(sentence.slice(end, found.index), code);
      end = found.index + found[0].length;
    }
    piece.append(sentence.slice(end));
    return piece;
  }

  window.entry.coded = coded;
})();
