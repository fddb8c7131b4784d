"""Every page of the site, by endpoint: who opens it and where, in the demonstration with 2023 published."""

from __future__ import annotations

from typing import NamedTuple

PROGRAM = "vald-2021-2025"
WORK = f"/uppfoljning/{PROGRAM}/2025-VB"
DESK = f"/mottagning/{PROGRAM}/2025-VB"
NEXT = f"/publicera/{PROGRAM}/2023-T1"
READ = f"/program/{PROGRAM}"
ASKED = f"/fragor/{PROGRAM}"


class Place(NamedTuple):
    """``login``: None for who is not signed in. ``part``: what is looked at, where a like page is looked at whole."""

    endpoint: str
    login: str | None
    address: str
    part: str | None = None


PLACES = (
    Place("auth.sign_in", None, "/logga-in"),
    Place("front.show", None, "/oppet"),
    Place("open.program", None, f"/oppet{READ}/2023-VB"),
    Place("open_editions.index", None, f"/oppet/utgavor/{PROGRAM}"),
    Place("start.show", "bromma", "/"),
    Place("own_account.show", "bromma", "/mitt-konto"),
    Place("second_factor.show", "bromma", "/mitt-konto/tva-steg"),
    Place("passkeys.show", "bromma", "/mitt-konto/nycklar"),
    Place("entry.show", "bromma", f"{WORK}/bromma"),
    Place("entry.goal", "bromma", f"{WORK}/bromma/mal/M2"),
    Place("entry.goal", "bromma", f"{WORK}/bromma/mal/M4?visa=tomma", ".entry-nav"),
    Place("entry.goal", "bromma", f"/uppfoljning/{PROGRAM}/2024-VP/bromma/mal/M1", ".read-item"),
    Place("submission.review", "bromma", f"{WORK}/bromma/lamna-in"),
    Place("body_report.show", "bromma", f"{WORK}/bromma/rapport"),
    Place("history.show", "bromma", f"{WORK}/bromma/historik"),
    Place("history.show", "bromma", f"{WORK}/bromma/historik?item=I2.1"),
    Place("upload.show", "bromma", f"{WORK}/bromma/blad"),
    Place("delegating.show", "bromma", f"{WORK}/bromma/ansvar"),
    Place("own_items.show", "bromma", f"{WORK}/bromma/egna"),
    Place("progress.program", "bromma", f"{READ}/2023-VB"),
    Place("start.show", "jarva", "/"),
    Place("entry.show", "jarva", f"{WORK}/jarva", ".notice"),
    Place("start.show", "sammanstallare", "/"),
    Place("receipt.show", "sammanstallare", DESK),
    Place("receipt.goals", "sammanstallare", f"{DESK}/mal"),
    Place("receipt.written", "sammanstallare", f"{DESK}/skrivet?mal=M1&status=partly"),
    Place("locks.show", "sammanstallare", f"{DESK}/stangning"),
    Place("observations.show", "sammanstallare", f"{DESK}/observationer"),
    Place("city_items.show", "sammanstallare", f"{DESK}/gemensamma"),
    Place("entry.show", "sammanstallare", f"{WORK}/farsta"),
    Place("entry.goal", "sammanstallare", f"{WORK}/farsta/mal/M2"),
    Place("entry.show", "sammanstallare", f"/uppfoljning/{PROGRAM}/2024-T2/bromma", ".panel"),
    Place("progress.program", "sammanstallare", f"{READ}/2024-T2"),
    Place("reading_log.show", "sammanstallare", "/laslogg"),
    Place("choosing.show", "granskare", "/byt-program/progress"),
    Place("editions.index", "granskare", f"/utgavor/{PROGRAM}"),
    Place("editions.show", "granskare", f"/utgavor/{PROGRAM}/2023-T2-1"),
    Place("editions.difference", "granskare", f"/utgavor/{PROGRAM}/2023-T1-1/jamfor/2023-T2-1"),
    Place("progress.program", "granskare", f"{READ}/2025-VB"),
    Place("threads.index", "granskare", ASKED),
    Place("threads.new", "granskare", f"{ASKED}/ny?om=goal:M2"),
    Place("collection.show", "granskare", f"/underlag/{PROGRAM}"),
    Place("progress.goal", "granskare", f"{READ}/2023-T2/mal/M5"),
    Place("progress.body", "granskare", f"{READ}/2023-T2/namnd/bromma"),
    Place("progress.compare", "granskare", f"{READ}/2023-T2/jamfor?namnd=bromma&namnd=farsta&namnd=jarva"),
    Place("progress.target_group", "granskare", f"{READ}/2023-T2/malgrupp/sarskilt-sarbara"),
    Place("progress.council_goal", "granskare", f"{READ}/2023-T2/kf/KF-2023-1", "main h1 ~ *"),
    Place("progress.activity", "granskare", f"{READ}/2023-T2/aktivitet/A5.1"),
    Place("progress.indicator", "granskare", f"{READ}/2023-T2/indikator/I5.1"),
    Place("start.show", "administrator", "/"),
    Place("reading_log.show", "administrator", "/laslogg"),
    Place("security_log.show", "administrator", "/sakerhetslogg"),
    Place("style.show", "administrator", "/stil"),
    Place("definitions.show", "administrator", "/definitioner"),
    Place("accounts.index", "administrator", "/konton"),
    Place("accounts.new", "administrator", "/konton/nytt"),
    Place("accounts.show", "administrator", "/konton/1"),
)

