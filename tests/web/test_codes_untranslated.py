"""A browser that translates the page leaves codes alone: I3.1, E-bromma-1, 2024-T2-1 are the same in any language."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from tracker.resources import TEMPLATES
from tracker.web.filters import coded, codes_kept

# A tag's attributes may hold expressions with strokes of their own.
_PART = re.compile(r"(<(?:\{\{.*?\}\}|\{%.*?%\}|[^<>])*>)", re.DOTALL)
_CODE = re.compile(r"\{\{ (?:\w+\.)+code \}\}")
_NOT_SHOWN = re.compile(r"\{% block title %\}.*?\{% endblock %\}|\{#.*?#\}", re.DOTALL)


def test_every_code_that_a_page_shows_says_so() -> None:
    found = []
    for file in sorted(TEMPLATES.rglob("*.html")):
        tag = ""
        for part in _PART.split(_NOT_SHOWN.sub("", file.read_text(encoding="utf-8"))):
            if part.startswith("<"):
                tag = part
            elif _CODE.search(part) and 'translate="no"' not in tag:
                found.append(f"{file.relative_to(TEMPLATES)}: {tag}{part.strip()}")
    assert found == []


_NAMED = re.compile(r"\{\{[^}]*form\.name\([^}]*\}\}")


def test_every_name_with_its_code_says_so_too() -> None:
    pages = {file.name: _NAMED.findall(file.read_text(encoding="utf-8")) for file in TEMPLATES.rglob("*.html")}
    shown = [(name, each) for name, found in pages.items() for each in found]
    assert len(shown) > 10 and [pair for pair in shown if "| coded(" not in pair[1]] == []


@pytest.mark.parametrize(("name", "code", "told"), [
    ("Andel (I2.1)", "I2.1", 'Andel (<span translate="no">I2.1</span>)'),
    ("I2.1", "I2.1", '<span translate="no">I2.1</span>'),
    ("I2.1 & <b> (I2.1)", "I2.1", 'I2.1 &amp; &lt;b&gt; (<span translate="no">I2.1</span>)'),
    (Markup('<b lang="sv">Andel (I2.1)</b>'), "I2.1", '<b lang="sv">Andel (<span translate="no">I2.1</span>)</b>'),
    ("Andel", "I2.1", "Andel"),
])  # fmt: skip
def test_the_code_of_a_name_is_marked(name: str, code: str, told: str) -> None:
    assert coded(name, code) == told


@pytest.mark.parametrize(("sentence", "told"), [
    ("E-bromma-1 är tillagd.", '<span translate="no">E-bromma-1</span> är tillagd.'),
    ("Utgåva 2024-T2-1 är ute, 12 av 52.", 'Utgåva <span translate="no">2024-T2-1</span> är ute, 12 av 52.'),
    ("Andel (I3.1), se A1.10.", 'Andel (<span translate="no">I3.1</span>), se <span translate="no">A1.10</span>.'),
    ("”<b>&amp;” 12,5 den 2024-05-31", "”&lt;b&gt;&amp;amp;” 12,5 den 2024-05-31"),
    (Markup('<b lang="sv1">M1</b> &#39;a&#39;'), '<b lang="sv1"><span translate="no">M1</span></b> &#39;a&#39;'),
])  # fmt: skip
def test_the_codes_of_a_sentence_are_marked(sentence: str, told: str) -> None:
    assert codes_kept(sentence) == told
