"""The reader's language, chosen for each request, and the words of templates.

What the account says, else what was chosen in this browser, else what the browser asks for, else the language of the
city's own definitions. Of pages that are the same for all, only the address says it.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, g, request
from markupsafe import Markup, escape

from tracker.accounts.account import Account
from tracker.store.catalogue import read_language
from tracker.web.access import WITHOUT_DATABASE, same_for_all
from tracker.web.database import read_session
from tracker.words import (
    LANGUAGES,
    SWEDISH,
    first_spoken,
    gettext,
    language,
    ngettext,
    reset_language,
    set_language,
)

_COOKIE = "language"
IN_ADDRESS = "sprak"
"""Where the address of a page that is the same for all says its language."""


def init_app(app: Flask) -> None:
    """Give templates ``_()`` and ``ngettext()``."""
    app.jinja_env.globals.update(_=_told, ngettext=_told_of)
    app.jinja_env.globals.update(language=language, languages=LANGUAGES, citys_language=citys_language)
    app.jinja_env.globals["lang_of_definitions"] = lang_of_definitions
    app.jinja_env.filters["cited"] = cited
    app.before_request(_speak_as_the_browser_asks)
    app.after_request(_name_the_language)
    app.teardown_request(_forget)


def _told(message: str, /, **values: object) -> str:
    """A template's text in the reader's language, with its ``%(name)s`` filled in; what is filled in is escaped.

    Jinja's own extension does the same through three calls for each of a page's hundreds of texts.
    """
    text = Markup(gettext(message))
    return text % values if "%" in message else text


def _told_of(singular: str, plural: str, num: int, /, **values: object) -> str:
    """The text for ``num`` of a thing; ``%(num)d`` is filled in too."""
    return Markup(ngettext(singular, plural, num)) % {"num": num, **values}


def speak_to(account: Account) -> None:
    """From here on in the account's language, if it has chosen one."""
    if account.language is not None and account.language in LANGUAGES:
        set_language(account.language)


def citys_language() -> str:
    """The language in which the definitions are written, and the bodies write too."""
    found: str | None = g.get("citys_language")
    if found is None:
        with read_session() as session:
            found = g.citys_language = read_language(session)
    return found


def cited(text: str | None) -> str:
    """Words of the definitions or of a body, marked with their language where the page is in another."""
    if not text or citys_language() == language():
        return text or ""
    return Markup('<span lang="{}">{}</span>').format(citys_language(), escape(text))


def lang_of_definitions() -> str:
    """The attribute for an element that can hold no other, such as a choice in a list; blank where the page's is it."""
    return "" if citys_language() == language() else Markup(' lang="{}"').format(citys_language())


def remember(response: Response, code: str) -> None:
    """Keep the choice in this browser, for the page of sign-in and for an account that has chosen none."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(_cookie(), code, max_age=31_536_000, secure=secure, httponly=True, samesite="Lax")


def _cookie() -> str:
    return f"__Host-{_COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else _COOKIE


def _speak_as_the_browser_asks() -> None:
    asked = [request.cookies.get(_cookie(), ""), *request.accept_languages.values()]
    wanted = [request.args.get(IN_ADDRESS, "")] if same_for_all() else asked
    g.language = set_language(first_spoken(wanted) or first_spoken([_fallback()]) or SWEDISH)


def _fallback() -> str:
    return SWEDISH if request.endpoint in WITHOUT_DATABASE else citys_language()


def _name_the_language(response: Response) -> Response:
    if request.endpoint not in WITHOUT_DATABASE:
        response.headers["Content-Language"] = language()
        if not same_for_all():
            response.vary.update(("Accept-Language", "Cookie"))
    return response


def _forget(_error: BaseException | None) -> None:
    """The next request of this thread may be somebody else's."""
    if (before := g.pop("language", None)) is not None:
        reset_language(before)
