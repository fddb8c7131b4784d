"""Folders of definitions as zip files that are damaged, or would take more room than they say."""

from __future__ import annotations

import tracemalloc
import zipfile
from zlib import crc32

import pytest

from tests import zips
from tracker.definitions.packed import BadPackage, unpacked

NAME = "organisation/city.yaml"


@pytest.mark.parametrize("content", [
    zips.garbled(NAME), zips.beyond(NAME), zips.misnamed(), zips.packed("x/" * 500 + NAME, b"a: 1"),
    zips.packed(NAME, b"a: 1").replace(crc32(b"a: 1").to_bytes(4, "little"), bytes(4)),
])  # fmt: skip
def test_a_damaged_package_is_told_in_one_sentence(content: bytes) -> None:
    with pytest.raises(BadPackage, match="kan inte läsas"), unpacked(content):
        pass


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_without_a_limit_is_refused_unopened(packing: int) -> None:
    content = zips.lying(NAME, packing)
    tracemalloc.start()
    with pytest.raises(BadPackage, match="kan inte läsas"), unpacked(content):
        pass
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
