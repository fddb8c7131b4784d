// The fields of the items on this page: read and filled in by name.
"use strict";
(() => {
  const form = document.getElementById("followup");

  function itemElement(code) {
    return document.getElementById(`item:${code}`);
  }

  function fieldsOf(item) {
    return [...item.querySelectorAll("input, select, textarea")].filter((field) => field.name.includes("/"));
  }

  function token(item) {
    return item.querySelector("input[name^='seen:']");
  }

  function values(item) {
    const held = {};
    for (const field of fieldsOf(item)) if (field.type !== "radio" || field.checked) held[field.name] = field.value;
    return held;
  }

  function set(name, value) {
    const fields = [...form.elements].filter((field) => field.name === name);
    for (const field of fields) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.value !== value) field.value = value;
    }
  }

  window.entry.items = { itemElement, fieldsOf, token, values, set };
})();
