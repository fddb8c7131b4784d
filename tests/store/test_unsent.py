"""Texts that are typed and not sent, as they are kept in the database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from tracker.accounts.account import COMMAND_LINE
from tracker.accounts.administration import add_account
from tracker.store.database import connect, write_session
from tracker.store.unsent import LONGEST_TEXT, MOST_SIGNS, TooMuchUnsent, keep_unsent

A_MOMENT = 0.5


def test_what_is_sent_at_once_is_counted_together(migrated_url: str) -> None:
    """Each alone is under the limit. The second waits for the first; else it would be counted without it."""
    engine = connect(migrated_url)
    with write_session(engine) as session:
        account = add_account(
            session, login="karin", name="Karin", email=None, password="ett långt lösenord", by=COMMAND_LINE
        ).id
    assert account is not None
    texts = {f"text:{number}": ("x" * LONGEST_TEXT, "") for number in range(MOST_SIGNS // LONGEST_TEXT * 3 // 4)}

    def keep(form: str) -> None:
        with write_session(engine) as session:
            keep_unsent(session, account, form, texts)

    with ThreadPoolExecutor(1) as other:
        with write_session(engine) as session:
            keep_unsent(session, account, "/first", texts)
            second = other.submit(keep, "/second")
            wait([second], timeout=A_MOMENT)
        with pytest.raises(TooMuchUnsent):
            second.result()
    engine.dispose()
