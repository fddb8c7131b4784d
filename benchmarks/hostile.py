"""What somebody sends who means no good, or whose program is broken: values for any field, address, header or file."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence

TEXTS: tuple[str, ...] = (
    "", " ", "\0", "a\0b", "-1", "0", "1", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808",
    "1e309", "-0", "٣", "NaN", "1,5", "1.5.5", "0x10", "½", "9" * 400, "a" * 5_000, "ä" * 2_000, "\ud800", "\ufffe",
    "\u202e\u0000", "e\u0301" * 200, "💥" * 50, "\r\nSet-Cookie: a=b", "\n\n", "\t", "';--", "' OR '1'='1", '"', "%",
    "%s%s%n", "%00", "{{7*7}}", "{0.__class__}", "${x}", "<script>alert(1)</script>", "<b>", "../../etc/passwd", "//[",
    "http://[::1", "https://evil.example/", "//evil.example", "\\\\evil", "javascript:alert(1)", "2024-02-30",
    "0000-00-00", "99999-01-01", "2024-T9", "2024-T2-0", "2024-T2-99999999999", "vald-2021-2025", "bromma", "M1",
    "I5.1", "E-1", "S-1", "None", "null", "true", "[]", "{}", "[[I5.1:change]]", "[[" * 500, "**" * 500, "- " * 500,
    "=1+1", "@SUM(A1)", "A" * 70_000,
)  # fmt: skip
HEADERS: tuple[tuple[str, str], ...] = (
    ("Accept", "application/json"), ("Accept", "*/*;q=x"), ("Accept", "\xff"), ("Accept-Language", "en;q=9999,xx"),
    ("Accept-Language", "a" * 3_000), ("Accept-Encoding", "br;q=0,gzip;q=0"), ("Accept-Encoding", "\xff, *"),
    ("If-None-Match", '"x", W/"' + "a" * 900), ("If-Modified-Since", "yesterday"), ("Range", "bytes=9-1,-"),
    ("Cookie", "session=" + "." * 4_000), ("Cookie", "session=eyJ9.x.y; session=; =; ;;"), ("Referer", "\xff//[:"),
    ("X-Forwarded-For", "1.2.3.4, ::1, '"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "gopher"),
    ("X-Request-ID", "a" * 64), ("X-Request-ID", "\xff"), ("Script-Name", "/evil"), ("Content-Type", "text/plain"),
    ("Content-Type", "multipart/form-data; boundary="), ("Content-Type", "application/json; charset=\xff"),
    ("Content-Type", "application/x-www-form-urlencoded; charset=utf-7"), ("User-Agent", "\xff" * 500),
    ("Authorization", "Bearer x"), ("Host", "[::1"), ("Host", "a" * 300), ("Transfer-Encoding", "chunked"),
)  # fmt: skip
QUERY_NAMES = (
    "next", "sida", "visa", "item", "edition", "grans", "mal", "status", "namnd", "om", "kf", "q", "format", "lang",
    "period", "program", "from", "till", "csrf_token", "id", "unit", "sort", "code", "state", "error", "jobb",
)  # fmt: skip


def path_text(chance: random.Random) -> str:
    """A piece of an address, as bytes that need be no text, each in a letter."""
    if chance.random() < 0.2:
        return bytes(chance.randrange(1, 256) for _each in range(chance.randrange(1, 12))).decode("latin-1")
    found = chance.choice(TEXTS)[:300]
    return found.encode("utf-8", "surrogatepass").decode("latin-1")


def file(chance: random.Random) -> tuple[io.BytesIO, str]:
    """What may be sent as a sheet: its bytes and its name."""
    name = chance.choice(("blad.xlsx", "blad.csv", "blad.xls", "blad.ods", "x", "../x.xlsx", "a" * 300, "\0.xlsx", ""))
    return io.BytesIO(_bytes(chance)), name


def _bytes(chance: random.Random) -> bytes:
    noise = chance.randbytes(chance.randrange(0, 2_000))
    kinds: Sequence[bytes] = (
        b"", noise, b"PK\x03\x04" + noise, _package(chance, noise), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise,
        b"program,unit,period,item\n" + noise,
        ("program;unit;period;item;n\n" + "x;y;z;å;9\n" * 50).encode("utf-16"),
        b"%PDF-1.7" + noise, b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    )  # fmt: skip
    return chance.choice(kinds)


def _package(chance: random.Random, noise: bytes) -> bytes:
    """A package as a sheet is one, with parts that are wrong."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"):
            if chance.random() < 0.8:
                package.writestr(name, chance.choice((noise, b"<a/>", b"<" * 900, b"\0" * 100_000)))
    return made.getvalue()
