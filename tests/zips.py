"""Zip files as nobody means to send them."""

from __future__ import annotations

import io
import struct
import zipfile


def packed(name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as package:
        package.writestr(name, content)
    return stream.getvalue()


def lying(name: str, packing: int) -> bytes:
    """Eight million bytes that say that they are a hundred."""
    data = packed(name, b" " * 8_000_000, packing)
    return data.replace((8_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def garbled(name: str) -> bytes:
    """What is packed is no packed data."""
    content = bytes(range(256)) * 4
    data = bytearray(packed(name, content))
    start = 30 + len(name)
    data[start : start + 20] = b"\xff" * 20
    return bytes(data)


def beyond(name: str) -> bytes:
    """A part that is said to begin further away than any file reaches."""
    data = bytearray(packed(name, b"a: 1"))
    directory, end = data.find(b"PK\1\2"), data.find(b"PK\5\6")
    place = struct.pack("<HHQ", 1, 8, 2**63 + 5)
    struct.pack_into("<L", data, end + 12, end - directory + len(place))
    struct.pack_into("<H", data, directory + 30, len(place))
    struct.pack_into("<L", data, directory + 42, 0xFFFFFFFF)
    data[end:end] = place
    return bytes(data)


def misnamed() -> bytes:
    """A name in bytes that are no letters, marked as UTF-8."""
    return packed("organisation/å.yaml", b"a: 1").replace("å".encode(), b"\xff\xff")
