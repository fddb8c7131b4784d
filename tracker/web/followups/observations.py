"""The observations CSV in the browser: compilers fetch it, and read one in once they have seen what it would change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from tracker.clock import today
from tracker.definitions.view import View
from tracker.entry import rows_csv
from tracker.entry.csv_form import EXCEL, MACHINE
from tracker.entry.rows_check import RowFault
from tracker.followups.importing import apply_import
from tracker.followups.planning import ImportPlan, plan_import
from tracker.followups.work import view_of
from tracker.store.catalogue import read_program
from tracker.store.observed import approved_observations
from tracker.web.access import current_account, requires, takes
from tracker.web.database import read_session, write_session
from tracker.web.followups.upload import file_name
from tracker.words import gettext as _
from tracker.words import lazy

blueprint = Blueprint("observations", __name__)

PATH = "/mottagning/<program>/<period>/observationer"
LARGEST_FILE = 2 * 1024 * 1024
"""Bytes: the observations of the whole city for five years."""

MOST_LISTED, MOST_SHOWN = 50, 200
"""Faults, and rows of the difference, that the page lists."""

VALID_SECONDS = 60 * 60


class ImportForm(FlaskForm):
    file = FileField(
        lazy("CSV-fil"), description=lazy("Med kolumnerna i den fil som hämtas här. Inget sparas förrän du bekräftar.")
    )


@dataclass(frozen=True)
class Planned:
    """A file between being sent and being confirmed. ``plan``: None where its faults keep it from being read."""

    file: str
    carried: str
    warnings: Sequence[RowFault]
    faults: Sequence[str]
    plan: ImportPlan | None

    @property
    def lines(self) -> list[str]:
        return list(self.plan.lines()) if self.plan else []

    @property
    def fingerprint(self) -> str:
        """Of what would change, so that nothing else is confirmed than what was shown."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()


@blueprint.get(PATH)
@requires("import_observations")
def show(program: str, period: str) -> ResponseReturnValue:
    with read_session() as session:
        seen = view_of(read_program(session, program), program, period)
    return _page(seen, ImportForm(formdata=None))


@blueprint.get(f"{PATH}.csv")
@requires("export_internal")
def export(program: str, period: str) -> ResponseReturnValue:
    """The period's received observations; ``form=excel``: as Excel in Sweden opens them."""
    with read_session() as session:
        seen = view_of(read_program(session, program), program, period)
        rows = [row for row in approved_observations(session, seen.program, until=seen.period)
                if row.period == seen.period]  # fmt: skip
    text = rows_csv.write(rows, EXCEL if request.args.get("form") == "excel" else MACHINE)
    headers = {"Content-Disposition": f'attachment; filename="{program}-{period}-observationer.csv"'}
    return Response(text, mimetype="text/csv", headers=headers)


@blueprint.post(PATH)
@requires("import_observations")
@takes(2 * LARGEST_FILE)
def send(program: str, period: str) -> ResponseReturnValue:
    form = ImportForm()
    upload = form.file.data
    content = upload.stream.read(LARGEST_FILE + 1) if upload else b""
    with read_session() as session:
        seen = view_of(read_program(session, program), program, period)
        if not content or len(content) > LARGEST_FILE:
            form.file.errors = [_("Filen är för stor; kontrollera att det är rätt fil.") if content else
                                _("Välj en fil som inte är tom.")]  # fmt: skip
            return _page(seen, form), 422
        planned = _planned(session, program, content, file_name(upload.filename))
    return _difference(seen, planned), 422 if planned.faults else 200


@blueprint.post(f"{PATH}/spara")
@requires("import_observations")
@takes(4 * LARGEST_FILE)
def save(program: str, period: str) -> ResponseReturnValue:
    with write_session() as session:
        seen = view_of(read_program(session, program), program, period)
        try:
            told: dict[str, Any] = _serializer().loads(request.form.get("carried", ""), max_age=VALID_SECONDS)
        except BadData:
            form = ImportForm(formdata=None)
            form.file.errors = [_("Filen kom inte fram helt, eller så har det gått mer än en timme. Välj den igen.")]
            return _page(seen, form), 422
        planned = _planned(session, program, told["content"].encode("latin-1"), told["file"])
        shown = told["account"] == current_account().id and request.form.get("shown") == planned.fingerprint
        if planned.plan is None or not shown:
            message = _("Det som skulle ändras är inte längre detsamma. Inget är sparat; bekräfta på nytt.")
            return _difference(seen, planned, message), 409
        reason = _("inläst ur {file}").format(file=planned.file)
        apply_import(session, planned.plan, by=current_account(), today=today(), approve=True, reason=reason)
    flash(_("{n} rader ur {file} är sparade.").format(n=len(planned.lines), file=planned.file))
    return redirect(url_for("observations.show", program=program, period=period))


def _planned(session: Session, program: str, content: bytes, file: str) -> Planned:
    # Rows of another program are refused: what they would change may not be for this person to see.
    definitions = read_program(session, program)
    reading = rows_csv.read(content, definitions)
    carried = {"account": current_account().id, "file": file, "content": content.decode("latin-1")}
    packed = _serializer().dumps(carried)
    faults = [str(fault) for fault in reading.faults]
    plan = None
    if not faults:
        rows = [numbered.row for numbered in reading.rows]
        plan = plan_import(session, rows, definitions, columns=reading.columns, approve=True)
        faults = list(plan.refusals)
    text = packed if isinstance(packed, str) else packed.decode("ascii")
    return Planned(file, text, reading.warnings, faults, None if faults else plan)


def _page(seen: View, form: ImportForm) -> str:
    return render_template("receive/observations.html", seen=seen, form=form)


def _difference(seen: View, planned: Planned, fault: str = "") -> str:
    return render_template(
        "receive/observations_difference.html",
        seen=seen, planned=planned, fault=fault, listed=MOST_LISTED, shown=MOST_SHOWN,
    )  # fmt: skip


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="observations to be imported")
