import numpy as np
import pytest

from fundtrack.evaluation.value.offences import ActualOffences
from fundtrack.evaluation.value.offences import RecordedOffences
from fundtrack.evaluation.value.offences import actual_offences
from fundtrack.evaluation.value.references import multipliers

BURGLARY = multipliers()["burglary-of-a-home"]


def test_ten_recorded_burglaries_are_twenty_eight_that_happened() -> None:
    actual = actual_offences(RecordedOffences(np.array([10.0])), BURGLARY)
    assert actual.actual == pytest.approx([28.0])
    assert actual.costing(100) == pytest.approx([2800.0])


def test_share_of_nought_counts_recorded_offences_alone() -> None:
    recorded = RecordedOffences(np.array([10.0]))
    assert actual_offences(recorded, BURGLARY, 0.0).actual == pytest.approx([10.0])
    assert actual_offences(recorded, BURGLARY, 2.0).actual == pytest.approx([46.0])


def test_actual_offences_cannot_be_multiplied_again() -> None:
    actual = ActualOffences(np.array([28.0]))
    with pytest.raises(AttributeError):
        actual_offences(actual, BURGLARY)  # type: ignore[arg-type]


def test_recorded_offences_have_no_cost_of_their_own() -> None:
    recorded = RecordedOffences(np.array([10.0]))
    with pytest.raises(AttributeError):
        recorded.costing(100)  # type: ignore[attr-defined]
