// What a page holds and the server has not got, kept in the browser for one person and one form: in the tab's own
// storage, which follows from page to page, and in a copy that outlives the tab. A tab that was closed or killed leaves
// it to the next page that opens the form. Signing out removes both; so does another person's signing in.
"use strict";
{
  // What another person left here is nobody's on this computer any more, whichever page comes first.
  const own = document.currentScript.dataset.account;
  for (const storage of [sessionStorage, localStorage]) {
    for (const name of Object.keys(storage)) {
      const kept = /^(?:entry|unsent):([^:]*):/.exec(name);
      if (kept && kept[1] !== own) storage.removeItem(name);
    }
  }
}
window.keptHere = (kind, account, place) => {
  const key = `${kind}:${account}:${place}`;
  const copy = `${key}#${Math.random().toString(36).slice(2)}`;
  const copyOf = `${key}@`; // in the tab's storage: the name of its copy
  // A copy whose lock nobody holds is of a page that is gone. Without locks (no HTTPS) there are no copies.
  const copies = Boolean(navigator.locks);
  let living = false;

  function read() {
    return JSON.parse(sessionStorage.getItem(key) || "{}");
  }

  function write(items) {
    const held = Object.keys(items).length ? JSON.stringify(items) : null;
    put(sessionStorage, key, held);
    if (!copies) return;
    put(sessionStorage, copyOf, held && copy);
    put(localStorage, copy, held);
    if (held && !living) {
      living = true;
      navigator.locks.request(copy, () => new Promise(() => {})); // as long as the page lives
    }
  }

  function put(storage, name, text) {
    if (text === null) storage.removeItem(name);
    else storage.setItem(name, text);
  }

  // What pages that are gone have left, each once.
  async function left() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(`${key}#`) && name !== copy);
    if (!copies || !names.length) return [];
    const living = new Set((await navigator.locks.query()).held.map((lock) => lock.name));
    const gone = names.filter((name) => !living.has(name)).map((name) => [name, localStorage.getItem(name)]);
    for (const [name] of gone) localStorage.removeItem(name);
    return gone.filter(([, text]) => text).map(([, text]) => JSON.parse(text));
  }

  // The copy of the page before in this tab is this page's now.
  const before = sessionStorage.getItem(copyOf);
  if (before) {
    localStorage.removeItem(before);
    write(read());
  }
  return { read, write, left };
};

document.querySelector("form[data-forgets]")?.addEventListener("submit", () => {
  for (const storage of [sessionStorage, localStorage]) {
    for (const name of Object.keys(storage)) if (/^(entry|unsent):/.test(name)) storage.removeItem(name);
  }
});
