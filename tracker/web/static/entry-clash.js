// Two wrote the same item at once: shows both versions in the item and lets the person choose.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("entry-words").textContent);

  function filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
  }

  function cell(kind, text, scope) {
    const element = document.createElement(kind);
    element.append(window.entry.coded(text));
    if (scope) element.scope = scope;
    return element;
  }

  function row(cells) {
    const line = document.createElement("tr");
    line.append(...cells);
    return line;
  }

  // On a phone, where rows become blocks, each cell tells its column.
  function version(column, text) {
    const element = cell("td", text || words.blank);
    element.dataset.label = column;
    return element;
  }

  function versions(clash) {
    const table = document.createElement("table");
    table.className = "table-stacked";
    const columns = [words.field, words.mine, words.theirs];
    table.createTHead().append(row(columns.map((column) => cell("th", column, "col"))));
    const body = table.createTBody();
    for (const { label, mine_word: mine, theirs_word: theirs } of clash.fields) {
      body.append(row([cell("th", label, "row"), version(words.mine, mine), version(words.theirs, theirs)]));
    }
    return table;
  }

  function button(label, className, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = className;
    element.textContent = label;
    element.addEventListener("click", act);
    return element;
  }

  // choose(mine, both): the person's own version, the one that is saved, or a running text with both after each other.
  function show(item, clash, choose) {
    item.querySelector(".clash")?.remove();
    const panel = document.createElement("div");
    panel.className = "clash";
    panel.setAttribute("role", "group");
    const title = cell(item.closest("form").dataset.clashHeading || "h4", filled(clash.own ? words.clash_title_own : words.clash_title, clash));
    title.id = `clash:${clash.item}`;
    panel.setAttribute("aria-labelledby", title.id);
    const done = (mine, both = false) => () => {
      panel.remove();
      choose(mine, both);
    };
    const actions = document.createElement("p");
    actions.className = "actions";
    actions.append(
      button(words.keep_mine, "button", done(true)),
      button(words.keep_theirs, "button button-quiet", done(false)),
    );
    if (words.keep_both && item.querySelector("[data-writing]")) {
      actions.append(button(words.keep_both, "button button-quiet", done(false, true)));
    }
    panel.append(title, versions(clash), actions);
    item.querySelector("legend").after(panel);
  }

  window.entry.showClash = show;
  window.entry.filled = filled;
})();
