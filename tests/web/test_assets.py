"""Static files: addresses that follow the content, codings, caching, and charts on a strict page."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tracker.resources import STATIC
from tracker.web.assets import Assets
from tracker.web.plotly_bundle import BundleError, plotly_parts, plotly_script, read_parts

STYLE = "body { color: #111 }\n" * 100


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "fonts").mkdir(parents=True)
    (folder / "app.css").write_text(STYLE)
    (folder / "fonts" / "text.woff2").write_bytes(b"wOF2 already compressed")
    (tmp_path / "secret.css").write_text("not yours")
    return folder


@pytest.fixture
def assets(static: Path, tmp_path: Path) -> Assets:
    return Assets(static, tmp_path / "cache")


@pytest.fixture
def client(assets: Assets) -> FlaskClient:
    app = Flask("assets", static_folder=None)
    assets.init_app(app)
    return app.test_client()


def test_the_address_changes_with_the_content_only(assets: Assets, static: Path) -> None:
    first = assets.url("app.css")
    (static / "app.css").write_text(STYLE + "a { color: #222 }\n")
    second = assets.url("app.css")
    (static / "app.css").write_text(STYLE)
    assert first != second
    assert assets.url("app.css") == first


@pytest.mark.parametrize(("accepted", "coding"), [
    ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None), ("deflate", None),
])
def test_the_smallest_coding_the_reader_takes(
    assets: Assets, client: FlaskClient, accepted: str, coding: str | None
) -> None:
    answer = client.get(assets.url("app.css"), headers={"Accept-Encoding": accepted})
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert answer.headers.get("Content-Encoding") == coding
    assert decode(answer.data).decode() == STYLE
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


def test_each_coding_has_its_own_tag_and_is_not_sent_twice(assets: Assets, client: FlaskClient) -> None:
    tags = set()
    for coding in ("br", "gzip", ""):
        answer = client.get(assets.url("app.css"), headers={"Accept-Encoding": coding})
        tags.add(answer.headers["ETag"])
        again = client.get(
            assets.url("app.css"), headers={"Accept-Encoding": coding, "If-None-Match": answer.headers["ETag"]}
        )
        assert (again.status_code, again.data) == (304, b"")
    assert len(tags) == 3


def test_a_file_is_compressed_once(assets: Assets, client: FlaskClient, tmp_path: Path) -> None:
    address = assets.url("app.css")
    client.get(address, headers={"Accept-Encoding": "br"})
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(brotli.compress(b"kept"))
    assert brotli.decompress(client.get(address, headers={"Accept-Encoding": "br"}).data) == b"kept"


def test_without_a_cache_the_file_is_sent_as_it_is(static: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assets = Assets(static, tmp_path / "file" / "cache")
    app = Flask("assets", static_folder=None)
    assets.init_app(app)
    answer = app.test_client().get(assets.url("app.css"), headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert answer.text == STYLE


def test_an_outdated_address_leads_to_todays_file(assets: Assets, client: FlaskClient) -> None:
    answer = client.get("/static/0123456789abcdef/fonts/text.woff2")
    assert (answer.status_code, answer.headers["Location"]) == (302, assets.url("fonts/text.woff2"))
    assert answer.headers["Cache-Control"] == "no-cache"
    followed = client.get(answer.headers["Location"], headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in followed.headers and "Vary" not in followed.headers


@pytest.mark.parametrize("name", ["../secret.css", "..%2fsecret.css", "nothing.css", "fonts", "/etc/passwd"])
def test_nothing_else_can_be_fetched(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/0123456789abcdef/{name}", follow_redirects=True).status_code == 404


def test_everything_can_be_compressed_beforehand(tmp_path: Path) -> None:
    assets = Assets(STATIC, tmp_path / "cache")
    assets.prepare()
    sizes = {file.name: file.stat().st_size for file in (tmp_path / "cache").iterdir()}
    script = assets.url("plotly.js").split("/")[2]
    assert sizes[f"{script}.br"] < 1_300_000 < plotly_script().stat().st_size / 3


def test_the_installed_bundle_is_read_and_an_unknown_one_is_refused() -> None:
    parts = plotly_parts()
    assert ".js-plotly-plot .plotly .main-svg{position:absolute;top:0;left:0;pointer-events:none;}" in parts.css
    assert parts.css.count("{") == parts.css.count("}") > 60
    assert len(parts.map_style_id) == 64
    bundle = plotly_script().read_text(encoding="utf-8")
    for spoiled in ("", bundle.replace(parts.map_style_id, "other"), bundle + 'document.createElement("style")'):
        with pytest.raises(BundleError, match="constraints"):
            read_parts(spoiled)
