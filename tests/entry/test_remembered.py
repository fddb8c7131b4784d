"""What is remembered of a form is what would be made anew, whatever has changed since, in whichever language."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.entry.sample import MEN, WOMEN, past, row, seen
from tracker.entry.build import build
from tracker.entry.model import Entry
from tracker.entry.remembered import Remembered
from tracker.entry.rules import check
from tracker.rows import RowKey, Value
from tracker.words import LANGUAGES, reset_language, set_language

VIEW = seen("2024-T2")
ROWS = [row("I1.2", "bromma", "2024-T1", n=50, d=60), row("A1.1", "bromma", "2024-T1", status="done", comment="Klart.")]
PAST = past("bromma", "2024-T2", ROWS)

numbers = st.builds(lambda n, d, said: Value(n=n, d=d, comment=said), st.sampled_from([None, 3, 90]),
                    st.sampled_from([None, 3, 95]), st.sampled_from([None, "Ring 070-123 45 67"]))  # fmt: skip
said = st.builds(lambda status, text: Value(status=status, comment=text),
                 st.sampled_from([None, "done", "ongoing"]), st.sampled_from([None, "Klart."]))  # fmt: skip
held = st.fixed_dictionaries(
    {},
    optional={
        WOMEN: numbers, MEN: numbers, RowKey("I1.2"): numbers, RowKey("I1.3"): numbers,
        RowKey("A1.1"): said, RowKey("A1.2"): said, RowKey("M1"): said,
    },
)  # fmt: skip
typed = st.sampled_from([{}, {"I1.2/n": "många"}, {"A1.2/comment": "Snart"}])


def made(values: dict[RowKey, Value], text: dict[str, str], remembered: Remembered | None = None) -> tuple[Any, Any]:
    form = build(VIEW, "bromma", values, PAST, text, remembered=remembered)
    return form, check(form, values, PAST, remembered=remembered)


@given(st.lists(st.tuples(held, typed, st.sampled_from(sorted(LANGUAGES))), min_size=2, max_size=5))
def test_it_is_what_would_be_made_anew(steps: list[tuple[dict[RowKey, Value], dict[str, str], str]]) -> None:
    remembered = Remembered()
    for values, text, spoken in steps:
        before = set_language(spoken)
        assert made(values, text, remembered) == made(values, text)
        reset_language(before)


def test_only_what_has_changed_is_made_anew() -> None:
    remembered = Remembered()

    def entries(values: dict[RowKey, Value]) -> dict[str, Entry]:
        form, _checked = made(values, {}, remembered)
        return {entry.code: entry for entry in form.entries()}

    first = entries({WOMEN: Value(n=1, d=2), RowKey("A1.1"): Value(status="done")})
    second = entries({WOMEN: Value(n=1, d=2), RowKey("A1.1"): Value(status="ongoing")})
    assert {code for code in first if first[code] is not second[code]} == {"A1.1"}
    third = entries({RowKey("A1.1"): Value(status="ongoing")})
    assert {code for code in first if third[code] is not second[code]} == {"I1.1"}
