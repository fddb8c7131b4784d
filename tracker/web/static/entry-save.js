// Saves the draft while it is written. What has not reached the server stays on the page and in the browser's own
// storage, so that a lost connection, an expired sign-in or a closed tab loses nothing; it is removed once sent.
// What the server refuses to save it keeps as text, with the follow-up.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const state = document.getElementById("save-state");
  const words = JSON.parse(document.getElementById("entry-words").textContent);
  const { updateFigures, showFindings, showClash, filled, kept: inTab, places, addressOf, say, linkTo, progress } = window.entry;
  const { itemElement, fieldsOf, token, values, set } = window.entry.items;
  const { account, place } = inTab;
  const AFTER_TYPING = 1200;
  const AFTER_FAILURE = 8000;
  const edits = new Map(); // item → number of the latest edit that the server does not have
  const elsewhere = new Map(); // item of another goal's page → what was typed there and never sent
  const clashed = new Map(); // item → whether it was the person, in another tab
  let heldBack = places.blocked;
  let counter = 0;
  let timer = 0;
  let sending = null; // what is on its way
  let leaving = false; // on to where versions are chosen between

  // --- what is not saved yet, kept in the browser ---
  function held(code) {
    const item = itemElement(code);
    return item ? { seen: token(item).value, fields: values(item) } : elsewhere.get(code);
  }

  function keep() {
    inTab.write(Object.fromEntries([...edits.keys()].map((code) => [code, held(code)])));
  }

  function restore(items) {
    for (const [code, unsent] of Object.entries(items)) {
      if (edits.has(code)) continue;
      const item = itemElement(code);
      if (item) {
        for (const [name, value] of Object.entries(unsent.fields)) set(name, value);
        token(item).value = unsent.seen;
        updateFigures(item);
      } else elsewhere.set(code, unsent);
      edits.set(code, ++counter);
    }
    if (edits.size) {
      keep();
      say(words.restored);
      plan(0);
    }
  }

  async function restoreLeft() {
    for (const items of await inTab.left()) restore(items);
  }

  // --- sending ---
  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(() => send(), delay);
  }

  function body(codes) {
    const data = new URLSearchParams(); // not as a file is sent: those wait for each other at the server
    data.set("csrf_token", form.elements.csrf_token.value);
    for (const kept of form.querySelectorAll("input[name^='kept:']")) data.set(kept.name, kept.value);
    for (const code of codes) {
      const { seen, fields } = held(code);
      data.set(`seen:${code}`, seen);
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
    }
    return data;
  }

  // `last`: the page goes away, and what it sends must not go with it.
  function send(last = false) {
    const codes = [...edits.keys()].filter((code) => !clashed.has(code));
    if (!sending && codes.length) {
      sending = sendItems(codes, last).finally(() => {
        sending = null;
      });
    }
    return sending;
  }

  async function sendItems(codes, last) {
    const sent = new Map(codes.map((code) => [code, edits.get(code)]));
    say(words.saving);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: body(codes),
        redirect: "manual",
        keepalive: last,
      });
      if (answer.ok) apply(await answer.json(), sent);
      else await refused(answer);
    } catch {
      say(words.offline, true);
      plan(AFTER_FAILURE);
    }
    const later = [...edits].some(([code, edit]) => !clashed.has(code) && edit !== sent.get(code));
    if (later) plan(AFTER_TYPING);
  }

  async function refused(answer) {
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 401) {
      const link = linkTo(`/logga-in?next=${encodeURIComponent(place)}`, words.sign_in);
      link.target = "_blank";
      say(words.signed_out, true, link);
    } else if (answer.status === 400) {
      await renew(told);
    } else if (answer.status >= 500) {
      say(words.offline, true);
      plan(AFTER_FAILURE);
    } else {
      say(told.advice || told.error || words.offline, true);
    }
  }

  // The page's form token no longer holds, as after signing in anew: take the new one, if it is the same person.
  async function renew(told) {
    const page = await fetch(place, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("followup");
    if (!fresh || fresh.dataset.account !== account) {
      say(fresh ? words.other_account : told.advice || words.signed_out, true);
      return;
    }
    const given = fresh.querySelector("input[name=csrf_token]").value;
    if (given === form.elements.csrf_token.value) {
      say(told.advice || words.offline, true);
      return;
    }
    form.elements.csrf_token.value = given;
    plan(0);
  }

  // --- the answer ---
  function apply(answer, sent) {
    for (const code of answer.saved) {
      if (edits.get(code) !== sent.get(code)) {
        // Typed on meanwhile: what is held now is the version that the newer text was made from.
        if (code in answer.tokens) token(itemElement(code)).value = answer.tokens[code];
        continue;
      }
      edits.delete(code);
      takeOver(code, answer);
    }
    // What a colleague has written under another goal and could not save is told where it stands.
    heldBack = answer.refused.filter((code) => itemElement(code) || !places.others.includes(code));
    for (const code of heldBack) if (edits.get(code) === sent.get(code)) edits.delete(code);
    for (const clash of answer.clashes) clashOf(clash);
    keep();
    if (answer.findings) showFindings(answer.findings);
    else window.entry.check?.();
    progress(answer);
    report();
  }

  // The fields show what is held: numbers as they are written, and what others changed.
  function takeOver(code, answer) {
    const item = itemElement(code);
    elsewhere.delete(code);
    if (!item) return;
    for (const field of fieldsOf(item)) {
      if (field !== document.activeElement && field.name in answer.values) set(field.name, answer.values[field.name]);
    }
    token(item).value = answer.tokens[code] ?? 0;
    if ("figures" in item.dataset) updateFigures(item);
  }

  function clashOf(clash) {
    clashed.set(clash.item, clash.own);
    if (!itemElement(clash.item)) return; // chosen between where the item stands
    showClash(itemElement(clash.item), clash, (mine, both) => {
      const item = itemElement(clash.item);
      clashed.delete(clash.item);
      token(item).value = clash.token;
      const after = (field) => (both ? `\n\n${field.mine}` : "");
      if (!mine) for (const field of clash.fields) set(field.name, field.theirs + after(field));
      if ("figures" in item.dataset) updateFigures(item);
      edits.set(clash.item, ++counter);
      keep();
      plan(0);
      fieldsOf(item)[0].focus();
    });
  }

  function report() {
    if (clashed.size) {
      const own = [...clashed.values()].every((mine) => mine);
      const links = [...clashed.keys()].map((code) => linkTo(addressOf(`item:${code}`), code));
      say(own ? words.clashed_own : words.clashed, true, ...links);
    }
    else if (heldBack.length) say(filled(words.blocked, { items: heldBack.join(", ") }), true);
    else if (edits.size) say(words.unsaved);
    else {
      const time = new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }); // 13:05 in either language
      say(filled(words.saved, { time }));
    }
  }

  // --- what the person does ---
  const noted = new WeakMap(); // what each field held when it was last counted as changed
  function edited(event, delay) {
    const item = event.target.closest("[data-item]");
    if (!item || !event.target.name.includes("/")) return;
    // A field that is left says once more that it has changed, though what was typed is saved.
    if (event.type === "change" && event.target.type !== "radio" && noted.get(event.target) === event.target.value) return;
    noted.set(event.target, event.target.value);
    edits.set(item.dataset.item, ++counter);
    keep();
    plan(delay);
  }
  form.addEventListener("input", (event) => edited(event, AFTER_TYPING));
  form.addEventListener("change", (event) => edited(event, 100));
  document.getElementById("save")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const code of edits.keys()) if (!clashed.has(code)) edits.set(code, ++counter);
    if (edits.size) plan(0);
    else report();
  });
  // Back from signing in, or from where there was no connection.
  for (const [target, name] of [[window, "focus"], [window, "online"], [document, "visibilitychange"]]) {
    target.addEventListener(name, () => edits.size && plan(0));
  }
  // Going on waits for what is not sent yet, and does not go on without it, except to where an item stands whose
  // versions have to be chosen between.
  async function leave(address) {
    clearTimeout(timer);
    await sending;
    await send();
    const path = (to) => new URL(to, location.href).pathname;
    const there = [...edits.keys()].every((code) => clashed.has(code) && path(addressOf(`item:${code}`)) === path(address));
    if (!there) {
      state.scrollIntoView({ block: "nearest" });
      return;
    }
    leaving = true;
    location.assign(address);
  }
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.getAttribute("href").startsWith("#") || !edits.size) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    leave(link.href);
  });
  form.addEventListener("submit", (event) => {
    const next = event.submitter?.name === "next" && form.querySelector(`[data-goal-link="${CSS.escape(event.submitter.value)}"]`);
    if (!next) return;
    event.preventDefault();
    leave(form.dataset.next || next.href);
  });
  window.addEventListener("pagehide", () => send(true));
  window.addEventListener("beforeunload", (event) => {
    send(true);
    if (edits.size && !leaving) event.preventDefault();
  });
  window.entry.leave = leave;
  restore(inTab.read());
  restoreLeft();
})();
