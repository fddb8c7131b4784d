"""The key that signs sessions, where none is given: made once and kept in the instance folder."""

import os
import secrets
from pathlib import Path

from tracker.config.fault import SettingsError
from tracker.words import gettext as _

SHORTEST_KEY = 43
"""Signs: 32 random bytes in base64. As hexadecimal digits they are 64."""


def kept_key(instance: Path) -> str:
    file = instance / "secret_key"
    try:
        if not file.exists():
            _make_key(file)
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        sentence = _("Nyckeln {file} kan inte läsas eller skapas. Ange TRACKER_SECRET_KEY.")
        raise SettingsError([sentence.format(file=file)]) from fault
    if len(key) < SHORTEST_KEY:
        raise SettingsError([_("Nyckeln {file} är för kort. Ta bort filen, så skapas en ny.").format(file=file)])
    return key


def _make_key(file: Path) -> None:
    """Create the key whole or not at all: several server processes may start at once and must agree."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(32))
        os.link(draft, file)
    except FileExistsError:
        pass  # another process was first; its key is the one to use
    finally:
        draft.unlink()
