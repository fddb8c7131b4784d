"""The second step: codes as RFC 6238 has them, each taken once and slowed down by itself; recovery codes once each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pyotp
import pytest
from sqlalchemy import Engine, select

from tracker.accounts import second_factor, sessions, sign_in
from tracker.accounts.account import COMMAND_LINE, Account
from tracker.accounts.administration import AccountFault, add_account, disable_account, set_password
from tracker.accounts.second_factor import (
    PER_STEP,
    begin_with,
    check_code,
    has_second_factor,
    new_seed,
    remove_second_factor,
    secret_of,
    stop,
)
from tracker.accounts.sessions import SignIn
from tracker.accounts.sign_in import PER_LOGIN_AND_ADDRESS, TooManyAttempts, authenticate
from tracker.store.account import AccountEventRow, RecoveryCodeRow, SecondFactorRow
from tracker.store.base import utc_now
from tracker.store.database import connect, read_session, write_session
from tracker.store.security_events import security_events

KEY, START = "k" * 43, 1_800_000_000
PASSWORD = "gurka moln trappa sju"
Wait = Callable[[int], None]


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = connect(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Let the clock go forward by so many seconds; it stands still otherwise."""
    passed = [0]

    def now() -> datetime:
        return datetime.fromtimestamp(START + passed[0], UTC)

    def forward(seconds: int) -> None:
        passed[0] += seconds

    for module in (second_factor, sign_in):
        monkeypatch.setattr(module, "utc_now", now)
    return forward


@pytest.fixture
def rolf(engine: Engine, wait: Wait) -> Account:
    with write_session(engine) as session:
        return add_account(session, login="rolf", name="Rolf", email=None, password=PASSWORD, by=COMMAND_LINE)


def code(seed: str, seconds: int = 0) -> str:
    """As another program shows it so many seconds from the start."""
    return pyotp.TOTP(secret_of(seed, KEY)).at(START + seconds)


@pytest.fixture
def seed(engine: Engine, rolf: Account) -> str:
    made = new_seed()
    with write_session(engine) as session:
        codes = begin_with(session, rolf, made, code(made), KEY)
    assert codes is not None and len(set(codes)) == 10
    return made


def check(engine: Engine, who: Account, given: str, address: str = "10.0.0.1") -> bool:
    return check_code(engine, who, given, KEY, address) is not None


