"""For administrators: what a change of definitions would do, before anybody makes it on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from tracker.accounts.permissions import may
from tracker.clock import today
from tracker.definitions import loader
from tracker.definitions.faults import DefinitionFaults, Fault
from tracker.definitions.packed import BadPackage, unpacked
from tracker.editions import consequence_words
from tracker.editions.consequences import Consequence, consequences
from tracker.store.base import utc_now
from tracker.store.loading import DefinitionChange, LoadRefused, plan_load
from tracker.store.readings import Reading, add_readings
from tracker.web.access import current_account, requires, takes
from tracker.web.database import read_session, write_session
from tracker.words import gettext as _
from tracker.words import lazy

blueprint = Blueprint("definitions", __name__)

PATH = "/definitioner"
LARGEST_FILE = 4 * 1024 * 1024


class PackageForm(FlaskForm):
    file = FileField(
        lazy("Mappen med programmen, som zip-fil"),
        description=lazy("Samma mapp som tracker load läser. Inget ändras: här visas bara vad som skulle hända."),
    )


@dataclass(frozen=True)
class Told:
    """``faults``: why the definitions cannot be used, one line each; then there is nothing else."""

    faults: Sequence[str] = ()
    changes: Sequence[DefinitionChange] = ()
    found: Sequence[Consequence] = ()


@blueprint.get(PATH)
@requires("manage_definitions")
def show() -> ResponseReturnValue:
    return _page(PackageForm(formdata=None), None)


@blueprint.post(PATH)
@requires("manage_definitions")
@takes(2 * LARGEST_FILE)
def compare() -> ResponseReturnValue:
    form = PackageForm()
    upload = form.file.data
    content = upload.stream.read(LARGEST_FILE + 1) if upload else b""
    if not content or len(content) > LARGEST_FILE:
        large, none = _("Filen är för stor; kontrollera att det är rätt fil."), _("Välj en fil som inte är tom.")
        form.file.errors = [large if content else none]
        return _page(form, None), 422
    try:
        told = _told(content)
    except (BadPackage, LoadRefused) as fault:
        form.file.errors = [str(fault)]
        return _page(form, None), 422
    return _page(form, told), 422 if told.faults else 200


def _told(content: bytes) -> Told:
    with unpacked(content) as folder:
        try:
            wanted = loader.load(folder)
        except DefinitionFaults as faults:
            return Told(faults=[_within(folder, fault) for fault in faults.faults])
    with read_session() as session:
        told = Told((), plan_load(session, wanted), consequences(session, wanted, today()))
    _note([each for each in told.found if may(current_account(), "view_internal", program=each.program.code)])
    return told


def _within(folder: Path, fault: Fault) -> str:
    """By the file's place in the package; where it is unpacked on the server is nothing to anybody."""
    inside = fault.file.relative_to(folder)
    return str(replace(fault, file=inside)) if inside.parts else fault.message


def _note(seen: Sequence[Consequence]) -> None:
    """The page shows these periods' figures as they are: a reading like any other, and shown only if it is noted."""
    by = current_account()
    read = [
        Reading(utc_now(), by.id, by.name, "web", PATH, each.program.code, each.period.code, None) for each in seen
    ]
    with write_session() as session:
        add_readings(session, read)


def _page(form: PackageForm, told: Told | None) -> str:
    """Figures are shown to who may see them as they are; an administrator sees which ones they are."""
    account = current_account()
    programs = {found.program.code for found in (told.found if told else ())}
    seen = {code for code in programs if may(account, "view_internal", program=code)}
    return render_template("definitions/show.html", form=form, told=told, seen=seen, words=consequence_words)
