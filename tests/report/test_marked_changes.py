"""What differs between two texts: each can be put together again from the pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.report.marked_changes import pieces

TEXTS = st.text(alphabet="ab c\n.", max_size=60)


@given(before=TEXTS, after=TEXTS)
def test_both_texts_stand_in_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
    assert "".join(piece.text for piece in found if piece.kind != "added") == before


def test_words_that_stay_are_not_marked() -> None:
    found = pieces("Tre kurser är igång.", "Fyra kurser är igång.")
    assert found == (("gone", "Tre "), ("added", "Fyra "), ("same", "kurser är igång."))
    found = pieces("Tre kurser hölls.", "Inget är gjort.")
    assert found == (("gone", "Tre kurser hölls."), ("added", "Inget är gjort."))
