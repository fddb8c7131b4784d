"""The controls of a follow-up as markup: inputs, texts, answers to choose between and marks.

A page holds some 500 of them. As template macros they took more than half of the page's time, which goes to calling a
macro and to marking each piece as safe; here each is one piece. What is put into the markup is escaped here. Every
control's id is its field's name; its messages are in ``k:<name>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from markupsafe import Markup, escape

from tracker.entry.field import Choice, Field
from tracker.entry.findings import Finding
from tracker.web.i18n import cited, lang_of_definitions
from tracker.words import gettext as _


class Controls:
    """``found``: what the checks found, by field."""

    def __init__(self, found: Iterable[Finding]) -> None:
        self.described = _described(found)
        self._answers: dict[tuple[tuple[Choice, ...], bool], list[tuple[str, str]]] = {}

    def number(self, field: Field, row: str, column: str) -> Markup:
        """A figure in a table, named by the ids of its row's and its column's head."""
        name, value = escape(field.name), escape(field.value)
        named = f'aria-labelledby="{escape(row)} {escape(column)}"{self._state(field)}'
        return Markup(
            f'<input type="text" class="input-number next" id="{name}" name="{name}" value="{value}" '
            f'inputmode="numeric" autocomplete="off" {named}>'
        )

    def line(self, field: Field, classes: str = "", inputmode: str = "text") -> Markup:
        return self._line(field, classes, inputmode, "")

    def day(self, field: Field) -> Markup:
        """A date, with a button that opens a calendar where scripts run."""
        return self._line(field, "field-date", "numeric", self._day)

    def text(self, field: Field, rows: int = 1, classes: str = "", label: str = "") -> Markup:
        name, value = escape(field.name), escape(field.value)
        return Markup(
            f'<div class="field field-text {classes}"><label for="{name}">{escape(label or field.label)}</label>'
            f'<textarea id="{name}" name="{name}" rows="{rows}"{lang_of_definitions()}{self._state(field)}>{value}'
            "</textarea></div>"
        )

    def answers(self, field: Field, legend: str, *, hide_legend: bool = False, extra: bool = False) -> Markup:
        """Answers as buttons in a row: one click, or a digit on the keyboard. ``extra``: not on the way from field to
        field."""
        name, first = escape(field.name), True
        shown = []
        for code, word in self._shown(field.choices, extra):
            place = name if first else f"{name}:{code}"
            chosen = " checked" if field.value == code else ""
            shown.append(f'id="{place}" name="{name}" value="{code}"{chosen}>{word}')
            first = False
        none = "" if field.value else " checked"
        step = "" if extra else ' class="next"'
        buttons = "".join(f'<label><input type="radio"{step} {button}</label>' for button in shown)
        hidden = ' class="visually-hidden"' if hide_legend else ""
        return Markup(
            f'<fieldset class="choices"{self.described.get(field.name, "")} data-choices>'
            f"<legend{hidden}>{escape(legend)}</legend>{buttons}"
            f'<label class="choice-none"><input type="radio" id="{name}:" name="{name}" value=""{none}>'
            f"<span>{self._none}</span></label></fieldset>"
        )

    def mark(self, field: Field, label: str) -> Markup:
        """Why a figure cannot be given, chosen from a list."""
        name = escape(field.name)
        chosen = {choice.code: " selected" if choice.code == field.value else "" for choice in field.choices}
        options = "".join(
            f'<option value="{escape(choice.code)}"{chosen[choice.code]}>{escape(choice.word)}</option>'
            for choice in field.choices
        )
        described, usual = self.described.get(field.name, ""), escape(_("Lämnas som vanligt"))
        return Markup(
            f'<div class="field"><label for="{name}">{escape(label)}</label>'
            f'<select id="{name}" name="{name}"{described}>'
            f'<option value="">{usual}</option>{options}</select></div>'
        )

    def _line(self, field: Field, classes: str, inputmode: str, more: str) -> Markup:
        name = escape(field.name)
        return Markup(
            f'<div class="field {classes}"><label for="{name}">{escape(field.label)}</label>'
            f'<input type="text" id="{name}" name="{name}" value="{escape(field.value)}" inputmode="{inputmode}" '
            f'autocomplete="off"{more}{self._state(field)}></div>'
        )

    def _state(self, field: Field) -> str:
        return self.described.get(field.name, "")

    def _shown(self, choices: tuple[Choice, ...], extra: bool) -> list[tuple[str, str]]:
        """Code and markup of each answer: in the city's words, yes and no in the reader's."""
        if (choices, extra) not in self._answers:
            self._answers[choices, extra] = [(escape(each.code), f"<span>{_word(each)}</span>") for each in choices]
        return self._answers[choices, extra]

    @cached_property
    def _day(self) -> str:
        calendar, pattern = escape(_("Kalender")), escape(_("ÅÅÅÅ-MM-DD"))
        return f' data-day="{calendar}" placeholder="{pattern}"'

    @cached_property
    def _none(self) -> Markup:
        return escape(_("ej angivet"))


def _word(choice: Choice) -> Markup:
    return escape(choice.word if choice.code in ("0", "1") else cited(choice.word))


def _described(found: Iterable[Finding]) -> Mapping[str, str]:
    """Field name → the attributes that tie it to its messages."""
    blocked: dict[str, bool] = {}
    for finding in found:
        blocked[finding.field] = blocked.get(finding.field, False) or finding.rule.blocks
    return {
        name: f' aria-describedby="k:{escape(name)}"' + (' aria-invalid="true"' if blocks else "")
        for name, blocks in blocked.items()
    }
