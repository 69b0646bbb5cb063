"""All areas of a fund in one table: the programme first, then each area's run."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fundtrack.charts.images import chart_pictures
from fundtrack.charts.images import figure_html
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import signed_pct
from fundtrack.config import Workspace
from fundtrack.runs.handing import HandedOver
from fundtrack.runs.pooled import PooledRun
from fundtrack.runs.pooled import pooled_run
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.registry import run_named
from fundtrack.runs.together import together_facts
from fundtrack.sentences.evaluations import VERDICT_NAMES
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.verdicts import verdict_heading
from fundtrack.sentences.verdicts import verdict_words

TOGETHER = "All areas together"
NOT_POOLED = (
    "The areas are not put together: fewer than two gave an effect, or published "
    "counts would meet synthetic ones."
)
COUNTS = ("treated_pre", "treated_post")


@dataclass(frozen=True, slots=True)
class Areas:
    """The runs of a fund's areas on one measure, and their common effect if any."""

    runs: tuple[KeptRun, ...]
    pooled: PooledRun | None

    @property
    def named(self) -> list[tuple[str, str]]:
        """Each area's name with its verdict."""
        return [(run.result["area_name"], run.result["verdict"]) for run in self.runs]

    @property
    def is_synthetic(self) -> bool:
        """Whether any count is made up."""
        return any(run.result["provenance"] == "synthetic" for run in self.runs)


def open_areas(workspace: str, runs: str) -> Areas:
    """Open the runs that are compared.

    Args:
        workspace: the office's folder.
        runs: their ids, a comma between them.

    Raises:
        UnknownName: when a run is not kept.
    """
    office = Workspace(Path(workspace))
    kept = tuple(run_named(office, written) for written in runs.split(","))
    return Areas(kept, pooled_run(kept))


def together_sentence(areas: Areas) -> str:
    """Say what the areas show together, then one by one."""
    said = areas.pooled.sentence if areas.pooled else NOT_POOLED
    heading = verdict_heading(areas.named, is_synthetic=areas.is_synthetic)
    return f"**{said}** {heading}."


def areas_banner(areas: Areas) -> str:
    """Warn of made-up counts; nothing where every count was published."""
    return "Every crime count here is synthetic." if areas.is_synthetic else ""


def areas_table(areas: Areas) -> Table:
    """List both counts, the change, its interval and the verdict, programme first."""
    rows = [_shown_row(row) for row in area_rows(areas)]
    return Table(
        "Effect by area, against comparators without the money",
        (
            Column("place", "Area"),
            Column("treated_pre", "Before", Kind.COUNT),
            Column("treated_post", "After", Kind.COUNT),
            Column("change", "Change"),
            Column("interval", "95% interval"),
            Column("p", "p"),
            Column("p_holm", "p after Holm"),
            Column("seen", "Could see a fall of"),
            Column("verdict", "Verdict"),
            Column("run", "Run"),
        ),
        tuple(rows),
    )


def value_sentence(areas: Areas) -> str:
    """Say what the areas cost together and what would have repaid it, if weighed."""
    return str(areas.pooled.value.get("sentence", "")) if areas.pooled else ""


def value_by_area(areas: Areas) -> Table:
    """List what was paid, what would have repaid it, and what was seen."""
    priced = [run for run in areas.runs if run.result.get("value")]
    worths = [
        (run.result["area_name"], run.result["value"], run.result) for run in priced
    ]
    if areas.pooled and areas.pooled.value:
        paid = sum(run.result["value"]["paid_pence"] for run in priced)
        whole = {**areas.pooled.value, "paid_pence": paid}
        worths = [(TOGETHER, whole, whole), *worths]
    rows = tuple(
        TableRow(
            {
                "place": place,
                "paid": value.get("paid_pence"),
                "even": _whole(value.get("break_even")),
                "prevented": _range(
                    found.get("prevented"),
                    found.get("prevented_low"),
                    found.get("prevented_high"),
                ),
            }
        )
        for place, value, found in worths
    )
    return Table(
        "Paid, and the offences that would have repaid it",
        (
            Column("place", "Area"),
            Column("paid", "Paid", Kind.POUNDS),
            Column("even", "Offences to repay it"),
            Column("prevented", "Offences fewer than expected"),
        ),
        rows,
    )


def areas_figure(areas: Areas) -> str:
    """Draw every effect with its interval over what was too small to be seen."""
    rows = [
        {
            "place": row["place"],
            "effect_pct": row["effect_pct"],
            "low_pct": row["ci_low_pct"],
            "high_pct": row["ci_high_pct"],
            "unseen_from_pct": None if row["mde_pct"] is None else -row["mde_pct"],
            "unseen_to_pct": row["mde_pct"],
            "note": ""
            if row["effect_pct"] is not None
            else verdict_words(row["verdict"]),
        }
        for row in area_rows(areas)
    ]
    title = verdict_heading(areas.named, is_synthetic=areas.is_synthetic)
    subtitle = (
        "change against comparators with its 95% interval, per cent; left of 0 means "
        "fewer offences; grey: too small for the design to see"
    )
    return figure_html(chart_pictures("effect_by_area", rows), title, subtitle, title)