# A compiler's way to an edition: tests/browser/test_editions.py looks at these where they are come by. (Deciding what
# is printed takes seconds, once for each test that asks.)
ON_THE_WAY = {"publishing.preview", "publishing.confirm", "publishing.publish_now", "publishing.texts",
              "publishing.write", "publishing.save", "publishing.versions", "publishing.job"}  # fmt: skip
RULES = {"publishing.rules", "publishing.preview"}

# What is asked for and answers with a file, or leads on to another page.
NO_PAGES = {
    "asset", "health.alive", "health.ready",
    "body_report.download", "evidence_files.fetch", "files.fetch", "editions.download", "editions.final",
    "open_editions.final",
    "history.export", "observations.export",
    "progress.chart", "collection.document",
    "progress.download", "security_log.export", "upload.template",
    "editions.latest", "progress.choose", "progress.latest", "receipt.choose",
    "receipt.latest", "unsent.show", "publishing.checked",
}  # fmt: skip
# Without an account the same pages are read as with one: two of them and the front page are looked at.
NO_PAGES |= {"front.robots"} | {f"open.{view}" for view in (
    "activity", "body", "chart", "choose", "compare", "council_goal", "download", "goal", "indicator",
    "latest", "matrix", "target_group",
)}  # fmt: skip
NO_PAGES |= {f"open_editions.{view}" for view in ("difference", "download", "latest", "show")}
# The program of these pages has no matrix: tests/browser/test_matrix.py looks at one.
NO_PAGES |= {"progress.matrix"}
# What only leads on, with a line on the page that follows; where it is refused, the error page comes.
LEAD_ON = {"auth.sign_out", "own_items.end", "city_items.end", "threads.close",
           "submission.withdraw", "receipt.answer_remark", "receipt.write_remarks", "questions.reply",
           "unsent.keep", "delegating.take",
           "evidence.remove", "evidence_files.remove",
           "files.order_internal", "files.order_edition", "files.order_final",
           "collection.add", "collection.order", "collection.take_out",
           "collection.empty", "collection.seen", "own_account.end", "own_account.end_elsewhere",
           "accounts.correct", "accounts.give_role", "accounts.take_role", "accounts.disable",
           "accounts.enable", "accounts.remove_second_step", "accounts.unlink_provider", "second_factor.end",
           "passkeys.question", "passkeys.question_for_new",
           "own_account.link",
           "publishing.withhold"}  # fmt: skip
