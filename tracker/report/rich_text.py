"""The words that compilers write: paragraphs, lists and emphasis of Markdown, and nothing else of it.

Page, workbook and document all render the blocks of this module, so a list is a list in each of them. Everything
else that Markdown knows (headings, links, pictures, HTML) is plain text here, and shown as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True)
class Run:
    """Words that look alike. A line feed in ``text`` is a new line of the same paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, or a point of a list. ``level``: 0 for a paragraph, else how deep the list lies. ``number``: the
    point's own in a numbered list; ``usual``: the list counts from 1."""

    runs: tuple[Run, ...]
    level: int = 0
    number: int | None = None
    usual: bool = True

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def marker(self) -> str:
        """What stands before a point; nothing before a paragraph."""
        if not self.level:
            return ""
        return "•" if self.number is None else f"{self.number}."


def blocks(text: str) -> tuple[Block, ...]:
    """The text's paragraphs and points, in order."""
    return tuple(_blocks(_parser().parse(text)))


def plain(text: str) -> str:
    """What a reader of the text reads, a line for each block: the words without the signs of their emphasis, and
    without the numbers of a list that counts from 1."""
    found = ((block, "" if block.number and block.usual else block.marker) for block in blocks(text))
    return "\n".join(" ".join(part for part in (marker, block.text) if part) for block, marker in found)


def as_it_is(words: str) -> str:
    """Words put into a text, where a sign of theirs must not be taken for emphasis."""
    return "".join(f"\\{sign}" if sign in "\\*_" else sign for sign in words)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["list", "emphasis", "newline", "escape"])


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[int | None] = []  # the next number of each list that is open, None where it has points
    usual: list[bool] = []
    number: int | None = None
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append(int(token.attrs.get("start", 1)))
            usual.append(lists[-1] == 1)
        elif token.type == "bullet_list_open":
            lists.append(None)
            usual.append(True)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
            usual.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            if number is not None:
                lists[-1] = number + 1
        elif token.type == "inline":
            runs = tuple(_runs(token.children or ()))
            yield Block(runs, len(lists), number if lists else None, all(usual)) if lists else Block(runs)
            number = None  # a second paragraph of the same point has no number of its own


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    strong = emphasis = 0
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type in ("softbreak", "hardbreak"):
            yield Run("\n", strong > 0, emphasis > 0)
        elif token.content:
            yield Run(token.content, strong > 0, emphasis > 0)
