from fundtrack.metrics.run_freshness import StaleRun
from fundtrack.sentences.needs import Need
from fundtrack.sentences.register_needs import Named
from fundtrack.sentences.run_needs import stale_needs

NAMED = Named({"SSF1": "Round 1"}, {"burnley": "Burnley"})

REGISTERED = "P was registered"


def stale(fund: str, area: str, *moved: str) -> StaleRun:
    return StaleRun("r", fund, area, "burglary", moved)


def test_each_fund_has_one_line_that_says_what_moved_and_what_to_run() -> None:
    found = stale_needs(
        [
            stale("SSF1", "burnley", "the footprint has changed"),
            stale(
                "SSF1", "skelmersdale", "the footprint has changed", "P was registered"
            ),
            stale("SSF2", "burnley", "P was registered"),
        ],
        NAMED,
    )
    assert found[0] == Need(
        "wait",
        "Out of date",
        "What was found of Round 1 in Burnley and skelmersdale is older than what it "
        "was read from (the footprint has changed; P was registered): fundtrack "
        "evaluate --fund SSF1.",
        path="/evaluation?fund=SSF1",
    )
    assert found[1].sentence.endswith("fundtrack evaluate --fund SSF2.")
    assert stale_needs([], NAMED) == []
