"""A PostgreSQL of a measurement's own, as careful with the disk as a city's, that can be killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.fixtures.postgres import server_programs

_SECONDS = 60


class OwnServer:
    """``url``: of its only database, which begins empty."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._programs = folder, server_programs()
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self.url = f"postgresql+psycopg://tracker@/tracker?host={folder}"
        self._run("initdb", "-D", "data", "-U", "tracker", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()
        with psycopg.connect(f"host={folder} user=tracker dbname=postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE tracker TEMPLATE template0")

    def start(self) -> None:
        """Returns when it answers; after a kill that is when it has repaired what it was in the middle of."""
        options = f"-k {self._folder} -c listen_addresses='' -c max_connections=60"
        self._run("pg_ctl", "-D", "data", "-w", "-t", str(_SECONDS), "-l", "log", "-o", options, "start")

    def kill(self) -> None:
        """As when the power goes for it alone: the server and what works for it are gone at once."""
        kill_at_once(self.process)
        # They name it, and where nobody has buried it yet it would be taken for alive.
        (self._folder / "data/postmaster.pid").unlink()
        (self._folder / ".s.PGSQL.5432.lock").unlink()

    @property
    def process(self) -> int:
        return int((self._folder / "data/postmaster.pid").read_text().split()[0])

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        subprocess.run(command, user=self._user, cwd=self._folder, check=True, stdout=subprocess.DEVNULL)


def kill_at_once(number: int) -> None:
    """A server and all that works for it; returns when they are gone."""
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    os.kill(number, signal.SIGSTOP)  # else it would start new ones
    for each in (*map(int, children), number):
        os.kill(each, signal.SIGKILL)
    while any(Path(f"/proc/{each}/cmdline").exists() and _runs(each) for each in (*map(int, children), number)):
        time.sleep(0.01)


@contextmanager
def own_server() -> Iterator[OwnServer]:
    folder = Path(mkdtemp(prefix="tracker-pg-"))
    try:
        server = OwnServer(folder)
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runs(number: int) -> bool:
    """Whether the process is more than the entry that its parent has not read."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
