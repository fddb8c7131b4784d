"""Numbers are found in texts however they are written; what counts nothing is passed over."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.cpu import seconds
from tracker.editions.number_meaning import Meaning
from tracker.editions.plain_text import around_number, plain
from tracker.editions.text_numbers import mentions


def said(text: str) -> list[str]:
    read = plain(text)
    return [read[found.start : found.end] for found in mentions(read)]


def meant(text: str) -> Meaning:
    (found,) = mentions(plain(text))
    return found.meaning


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3-4 kvinnor i Järva", ["3-4"]),
        ("0-3 personer", ["0-3"]),
        ("3/11 kvinnor", ["3/11"]),
        ("3st kvinnor och 4pers till", ["3", "4"]),
        ("kvinnor:3", ["3"]),
        ("Bara en kvinna och ett nytt fall, men en kvinnojour", ["Bara en", "ett"]),
        ("Sju\u00a0av\u00a0nio familjer", ["Sju av nio"]),
        ("12 av de 15; 4 utav 9 st", ["12 av de 15", "4 utav 9"]),
        ("Ett par kvinnor, några få män, enstaka barn", ["Ett par", "några få", "enstaka"]),
        ("Flertalet familjer och de flesta kvinnorna", ["Flertalet", "de flesta"]),
        ("Var fjärde av de åtta och varannan pojke", ["Var fjärde av de åtta", "varannan"]),
        ("En tredjedel, två femtedelar av tio", ["En tredjedel", "två femtedelar av tio"]),
        ("44 % och 33,3 procent av 9", ["44 %", "33,3 procent av 9"]),
        ("A couple of girls, one in four women", ["A couple", "one in four"]),
        ("A third of the nine", ["A third of the nine"]),
        ("Twenty-five cases, half of twelve, two out of three", ["Twenty-five", "half of twelve", "two out of three"]),
        ("Mål 3 följs upp; 3 kvinnor hade mål 3 och 4 barn", ["3", "4"]),
    ],
)
def test_numbers_however_they_are_written(text: str, numbers: list[str]) -> None:
    assert said(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "Utgåva 2024-T2-1 om M3 och T1, dnr 1.1-3/2024 och SOC 2024/123",
        "Den 31 augusti 2024, 2024-08-31, den 31/8, 31/8 2024, August 31",
        "Programmet 2021–2025, läsåret 2023/24, sedan 2023",
        "4 kap. 11 § socialtjänstlagen (2001:453), SFS 2001:453, § 5",
        "I2.1, A7.1, S-1 och E-bromma-1; mål 3, indikator 2.1, tabell 4, bilaga 2, tertial 2, vecka 36",
        "Kl. 14.30 på Hantverkargatan 2a, tfn 08-508 25 000",
        "Unga 18–25 år under två år, tre gånger, 3,5 miljoner kronor, fyra dagar, 12-åringar",
        "Den andra enheten, för tredje gången, 2:a, var tredje vecka, en gång per kvartal",
        "En rutin, ett arbetssätt och en enhet i taget",
    ],
)
def test_what_counts_nothing_is_passed_over(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("sju av nio", Meaning((7,), 9, (Fraction(7, 9), Fraction(7, 9)))),
        ("en på fyra", Meaning(share=(Fraction(1, 4), Fraction(1, 4)))),
        ("var fjärde av de åtta", Meaning((2,), 8, (Fraction(1, 4), Fraction(1, 4)))),
        ("44 %", Meaning(share=(Fraction(435, 1000), Fraction(445, 1000)))),
        ("33,3 procent", Meaning(share=(Fraction(3325, 10000), Fraction(3335, 10000)))),
        ("färre än fem", Meaning((0, 1, 2, 3, 4))),
        ("mellan 2 och 4", Meaning((2, 3, 4))),
        ("fler än 8", Meaning((8, 9))),
        ("cirka 20", Meaning(tuple(range(18, 23)))),
        ("hundratjugotre", Meaning((123,))),
        ("1 234", Meaning((1234,))),
        ("ett dussin", Meaning((12,))),
        ("ett par", Meaning(few=True)),
    ],
)
def test_what_a_number_can_mean(text: str, meaning: Meaning) -> None:
    assert meant(text) == meaning


@pytest.mark.parametrize("piece", ["3 av ", "en av ", "1-", "dnr 1", "1.1", "av de ", "1 000 ", "en ", "twenty-"])
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def taken(times: int) -> float:
        return seconds(lambda: mentions(plain(piece * times)))

    assert taken(8_000) < 40 * max(taken(800), 0.002)


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("3 har börjat.", "3 har börjat."),
        (
            "Arbetet har gått framåt under hela året och 3 nämnder har redan kommit längre än de andra.",
            "… framåt under hela året och 3 nämnder har redan kommit …",
        ),
        ("Nämndernas\n\narbete med 3 program fortsätter.", "Nämndernas arbete med 3 program fortsätter."),
    ],
)
def test_a_number_is_shown_among_whole_words(text: str, around: str) -> None:
    start = text.index("3")
    assert around_number(text, start, start + 1) == around
