"""Coding is said in lines, pounds and places, and its rule with its test on history."""

from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.rule_history import PastLine
from fundtrack.domain.rule_history import Replay
from fundtrack.money import Pence
from fundtrack.sentences.coding import coded_words
from fundtrack.sentences.coding import coding_words
from fundtrack.sentences.coding import rule_words
from fundtrack.sentences.coding import ticked_words

WAITS = PastLine(
    entry=5,
    line=RuledLine(date(2024, 2, 10), Pence(231_000), {}, "ledger"),
    account=Account.SUSPENSE,
    cells=(Cell("OPDEF"),),
    coding="",
    ruled_by="",
    file="extract.xlsx",
    sheet="1",
    row=44,
)


def replay(waiting: int) -> Replay:
    """A rule that fits so many waiting lines of forty, and no other."""
    return Replay(40, (WAITS,) * waiting, (), (), (), (), ())


def test_what_is_ticked_is_counted_with_its_sum() -> None:
    assert ticked_words([]) == "No line is ticked."
    assert ticked_words([Pence(231_000)]) == "1 line ticked, £2,310.00."
    assert ticked_words([Pence(5), Pence(-2)]) == "2 lines ticked, £0.03."


def test_coding_says_what_would_go_where_and_then_what_went() -> None:
    assert coding_words(2, Pence(188_075), "Cameras") == (
        "2 lines, £1,880.75, would go to Cameras, each in its own year. Nothing is "
        "coded yet."
    )
    assert coded_words(1, Pence(5), "Cameras") == (
        "1 line, £0.05, is coded to Cameras."
    )
    assert coded_words(2, Pence(5), "Cameras").startswith("2 lines, £0.05, are coded")


def test_the_rule_says_what_it_would_have_coded_and_what_else_waits() -> None:
    said = rule_words(("Axon", "Bill Ltd"), replay(2), coded=2)
    assert said == (
        "A rule for Axon and Bill Ltd would have coded 2 of 40 lines, 0 otherwise than "
        "people did. It codes nothing until it is in the register of coding rules, "
        "tested and turned on."
    )
    more = rule_words(("Axon",), replay(3), coded=2)
    assert "people did, and 1 other line in suspense. It codes" in more
