"""Two database machines as docs/operations/several-machines.md sets them up, both on this one: a primary and its
standby, each with pgbouncer before it (or without), with the guide's own files but for addresses and paths."""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.own_server import kill_at_once
from tests.fixtures.postgres import server_programs

GUIDE = Path(__file__).resolve().parent.parent / "docs/operations/several"
ROLES = ("tracker", "tracker_reader", "replicator")
_SECONDS = 60


class Machines:
    """``folder``: where both keep everything; its certificate is for 127.0.0.1, where both listen. ``pooled``: with
    pgbouncer before both; else they are reached by their sockets."""

    def __init__(self, folder: Path, *, pooled: bool = True) -> None:
        self.folder, self.passwords = folder, {role: secrets.token_urlsafe(24) for role in ROLES}
        self.pooled = pooled
        self.user = "postgres" if os.geteuid() == 0 else None
        self.superuser = self.user or getpass.getuser()
        self.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "database.key",
                 "-out", "database.crt", "-subj", "/CN=database", "-addext", "subjectAltName=IP:127.0.0.1")  # fmt: skip
        self.write("pgpass", "".join(f"*:*:*:{role}:{word}\n" for role, word in self.passwords.items()))
        self.a, self.b = Machine(self, "a"), Machine(self, "b")

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
        if self.user:
            shutil.chown(file, self.user)
            shutil.chown(file.parent, self.user)
        return file

    def run(self, program: str, *arguments: str, given: str = "") -> str:
        command = [program, *arguments]
        environment = {**os.environ, "HOME": str(self.folder)}  # not ours, where the server's user may not look
        done = subprocess.run(
            command,
            user=self.user,
            cwd=self.folder,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command[:3])}…: {done.stderr[-600:]}")
        return done.stdout

    def address(self, role: str, first: Machine, second: Machine, wanted: str) -> str:
        """As the settings of the web machines name the database: both machines, and which of them is wanted."""
        if not self.pooled:
            where = f"host={self.folder},{self.folder}&port={first.port},{second.port}&target_session_attrs={wanted}"
            return f"postgresql://{role}:{self.passwords[role]}@/tracker?{where}"
        hosts = "&".join(f"host=127.0.0.1:{each.pool}" for each in (first, second))
        checked = f"sslmode=verify-full&sslrootcert={self.folder}/database.crt"
        return f"postgresql://{role}:{self.passwords[role]}@/tracker?{hosts}&target_session_attrs={wanted}&{checked}"

    @property
    def writing(self) -> str:
        return self.address("tracker", self.a, self.b, "read-write")

    @property
    def reading(self) -> str:
        return self.address("tracker_reader", self.b, self.a, "prefer-standby")

    def direct(self, machine: Machine) -> str:
        return f"postgresql+psycopg://tracker:{self.passwords['tracker']}@/tracker?host={machine.sockets}&port={machine.port}"


