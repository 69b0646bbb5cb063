"""Evaluations that are older than what they were read from, in words."""

from collections.abc import Iterable
from collections.abc import Sequence
from urllib.parse import urlencode

from fundtrack.metrics.run_freshness import StaleRun
from fundtrack.sentences.needs import WAIT
from fundtrack.sentences.needs import Need
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.register_needs import Named


def stale_needs(stale: Iterable[StaleRun], named: Named) -> list[Need]:
    """Say of each fund which evaluations were made before what they read moved."""
    runs = list(stale)
    funds = dict.fromkeys(run.fund for run in runs)
    return [
        _stale_need([run for run in runs if run.fund == fund], named) for fund in funds
    ]


def _stale_need(runs: Sequence[StaleRun], named: Named) -> Need:
    fund = runs[0].fund
    areas = list(dict.fromkeys(named.area(run.area) for run in runs))
    moved = list(dict.fromkeys(words for run in runs for words in run.moved))
    return Need(
        WAIT,
        "Out of date",
        f"What was found of {named.fund(fund)} in {listed(areas)} is older than what "
        f"it was read from ({'; '.join(moved)}): fundtrack evaluate --fund {fund}.",
        path=f"/evaluation?{urlencode({'fund': fund})}",
    )
