"""Every failure ends in one page of plain Swedish: what happened and what to do. Never a traceback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from tracker.definitions.catalogue import UnknownProgram
from tracker.periods import PeriodError
from tracker.store.database import DatabaseFault
from tracker.words import gettext as _

RETRY_SECONDS = 10
"""When a reader, or a program, may try again after a 503."""


@dataclass(frozen=True)
class Explanation:
    title: str
    advice: str


def explanation(status: int) -> Explanation:
    """What the reader is told for a status code; unknown ones are told as 500 or 400."""
    texts = {
        400: Explanation(_("Begäran gick inte att förstå"), _("Gå tillbaka, läs in sidan på nytt och försök igen.")),
        401: Explanation(
            _("Du är inte inloggad"),
            _("Logga in i en ny flik, gå sedan tillbaka hit och skicka igen. Det du har skrivit finns kvar på sidan."),
        ),
        403: Explanation(
            _("Du har inte behörighet till sidan"),
            _("Ditt konto får inte se eller ändra det här. Kontakta administratören om du behöver det i ditt arbete."),
        ),
        404: Explanation(_("Sidan finns inte"), _("Kontrollera adressen eller gå till startsidan.")),
        405: Explanation(_("Sidan kan inte användas så"), _("Gå till startsidan och börja om därifrån.")),
        409: Explanation(
            _("Uppgiften har ändrats av någon annan"),
            _("Ingenting har skrivits över. Läs in sidan på nytt och jämför innan du sparar."),
        ),
        413: Explanation(
            _("Det som skickades är för stort"),
            _("Är det en fil: kontrollera att det är rätt fil, och skicka den utan bilder och extra blad."),
        ),
        429: Explanation(_("För många försök"), _("Vänta några minuter och försök igen.")),
        503: Explanation(
            _("Tjänsten är upptagen"),
            _(
                "Ingenting har gått förlorat av det som är sparat. Vänta en stund och försök igen. "
                "Har du skrivit något som inte är sparat finns det kvar: skicka igen här, eller gå tillbaka."
            ),
        ),
        500: Explanation(
            _("Något gick fel hos oss"),
            _("Det du har sparat finns kvar. Försök igen om en stund och meddela förvaltaren om felet återkommer."),
        ),
    }
    return texts.get(status) or texts[500 if status >= 500 else 400]


def error_page(
    status: int, advice: str | None = None, title: str | None = None, again: Sequence[tuple[str, str]] = ()
) -> Response:
    """The page of an error, or the same words as JSON for a script that asked for it.

    ``again``: names and texts of the form that was sent, for a button that sends it once more.
    """
    told = explanation(status)
    words = {"title": title or told.title, "advice": advice or told.advice}
    if asked_by_script():
        return make_response({"error": words["title"], "advice": words["advice"]}, status)
    # Marked as nothing: it shows no figures, and the database that would be asked may be what failed.
    nothing = {"fictional": False, "audience": "", "names_program": False}
    page = render_template("errors/error.html", status=status, again=again, **nothing, **words)
    return make_response(page, status)


def asked_by_script() -> bool:
    """Whether the request wants JSON rather than a page; who says nothing gets a page."""
    return request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"


def init_app(app: Flask) -> None:
    @app.errorhandler(CSRFError)
    def form_expired(_error: CSRFError) -> Response:
        g.form_refused = True
        return error_page(
            400,
            title=_("Sidan har legat öppen för länge"),
            advice=_("Läs in sidan på nytt och skicka igen. Kopiera först text som du inte vill skriva om."),
        )

    @app.errorhandler(PeriodError)
    @app.errorhandler(UnknownProgram)
    def unknown(error: PeriodError | UnknownProgram) -> Response:
        return error_page(404, advice=str(error))

    @app.errorhandler(DatabaseFault)
    def unreachable(error: DatabaseFault) -> Response:
        # One line: the same fault may meet every request for hours. Its words hold no password and no figures.
        app.logger.error("%s", error)
        return _unreachable()

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if isinstance(getattr(error, "original_exception", None), DatabaseFault):
            return _unreachable()
        if error.code is None or error.code < 400:
            return make_response(error.get_response())
        if isinstance(request.routing_exception, SecurityError | BadHost):
            return _nameless(error.code)
        # A description of our own (abort(409, "…")) is a sentence for the reader; werkzeug's are English.
        own = error.description if error.description != type(error).description else None
        page = error_page(error.code, advice=own)
        page.headers.extend(_kept(error))
        return page


def _nameless(status: int) -> Response:
    """The request names a host that none can be called: no address of ours can be made for it, so no page either."""
    told = explanation(status)
    return Response(f"{told.title}. {told.advice}\n", status, content_type="text/plain; charset=utf-8")


def _unreachable() -> Response:
    """The database is busy or gone. What was sent is on the page, to be sent again with one press."""
    page = error_page(503, again=_sent())
    page.headers["Retry-After"] = str(RETRY_SECONDS)
    return page


def _sent() -> list[tuple[str, str]]:
    """The fields of the form that could not be taken; none where they alone would not do: a password, a file."""
    if request.method != "POST" or request.files:
        return []
    fields = list(request.form.items(multi=True))
    return [] if any("password" in name for name, _text in fields) else fields


def _kept(error: HTTPException) -> list[tuple[str, str]]:
    """The headers that belong to the error itself, such as Allow and Retry-After."""
    return [(name, value) for name, value in error.get_headers() if name.lower() != "content-type"]
