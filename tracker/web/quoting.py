"""Sentences of ours that quote the definitions: their words are marked with their language on a page in another.

A sentence such as *”genomförd”: 116 of 468* is put together below the site, where it is also for workbook and document
and knows no marks. A page finds the definitions' words in it again, letter by letter; the longest that fits is taken.
What is the definitions' own altogether is marked by ``cited``, which needs no search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from flask import Flask, g, request
from markupsafe import Markup, escape

from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.store.catalogue import read_program
from tracker.web.database import read_session
from tracker.web.i18n import citys_language
from tracker.words import language

# Fields of definitions that hold words to be read. Names of bodies and of people need no mark.
_WORDED = frozenset((
    "title", "short_title", "text", "note", "method", "caution", "name", "whole", "word", "forecast", "clause",
    "forecast_clause", "n", "d", "one", "many", "definite", "genitive",
))  # fmt: skip
_SHORTEST = 3
_LETTER = re.compile(r"[^\W\d_]")
# What is marked already stays as it is, and so do tags.
_KEPT = re.compile(r"(<span lang=[^>]*>[^<]*</span>|<[^>]*>)")


def init_app(app: Flask) -> None:
    app.jinja_env.filters["quoting"] = quoting


def quoting(text: str | None, program: str | None = None) -> str:
    """The text, with words of the page's program and of the city marked where the page is in another language.

    ``program``: its code, on a page that is of several.
    """
    if not text or citys_language() == language() or not _LETTER.search(text):
        return text or ""
    code = program or (request.view_args or {}).get("program")
    known: dict[str | None, _Quoted] = g.setdefault("quoted", {})
    if code not in known:
        known[code] = _Quoted(None if code is None else _of_program(code), citys_language())
    return known[code].marked(text)


class _Quoted:
    """What one request quotes: the same text stands in many cells of a page, and is searched once.

    ``words``: what finds the words; None on a page that is of no program."""

    def __init__(self, words: re.Pattern[str] | None, spoken: str) -> None:
        self._words = words
        self._mark = f'<span lang="{spoken}">\\g<0></span>'
        self._known: dict[str, str] = {}

    def marked(self, text: str) -> str:
        if self._words is None:
            return text
        if text not in self._known:
            pieces = _KEPT.split(escape(text))
            found = (piece if piece.startswith("<") else self._words.sub(self._mark, piece) for piece in pieces)
            self._known[text] = Markup("".join(found))
        return self._known[text]


def _of_program(code: str) -> re.Pattern[str] | None:
    try:
        with read_session() as session:
            return _finder(frozenset(words_of(read_program(session, code))))
    except UnknownProgram:
        return None


def words_of(definitions: Definitions) -> Iterator[str]:
    """The words of a program and its city that pages show: titles, statuses, periods, categories, kinds and groups of
    bodies."""
    city = definitions.organisation.city
    yield from {each.group for unit in definitions.organisation.units for each in unit.attributes}
    documents = [program.model_dump(mode="json") for program in definitions.programs]
    for text in _worded([*documents, *([] if city is None else [city.model_dump(mode="json", exclude={"name"})])]):
        if len(text) >= _SHORTEST and _LETTER.search(text):
            yield " ".join(text.split())


def _worded(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _worded(each)
    elif isinstance(value, dict):
        for field, each in value.items():
            if isinstance(each, str):
                # A source is named in words, but for a measure's, which is a code.
                if field in _WORDED or (field == "source" and " " in each):
                    yield each
            else:
                yield from _worded(each)


@lru_cache(maxsize=8)
def _finder(words: frozenset[str]) -> re.Pattern[str]:
    """Whole words only, the longest first; a sentence may begin with one."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_either_case, longest_first))})(?!\w)")


def _either_case(word: str) -> str:
    first, rest = word[0], word[1:]
    return f"[{re.escape(first.lower())}{re.escape(first.upper())}]{re.escape(str(escape(rest)))}"
