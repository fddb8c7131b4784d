// What this tab holds and the server has not got: kept in the tab's own storage, for one person and one follow-up.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const { account } = form.dataset;
  // The follow-up's own address, the same on the pages of all its goals.
  const place = new URL(form.action).pathname;
  const key = `entry:${account}:${place}`;

  // Item → the version it was typed over and its fields.
  function read() {
    for (const other of Object.keys(sessionStorage)) {
      // Another person's unsaved text is not for who is signed in now.
      if (other.startsWith("entry:") && !other.startsWith(`entry:${account}:`)) sessionStorage.removeItem(other);
    }
    return JSON.parse(sessionStorage.getItem(key) || "{}");
  }

  function write(items) {
    if (Object.keys(items).length) sessionStorage.setItem(key, JSON.stringify(items));
    else sessionStorage.removeItem(key);
  }

  window.entry.kept = { account, place, read, write };
})();
