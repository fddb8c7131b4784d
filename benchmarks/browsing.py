"""A browser that costs next to nothing: what a load sends must not take the processor from what is measured."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

Note = Callable[[str, float, int], None]
_TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
_SECONDS = 60
WITH_FORM = frozenset({"sign-in page", "page to type on"})
"""The kinds of requests whose answer is a page with a form that is sent afterwards."""


class Refused(Exception):
    """The site did not do what was asked."""


class Browser:
    """Keeps cookies and the form token; tells how long each answer took, by the kind of request. Asks each of the
    ``ports`` in turn: where several processes or machines answer, no two requests are answered by the same."""

    def __init__(self, ports: Sequence[int], note: Note) -> None:
        self._ports, self._note = cycle(ports), note
        self._cookies: dict[str, str] = {}
        self._token = ""

    async def sign_in(self, login: str, password: str) -> None:
        await self.get("/logga-in", "sign-in page")
        await self.let_in(login, password)

    async def let_in(self, login: str, password: str) -> None:
        """Send the form of the sign-in page, which is open."""
        data = {"login": login, "password": password, "next": "/mitt-konto"}
        status, _body = await self._send("sign-in", "POST", "/logga-in", data)
        if status != 302:
            raise Refused(f"{login} was not let in: {status}")

    async def get(self, path: str, kind: str) -> int:
        """``kind``: where it has a form, the form's token is read."""
        status, body = await self._send(kind, "GET", path)
        if kind in WITH_FORM and (found := _TOKEN.search(gzip.decompress(body))):
            self._token = found[1].decode()
        return status

    async def save(self, path: str, data: dict[str, str]) -> dict[str, Any]:
        """As the page's script saves. Raises Refused."""
        status, body = await self._send("autosave", "POST", path, data, accept="application/json")
        if status != 200:
            raise Refused(f"a save was answered {status}")
        found: dict[str, Any] = json.loads(body)
        return found

    async def upload(self, path: str, sheet: bytes) -> None:
        mark = "a-line-that-no-sheet-holds"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="'
        parts = f'{head}csrf_token"\r\n\r\n{self._token}\r\n{head}file"; filename="blad.xlsx"\r\n\r\n'.encode()
        body = parts + sheet + f"\r\n--{mark}--\r\n".encode()
        await self._ask("upload", "POST", path, body, f"multipart/form-data; boundary={mark}", "text/html")

    async def _send(
        self, kind: str, method: str, path: str, data: dict[str, str] | None = None, accept: str = "text/html"
    ) -> tuple[int, bytes]:
        body = b"" if data is None else urlencode(data | {"csrf_token": self._token}).encode()
        return await self._ask(kind, method, path, body, "application/x-www-form-urlencoded", accept)

    async def _ask(
        self, kind: str, method: str, path: str, body: bytes, content: str, accept: str
    ) -> tuple[int, bytes]:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Accept: {accept}", "Accept-Encoding: gzip",
                 "Accept-Language: sv-SE,sv;q=0.9,en;q=0.5",
                 "Connection: close", f"Cookie: {'; '.join(f'{n}={v}' for n, v in self._cookies.items())}"]  # fmt: skip
        if method == "POST":
            lines += [f"Content-Length: {len(body)}", f"Content-Type: {content}"]
        begun = time.monotonic()
        async with asyncio.timeout(_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", next(self._ports))
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            answer = await reader.read(-1)
            writer.close()
        head, _blank, rest = answer.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        self._note(kind, time.monotonic() - begun, status)
        for line in head.split(b"\r\n"):
            name, _colon, value = line.partition(b": ")
            if name.lower() == b"set-cookie":
                key, _equals, kept = value.partition(b";")[0].decode().partition("=")
                self._cookies[key] = kept
        return status, rest
