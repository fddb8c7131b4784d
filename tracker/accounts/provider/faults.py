"""Why somebody does not get in through the provider; the site says it in words, and the log by ``reason``."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "answer",  # the provider's answer belongs to no attempt made from this browser, or is too late
    "declined",  # the provider, or the person there, said no
    "token",  # what it sent is not signed by it, not meant for us, not for this attempt, or too old
    "no_role",  # the claims give no role, and the account has none of its own
    "login_taken",  # a new person's login is another account's
    "no_login",  # the claims hold no login that an account could have
    "too_many_groups",  # the provider left out a claim that roles depend on, as it is too long
    "closed",  # the account is closed here
    "linked",  # the person at the provider has another account here
]


class ProviderDown(Exception):
    """The provider cannot be reached, or is not what the settings say; the message is a sentence for whoever runs
    the site."""


class NotAdmitted(Exception):
    """The person is not let in. ``account``: whose it is, where that is proven."""

    def __init__(self, reason: Reason, account: int | None = None) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.account = account
