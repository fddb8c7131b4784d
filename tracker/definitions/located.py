"""YAML read with the place of every key: plain dicts and lists that remember their file and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tracker.definitions.faults import Fault, Loc
from tracker.words import gettext as _


@dataclass(frozen=True)
class Place:
    file: Path
    line: int

    def fault(self, message: str) -> Fault:
        return Fault(self.file, self.line, message)


class LocatedDict(dict[str, Any]):
    """A mapping; ``places`` holds the line of each key, ``place`` where the mapping begins."""

    def __init__(self, place: Place, entries: Mapping[str, tuple[Any, Place]] | None = None) -> None:
        super().__init__({key: value for key, (value, _place) in (entries or {}).items()})
        self.place = place
        self.places = {key: place for key, (_value, place) in (entries or {}).items()}

    def put(self, key: str, value: Any, place: Place | None = None) -> None:
        """Set a value; a new key without a place of its own stands where the mapping begins."""
        self.places[key] = place or self.places.get(key, self.place)
        self[key] = value

    def copy(self) -> LocatedDict:
        return LocatedDict(self.place, {key: (value, self.places[key]) for key, value in self.items()})


class LocatedList(list[Any]):
    """A sequence; ``places`` holds the line of each element."""

    def __init__(self, place: Place, elements: list[tuple[Any, Place]] | None = None) -> None:
        super().__init__(value for value, _place in elements or [])
        self.place = place
        self.places = [place for _value, place in elements or []]

    def add(self, value: Any, place: Place) -> None:
        self.append(value)
        self.places.append(place)

    def drop(self, index: int) -> None:
        del self[index], self.places[index]


def children(value: Any) -> Iterator[tuple[str | int, Any, Place]]:
    """Each value in a mapping or a list with its key or position and its place; nothing for anything else."""
    if isinstance(value, LocatedDict):
        yield from ((key, child, value.places[key]) for key, child in value.items())
    elif isinstance(value, LocatedList):
        yield from ((n, child, value.places[n]) for n, child in enumerate(value))


def copied(value: Any) -> Any:
    """A copy down to the last value."""
    parts = [(key, copied(child), place) for key, child, place in children(value)]
    if isinstance(value, LocatedDict):
        return LocatedDict(value.place, {str(key): (child, place) for key, child, place in parts})
    if isinstance(value, LocatedList):
        return LocatedList(value.place, [(child, place) for _position, child, place in parts])
    return value


def along(tree: Any, loc: Loc) -> Iterator[tuple[Any, Place]]:
    """The value and the place at each step of the way, as far as it was written."""
    here = tree
    for step in loc:
        try:
            place, here = here.places[step], here[step]
        except (AttributeError, IndexError, KeyError, TypeError):
            return
        yield here, place


def place_of(tree: LocatedDict, loc: Loc) -> Place:
    """The place of the value at ``loc``, or of the nearest thing above it that was written."""
    return [tree.place, *(place for _value, place in along(tree, loc))][-1]


class FaultyFile(Exception):
    """A file that cannot be read at all; ``faults`` says why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


class Room:
    """How much references may still repeat, in every file of a folder together: a few lines can stand for gigabytes."""

    MOST = 20_000_000
    """Letters; each value that is repeated takes a few more. What is written out takes none."""

    _EACH = 20

    def __init__(self) -> None:
        self._left = self.MOST

    @property
    def is_full(self) -> bool:
        return self._left < 0

    def take(self, node: Node) -> None:
        self._left -= self._EACH + (len(node.value) if isinstance(node, ScalarNode) else 0)


def read(file: Path, room: Room | None = None) -> LocatedDict:
    """The mapping in a YAML file (UTF-8). Numbers and booleans keep their type, dates stay text.

    ``room``: of the folder that the file is read with.
    Raises FaultyFile if the file cannot be opened, is not UTF-8, is not YAML, is empty, repeats a key,
    becomes too large, or holds something else than keys and values.
    """
    text = _text(file)
    builder = _Builder(file, room or Room())
    try:
        root = _yaml().compose(text)
        value = builder.value(root, ()) if root is not None else None
    except MarkedYAMLError as error:
        raise FaultyFile(Fault(file, _line(error), _explain(error))) from None
    except _TooMany as error:
        raise FaultyFile(Fault(file, error.line, _("Filen har orimligt många värden."))) from None
    except YAMLError:
        raise FaultyFile(Fault(file, 1, _("Filen innehåller tecken som inte får finnas i YAML."))) from None
    except RecursionError:
        raise FaultyFile(Fault(file, 1, _("Filen är för djupt nästlad."))) from None
    if root is None:
        raise FaultyFile(Fault(file, 1, _("Filen är tom.")))
    if builder.faults:
        raise FaultyFile(*builder.faults)
    if not isinstance(value, LocatedDict):
        raise FaultyFile(Fault(file, 1, _("Filen ska bestå av nycklar och värden (nyckel: värde).")))
    return value


