"""What is kept of Markdown, and that everything else is plain text."""

from __future__ import annotations

from tracker.report.rich_text import Run, as_it_is, blocks, plain


def test_paragraphs_lists_and_emphasis_are_kept() -> None:
    found = blocks("Ett *viktigt* stycke\npå två rader.\n\n- en\n- **två**\n  - under\n\n3. tre\n4. fyra")
    assert [(block.level, block.marker, block.text) for block in found] == [
        (0, "", "Ett viktigt stycke\npå två rader."), (1, "•", "en"), (1, "•", "två"), (2, "•", "under"),
        (1, "3.", "tre"), (1, "4.", "fyra"),
    ]  # fmt: skip
    assert found[0].runs[:3] == (Run("Ett "), Run("viktigt", emphasis=True), Run(" stycke"))
    assert found[2].runs == (Run("två", strong=True),)


def test_nothing_else_is_markup() -> None:
    text = "# rubrik <b>x</b> [l](http://x.se) `k` ![b](u) &amp; jag_heter_så"
    (block,) = blocks(text)
    assert block.runs == (Run(text),)


def test_a_number_cannot_hide_behind_emphasis_or_in_a_list() -> None:
    assert plain("Vi nådde 1**4** kvinnor") == "Vi nådde 14 kvinnor"
    assert plain("1. först\n2. sedan") == "först\nsedan"
    assert plain("3. kvinnor\n4. män") == "3. kvinnor\n4. män"


def test_words_put_in_keep_their_signs() -> None:
    (block,) = blocks(as_it_is(r"2 * 3 *x* _y_ \ "))
    assert block.runs == (Run(r"2 * 3 *x* _y_ \ ".strip()),)
