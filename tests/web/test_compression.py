"""Pages and data are compressed for who can take it, and their length tells nothing."""

from __future__ import annotations

import gzip

from flask import jsonify

from tests.fixtures.server import Site
from tracker.web.access import public

PAGE = "/logga-in"


def test_a_page_is_compressed_for_who_takes_it(site: Site) -> None:
    plain = site.app.test_client().get(PAGE)
    packed = site.app.test_client().get(PAGE, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert gzip.decompress(packed.data).decode().splitlines()[0] == plain.text.splitlines()[0]
    refused = site.app.test_client().get(PAGE, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_data_is_compressed_and_what_is_short_is_not(site: Site) -> None:
    site.app.add_url_rule("/mycket", "mycket", public(lambda: jsonify(["figur"] * 1000)))
    site.app.add_url_rule("/lite", "lite", public(lambda: jsonify(["figur"])))
    asks = {"Accept-Encoding": "gzip"}
    many, few = (site.app.test_client().get(address, headers=asks) for address in ("/mycket", "/lite"))
    assert many.headers["Content-Encoding"] == "gzip" and len(many.data) < 300
    assert gzip.decompress(many.data).count(b"figur") == 1000
    assert "Content-Encoding" not in few.headers and few.get_json() == ["figur"]


def test_the_length_of_the_same_answer_varies(site: Site) -> None:
    """Else who sees lengths could guess the form token (BREACH)."""
    site.app.add_url_rule("/samma", "samma", public(lambda: "a" * 5000))
    lengths = {len(site.app.test_client().get("/samma", headers={"Accept-Encoding": "gzip"}).data) for _ in range(12)}
    assert len(lengths) > 3
