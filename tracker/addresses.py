"""Addresses for mail: only those that every mail server takes."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address

LONGEST = 254
"""Signs, by RFC 5321."""

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def is_mail_address(text: str) -> bool:
    """Whether the text is one plain address in ASCII; ``åsa@example.org`` needs servers that not everybody has."""
    if len(text) > LONGEST:
        return False
    try:
        parsed = Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):
        return False
    whole = f"{parsed.username}@{parsed.domain}"
    return whole == text and bool(_NAME.fullmatch(parsed.username)) and bool(_HOST.fullmatch(parsed.domain))
