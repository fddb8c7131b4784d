// What a page holds and the server has not got, kept in the browser for one person and one form: in the tab's own
// storage, which follows from page to page, and in a copy that outlives the tab. A tab that was closed or killed leaves
// it to the next page that opens the form. Signing out removes both; so does another person's signing in. The copy is
// sealed with a key that the server gives to nobody but the person: who only has the computer cannot read it.
"use strict";
window.sealedHere = (() => {
  const { account: own, key } = document.currentScript.dataset;
  // What another person left here is nobody's on this computer any more, whichever page comes first.
  for (const storage of [sessionStorage, localStorage]) {
    for (const name of Object.keys(storage)) {
      const kept = /^(?:entry|unsent):([^:]*):/.exec(name);
      if (kept && kept[1] !== own) storage.removeItem(name);
    }
  }
  const NONCE = 12; // bytes
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const textOf = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  let imported = null;
  const cipher = () => (imported ??= crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["encrypt", "decrypt"]));

  async function seal(text) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await cipher(), new TextEncoder().encode(text));
    return textOf(new Uint8Array([...nonce, ...new Uint8Array(sealed)]));
  }

  // Null for what was sealed with another key, as before the server's own was changed.
  async function open(text) {
    if (text.startsWith("{")) return text; // its page was gone before it could be sealed
    try {
      const bytes = bytesOf(text);
      const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, NONCE) }, await cipher(), bytes.slice(NONCE));
      return new TextDecoder().decode(opened);
    } catch {
      return null;
    }
  }
  return { seal, open };
})();
window.keptHere = (kind, account, place) => {
  const key = `${kind}:${account}:${place}`;
  const copy = `${key}#${Math.random().toString(36).slice(2)}`;
  const copyOf = `${key}@`; // in the tab's storage: the name of its copy
  // A copy whose lock nobody holds is of a page that is gone. Without locks (no HTTPS) there are no copies.
  const copies = Boolean(navigator.locks);
  let living = false;
  let sealing = Promise.resolve();

  function read() {
    return JSON.parse(sessionStorage.getItem(key) || "{}");
  }

  function write(items) {
    const held = Object.keys(items).length ? JSON.stringify(items) : null;
    put(sessionStorage, key, held);
    if (!copies) return;
    put(sessionStorage, copyOf, held && copy);
    // At once as it is, since a page can be gone before anything is sealed; sealed a moment later.
    put(localStorage, copy, held);
    if (held) sealing = sealing.then(() => sealed(held));
    if (held && !living) {
      living = true;
      navigator.locks.request(copy, () => new Promise(() => {})); // as long as the page lives
    }
  }

  async function sealed(held) {
    if (localStorage.getItem(copy) !== held) return; // there is newer text, or none
    const text = await window.sealedHere.seal(held);
    if (localStorage.getItem(copy) === held) put(localStorage, copy, text);
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
    const gone = names.filter((name) => !living.has(name));
    const texts = await Promise.all(gone.map((name) => window.sealedHere.open(localStorage.getItem(name) ?? "")));
    // Those that another page has not taken meanwhile.
    const mine = texts.filter((text, place) => localStorage.getItem(gone[place]) !== null && text);
    for (const name of gone) localStorage.removeItem(name);
    return mine.map((text) => JSON.parse(text));
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
