// A block copied from a spreadsheet fills the table it is pasted into; a total that came along is asked about, and the
// whole paste is undone as one step.
"use strict";
(() => {
  const form = document.getElementById("followup");
  const words = JSON.parse(document.getElementById("entry-words").textContent);
  const { whole } = window.entry;
  let last = null; // fields with their text before and after, and the item they stand in

  function numbersIn(row) {
    return [...row.querySelectorAll("input.input-number")];
  }

  function put(field, text) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function clean(cell) {
    return cell.replace(/\p{Cf}/gu, "").replace(/\p{Zs}/gu, " ").trim();
  }

  // Rows of the block go down the table's column, its columns to the right. What finds no field is counted.
  function placed(field, block) {
    const rows = [...field.closest("tbody").querySelectorAll("tr[data-row]")];
    const first = rows.indexOf(field.closest("tr"));
    const column = numbersIn(rows[first]).indexOf(field);
    const found = [];
    let left = 0;
    block.forEach((cells, down) => {
      const inputs = rows[first + down] ? numbersIn(rows[first + down]) : [];
      cells.forEach((cell, right) => {
        const target = inputs[column + right];
        if (target) found.push({ field: target, before: target.value, after: clean(cell), down, right });
        else if (cell.trim()) left += 1;
      });
    });
    return { found, left };
  }

  // The fields that would get the sum of the others, last or first: a total copied with its column. As the server asks.
  function totals(found) {
    const columns = Map.groupBy ? Map.groupBy(found, (each) => each.right) : grouped(found);
    return [...columns.values()].flatMap((column) => {
      const numbers = column.map((each) => (each.after ? whole(each.after) : 0n));
      if (column.length < 3 || numbers.includes(null)) return [];
      const isSum = (total, parts) => total > 0n && parts.reduce((a, b) => a + b) === total;
      if (isSum(numbers.at(-1), numbers.slice(0, -1))) return [column.at(-1)];
      const parts = numbers.slice(1);
      return parts.filter((part) => part > 0n).length > 1 && isSum(numbers[0], parts) ? [column[0]] : [];
    });
  }

  function grouped(found) {
    const columns = new Map();
    for (const each of found) columns.set(each.right, [...(columns.get(each.right) || []), each]);
    return columns;
  }

  function button(label, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "button button-quiet";
    element.textContent = label;
    element.addEventListener("click", act);
    return element;
  }

  // One line at the table, in place of what was said there before.
  function tell(item, sentences, buttons, bad) {
    item.querySelector(".pasted")?.remove();
    if (!sentences.length) return;
    const line = document.createElement("p");
    line.className = bad ? "pasted field-error" : "pasted meta";
    line.setAttribute("role", bad ? "alert" : "status");
    line.append(sentences.join(" "), ...buttons.flatMap((each) => [" ", each]));
    item.querySelector(".figures").after(line);
  }

  function undo() {
    for (const { field, before } of last.found) put(field, before);
    tell(last.item, [], []);
    last.found[0].field.focus();
    last = null;
  }

  function report(item, count, asked, left) {
    const sentences = [words.pasted.replace("{count}", count)];
    const buttons = [button(words.undo, undo)];
    if (asked.length) {
      sentences.push(words.pasted_total.replace("{total}", asked.map((each) => each.after).join(", ")));
      buttons.unshift(button(words.paste_total, () => {
        for (const { field, after } of asked) put(field, after);
        report(item, count + asked.length, [], left);
      }));
    }
    if (left) sentences.push(words.pasted_left.replace("{left}", left));
    tell(item, sentences, buttons, asked.length > 0 || left > 0);
  }

  form.addEventListener("paste", (event) => {
    const field = event.target;
    if (!field.matches("input.input-number")) return;
    const text = event.clipboardData.getData("text").replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n");
    const block = text.replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    event.preventDefault();
    if (block.length === 1 && block[0].length === 1) {
      field.setRangeText(clean(text), field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    const { found, left } = placed(field, block);
    const asked = totals(found);
    const filled = found.filter((each) => !asked.includes(each));
    for (const { field: target, after } of filled) put(target, after);
    last = { item: field.closest("[data-item]"), found };
    report(last.item, filled.length, asked, left);
  });

  // The key that undoes typing undoes the paste, while the field still holds what was pasted.
  form.addEventListener("keydown", (event) => {
    if (!last || event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    const pasted = last.found.find(({ field }) => field === event.target);
    if (!pasted || pasted.field.value !== pasted.after) return;
    event.preventDefault();
    undo();
  });
})();