def run_lines(areas: Areas) -> str:
    """List the areas' reports, each a press away, with what it says."""
    return "\n".join(
        f"- [{run.result['area_name']}](../{run.run_id}/report.html): "
        f"{run.result['sentence']}"
        for run in areas.runs
    )


def caveat_counts(areas: Areas) -> str:
    """List each caveat once: in how many areas, and what it says of the first."""
    rules: dict[str, dict[str, str]] = {}
    for run in areas.runs:
        for caveat in run.result.get("caveats", ()):
            said = rules.setdefault(caveat["rule"], {})
            said.setdefault(run.result["area_name"], caveat["text"])
    lines = [
        f"- **{rule}** in {counted(len(said), 'area')}; {first}: {said[first]}"
        for rule, said in sorted(rules.items())
        for first in list(said)[:1]
    ]
    return "\n".join(lines) or "No caveat was raised."


def areas_result(areas: Areas, asked: tuple[str, str, str]) -> HandedOver:
    """Put together what the runner keeps of the comparison.

    Args:
        areas: what was compared.
        asked: fund, measure and snapshot.
    """
    fund, measure, snapshot = asked
    first = areas.runs[0].result
    return HandedOver(
        {
            "fund": fund,
            "measure": measure,
            "snapshot": snapshot or first["snapshot"],
            "verdict": areas.pooled.verdict if areas.pooled else "not put together",
            "sentence": together_sentence(areas).replace("**", ""),
            "provenance": "synthetic" if areas.is_synthetic else first["provenance"],
            "areas_table": area_rows(areas),
            **(together_facts(areas.runs, areas.pooled) if areas.pooled else {}),
        }
    )


def area_rows(areas: Areas) -> list[dict[str, Any]]:
    """Give a row for the programme, where there is one, and one for each area."""
    together = [_together_row(areas, areas.pooled)] if areas.pooled else []
    return [*together, *(_area_row(run) for run in areas.runs)]


def _together_row(areas: Areas, pooled: PooledRun) -> dict[str, Any]:
    within = [run for run in areas.runs if run.result["area"] in pooled.areas]
    counts = {name: sum(run.result[name] for run in within) for name in COUNTS}
    return {
        "place": TOGETHER,
        **counts,
        "effect_pct": pooled.effect_pct,
        "ci_low_pct": pooled.ci_low_pct,
        "ci_high_pct": pooled.ci_high_pct,
        "p": pooled.p,
        "p_holm": None,
        "mde_pct": pooled.mde_pct,
        "verdict": pooled.verdict,
        "run": "",
    }


def _area_row(run: KeptRun) -> dict[str, Any]:
    names = ("effect_pct", "ci_low_pct", "ci_high_pct", "p", "p_holm", "mde_pct")
    return {
        "place": run.result["area_name"],
        **{name: run.result.get(name) for name in (*COUNTS, *names)},
        "verdict": run.result["verdict"],
        "run": run.run_id,
    }


def _shown_row(row: dict[str, Any]) -> TableRow:
    has_effect = row["effect_pct"] is not None
    return TableRow(
        {
            "place": row["place"],
            **{name: row[name] for name in COUNTS},
            "change": signed_pct(row["effect_pct"]) if has_effect else None,
            "interval": f"{signed_pct(row['ci_low_pct'])} to "
            f"{signed_pct(row['ci_high_pct'])}"
            if has_effect
            else None,
            "p": _p(row["p"]),
            "p_holm": _p(row["p_holm"]),
            "seen": None if row["mde_pct"] is None else f"{row['mde_pct']:.0f}%",
            "verdict": VERDICT_NAMES[row["verdict"]],
            "run": row["run"],
        }
    )


def _p(figure: float | None) -> str | None:
    return None if figure is None else f"{figure:.3f}"


def _whole(figure: float | None) -> str | None:
    return None if figure is None else f"{round(figure):,}".replace("-", "−")


def _range(middle: float | None, low: float | None, high: float | None) -> str | None:
    if middle is None:
        return None
    return f"{_whole(middle)} ({_whole(low)} to {_whole(high)})"


def areas_heading(areas: Areas) -> tuple[tuple[str, str], ...]:
    """List what a reader looks up: fund, measure, snapshot and how many areas."""
    first = areas.runs[0].result
    return (
        ("Fund", first["fund"]),
        ("Measure", spoken(first["measure"])),
        ("Areas", str(len(areas.runs))),
        ("Snapshot", first["snapshot"]),
    )