def _text(file: Path) -> str:
    if not file.is_file():
        # Reading a pipe would wait for ever.
        raise FaultyFile(Fault(file, 1, _("Filen går inte att öppna: här väntas en vanlig fil.")))
    try:
        raw = file.read_bytes()
    except OSError:
        raise FaultyFile(Fault(file, 1, _("Filen går inte att öppna."))) from None
    if raw.startswith(b"\xef\xbb\xbf"):
        raise FaultyFile(Fault(file, 1, _("Filen börjar med ett BOM-tecken; spara den som UTF-8 utan BOM.")))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = _("Filen är inte UTF-8; spara om den med teckenkodningen UTF-8.")
        raise FaultyFile(Fault(file, line, message)) from None


def _line(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _explain(error: MarkedYAMLError) -> str:
    problem = str(error.problem or "")
    if "\\t" in problem:
        return _("Filen är inte giltig YAML: indrag görs med mellanslag, inte med tabb.")
    if "undefined alias" in problem:
        return _("Filen är inte giltig YAML: en hänvisning (*namn) saknar sitt mål (&namn).")
    return _("Filen är inte giltig YAML; kontrollera indrag, kolon och citattecken här och på raden före.")


_MOST_VALUES = 200_000
"""A file that refers to itself over and over would otherwise grow without end."""


class _TooMany(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Composer(Composer):
    """Ends where a file has too many values: each takes a hundred times the room that its letter or two had."""

    composed = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.composed += 1
        if self.composed > 2 * _MOST_VALUES:
            raise _TooMany(self.parser.peek_event().start_mark.line + 1)
        return super().compose_node(parent, index)


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Composer
    return yaml


class _Builder:
    """Nodes → located values, collecting what is wrong on the way."""

    def __init__(self, file: Path, room: Room) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._values = 0
        self._room = room
        self._met: set[int] = set()

    def place(self, node: Node) -> Place:
        return Place(self.file, node.start_mark.line + 1)

    def value(self, node: Node, above: tuple[Node, ...]) -> Any:
        self._values += 1
        self._meet(node)
        if any(node is parent for parent in above):
            self.faults.append(self.place(node).fault(_("En hänvisning (*namn) pekar på något den själv ligger i.")))
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, (*above, node))
        if isinstance(node, SequenceNode):
            elements = [(self.value(child, (*above, node)), self.place(child)) for child in node.value]
            return LocatedList(self.place(node), elements)
        if not _sayable(str(node.value)):
            self.faults.append(
                self.place(node).fault(_("Texten innehåller ett tecken som inte finns (\\ud800–\\udfff)."))
            )
        return scalar(node)

    def _meet(self, node: Node) -> None:
        if id(node) in self._met:
            self._room.take(node)
        self._met.add(id(node))
        if self._values > _MOST_VALUES or self._room.is_full:
            message = _("Filen blir orimligt stor när dess hänvisningar (*namn) följs.")
            raise FaultyFile(self.place(node).fault(message))

    def mapping(self, node: MappingNode, above: tuple[Node, ...]) -> LocatedDict:
        built = LocatedDict(self.place(node))
        for key_node, value_node in node.value:
            place = self.place(key_node)
            self._meet(key_node)
            if not isinstance(key_node, ScalarNode) or not _sayable(str(key_node.value)):
                self.faults.append(place.fault(_("En nyckel ska vara ett ord.")))
                continue
            key = str(key_node.value)
            if key in built:
                self.faults.append(place.fault(_("Nyckeln ”{key}” står två gånger.").format(key=key)))
            built.put(key, self.value(value_node, above), place)
        return built


def _sayable(text: str) -> bool:
    """Half a surrogate pair can be written as an escape, but is no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def scalar(node: Node) -> Any:
    """Null, true/false and numbers as such; everything else, dates too, as the text it is."""
    kind, text = str(node.tag).rpartition(":")[2], str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        if kind == "int" and len(text) < 19:
            return int(text)
        if kind == "float" and len(text) < 19:
            return float(text)
    except ValueError:
        return text
    return text
