"""What the books say was delivered, read from a small office with a partner."""

from dataclasses import replace

import pytest

from fundtrack.config import Workspace
from fundtrack.evaluation.value.deliveries import Delivered
from fundtrack.evaluation.value.deliveries import OutputEfficiency
from fundtrack.evaluation.value.deliveries import output_efficiencies
from fundtrack.evaluation.value.deliveries import read_delivered
from fundtrack.metrics.unit_costs import UnitCost
from fundtrack.money import Pence
from tests.histories import history_of
from tests.oracles.deliveries import unit_cost
from tests.partners import add_partner
from tests.returns.office import open_office
from tests.returns.office import terms


def test_delivered_is_what_was_paid_supported_and_counted(
    workspace: Workspace,
) -> None:
    office = add_partner(open_office(workspace))
    with office.session("auditor").reading() as books:
        before = read_delivered(books, "SSF5", "blackpool")
        elsewhere = read_delivered(books, "SSF5", "nowhere")
    office.record(terms(evidence_over_pence=10_000))
    with office.session("auditor").reading() as books:
        found = read_delivered(books, "SSF5", "blackpool")
    (output,) = found.outputs
    history = history_of(office.workspace.ledger)
    assert output.unit_pence == unit_cost(history, "cameras installed", office.day)
    # £1,000 of £1,200 paid or owed; no claim of the partner's came in yet.
    wanted = Delivered(
        budget_pence=Pence(120_000),
        unspent_pence=Pence(20_000),
        unsupported_pence=Pence(100_000),
        unshown_pence=Pence(100_000),
        outputs=(output,),
    )
    assert found == wanted
    assert before == replace(wanted, unshown_pence=None)
    assert elsewhere == Delivered(Pence(0), Pence(0), Pence(0), None, ())


def bought(actual: int | None, target: int | None, pence: int) -> UnitCost:
    return UnitCost(
        area="blackpool",
        project="cctv",
        output="cameras installed",
        unit="camera",
        target=target,
        actual=actual,
        cost_pence=Pence(pence),
        unit_pence=None,
        is_shared=False,
        figure="",
    )


@pytest.mark.parametrize(
    ("actual", "target", "pence", "pct", "per_1000"),
    [
        (6, 8, 1_200_000, 75.0, 0.5),
        (6, None, 1_200_000, None, 0.5),
        (6, 8, 0, 75.0, None),
        (None, 8, 1_200_000, None, None),
        (0, 8, 1_200_000, 0.0, 0.0),
    ],
)
def test_output_is_held_against_its_target_and_its_money(
    actual: int | None,
    target: int | None,
    pence: int,
    pct: float | None,
    per_1000: float | None,
) -> None:
    (found,) = output_efficiencies([bought(actual, target, pence)])
    assert found == OutputEfficiency(
        "cameras installed", "camera", actual, target, pct, per_1000
    )
