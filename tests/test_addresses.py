"""Addresses for mail: those that every mail server takes, and no others."""

import pytest

from tracker.addresses import is_mail_address


@pytest.mark.parametrize("address", [
    "asa@example.org", "a.b-c+d@stad.example", "o'brien@example.org", "x@localhost", "A1@xn--malm-8qa.se", "1@2.se",
])  # fmt: skip
def test_a_plain_address_is_one(address: str) -> None:
    assert is_mail_address(address)


@pytest.mark.parametrize("address", [
    "", "inte-en-adress", "åsa@example.org", "asa@malmö.se", "a b@example.org", "a@b@example.org", "a@example.org\n",
    "a@example.org\r\nBcc: b@example.org", "Asa <asa@example.org>", "a@", "@example.org", "a..b@example.org",
    ".a@example.org", "a@example..org", "a@-example.org", "a,b@example.org", "a@example.org;b@example.org",
    "a\u200b@example.org", '"a b"@example.org', "a" * 250 + "@example.org", "uppföljning@stad.example",
])  # fmt: skip
def test_what_some_server_would_refuse_is_none(address: str) -> None:
    assert not is_mail_address(address)
