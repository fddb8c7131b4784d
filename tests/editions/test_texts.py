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


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3-4 kvinnor i Järva", ["3-4"]),
        ("mellan 2–4 personer", ["2", "4"]),
        ("0-3 personer", ["0-3"]),
        ("3/11 kvinnor", ["3/11"]),
        ("3st kvinnor och 4pers till", ["3", "4"]),
        ("kvinnor:3", ["3"]),
        ("Bara en kvinna och ett nytt fall, men en kvinnojour", ["en kvinna", "ett nytt fall"]),
        ("Utgåva 2024-T2-1 om M3 och T1, dnr 1.1-3/2024", []),
        ("12,3 procent av 30 i 2a kvarteret", []),
    ],
)
def test_a_small_number_is_found_however_it_is_written(text: str, numbers: list[str]) -> None:
    assert [found.number for found in small_numbers({"M1": text})] == numbers
