"""The site as a city runs it, in processes of its own, and whose work the processor did meanwhile."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
_STARTS_IN_SECONDS = 180


class Spent:
    """Processor's seconds from now on, by whose they were. ``processes``: name → number, with all that it started."""

    def __init__(self, processes: dict[str, int]) -> None:
        self._processes, self._whole = processes, machine_seconds()
        self._before = self._now()

    def told(self) -> str:
        spent = {name: late - self._before[name] for name, late in self._now().items()}
        spent["others"] = machine_seconds() - self._whole - sum(spent.values())
        return ", ".join(f"{name} {seconds:.0f}" for name, seconds in spent.items())

    def _now(self) -> dict[str, float]:
        used = resource.getrusage(resource.RUSAGE_SELF)
        found = {name: processor_seconds(number) for name, number in self._processes.items()}
        return found | {"this load": used.ru_utime + used.ru_stime}


@contextlib.contextmanager
def served(
    url: str, folder: Path, settings: Mapping[str, str] | None = None, workers: int = 2
) -> Iterator[tuple[int, int]]:
    """The server as a city runs it; its port and its process. ``settings``: more of them, by name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    program = [sys.executable, "-c", "from tracker.cli import main; main()"]
    command = [*program, "serve", "--workers", str(workers)]
    environment = {**os.environ, "TRACKER_DATABASE_URL": url, "TRACKER_INSTANCE": str(folder / "served")}
    environment |= settings or {}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*command, "--port", str(port)], env=environment, stdout=log, stderr=log)
        for _attempt in range(_STARTS_IN_SECONDS * 10):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.1)
        else:
            server.kill()
            raise RuntimeError(f"the site did not start: {(folder / 'log').read_text()[-1000:]}")
        try:
            yield port, server.pid
        finally:
            server.terminate()
            server.wait()


def processor_seconds(number: int) -> float:
    """Of a process and all that it started, those that ended too."""
    total, waiting = 0.0, [number]
    while waiting:
        each = waiting.pop()
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            waiting += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / TICKS
    return total


def machine_seconds() -> float:
    """That anybody has used since the machine began."""
    first = Path("/proc/stat").read_text().partition("\n")[0]
    user, nice, system, _idle, _waiting, interrupt, soft, *_more = map(int, first.split()[1:])
    return (user + nice + system + interrupt + soft) / TICKS
