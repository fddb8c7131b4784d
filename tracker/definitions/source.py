"""Which files the definitions consist of, read and put together as one mapping."""

from __future__ import annotations

import re
from pathlib import Path

from tracker.definitions import normalise
from tracker.definitions.faults import Fault
from tracker.definitions.letterhead import LARGEST_FILE, faults_of
from tracker.definitions.located import FaultyFile, LocatedDict, LocatedList, Place, Room, read
from tracker.words import gettext as _

ORGANISATION = "organisation"
CITY = "city.yaml"
ORGANISATION_FILES = ("units.yaml", "groups.yaml", "regions.yaml", "population.yaml")
PROGRAM_FILES = ("program.yaml", "calendar.yaml")
ILS = "ils.yaml"
"""A file that a program may have."""
LETTERHEAD = "letterhead.docx"
"""A file that the organisation may have."""


class Source:
    """A folder of definitions.

    ``unreadable``: files that said nothing. What they would have defined is unknown: no reference to it is a fault.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.unreadable: set[Path] = set()
        self.letterhead: bytes | None = None
        self._room = Room()

    def tree(self) -> LocatedDict | None:
        """Everything that could be read, as one mapping in the shape of Definitions; None without a folder."""
        if not self._is_folder(self.folder):
            return None
        programs = [entry for entry in sorted(self.folder.iterdir()) if _is_program(entry)]
        if not programs and not (self.folder / ORGANISATION).exists():
            message = _("Mappen saknar definitioner: här väntas mappen organisation/ och en mapp per program.")
            self._fault(self.folder, message)
            return None
        if not programs:
            self._fault(self.folder, _("Det finns inget program: ett program är en mapp med filen program.yaml."))
        self._only(self.folder, ())
        tree, place = LocatedDict(Place(self.folder, 1)), Place(self.folder, 1)
        organisation, wholes = self._organisation(), [self._program(program) for program in programs]
        tree.put("organisation", organisation, organisation.place)
        tree.put("programs", LocatedList(place, [(whole, whole.place) for whole in wholes]), place)
        return tree

    def _organisation(self) -> LocatedDict:
        folder = self.folder / ORGANISATION
        place = Place(folder, 1)
        if not self._is_folder(folder):
            self.unreadable.add(folder)
            return LocatedDict(place)
        self._only(folder, (CITY, *ORGANISATION_FILES))
        self._letterhead(folder / LETTERHEAD)
        optional = [folder / name for name in ORGANISATION_FILES[1:] if (folder / name).exists()]
        contents = [normalise.city(self._read(folder / CITY))]
        for file in (folder / ORGANISATION_FILES[0], *optional):
            content = self._read(file)
            for key in [key for key in content if key != file.stem]:
                message = _("Nyckeln ”{key}” hör inte hemma här; filen ska ha nyckeln ”{stem}”.")
                self._fault(file, message.format(key=key, stem=file.stem), content.places[key].line)
                content.pop(key)
            if not content and file not in self.unreadable:
                self._fault(file, _("Nyckeln ”{stem}” saknas.").format(stem=file.stem))
                self.unreadable.add(file)
            contents.append(content)
        place = Place(folder / ORGANISATION_FILES[0], 1)
        return normalise.organisation(contents, place)

    def _program(self, folder: Path) -> LocatedDict:
        self._only(folder, (*PROGRAM_FILES, ILS))
        head, calendar = (self._read(folder / name) for name in PROGRAM_FILES)
        ils = self._read(folder / ILS) if (folder / ILS).exists() else None
        whole, faults = normalise.program(head, calendar, self._goals(folder / "goals"), ils)
        if folder / PROGRAM_FILES[0] not in self.unreadable:
            self.faults += faults
        code = head.get("code")
        if isinstance(code, str) and code != folder.name:
            message = _("Programmets kod ”{code}” ska vara mappens namn, ”{folder}”.")
            self.faults.append(head.places["code"].fault(message.format(code=code, folder=folder.name)))
        return whole

    def _goals(self, folder: Path) -> list[LocatedDict]:
        if not self._is_folder(folder):
            self.unreadable.add(folder)
            return []
        self._only(folder, None)
        files = sorted(folder.glob("*.yaml"), key=_natural)
        if not files:
            self._fault(folder, _("Programmet saknar mål: här väntas en fil per mål."))
            self.unreadable.add(folder)
        goals = [(file, self._read(file)) for file in files]
        return [goal for file, goal in goals if file not in self.unreadable]

    def _letterhead(self, file: Path) -> None:
        """The city's own Word file, where there is one."""
        for other in sorted(file.parent.glob(f"{file.stem}.*")):
            if other.name != file.name:
                self._fault(other, _("Filen läses inte: den ska heta {name}.").format(name=file.name))
        if not file.exists():
            return
        if not file.is_file():
            self._fault(file, _("Filen går inte att öppna: här väntas en vanlig fil."))
            return
        try:
            with file.open("rb") as stream:
                content = stream.read(LARGEST_FILE + 1)
        except OSError:
            self._fault(file, _("Filen går inte att öppna."))
            return
        found = faults_of(content)
        for message in found:
            self._fault(file, message)
        self.letterhead = None if found else content

    def _read(self, file: Path) -> LocatedDict:
        """The file's content; an empty mapping, and a fault, if it cannot be read."""
        try:
            if not file.exists():
                raise FaultyFile(Fault(file, 1, _("Filen saknas.")))
            if not self._room.is_full:
                return read(file, self._room)
            # The file that filled it has the fault; no other is looked at.
            raise FaultyFile
        except FaultyFile as faulty:
            self.faults += faulty.faults
            self.unreadable.add(file)
            return LocatedDict(Place(file, 1))

    def _is_folder(self, folder: Path) -> bool:
        if folder.is_dir():
            return True
        exists = folder.exists()
        self._fault(folder, _("Här väntas en mapp, men det är en fil.") if exists else _("Mappen finns inte."))
        return False

    def _only(self, folder: Path, known: tuple[str, ...] | None) -> None:
        """Refuse YAML files that would be passed over in silence."""
        for file in sorted(folder.iterdir()):
            if file.suffix == ".yml":
                self._fault(file, _("Filen läses inte: namnet ska sluta på .yaml."))
            elif known is not None and file.suffix == ".yaml" and file.name not in known:
                names = ", ".join(known) or _("inga")
                message = _("Filen hör inte hemma här. Filer som läses i mappen: {names}.").format(names=names)
                self._fault(file, message)

    def _fault(self, path: Path, message: str, line: int = 1) -> None:
        self.faults.append(Fault(path, line, message))


def _is_program(entry: Path) -> bool:
    """A folder with a program, or with something that should have been one."""
    if not entry.is_dir() or entry.name == ORGANISATION or entry.name.startswith("."):
        return False
    return any(entry.glob("*.yaml")) or (entry / "goals").is_dir()


def _natural(file: Path) -> list[tuple[int, str]]:
    """M2 before M10."""
    return [(int(digits or 0), word) for word, digits in re.findall(r"(\D*)(\d*)", file.stem)]
