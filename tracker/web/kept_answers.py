"""The open pages and files answered last, each until what it is made of changes: most readers read the same few.

An answer is known by its mark, which stands for all that it depends on, so nothing here is ever out of date.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from flask import Response, request

from tracker.web.compression import LEVEL, compressible

MOST_BYTES = 32 * 1024 * 1024
"""Of memory in each process; the answers asked for longest ago leave first."""


@dataclass(frozen=True)
class _Kept:
    content: bytes
    compressed: bool
    headers: tuple[tuple[str, str], ...]


class KeptAnswers:
    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, mark: str) -> Response | None:
        """The answer with the mark, compressed if the reader takes it so. It is whole, whatever part is asked for."""
        with self._lock:
            found = self._kept.get(mark)
            if found is None:
                return None
            self._kept.move_to_end(mark)
        packed = found.compressed and request.accept_encodings["gzip"] > 0
        content = found.content if packed or not found.compressed else gzip.decompress(found.content)
        response = Response(content, headers=list(found.headers))
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    def keep(self, mark: str, response: Response) -> None:
        """Keep a whole answer to a GET. Compressed here once; it holds no secret that the length could tell."""
        response.direct_passthrough = False
        content, small = response.get_data(), compressible(response)
        if small:
            content = gzip.compress(content, LEVEL, mtime=0)
        if len(content) > self._most:
            return
        told = [(name, response.headers[name]) for name in _TOLD if name in response.headers]
        with self._lock:
            self._forget(mark)
            self._kept[mark] = _Kept(content, small, tuple(told))
            self._size += len(content)
            while self._size > self._most:
                self._forget(next(iter(self._kept)))

    def _forget(self, mark: str) -> None:
        if (gone := self._kept.pop(mark, None)) is not None:
            self._size -= len(gone.content)


_TOLD = ("Content-Type", "Content-Disposition")