@pytest.mark.parametrize(("moment", "digits"), [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
])  # fmt: skip
def test_the_examples_of_the_standard(moment: int, digits: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 6238, appendix B, SHA-1: the last six of its eight digits."""
    monkeypatch.setattr(second_factor, "utc_now", lambda: datetime.fromtimestamp(moment, UTC))
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # 12345678901234567890
    assert second_factor._step(secret, digits) == moment // 30
    assert second_factor._step(secret, f"{digits[:3]} {digits[3:]}\u200b") == moment // 30


def test_a_code_is_taken_once_and_none_before_it(engine: Engine, rolf: Account, seed: str, wait: Wait) -> None:
    assert not check(engine, rolf, code(seed)), "the code that began it is used up"
    wait(60)
    assert check(engine, rolf, code(seed, 60))
    assert not check(engine, rolf, code(seed, 60)) and not check(engine, rolf, code(seed, 30))


@pytest.mark.parametrize(("drift", "right"), [(-30, True), (30, True), (-60, False), (90, False)])
def test_a_clock_may_be_half_a_minute_wrong(
    engine: Engine, rolf: Account, seed: str, wait: Wait, drift: int, right: bool
) -> None:
    wait(600)
    assert check(engine, rolf, code(seed, 600 + drift)) == right


@pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "AAAA-AAAA-AAAA-AAAA", "x" * 5000])
def test_what_is_no_code(engine: Engine, rolf: Account, seed: str, wait: Wait, given: str) -> None:
    wait(60)
    assert not check(engine, rolf, given)


def test_the_code_of_another_seed_or_key(engine: Engine, rolf: Account, seed: str, wait: Wait) -> None:
    wait(60)
    assert not check(engine, rolf, code(new_seed(), 60))
    assert check_code(engine, rolf, code(seed, 60), "another key" * 4, "10.0.0.1") is None


def test_recovery_codes_hold_once_however_they_are_typed(engine: Engine, rolf: Account, wait: Wait) -> None:
    made = new_seed()
    with write_session(engine) as session:
        codes = begin_with(session, rolf, made, code(made), KEY)
    assert codes is not None
    first, second = codes[0], f" {codes[1].replace('-', ' ').lower()}\u200b"
    assert check(engine, rolf, first) and check(engine, rolf, second)
    assert not check(engine, rolf, first) and not check(engine, rolf, second)
    with read_session(engine) as session:
        kept = session.scalars(select(RecoveryCodeRow.code)).all()
        told = session.scalars(select(AccountEventRow.what)).all()
    assert len(kept) == 8 and not set(codes) & {*kept, *told} and told.count("recovery_code") == 2


def test_nobody_comes_in_by_the_password_alone_while_a_second_step_is_set_up(engine: Engine, rolf: Account) -> None:
    """The setting up ends the sign-ins that there are; one that was begun before and kept after it would go on."""
    made = new_seed()

    def come_in(stepped: bool) -> SignIn | None:
        with write_session(engine) as session:
            return sessions.begin(session, rolf, utc_now(), "10.0.0.1", "Firefox, Linux", stepped=stepped)

    with ThreadPoolExecutor(1) as other:
        with write_session(engine) as session:
            assert begin_with(session, rolf, made, code(made), KEY) is not None
            entering = other.submit(come_in, False)
        assert entering.result() is None
    assert come_in(True) is not None


def test_the_app_stays_where_a_role_asks_for_a_second_step(engine: Engine, rolf: Account, seed: str) -> None:
    """Judged where it is taken away: the last passkey may have gone a moment before."""
    with write_session(engine) as session:
        assert not stop(session, rolf, needs_step=True) and has_second_factor(session, rolf)
        assert stop(session, rolf, needs_step=False) and not has_second_factor(session, rolf)


def test_guessing_codes_slows_down_and_a_right_password_does_not_help(
    engine: Engine, rolf: Account, seed: str, wait: Wait
) -> None:
    wait(60)
    for _try in range(PER_LOGIN_AND_ADDRESS.free):
        assert not check(engine, rolf, "000000")
        assert authenticate(engine, "rolf", PASSWORD, "10.0.0.1") is not None
    with pytest.raises(TooManyAttempts):
        check(engine, rolf, code(seed, 60))
    assert authenticate(engine, "rolf", PASSWORD, "10.0.0.1") is not None
    assert check(engine, rolf, code(seed, 60), "10.0.0.2"), "elsewhere the person gets in"


def test_guessing_codes_from_many_addresses_is_slow_too(
    engine: Engine, rolf: Account, seed: str, wait: Wait
) -> None:
    wait(60)
    addresses = [f"10.0.1.{number}" for number in range(PER_STEP.free + 3)]
    for address in addresses[: PER_STEP.free]:
        assert not check(engine, rolf, "000000", address)
    for number, address in enumerate(addresses[PER_STEP.free :]):
        with pytest.raises(TooManyAttempts) as refused:
            check(engine, rolf, code(seed, 60), address)
        assert refused.value.seconds == 2**number
        wait(60 + 2 ** (number + 1))
        assert not check(engine, rolf, "000000", address)


def test_only_a_whole_sign_in_is_written_down_as_one(engine: Engine, rolf: Account, seed: str, wait: Wait) -> None:
    wait(60)
    authenticate(engine, "rolf", PASSWORD, "10.0.0.1")
    assert not check(engine, rolf, "000000") and check(engine, rolf, code(seed, 60))
    with read_session(engine) as session:
        told = [event.kind for event in security_events(session) if event.kind != "changed"]
    assert sorted(told) == ["refused", "signed_in"]


def test_a_password_that_was_changed_meanwhile_ends_it(engine: Engine, rolf: Account, seed: str, wait: Wait) -> None:
    with write_session(engine) as session:
        set_password(session, login="rolf", password="ett annat långt lösenord", by=COMMAND_LINE)
    wait(60)
    assert check_code(engine, rolf, code(seed, 60), KEY, "10.0.0.1", datetime(2020, 1, 1, tzinfo=UTC)) is None


def test_a_closed_account_gets_no_further(engine: Engine, rolf: Account, seed: str, wait: Wait) -> None:
    with write_session(engine) as session:
        disable_account(session, login="rolf", by=COMMAND_LINE)
    wait(60)
    assert not check(engine, rolf, code(seed, 60))


def test_who_administers_takes_a_lost_one_away(engine: Engine, rolf: Account, seed: str) -> None:
    with write_session(engine) as session, pytest.raises(AccountFault, match="Bara en administratör"):
        remove_second_factor(session, login="rolf", by=rolf)
    with write_session(engine) as session:
        assert has_second_factor(session, rolf)
        for _again in range(2):
            remove_second_factor(session, login="rolf", by=COMMAND_LINE)
        assert not has_second_factor(session, rolf)
        assert session.scalars(select(SecondFactorRow)).all() == session.scalars(select(RecoveryCodeRow)).all() == []
        told = session.scalars(select(AccountEventRow.what)).all()
    assert told.count("two_steps_removed") == 1
