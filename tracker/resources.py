"""Find the folders that live beside the package in a checkout and inside it once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


TEMPLATES = _folder("templates")
PROGRAM = _folder("program")
MIGRATIONS = _folder("migrations")
STATIC = _PACKAGE / "web" / "static"
