"""The administrator's forms: a person, and a role that the person holds. What they hold is judged in ``accounts``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField

from tracker.accounts.account import HELD, Role, role_word
from tracker.web.forms.choices import choices, cited_choices
from tracker.words import gettext as _
from tracker.words import lazy


class PersonForm(FlaskForm):
    name = StringField(lazy("Namn"), description=lazy("Som det ska stå i historiken."))
    email = StringField(lazy("E-post"), description=lazy("Dit länkar och påminnelser skickas."))


class RoleForm(FlaskForm):
    role = SelectField(lazy("Roll"), validate_choice=False)
    unit = SelectField(lazy("Hör till"), validate_choice=False)
    program = SelectField(lazy("Program"), validate_choice=False)

    def offer(self, units: Iterable[tuple[str, str]], programs: Iterable[tuple[str, str]]) -> None:
        """What can be chosen: codes with their names."""
        self.role.choices = choices(*((role, role_word(role)) for role in HELD))
        self.unit.choices = choices(("", _("ingen (bara samordnare och medarbetare har en)")), *units)
        self.program.choices = [*choices(("", _("alla program, även kommande"))), *cited_choices(*programs)]

    def given(self) -> dict[str, Any]:
        """The role as ``grant_role`` wants it."""
        role = cast("Role", self.role.data or "")
        return {"role": role, "unit": self.unit.data or None, "program": self.program.data or None}


class NewAccountForm(PersonForm, RoleForm):
    login = StringField(lazy("Användarnamn"), description=lazy("Utan blanksteg; det går inte att byta."))
