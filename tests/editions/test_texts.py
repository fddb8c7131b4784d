"""Small numbers in the compilers' texts are shown with whole words around them."""

from __future__ import annotations

import pytest

from tracker.editions.texts import small_numbers


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("Tre har börjat.", "Tre har börjat."),
        (
            "Arbetet har gått framåt under hela året och 2 nämnder har redan kommit längre än de andra.",
            "… framåt under hela året och 2 nämnder har redan kommit …",
        ),
        ("Nämndernas\n\narbete med två program fortsätter.", "Nämndernas arbete med två program fortsätter."),
    ],
)
def test_a_small_number_is_shown_among_whole_words(text: str, around: str) -> None:
    assert [found.around for found in small_numbers({"M1": text})] == [around]
