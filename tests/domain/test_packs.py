"""A month's pack: when it can be made, who may release it, what may be quoted."""

from datetime import date

import pytest

from fundtrack.domain.packs import Draft
from fundtrack.domain.packs import NothingDrafted
from fundtrack.domain.packs import Quotable
from fundtrack.domain.packs import check_month
from fundtrack.domain.packs import check_releaser
from fundtrack.domain.packs import files_said
from fundtrack.domain.packs import release_event
from fundtrack.domain.packs import sentences_said
from fundtrack.domain.packs import why_not_quoted
from fundtrack.domain.packs import withheld
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from fundtrack.periods import Month

DECEMBER = Month(2024, 12)
DAY = date(2025, 1, 7)
DRAFT = Draft(9, DECEMBER, "ann", DAY, "d" * 64, {"snapshot": "s1", "head_seq": 8})
MONEY = Quotable("money/office", "All is spent.", ["actual:x"], ["published"])
EFFECT = Quotable("effect/x", "We cannot tell.", ["run r1"])


def test_a_month_has_a_pack_from_the_day_after_it_ended() -> None:
    with pytest.raises(WrongArgument, match="can be made from 2025-01-01"):
        check_month(DECEMBER, date(2024, 12, 31))
    check_month(DECEMBER, date(2025, 1, 1))


def test_nobody_releases_what_they_drafted() -> None:
    with pytest.raises(NotAllowed, match="having drafted it; who can: bob"):
        check_releaser(DRAFT, "ann", ["ann", "bob"])
    check_releaser(DRAFT, "bob", ["ann", "bob"])


def test_a_sentence_held_back_stays_in_the_pack_and_is_not_quoted() -> None:
    kept, back = withheld([MONEY, EFFECT], ["effect/x"])
    assert (kept, kept.is_cleared) == (MONEY, True)
    assert (back.sentence, back.is_cleared) == ("We cannot tell.", False)
    assert back.why_not == "held back by whoever released the pack"


def test_a_key_that_no_sentence_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(WrongArgument, match="no sentence x; it has money/office"):
        withheld([MONEY], ["x"])


def test_what_is_made_up_is_never_quoted() -> None:
    assert why_not_quoted(["published", "synthetic"]) == "its figures are made up"
    assert why_not_quoted(["published", "assumed", "recorded"]) == ""


def test_a_release_says_its_files_and_its_sentences() -> None:
    event = release_event(DRAFT, 2, {"b.html": "22", "a b.html": "11"}, [MONEY], DAY)
    assert event.kind == "pack_released"
    assert (event.payload["draft"], event.payload["drafted_by"]) == (9, "ann")
    files, sentences = event.payload["files"], event.payload["sentences"]
    assert files_said(files) == {"a b.html": "11", "b.html": "22"}  # type: ignore[arg-type]
    assert sentences_said(sentences) == [MONEY]  # type: ignore[arg-type]


def test_without_a_draft_the_refusal_says_how_to_make_one() -> None:
    assert str(NothingDrafted(DECEMBER)).endswith("fundtrack pack 2024-12")
