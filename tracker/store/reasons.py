"""Why a file or a database could not be used, in Swedish: systems and drivers say it in English."""

from __future__ import annotations

import errno
import os
import socket
import ssl
from pathlib import Path

from tracker.words import gettext as _


def of_system(fault: OSError) -> str:
    """What the operating system answered, in a few words; its own words where we have none."""
    words = {
        errno.EACCES: _("åtkomst nekas"),
        errno.EPERM: _("åtkomst nekas"),
        errno.EADDRINUSE: _("porten är upptagen"),
        errno.EADDRNOTAVAIL: _("adressen finns inte på den här datorn"),
        errno.EBUSY: _("filen används av något annat"),
        errno.EDQUOT: _("utrymmet är slut"),
        errno.EEXIST: _("en fil med det namnet finns redan"),
        errno.EFBIG: _("filen blir för stor"),
        errno.EIO: _("läs- eller skrivfel på disken"),
        errno.EISDIR: _("det är en mapp, inte en fil"),
        errno.ELOOP: _("länken pekar på sig själv"),
        errno.EMFILE: _("för många filer är öppna"),
        errno.ENAMETOOLONG: _("namnet är för långt"),
        errno.ENOENT: _("filen eller mappen finns inte"),
        errno.ENOSPC: _("disken är full"),
        errno.ENOTDIR: _("en del av sökvägen är ingen mapp"),
        errno.EROFS: _("disken är skrivskyddad"),
    }
    if isinstance(fault, socket.gaierror):
        return _("servernamnet är okänt")
    if isinstance(fault, ssl.SSLCertVerificationError):
        return _("certifikatet godtas inte på den här datorn")
    if isinstance(fault, ssl.SSLError):  # its errno counts faults of TLS, not of the system
        return fault.strerror or type(fault).__name__
    return words.get(fault.errno or 0, fault.strerror or type(fault).__name__)


def of_database(text: str, file: str | None = None) -> str:
    """What the database driver answered, in a few words; the first line of its own words where we have none.

    ``file``: of an SQLite database, whose driver does not tell a disk that is read only from a file that is not there.
    """
    if file is not None and "unable to open" in text and _is_read_only(Path(file).parent):
        return _("disken är skrivskyddad")
    known = (
        ("unable to open database file", _("filen eller mappen finns inte eller är skrivskyddad")),
        ("readonly database", _("filen eller disken är skrivskyddad")),
        ("file is not a database", _("filen är ingen SQLite-databas")),
        ("malformed", _("filen är skadad; läs in en säkerhetskopia i en ny")),
        ("disk is full", _("disken är full")),
        ("disk I/O error", _("läs- eller skrivfel på disken")),
        ("password authentication failed", _("fel användarnamn eller lösenord")),
        ("no password supplied", _("lösenord saknas")),
        ("Peer authentication failed", _("servern godtar inte den här användaren utan lösenord")),
        ("too many clients", _("servern har för många anslutningar")),
        ("too many connections", _("servern har för många anslutningar")),
        ("starting up", _("servern startar")),
        ("shutting down", _("servern stängs av")),
        ("terminating connection", _("servern stängdes av eller bröt anslutningen")),
        ("closed the connection", _("servern bröt anslutningen")),
        ("Connection refused", _("ingen server svarar på adressen")),
        ("No such file or directory", _("ingen server svarar på adressen")),
        ("timeout", _("servern svarar inte i tid")),
        ("resolve host", _("servernamnet är okänt")),
        ("translate host name", _("servernamnet är okänt")),
        ("permission denied", _("användaren har inte de rättigheter som behövs")),
        ("read-only transaction", _("databasen får bara läsas")),
    )
    for sign, words in known:
        if sign in text:
            return words
    if 'database "' in text and "does not exist" in text:
        return _("databasen finns inte på servern; skapa den först")
    if 'role "' in text and "does not exist" in text:
        return _("fel användarnamn eller lösenord")
    return next(iter(text.strip().splitlines()), "")


def _is_read_only(folder: Path) -> bool:
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False
