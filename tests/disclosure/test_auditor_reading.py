"""The file format of the auditor: what is accepted, and one clear sentence for what is not."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.reading import parse, read
from tracker.disclosure.auditor.schema import schema
from tracker.disclosure.auditor.table import AuditFormatError

DOCS = Path(__file__).resolve().parents[2] / "docs"

GOOD: dict[str, Any] = {
    "schema": "tracker-audit-1",
    "threshold": 5,
    "cells": [
        {"id": "total", "value": 9, "printed": True, "sensitive": False},
        {"id": "women", "value": 3, "printed": False, "sensitive": True},
        {"id": "men", "value": 6, "printed": False, "sensitive": False, "lower": 0, "upper": None},
    ],
    "equations": [
        {
            "terms": [{"cell": "total", "factor": -1}, {"cell": "women"}, {"cell": "men"}],
            "relation": "=",
            "constant": 0,
        }
    ],
}


def changed(*path: int | str, to: Any) -> dict[str, Any]:
    """The good file with one place changed."""
    content = deepcopy(GOOD)
    place: Any = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return content


def without(*path: int | str) -> dict[str, Any]:
    content = deepcopy(GOOD)
    place: Any = content
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return content


def faults(content: Any) -> tuple[str, ...]:
    with pytest.raises(AuditFormatError) as caught:
        parse(json.dumps(content))
    return caught.value.faults


def test_a_good_file_is_read_and_judged(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    path.write_text(json.dumps(GOOD), encoding="utf-8-sig")
    assert audit(read(path)).passed


NO_INTEGER = " ska vara ett heltal utan decimaler och utan citattecken; rätta värdet."

FAULTS: list[tuple[Any, str]] = [
    ([], "Filen är inget JSON-objekt; skriv { … } med schema, threshold, cells och equations."),
    (without("threshold"), "Filen: ”threshold” saknas; lägg till det."),
    (without("cells", 1, "printed"), "cells[1] (cellen ”women”): ”printed” saknas; lägg till det."),
    (
        changed("cells", 1, "colour", to=1),
        "cells[1] (cellen ”women”): ”colour” är ett okänt fält; ta bort det eller rätta stavningen.",
    ),
    (changed("schema", to="audit-2"), "schema: \"audit-2\" ska vara 'tracker-audit-1'; rätta värdet."),
    (changed("threshold", to=1), "threshold: 1 ska vara minst 2; rätta värdet."),
    (
        changed("cells", 1, "value", to=3.5),
        "cells[1].value (cellen ”women”): 3.5" + NO_INTEGER,
    ),
    (
        changed("cells", 1, "value", to="3"),
        'cells[1].value (cellen ”women”): "3"' + NO_INTEGER,
    ),
    (
        changed("cells", 1, "value", to=10**10),
        "cells[1].value (cellen ”women”): 10000000000 får vara högst 1000000000; rätta värdet.",
    ),
    (
        changed("cells", 1, "printed", to="ja"),
        'cells[1].printed (cellen ”women”): "ja" ska vara true eller false; rätta värdet.',
    ),
    (changed("cells", 1, "id", to=""), 'cells[1].id (cellen ””): "" får inte vara tom; rätta värdet.'),
    (changed("cells", to={}), "cells: {} ska vara en lista [ … ]; rätta värdet."),
    (changed("cells", to=[3]), "cells[0]: 3 ska vara ett objekt { … }; rätta värdet."),
    (changed("cells", to=[]), "cells: [] får inte vara tom; rätta värdet."),
    (changed("equations", 0, "terms", to=[]), "equations[0].terms: [] får inte vara tom; rätta värdet."),
    (
        changed("equations", 0, "relation", to="<"),
        "equations[0].relation: \"<\" ska vara '=', '<=' eller '>='; rätta värdet.",
    ),
    (
        changed("cells", 2, "id", to="women"),
        "cells[2]: cellen ”women” finns redan som cells[1]; ge varje cell ett eget id.",
    ),
    (
        changed("equations", 0, "terms", 1, "cell", to="girls"),
        "equations[0].terms[1].cell: cellen ”girls” finns inte i ”cells”; rätta id:t eller lägg till cellen.",
    ),
    (
        changed("cells", 0, "hidden", to=True),
        "cells[0]: cellen ”total” är både ”printed” och ”hidden”; en dold cell trycks aldrig, rätta det ena.",
    ),
    (
        changed("cells", 2, "upper", to=5),
        "cells[2]: cellen ”men” har värdet 6, över sin ”upper” 5; rätta den ena.",
    ),
    (
        changed("cells", 2, "lower", to=7),
        "cells[2]: cellen ”men” har värdet 6, under sin ”lower” 7; rätta den ena.",
    ),
    (
        changed("cells", 2, "value", to=7),
        "equations[0]: de sanna värdena ger 1 = 0, vilket inte stämmer; rätta ett värde eller sambandet.",
    ),
]


@pytest.mark.parametrize(("content", "sentence"), FAULTS)
def test_each_fault_is_one_sentence_with_its_place(content: Any, sentence: str) -> None:
    assert sentence in faults(content)


def test_all_faults_at_once() -> None:
    content = changed("cells", 1, "value", to=None)
    content["threshold"] = "five"
    del content["equations"]
    assert len(faults(content)) == 3


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("{", "Rad 1, tecken 2: filen är inte giltig JSON"),
        ('{"schema": 1, "schema": 2}', "Nyckeln ”schema” står två gånger"),
        ("[" * 100_000, "Filen innehåller ett orimligt långt tal eller för djupt"),
        ("9" * 5_000, "Filen innehåller ett orimligt långt tal"),
        ('{"threshold": NaN}', "Filen: ”schema” saknas"),
    ],
)
def test_a_broken_file_is_one_sentence_too(text: str, beginning: str) -> None:
    with pytest.raises(AuditFormatError) as caught:
        parse(text)
    assert caught.value.faults[0].startswith(beginning)


def test_unreadable_files_are_one_sentence(tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes('{"schema": "å"}'.encode("latin-1"))
    for path, words in ((latin, "är inte UTF-8"), (tmp_path / "none.json", "går inte att läsa")):
        with pytest.raises(AuditFormatError, match=words):
            read(path)


def test_the_documented_schema_is_the_models() -> None:
    assert (DOCS / "audit.schema.json").read_text(encoding="utf-8") == schema(), (
        "run: python -m tracker.disclosure.auditor.schema > docs/audit.schema.json"
    )


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    validator.check_schema(validator.schema)
    assert validator.is_valid(GOOD)
    for content in (without("threshold"), changed("cells", 1, "value", to=3.5), changed("cells", to=[])):
        assert not validator.is_valid(content)


def test_the_documented_example_is_what_the_page_says() -> None:
    page = (DOCS / "audit-format.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    outcome = audit(parse(example), intervals=True)
    found = {finding.id: (finding.verdict, finding.low, finding.high) for finding in outcome.cells}
    assert found == {"bromma women": ("narrow", 0, 4), "farsta women": ("narrow", 0, 4)}
