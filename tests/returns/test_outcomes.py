"""What the runs found, as the return's outcomes sheet shows it."""

from fundtrack.returns.outcomes import Found
from fundtrack.returns.outcomes import found_in_runs

RUN = {
    "run_id": "r1",
    "fund": "SSF5",
    "area": "blackpool",
    "measure": "asb",
    "verdict": "no_meaningful_change",
    "months_before": ["2022-10", "2022-11"],
    "months_after": ["2023-10", "2023-11"],
    "treated_pre": 200,
    "treated_post": 150,
    "comparators": ["E05001", "E05002"],
    "effect_pct": -22.5,
    "ci_low_pct": -40.04,
    "ci_high_pct": 3.0,
    "mde_pct": 31.5,
    "sentence": "We cannot tell.",
    "caveats": [{"rule": "few", "text": "Few comparators."}, "Plain words."],
    "provenance": "synthetic",
}


def test_a_run_is_told_with_its_months_interval_and_caveats() -> None:
    assert found_in_runs([RUN], "SSF5") == (
        Found(
            run_id="r1",
            area="blackpool",
            measure="asb",
            months="2022-10 to 2022-11, against 2023-10 to 2023-11",
            treated_before=200,
            treated_after=150,
            comparators=2,
            effect_pct=-22.5,
            ci_low_pct=-40.04,
            ci_high_pct=3.0,
            verdict="no meaningful change",
            caveats="Few comparators. Plain words.",
            provenance="synthetic",
            sentence="We cannot tell.",
            detectable_pct=31.5,
        ),
    )


def test_the_last_run_of_each_area_and_measure_counts() -> None:
    newer = RUN | {"run_id": "r2"}
    elsewhere = RUN | {"run_id": "r3", "area": "lancaster"}
    other_fund = RUN | {"fund": "OPDEF"}
    found = found_in_runs([RUN, elsewhere, newer, other_fund], "SSF5")
    assert [it.run_id for it in found] == ["r2", "r3"]


def test_a_run_that_could_not_tell_says_so() -> None:
    bare = {"fund": "SSF5", "area": "blackpool", "measure": "asb"}
    (found,) = found_in_runs([bare], "SSF5")
    assert (found.interval, found.effect_pct, found.comparators) == ("", None, 0)
    assert not found.is_synthetic


def test_an_interval_is_written_with_its_signs() -> None:
    (found,) = found_in_runs([RUN], "SSF5")
    assert found.interval == "−40.0 % to +3.0 %"
    assert Found(**found.as_record()) == found
