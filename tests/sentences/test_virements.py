"""A virement is said with its pounds, both places, and who may decide."""

from dataclasses import replace

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.virements import Virement
from fundtrack.domain.virements import VirementState
from fundtrack.metrics.virement_effects import CellEffect
from fundtrack.money import Pence
from fundtrack.sentences.virements import asked_words
from fundtrack.sentences.virements import cell_words
from fundtrack.sentences.virements import decided_words
from fundtrack.sentences.virements import effect_words
from fundtrack.sentences.virements import waiting_words

GIVES = Cell.parse("SSF5/west-lancashire/youth-work/youth-diversion/revenue/2023-24")
GETS = Cell.parse("SSF5/blackpool/town-centre-cctv/cctv/capital/2023-24")
AREAS = {"west-lancashire": "West Lancashire", "blackpool": "Blackpool"}
ASKED = Virement(
    7, GIVES, GETS, Pence(1_400_000), "holder", VirementState.WAITING, "cameras"
)


def test_a_cell_is_named_by_place_project_heading_kind_and_year() -> None:
    said = "West Lancashire, Youth work, Youth diversion, revenue, 2023-24"
    assert cell_words(GIVES, AREAS) == said
    assert cell_words(Cell("SSF5", "blackpool"), AREAS) == "Blackpool"


def test_the_effect_says_what_would_go_where_and_what_stays() -> None:
    given = CellEffect(GIVES, Pence(9_180_000), Pence(3_409_950), Pence(-1_400_000))
    taken = CellEffect(GETS, Pence(9_660_000), Pence(230_000), Pence(1_400_000))
    assert effect_words((given, taken), AREAS) == (
        "£14,000.00 would go from West Lancashire, Youth work, Youth diversion, "
        "revenue, 2023-24 to Blackpool, Town centre CCTV, CCTV, capital, 2023-24. The "
        "first keeps £20,099.50 that is neither ordered, owed nor spent. Nothing is "
        "asked for yet."
    )
    assert (given.budget_after, taken.free_after) == (7_780_000, 1_630_000)


def test_what_is_asked_for_names_who_may_decide() -> None:
    said = "Virement 7 over £14,000.00 is asked for. "
    pence = Pence(1_400_000)
    assert asked_words(7, pence, ["cfo", "holder"]) == (
        f"{said}cfo and holder may decide."
    )
    assert asked_words(7, pence, []) == (
        f"{said}Nobody holds a role that may decide on so much."
    )


def test_a_decision_says_whether_anything_moved() -> None:
    approved = decided_words(ASKED, AREAS, "approved")
    assert approved.startswith("Virement 7, £14,000.00, is approved. The budget has")
    assert approved.endswith("to Blackpool, Town centre CCTV, CCTV, capital, 2023-24.")
    rejected = decided_words(replace(ASKED, number=8), AREAS, "rejected")
    assert rejected == "Virement 8, £14,000.00, is rejected. Nothing has moved."


@pytest.mark.parametrize(
    ("count", "mine", "said"),
    [
        (1, 0, "1 virement waiting for a decision"),
        (1, 1, "1 virement waiting for a decision, yours to decide"),
        (3, 2, "3 virements waiting for a decision, 2 of them yours to decide"),
    ],
)
def test_what_waits_is_counted_with_the_reader_s_share(
    count: int, mine: int, said: str
) -> None:
    assert waiting_words(count, mine) == said
