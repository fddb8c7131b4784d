// Passkeys: a form that holds one asks the site for a question, the browser for its answer, and is then sent like any other.
// It stays hidden without this script; in a browser that knows no passkeys it says so.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("passkey-words").textContent);
  const ASKS = {
    create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  };
  const isKnown = Boolean(navigator.credentials && window.PublicKeyCredential?.parseCreationOptionsFromJSON);

  // Browsers do not tell giving up from waiting in vain; the time that has passed does.
  function why(fault, waited, longest) {
    if (fault.name === "InvalidStateError") return words.has_it;
    if (fault.name !== "NotAllowedError" && fault.name !== "AbortError") return words.unusable;
    return waited >= longest ? words.late : words.given_up;
  }

  async function question(form) {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.dataset.question, { method: "POST", headers, body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    const told = await answer.json();
    return answer.ok ? { options: told.publicKey } : { refused: told.advice, field: told.field };
  }

  function follow(form) {
    const line = form.querySelector("[data-passkey-says]");
    let [busy, passing] = [false, false];

    function say(text, name) {
      line.textContent = text;
      line.hidden = !text;
      for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
      const field = name && form.elements[name];
      if (!field) return;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", line.id);
      field.focus();
    }

    async function asked() {
      let found;
      try {
        found = await question(form);
      } catch {
        return say(words.offline);
      }
      if (found.refused) return say(found.refused, found.field);
      const begun = performance.now();
      try {
        form.elements.answer.value = JSON.stringify(await ASKS[form.dataset.passkey](found.options));
      } catch (fault) {
        return say(why(fault, performance.now() - begun, found.options.timeout));
      }
      passing = true;
      form.requestSubmit();
      passing = false;
    }

    form.addEventListener("submit", (event) => {
      if (passing) return;
      event.preventDefault();
      if (busy) return;
      busy = true;
      say("");
      asked().finally(() => {
        busy = false;
      });
    });
    form.hidden = false;
    // Where the page was painted before this script came, what was hidden has got no focus.
    if (document.activeElement === document.body) form.querySelector("[autofocus]")?.focus();
    if (isKnown) return;
    for (const field of form.querySelectorAll("button, .form-row")) field.hidden = true;
    say(words.unknown);
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) follow(form);
})();
