// What is typed in a form is kept at the server while it is typed, for who typed it alone, and stands there again until
// the form has been taken. What has not reached the server stays in the browser's own storage (kept-here.js).
"use strict";
(() => {
  const AFTER_TYPING = 1200;
  const AFTER_FAILURE = 8000;
  const words = JSON.parse(document.getElementById("unsent-words").textContent);
  const KINDS = "textarea, input[type=text], input[type=url], input:not([type])";

  function follow(form) {
    const place = form.dataset.unsent || new URL(form.action).pathname;
    const inBrowser = window.keptHere("unsent", words.account, place);
    const fields = new Map([...form.elements].filter((field) => field.name && field.matches(KINDS)).map((field) => [field.name, field]));
    const line = document.createElement("p");
    line.className = "meta unsent-state";
    line.setAttribute("role", "status");
    // A form whose fields stand elsewhere on the page says it where they stand.
    if (form.querySelector("button, textarea")) form.append(line);
    else [...fields.values()].at(-1)?.after(line);
    const over = new Map([...fields].map(([name, field]) => [name, field.defaultValue]));
    const waiting = new Map(Object.entries(inBrowser.read())); // field → its text
    let timer = 0;
    let sending = null;
    let passing = false;

    function say(text, link) {
      line.replaceChildren(text, ...(link ? [" ", link] : []));
    }

    function write() {
      inBrowser.write(Object.fromEntries(waiting));
    }

    function link(address, text) {
      const made = document.createElement("a");
      made.href = address;
      made.textContent = text;
      return made;
    }

    function body(pairs) {
      const data = new URLSearchParams(); // not as a file is sent: those wait for each other at the server
      data.set("csrf_token", form.elements.csrf_token.value);
      data.set("place", place);
      for (const [name, text] of pairs) {
        data.set(`text:${name}`, text);
        data.set(`over:${name}`, over.get(name) ?? "");
      }
      return data;
    }

    async function send() {
      const sent = new Map(waiting);
      if (!sent.size) return true;
      try {
        const answer = await fetch("/ej-skickat", {
          method: "POST", headers: { Accept: "application/json" }, body: body(sent), redirect: "manual", keepalive: true,
        });
        if (!answer.ok) {
          refused(answer.status, await answer.json().catch(() => ({})));
          return false;
        }
      } catch {
        say(words.offline);
        plan(AFTER_FAILURE);
        return false;
      }
      for (const [name, text] of sent) if (waiting.get(name) === text) waiting.delete(name);
      write();
      if (!waiting.size) say(words.kept);
      return !waiting.size || send();
    }

    function refused(status, told) {
      if (status === 401) {
        const again = link(`/logga-in?next=${encodeURIComponent(location.pathname + location.search)}`, words.sign_in);
        say(words.signed_out, again);
      } else if (status === 400) say(words.old_page, link(location.href, words.reload));
      else {
        say(status >= 500 ? words.offline : told.advice || words.offline);
        if (status >= 500) plan(AFTER_FAILURE);
      }
    }

    function plan(delay) {
      clearTimeout(timer);
      timer = setTimeout(flush, delay);
    }

    function flush() {
      sending = sending || send().finally(() => {
        sending = null;
      });
      return sending;
    }

    // Into the fields as they were left; where somebody saved another text meanwhile, beside it.
    function putBack(name, text, before) {
      const field = fields.get(name);
      if (!field || field.value === text) return false;
      if (field.value === field.defaultValue && (before === undefined || field.defaultValue === before)) {
        field.value = text;
        field.closest("details")?.setAttribute("open", "");
      } else {
        const note = document.createElement("p");
        note.className = "field-warning own-words";
        note.textContent = `${words.yours} ${text}`;
        field.after(note);
      }
      return true;
    }

    async function restore() {
      for (const texts of await inBrowser.left()) {
        for (const [name, text] of Object.entries(texts)) if (!waiting.has(name)) waiting.set(name, text);
      }
      write();
      const mine = new Map(waiting);
      let found = [...mine].filter(([name, text]) => putBack(name, text)).length > 0;
      try {
        const answer = await fetch(`/ej-skickat?place=${encodeURIComponent(place)}`, { headers: { Accept: "application/json" }, redirect: "manual" });
        const kept = answer.ok ? await answer.json() : {};
        for (const [name, { text, over: before }] of Object.entries(kept)) {
          if (!mine.has(name) && putBack(name, text, before)) found = true;
        }
      } catch {
        say(words.offline);
      }
      if (found) say(words.restored);
      if (waiting.size) plan(0);
    }

    document.addEventListener("input", (event) => {
      if (event.target.form !== form || !fields.has(event.target.name)) return;
      waiting.set(event.target.name, event.target.value);
      write();
      plan(AFTER_TYPING);
    });
    window.addEventListener("pagehide", () => waiting.size && flush());
    for (const [target, name] of [[window, "focus"], [window, "online"]]) target.addEventListener(name, () => waiting.size && plan(0));
    // Sent only when the server has what was typed: then nothing is lost, whatever becomes of the sending.
    form.addEventListener("submit", (event) => {
      if (passing || !waiting.size) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      clearTimeout(timer);
      const { submitter } = event;
      Promise.resolve(flush()).then((done) => {
        if (!done) return;
        passing = true;
        form.requestSubmit(submitter);
        passing = false;
      });
    });
    restore();
  }

  for (const form of document.querySelectorAll("form[data-unsent]")) follow(form);
})();
