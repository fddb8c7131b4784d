// What this page holds and the server has not got, of one person and one follow-up.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const { account } = form.dataset;
  // The follow-up's own address, the same on the pages of all its goals.
  const place = new URL(form.action).pathname;
  window.entry.kept = { account, place, ...window.keptHere("entry", account, place) };
})();
