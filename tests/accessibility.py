"""Whether everybody can use a page as it stands in the browser: what axe-core finds, reflow, keyboard, links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Desktop, where Tab is tried; what is between it and a phone; the narrowest phone, which is the desktop at 400 % zoom
# (WCAG 1.4.10): nothing but tables and charts may need sideways scrolling. Each is one of the layouts of the styles.
DESKTOP, BETWEEN, PHONE = (1280, 900), (700, 600), (320, 640)
# So many presses of Tab show the skip link, the menu and what comes first on the page.
PRESSES = 15

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "rules": {"color-contrast": {"enabled": False}},
}
# What axe measures, and what it asks of the page as a whole. All else it reads in what is shown: on the phone again in
# what is shown otherwise than at the desktop.
_WHOLE = ["heading-order", "page-has-heading-one", "landmark-one-main", "bypass"]
_MEASURED = {
    **_OPTIONS,
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", *_WHOLE]},
}
_AXE = Axe()
# How each element is shown, charts aside: each is drawn for two widths, and nothing in them is measured.
_SHOWN = """() => {
  window.shownBefore = new Map([...document.querySelectorAll("body *:not(.chart *)")].map(
    e => [e, getComputedStyle(e).display + e.checkVisibility({visibilityProperty: true})]));
}"""
# Of what is looked at, what is shown otherwise since: the outermost.
_OTHERWISE = """part => {
  const now = e => getComputedStyle(e).display + e.checkVisibility({visibilityProperty: true});
  const all = [...document.querySelectorAll("body *:not(.chart *)")];
  const others = new Set(all.filter(e => e.checkVisibility() && now(e) !== window.shownBefore.get(e)));
  const outermost = [...others].filter(e => {
    for (let at = e.parentElement; at; at = at.parentElement) if (others.has(at)) return false;
    return true;
  });
  return outermost.flatMap(e => !part || e.closest(part) ? [e] : [...e.querySelectorAll(part)]);
}"""
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"

# Links and labels that lead nowhere, and forms that would speak the browser's language instead of ours.
_LOOSE_ENDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `id twice: ${id}`);
  const inside = [...document.querySelectorAll("a[href^='#']")].map(a => decodeURIComponent(a.hash.slice(1)));
  const lost = inside.filter(id => !ids.includes(id)).map(id => `link to nothing: #${id}`);
  const said = ["aria-describedby", "aria-labelledby", "aria-controls", "headers", "for"];
  const named = said.flatMap(name => [...document.querySelectorAll(`[${name}]`)].flatMap(
    e => e.getAttribute(name).split(/\\s+/).filter(id => id && !ids.includes(id)).map(id => `${name} nothing: ${id}`)));
  const native = [...document.querySelectorAll("form:not([novalidate]) [required]")].map(e => `required: ${e.name}`);
  return [...twice, ...lost, ...named, ...native];
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


# Of what is written in the same colours and size on the same grounds, axe compares three with their ground: it asks
# for each what lies behind it, which would take longer than all its other rules together.
_WRITTEN = """part => {
  const times = {};
  return [...document.querySelectorAll(part ? `:is(${part}), :is(${part}) *` : "body *")].filter(e => {
    const text = [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!text && !e.matches("input, select, textarea") || !e.checkVisibility({visibilityProperty: true})) return false;
    const own = getComputedStyle(e), look = [own.color, own.fill, own.fontSize, own.fontWeight, own.textShadow];
    for (let at = e; at; at = at.parentElement) {
      const style = getComputedStyle(at), ground = [style.backgroundColor, style.backgroundImage, style.opacity].join();
      if (ground !== "rgba(0, 0, 0, 0),none,1") look.push(ground, style.position);
    }
    times[look] = (times[look] || 0) + 1;
    return times[look] <= 3;
  });
}"""


# On a gradient axe says nothing of colours: the shadows at the edges of tables are put away.
_NO_SHADOWS = """() => document.querySelectorAll("body *").forEach(e => {
  if (getComputedStyle(e).backgroundImage.includes("gradient")) e.style.backgroundImage = "none";
})"""


_NOTHING_STAYS = """() => document.querySelectorAll("body *").forEach(e => {
  if (getComputedStyle(e).position === "sticky") e.style.position = "static";
})"""


def violations(page: Page, part: str | None = None, options: Mapping[str, Any] = _OPTIONS) -> list[str]:
    """One line per violation: the rule and the elements concerned. ``part``: a selector of what is looked at."""
    return _said(page, "axe.run(part || document, options)", part, options)


def otherwise(page: Page, part: str | None = None) -> list[str]:
    """The same for what is shown otherwise than before the window became another."""
    asked = f"(({_OTHERWISE})(part))"
    run = f"(others => others.length ? axe.run({{include: others}}, options) : {{violations: []}}){asked}"
    return _said(page, run, part, _OPTIONS)


def pale(page: Page, part: str | None = None) -> list[str]:
    """The same for what is written in a colour too near its ground's."""
    page.evaluate(_NO_SHADOWS)
    run = f"axe.run({{include: ({_WRITTEN})(part)}}, options)"
    return _said(page, run, part, {**_OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast"]}})


def _said(page: Page, run: str, part: str | None, options: Mapping[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE.axe_script)
    found = page.evaluate(f"([part, options]) => {run}", [part, dict(options)])["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]


def check(page: Page) -> None:
    """Nothing hinders anybody on this page."""
    assert faults(page) == [], page.url


def faults(page: Page, part: str | None = None) -> list[str]:
    """What hinders somebody, with everything folded out, at every width.

    ``part``: a selector of what axe looks at and the focus is followed through; None for the whole page.
    """
    _resize(page, DESKTOP)
    page.evaluate(_UNFOLD)
    page.evaluate(_SHOWN)
    found = [*violations(page, part), *pale(page, part), *page.evaluate(_LOOSE_ENDS)]
    found += [*by_keyboard(page, part), *_sideways(page)]
    _resize(page, BETWEEN)
    found += _sideways(page)
    _resize(page, PHONE)
    # A bar that stays covers whatever lies under it just now; it can be scrolled free, as the walk shows.
    page.evaluate(_NOTHING_STAYS)
    on_phone = [*violations(page, part, _MEASURED), *otherwise(page, part)]
    found += [*_sideways(page), *[f"phone: {fault}" for fault in on_phone]]
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return found


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


def _sideways(page: Page) -> list[str]:
    """What is said when the page stays wider than its window; for a moment after a resize it may be."""
    for _attempt in range(20):
        if page.evaluate(_SIDEWAYS) <= 0:
            return []
        page.wait_for_timeout(50)
    return [f"{page.viewport_size}: sticks out sideways"]


def _resize(page: Page, size: tuple[int, int]) -> None:
    width, height = size
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})
