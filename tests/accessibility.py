"""Whether everybody can use a page as it stands in the browser: what axe-core finds, reflow, keyboard, links."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Desktop, where Tab is tried, and a phone.
WIDTHS = ((1280, 900), (390, 844))
# The same page at 200 and 400 % zoom (WCAG 1.4.4, 1.4.10): nothing but tables and charts may need sideways scrolling.
ZOOMED = (640, 320)
# So many presses of Tab show the skip link, the menu and what comes first on the page.
PRESSES = 15

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# The colours are the same at every width, and looking at them takes half of axe's time.
_NARROW = {**_OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
_AXE = Axe()
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Charts are drawn, for the width that they have.
_SETTLED = """[...document.querySelectorAll(".chart")].every(
  place => place.dataset.drawn && Number(place.dataset.width) === place.clientWidth)"""
_UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"

# Links and labels that lead nowhere, and forms that would speak the browser's language instead of ours.
_LOOSE_ENDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `id twice: ${id}`);
  const inside = [...document.querySelectorAll("a[href^='#']")].map(a => decodeURIComponent(a.hash.slice(1)));
  const lost = inside.filter(id => !ids.includes(id)).map(id => `link to nothing: #${id}`);
  const native = [...document.querySelectorAll("form:not([novalidate]) [required]")].map(e => `required: ${e.name}`);
  return [...twice, ...lost, ...native];
}"""

_STOPS = """
  const hidden = e => !e.checkVisibility({visibilityProperty: true}) || e.disabled || e.tabIndex < 0;
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(e => e.type !== "hidden");
"""

# Runs after a press of Tab, so that what gets the focus is shown as it is for who uses the keyboard.
_FOCUS = f"""part => {{{_STOPS}""" + """
  const name = e => `${e.tagName.toLowerCase()}#${e.id || e.name || e.textContent.trim().slice(0, 30)}`;
  const outlined = e => e && getComputedStyle(e).outlineStyle !== "none";
  const faults = [];
  for (const stop of stops) {
    if (part && !stop.closest(part)) continue;
    if (stop.tabIndex > 0) faults.push(`tabindex above 0: ${name(stop)}`);
    if (hidden(stop)) continue;
    stop.focus();
    if (document.activeElement !== stop) continue;
    if (!outlined(stop) && !outlined(stop.nextElementSibling)) faults.push(`focus unseen: ${name(stop)}`);
    const box = stop.getClientRects()[0];
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const points = [0.1, 0.5, 0.9].map(part => [left + (right - left) * part, top + (bottom - top) * part]);
    const seen = points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there && (stop.contains(there) || there.contains(stop));
    });
    if (!seen) faults.push(`focus covered: ${name(stop)}`);
  }
  return faults;
}"""

_LISTEN = """() => {
  window.stops = [];
  document.addEventListener("focusin", event => window.stops.push(event.target));
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.stops.length = 0;
}"""
_WALKED = f"""() => {{{_STOPS}""" + """
  // A group of radio buttons is one stop.
  const there = new Set(stops.filter(e => !hidden(e)).map(e => e.type === "radio" ? e.name : e));
  const forward = (from, to) => from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING;
  const walked = window.stops;
  return {
    first: walked[0]?.className,
    reached: new Set(walked).size,
    there: there.size,
    // From the end of the page Tab begins anew.
    back: walked.slice(1)
      .filter((stop, at) => stop !== walked[0] && !forward(walked[at], stop))
      .map(stop => stop.outerHTML.slice(0, 80)),
  };
}"""


def violations(page: Page, part: str | None = None, options: Mapping[str, Any] = _OPTIONS) -> list[str]:
    """One line per violation: the rule and the elements concerned. ``part``: a selector of what is looked at."""
    found = _AXE.run(page, context=part, options=dict(options)).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]


def check(page: Page) -> None:
    """Nothing hinders anybody on this page."""
    assert faults(page) == [], page.url


def faults(page: Page, part: str | None = None) -> list[str]:
    """What hinders somebody, with everything folded out, at every width.

    ``part``: a selector of what axe looks at and the focus is followed through; None for the whole page.
    """
    page.evaluate(_UNFOLD)
    _resize(page, *WIDTHS[0])
    found = [*_at(page, WIDTHS[0], part), *page.evaluate(_LOOSE_ENDS), *by_keyboard(page, part)]
    for size in WIDTHS[1:]:
        _resize(page, *size)
        found += _at(page, size, part)
    for width in ZOOMED:
        _resize(page, width, 450)
        found += [f"{width}: sticks out sideways"] if _sticks_out(page) else []
    _resize(page, *WIDTHS[0])
    return found


def settle(page: Page) -> None:
    """Wait until charts are drawn for the width they have. (A policy without eval stops Playwright's own waiting.)

    A busy machine may need a minute for the chart library alone.
    """
    until = monotonic() + 120
    while monotonic() < until:
        if page.evaluate(_SETTLED):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the charts are never drawn")


def by_keyboard(page: Page, part: str | None = None) -> list[str]:
    """What hinders who uses Tab: the skip link is not first, the order turns back, or the focus is not to be seen."""
    page.evaluate(_LISTEN)
    for _press in range(PRESSES):
        page.keyboard.press("Tab")
    walked = page.evaluate(_WALKED)
    found = [f"Tab leads back to {stop}" for stop in walked["back"]]
    if walked["first"] != "skip":
        found.append(f"first comes {walked['first']}")
    # Where the page ends, a press or two go by outside of it.
    if walked["reached"] < min(walked["there"], PRESSES - 2):
        found.append(f"Tab reaches {walked['reached']} of {walked['there']} stops")
    return found + page.evaluate(_FOCUS, part)


def _at(page: Page, size: tuple[int, int], part: str | None) -> list[str]:
    sideways = _sticks_out(page)
    found = violations(page, part, _OPTIONS if size == WIDTHS[0] else _NARROW)
    found += ["sticks out sideways"] if sideways else []
    return [f"{size[0]}: {fault}" for fault in found]


def _sticks_out(page: Page) -> bool:
    """Whether the page stays wider than its window; for a moment after a resize it may be."""
    for _attempt in range(20):
        if page.evaluate(_SIDEWAYS) <= 0:
            return False
        page.wait_for_timeout(50)
    return True


def _resize(page: Page, width: int, height: int) -> None:
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
    settle(page)
