"""Who may open which page: every view carries a mark, which the guard asks the permission table about.

The marks sit on the view functions themselves, so a test can list every route with its mark; a view
without one cannot be reached at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import g, request

from tracker.accounts.account import Account
from tracker.accounts.permissions import Action

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed in"

OPEN = {"progress": "open", "editions": "open_editions"}
"""The journeys that can be walked without an account, and what they are called then."""

OPEN_PREFIX = "/oppet"
"""Where the pages stand that anybody reads."""

WITHOUT_DATABASE = frozenset({"asset", "health.alive", "health.ready", "metrics.show"})
"""What is answered without asking the database who is signed in, or anything else that every page needs."""


def public(view: View) -> View:
    """Anyone may open it, signed in or not."""
    return _marked(view, PUBLIC)


def same_for_all() -> bool:
    """Whether what is answered is the same whoever asks, so that nobody is asked who it is: also where there is no such
    page among the open ones."""
    if request.url_rule is None:
        return f"{request.path}/".startswith(f"{OPEN_PREFIX}/")
    return request.blueprint in (*OPEN.values(), "front")


def login_required(view: View) -> View:
    """Anyone who is signed in may open it; the view decides what is shown."""
    return _marked(view, SIGNED_IN)


def requires(action: Action) -> Callable[[View], View]:
    """Only who may do ``action`` in the program that the address names; where it names a ``unit``, with that body's
    follow-up."""
    return lambda view: _marked(view, action)


def requires_of_some(action: Action) -> Callable[[View], View]:
    """Who may do ``action`` to anything of the body's: the view judges item by item, and shows nothing else."""
    return lambda view: _marked(view, action, of_some=True)


def requires_somewhere(action: Action) -> Callable[[View], View]:
    """Who may do ``action`` in some program: for an address that names none and leads on to one, or lists them."""
    return lambda view: _marked(view, action, somewhere=True)


def takes(largest: int) -> Callable[[View], View]:
    """A form that carries a file: so many bytes, where others stop at the site's own limit."""

    def limited(view: View) -> View:
        view.largest = largest  # type: ignore[attr-defined]  # functions take attributes
        return view

    return limited


def reads(*names: str) -> Callable[[View], View]:
    """A page that depends on these values of its address' query, each given any number of times."""

    def reading(view: View) -> View:
        view.reads = names  # type: ignore[attr-defined]  # functions take attributes
        return view

    return reading


def read_by(view: Callable[..., Any]) -> tuple[str, ...]:
    """What the view reads of the query, as `reads` said."""
    names: tuple[str, ...] = getattr(view, "reads", ())
    return names


def largest_of(view: Callable[..., Any]) -> int | None:
    """Bytes that the view's form may have; None: the site's own limit."""
    return getattr(view, "largest", None)


def mark_of(view: Callable[..., Any]) -> str | None:
    return getattr(view, "access", None)


def is_somewhere(view: Callable[..., Any]) -> bool:
    """Whether the view's address names no program, so that it shows only what the person may see of each."""
    return getattr(view, "somewhere", False)


def is_of_some(view: Callable[..., Any]) -> bool:
    """Whether the view judges item by item."""
    return getattr(view, "of_some", False)


def current_account() -> Account:
    """The account signed in; only for views that are not public."""
    account: Account = g.account
    return account


def _marked(view: View, mark: str, *, somewhere: bool = False, of_some: bool = False) -> View:
    for name, held in (("access", mark), ("somewhere", somewhere), ("of_some", of_some)):
        setattr(view, name, held)
    return view
