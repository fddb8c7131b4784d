"""Figures that contradict each other, whatever way they came in: no preview, no edition, one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.editions.publishing import prepared_now
from tests.web.test_editions import PROGRAM, WAY, signed_in
from tracker.editions.publishing import Contradictory
from tracker.store.database import write_session


def test_a_part_larger_than_the_whole_is_refused_in_one_sentence(published_year: Engine, tmp_path: Path) -> None:
    with write_session(published_year) as session:
        done = session.execute(
            text(
                "UPDATE change SET after = '9999' WHERE field = 'n' AND category = 'women'"
                " AND item = (SELECT id FROM item WHERE code = 'I5.1') AND followup ="
                " (SELECT id FROM followup WHERE unit = 'bromma' AND year = 2023 AND part = 'VB')"
            )
        )
        assert done.rowcount  # type: ignore[attr-defined]  # an UPDATE has a count
    with pytest.raises(Contradictory) as raised:
        prepared_now(published_year, "2023-VB")
    told = "I5.1 Bromma, totalt, 2023-VB: täljaren är större än nämnaren."
    assert str(raised.value) == f"2023-VB kan inte publiceras. {told}"
    assert "9999" not in str(raised.value)
    page = signed_in(published_year, tmp_path, "sammanstallare").get(f"{WAY}/forhandsvisning?raknat=ja")
    assert page.status_code == 409 and "2023-VB kan inte publiceras." in page.text
    assert f'href="/uppfoljning/{PROGRAM}/2023-VB/bromma">Bromma: uppföljningen 2023-VB</a>' in page.text
    compiler = signed_in(published_year, tmp_path, "sammanstallare")
    for address in ("", "/mal/M5", "/rapport.csv"):
        page = compiler.get(f"/program/{PROGRAM}/2023-VB{address}?visa=forhandsvisning")
        assert page.status_code == 409 and "2023-VB kan inte publiceras." in page.text
    assert signed_in(published_year, tmp_path, "granskare").get(f"{WAY}/forhandsvisning").status_code == 403