class Machine:
    """One of them. ``port``: of the server; ``pool``: of pgbouncer before it."""

    def __init__(self, machines: Machines, name: str) -> None:
        self._all, self.name, self.port, self.pool = machines, name, _free(), _free()
        self.sockets = machines.folder
        self.data = machines.folder / f"data-{name}"
        self._programs = server_programs()
        self._pooling: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """A primary, with an empty database and the roles; nobody waits for a standby yet."""
        self._run(
            "initdb", "-D", str(self.data), "-U", self._all.superuser, "-A", "peer", "-E", "UTF8", "--locale=C.UTF-8"
        )
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("include_dir = 'conf.d'\n")
        self._guide_file("replication.conf", f"data-{self.name}/conf.d/replication.conf")
        self._let_in()
        self.start()
        self._run_file("roles.sql", "postgres")
        self.ask(*(f"ALTER ROLE {role} PASSWORD '{word}'" for role, word in self._all.passwords.items()))
        rows = self.ask("SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE 'tracker%'")
        self._all.write("userlist.txt", "".join(f'"{role}" "{verifier}"\n' for role, verifier in rows))

    def let_read(self) -> None:
        """After the tables are there: what may be read of the standby."""
        self._run_file("reading.sql", "tracker")

    def follow(self, primary: Machine) -> None:
        """Become its standby, from nothing; whoever saves waits for it from now on."""
        self._run("pg_basebackup", "-D", str(self.data), "-d",
                  f"host=127.0.0.1 port={primary.port} user=replicator sslmode=verify-full "
                  f"sslrootcert={self._all.folder}/database.crt passfile={self._all.folder}/pgpass",
                  "--write-recovery-conf", "--create-slot", "--slot", self.name, "--checkpoint", "fast")  # fmt: skip
        (self.data / "conf.d/synchronous.conf").unlink(missing_ok=True)
        self._let_in()
        self.start()
        primary.wait_for_standby()

    def wait_for_standby(self) -> None:
        self._guide_file("synchronous.conf", f"data-{self.name}/conf.d/synchronous.conf")
        self.ask("SELECT pg_reload_conf()")
        until = time.monotonic() + _SECONDS
        while self.ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != [["1"]]:
            if time.monotonic() > until:
                raise RuntimeError("the standby does not follow")
            time.sleep(0.2)

    def start(self) -> None:
        options = f"-k {self.sockets} -p {self.port}"
        log = str(self._all.folder / f"log-{self.name}")
        self._run("pg_ctl", "-D", str(self.data), "-w", "-t", str(_SECONDS), "-l", log, "-o", options, "start")

    def start_pool(self) -> None:
        if not self._all.pooled:
            return
        text = (GUIDE / "pgbouncer.ini").read_text(encoding="utf-8")
        changes = {"/var/run/postgresql port=5432": f"{self.sockets} port={self.port}",
                   "unix_socket_dir = /var/run/postgresql": f"unix_socket_dir = {self.sockets}",
                   "listen_addr = *": "listen_addr = 127.0.0.1", "listen_port = 6432": f"listen_port = {self.pool}",
                   "/etc/pgbouncer/userlist.txt": f"{self._all.folder}/userlist.txt",
                   "/etc/ssl/tracker": str(self._all.folder)}  # fmt: skip
        file = self._all.write(f"pgbouncer-{self.name}.ini", _changed(text, changes))
        command = [_pooler(), "--quiet", str(file)]
        with (self._all.folder / f"pool-log-{self.name}").open("wb") as log:
            self._pooling = subprocess.Popen(command, user=self._all.user, stdout=log, stderr=log)

    def promote(self) -> None:
        """Make the standby the primary, and let its pool, which has told everybody that it is none, ask anew."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "promote")
        if not self._all.pooled:
            return
        where = ("-h", str(self.sockets), "-p", str(self.pool), "-U", "pgbouncer", "pgbouncer")
        self._run("psql", *where, "-qX", "-c", "RECONNECT")

    def ask(self, *statements: str) -> list[list[str]]:
        """The rows that the statements answer; as the server's superuser, let in by being that user here."""
        asked = [part for statement in statements for part in ("-c", statement)]
        told = self._run("psql", *self._where("postgres"), "-At", "-F", "\t", *asked)
        return [line.split("\t") for line in told.splitlines()]

    def _run_file(self, name: str, database: str) -> None:
        self._run("psql", *self._where(database), given=(GUIDE / name).read_text(encoding="utf-8"))

    def _where(self, database: str) -> tuple[str, ...]:
        sockets, port = str(self.sockets), str(self.port)
        return "-h", sockets, "-p", port, "-U", self._all.superuser, "-d", database, "-qX", "-v", "ON_ERROR_STOP=1"

    @property
    def process(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """As when the machine is gone: the server, all that works for it and the pool before it, at once."""
        kill_at_once(self.process)
        self._stop_pool()

    def stop(self) -> None:
        self._stop_pool()
        with suppress(RuntimeError):
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def forget(self) -> None:
        """Nothing of what was on it is used again."""
        shutil.rmtree(self.data)

    def _stop_pool(self) -> None:
        if self._pooling is not None:
            self._pooling.kill()
            self._pooling.wait()
            self._pooling = None

    def _let_in(self) -> None:
        self._guide_file("pg_hba.conf", f"data-{self.name}/pg_hba.conf")

    def _guide_file(self, name: str, to: str) -> None:
        changes = {"'*'": "'127.0.0.1'", "10.0.0.21": "127.0.0.1", "/etc/ssl/tracker": str(self._all.folder),
                   "postgres  ": self._all.superuser + "  "}  # fmt: skip
        if name == "synchronous.conf":
            changes.pop("'*'")
        self._all.write(to, _changed((GUIDE / name).read_text(encoding="utf-8"), changes))

    def _run(self, program: str, *arguments: str, given: str = "") -> str:
        return self._all.run(str(self._programs / program), *arguments, given=given)


@contextmanager
def machines(*, pooled: bool = True) -> Iterator[Machines]:
    """Both, with nothing on them."""
    folder = Path(mkdtemp(prefix="tracker-several-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    found = Machines(folder, pooled=pooled)
    try:
        yield found
    finally:
        for each in (found.a, found.b):
            each.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def _pooler() -> str:
    found = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        raise RuntimeError("pgbouncer is missing: apt-get install pgbouncer")
    return found


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
