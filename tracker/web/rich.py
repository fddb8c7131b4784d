"""Compilers' words as HTML: paragraphs, lists and emphasis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from tracker.report.rich_text import Block, Run, blocks
from tracker.web.i18n import citys_language
from tracker.words import language


def rich(text: str | None) -> Markup:
    """The text's blocks, marked with the language of the definitions where the page is in another."""
    found = _blocks(blocks(text or ""), 0)
    if found and citys_language() != language():
        return Markup('<div lang="{}">{}</div>').format(citys_language(), found)
    return found


def _blocks(found: Sequence[Block], level: int) -> Markup:
    """Blocks as deep as ``level`` or deeper; those that are deeper are lists."""
    parts = []
    for is_list, group in groupby(found, key=lambda block: block.level > level):
        listed = tuple(group)
        parts += [_lists(listed, level + 1)] if is_list else [Markup("<p>{}</p>").format(_runs(b.runs)) for b in listed]
    return Markup("").join(parts)


def _lists(found: Sequence[Block], level: int) -> Markup:
    """Points one after the other; where a numbered list follows on one with points, two lists."""
    points = _points(found, level)
    lists = [tuple(group) for _kind, group in groupby(points, key=lambda point: point[0].number is None)]
    return Markup("").join(_list(each, level) for each in lists)


def _points(found: Sequence[Block], level: int) -> list[tuple[Block, list[Block]]]:
    """Each point with what lies under it."""
    points: list[tuple[Block, list[Block]]] = []
    for block in found:
        if block.level > level and points:
            points[-1][1].append(block)
        else:
            points.append((block, []))
    return points


def _list(points: Iterable[tuple[Block, list[Block]]], level: int) -> Markup:
    listed = tuple(points)
    first = listed[0][0].number
    items = Markup("").join(
        Markup("<li>{}{}</li>").format(_runs(point.runs), _lists(under, level + 1) if under else "")
        for point, under in listed
    )
    if first is None:
        return Markup("<ul>{}</ul>").format(items)
    return Markup('<ol start="{}">{}</ol>').format(first, items)


def _runs(runs: Iterable[Run]) -> Markup:
    return Markup("").join(map(_run, runs))


def _run(run: Run) -> Markup:
    words = Markup("<br>").join(map(escape, run.text.split("\n")))
    if run.emphasis:
        words = Markup("<em>{}</em>").format(words)
    return Markup("<strong>{}</strong>").format(words) if run.strong else words
