"""Packages as other programs pack them: names, coding, order and numbering differ, the figures do not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

import pytest

from tests.entry.test_workbooks import GIVEN, Change, given, part, sound
from tracker.entry.sheet_reading import Sheet, read_sheet


def repacked(rename: Callable[[str], str], change: Change = str, packing: int = zipfile.ZIP_DEFLATED) -> Sheet:
    """The sheet with every part under another name, its text changed, and packed in another way."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as old, zipfile.ZipFile(stream, "w", packing) as new:
        for name in old.namelist():
            new.writestr(rename(name), change(old.read(name).decode()))
    return read_sheet(stream.getvalue())


@pytest.mark.parametrize("sheet", [
    partial(repacked, lambda name: name.replace("/", "\\")), partial(repacked, str, packing=zipfile.ZIP_STORED),
    partial(repacked, str, lambda text: "\ufeff" + text),
    partial(repacked, str, lambda text: text.replace('Target="/xl/', 'Target="')),
    partial(part, lambda text: re.sub(r'<row r="[0-9]+"', "<row", text)),
    partial(part, lambda text: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', text)),
    partial(part, lambda text: text.replace("<v>26</v>", '<v xml:space="preserve"> 2.6E1 </v>')),
])  # fmt: skip
def test_packages_of_other_programs(sheet: Callable[[], Sheet]) -> None:
    read = sheet()
    assert given(read) == GIVEN and read.refused == () and read.outside == ()
