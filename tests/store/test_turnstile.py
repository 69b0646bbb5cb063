"""One writer at a time, in the order of coming."""

import threading
from pathlib import Path

import portalocker
import pytest

from fundtrack.errors import Busy
from fundtrack.errors import NoRoom
from fundtrack.store.turnstile import turnstile


def test_a_second_writer_waits_and_is_then_told_it_is_busy(tmp_path: Path) -> None:
    books = tmp_path / "ledger.duckdb"
    with turnstile(books, 1), pytest.raises(Busy) as busy, turnstile(books, 0.02):
        pass
    assert busy.value.exit_code == 5
    assert str(busy.value).startswith(f"somebody else is writing to {books}")


def test_a_writer_gets_its_turn_when_the_other_lets_go(tmp_path: Path) -> None:
    books = tmp_path / "ledger.duckdb"
    turns = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with turnstile(books, 30) as left:
            turns.append(left)

    other = threading.Thread(target=second)
    with turnstile(books, 1):
        other.start()
        waiting.wait()
        assert turns == []
    other.join()
    assert [0 < left <= 30 for left in turns] == [True]


def test_a_newcomer_stands_behind_whoever_waits_already(tmp_path: Path) -> None:
    gate = (tmp_path / "ledger.gate").open("a", encoding="utf-8")
    with gate:
        portalocker.lock(gate, portalocker.LockFlags.EXCLUSIVE)
        with pytest.raises(Busy), turnstile(tmp_path / "ledger.duckdb", 0):
            pass


def test_the_way_is_free_after_an_error(tmp_path: Path) -> None:
    books = tmp_path / "ledger.duckdb"
    with pytest.raises(KeyError), turnstile(books, 0):
        raise KeyError
    with turnstile(books, 0) as left:
        assert left == 0


@pytest.mark.parametrize("blocked", ["ledger.gate", "ledger.lock"])
def test_lock_files_that_cannot_be_made_are_said_to_be_so(
    tmp_path: Path, blocked: str
) -> None:
    (tmp_path / blocked).mkdir()
    with (
        pytest.raises(NoRoom, match="could not be written"),
        turnstile(tmp_path / "ledger.duckdb", 0),
    ):
        pass
