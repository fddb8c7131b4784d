"""The drawing library of the charts, as the installed `plotly` package carries it, made fit for a strict page.

plotly.js puts two style elements into the page, which a Content-Security-Policy without 'unsafe-inline' refuses
with an error each. Both look for an element by its id first, and leave the page alone where they find it:
the rules of the first are served as a stylesheet instead; those of the second are for maps, which we never draw.
What is needed is read out of the bundle itself, so that another version either works or says what is missing.
"""

import ast
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tracker.words import gettext as _

GLOBAL_STYLE_ID = "plotly.js-style-global"
"""The id under which plotly.js looks for its rules; the class `no-inline-styles` tells it to add none."""

_STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_PAIR = re.compile(rf"({_STRING}|\w+):({_STRING})")
_RULES = re.compile(
    rf"(?P<table>[\w$]+)=\{{(?P<pairs>(?:(?:{_STRING}|\w+):{_STRING},?)+)\}};"
    r"for\((?P<key>[\w$]+) in (?P=table)\)[\w$]+=(?P=key)\.replace\(/\^,/,\" ,\"\)"
)
_MAP_STYLE = re.compile(
    r'document\.getElementById\("(?P<id>[0-9a-f]{64})"\)\)'
    r'\{var (?P<el>\w+)=document\.createElement\("style"\);(?P=el)\.id="(?P=id)"'
)


class BundleError(RuntimeError):
    """The installed plotly package is not laid out as this module knows it."""


@dataclass(frozen=True)
class PlotlyParts:
    """What a page must hold so that plotly.js adds no style of its own."""

    css: str
    """The rules that plotly.js would insert, as a stylesheet."""
    map_style_id: str
    """Id of the style element for maps; any element with this id keeps it away."""


def plotly_script() -> Path:
    """Return the file of the minified bundle. Raises `BundleError` where the package holds none.

    The package itself is not imported: that would cost a server process 25 MiB for one file name.
    """
    spec = find_spec("plotly")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        file = Path(folder) / "package_data" / "plotly.min.js"
        if file.is_file():
            return file
    raise BundleError(_("Paketet plotly saknar plotly.min.js. Installera om programmet (make setup)."))


@cache
def plotly_parts() -> PlotlyParts:
    """Read the stylesheet and the map style's id out of the installed bundle. Raises `BundleError`."""
    return read_parts(plotly_script().read_text(encoding="utf-8"))


def read_parts(bundle: str) -> PlotlyParts:
    """Find both styles in the text of a bundle. Raises `BundleError` unless each is found exactly once."""
    rules, maps = list(_RULES.finditer(bundle)), list(_MAP_STYLE.finditer(bundle))
    inserted = bundle.count('createElement("style")')
    if len(rules) != 1 or len(maps) != 1 or inserted != 2:
        raise BundleError(
            _(
                "Den installerade versionen av plotly lägger in stilar på ett okänt sätt. "
                "Installera den version som anges i constraints.txt."
            )
        )
    return PlotlyParts(css=_stylesheet(rules[0]["pairs"]), map_style_id=maps[0]["id"])


def _stylesheet(pairs: str) -> str:
    """Write the table of rules as CSS, with the same replacements in the selectors as plotly.js makes."""
    lines = []
    for key, value in _PAIR.findall(pairs):
        selector = _text(key).replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        lines.append(f"{selector}{{{_text(value)}}}")
    # plotly.js inserts each rule before the earlier ones, so the order is turned round.
    return "\n".join(reversed(lines)) + "\n"


def _text(literal: str) -> str:
    # The bundle's string literals use only escapes that Python reads in the same way.
    return str(ast.literal_eval(literal)) if literal[0] in "\"'" else literal
