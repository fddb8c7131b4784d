"""A browser that translates the page leaves codes alone: I3.1, E-bromma-1, 2024-T2-1 are the same in any language."""

from __future__ import annotations

import re

from tracker.resources import TEMPLATES

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
