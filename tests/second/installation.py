"""An installation with two programs: the shipped one, and the small one of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.programs import vald_files
from tracker.definitions.catalogue import Definitions
from tracker.definitions.loader import load

SECOND = "radgivning-2022"


def folder_with_both(target: Path) -> Path:
    """The shipped definitions with the second program beside them, as files."""
    vald_files(target)
    shutil.copytree(Path(__file__).parent / SECOND, target / SECOND)
    return target


def definitions_of_both(target: Path) -> Definitions:
    return load(folder_with_both(target))
