// Where each item of the follow-up is filled in: on this page or on another goal's.
"use strict";
(() => {
  const given = document.getElementById("entry-places");
  const places = given ? JSON.parse(given.textContent) : { goals: {}, items: {}, faults: [], blocked: [], begins: [], others: [] };

  function itemOf(anchor) {
    return anchor.replace(/^item:/, "").split("/")[0];
  }

  // The address of a field or of "item:CODE"; a fragment where it stands on this page.
  function addressOf(anchor) {
    const page = places.goals[places.items[itemOf(anchor)]];
    return document.getElementById(anchor) || !page ? `#${anchor}` : `${page}#${anchor}`;
  }

  // The first field of each item that is empty, but for those that a colleague has been given under another goal than
  // this page's. `begins`: item and field, in the form's order; no field where the item is filled in.
  function ownEmpty() {
    const fields = places.begins.map(([_item, field]) => field).filter(Boolean);
    return fields.filter((field) => document.getElementById(field) || !places.others.includes(itemOf(field)));
  }

  // An address kept since all goals stood on one page, as in a mail: on to the goal's own.
  const asked = decodeURIComponent(location.hash.slice(1));
  if (asked && !document.getElementById(asked) && places.items[itemOf(asked)]) location.replace(addressOf(asked));

  Object.assign(window.entry, { places, itemOf, addressOf, ownEmpty });
})();
