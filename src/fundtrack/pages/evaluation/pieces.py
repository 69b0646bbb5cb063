"""Pieces of the Evaluation page that are words and figures."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import Any

from fundtrack.charts.tables import signed_pct
from fundtrack.metrics.run_freshness import StaleRun
from fundtrack.pages.evaluation.columns import interval
from fundtrack.pages.evaluation.columns import read_placebos
from fundtrack.pages.evaluation.standing import EvaluationStanding
from fundtrack.pages.evaluation.standing import measure_name
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import marks
from fundtrack.pages.markup import text
from fundtrack.pages.pieces import KeyFigure
from fundtrack.pages.pieces import key_figures
from fundtrack.periods import Month
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.run_files import ABOUT
from fundtrack.runs.run_files import REPORT
from fundtrack.sentences.found import before_sentence
from fundtrack.sentences.found import before_whole_sentence
from fundtrack.sentences.found import not_pooled_sentence
from fundtrack.sentences.found import whole_sentence
from fundtrack.sentences.outcomes import month_name
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.run_words import gate_words
from fundtrack.sentences.run_words import in_words
from fundtrack.sentences.worth import NOT_ESTIMABLE
from fundtrack.sentences.worth import caution
from fundtrack.sentences.worth import even_sentence
from fundtrack.sentences.worth import odds_figure
from fundtrack.sentences.worth import price_figure

SHORT = 8
BARS = {
    "cause": ", so no cause may be named",
    "estimate": ", so nothing may be estimated",
}
"""What a gate that is not passed keeps from being said."""
NO_RINGS = (
    "Displacement is not estimable: no ward beside the treated ones is known by its "
    "boundary, held and free of other money; or nothing was estimated; or the run was "
    "kept by an earlier program, then run it again."
)
NO_PLACES = (
    (
        "Say which places the money was meant for: a row for each fund and area in the "
        "Footprints sheet of the registers workbook"
    ),
    "Take it in: fundtrack ingest register registers.xlsx",
    "Run the evaluation here, or with: fundtrack evaluate --fund {fund}",
)
NOT_RUN = (
    "Better first: register a plan, so that nothing in it can follow from the result",
    "Press “{button}”, or run: fundtrack evaluate --fund {fund}",
    "The effect of each area appears here with its run id, in a minute or two",
)


def opening(standing: EvaluationStanding) -> Markup:
    """Write what could be seen at all, then what was seen, and which run says so."""
    run = standing.run
    if run is None:
        return _nothing_run(standing)
    before = element("b", text("Before looking at results: "))
    note = element("p", before + text(_before(standing, run)))
    mark = marks([str(run.result["provenance"])])
    sub = element("p", text(_about(standing, run)) + mark, class_="sub")
    return (
        element("div", note, class_="note before")
        + element("h1", text(sentence(standing, run)))
        + sub
    )


def sentence(standing: EvaluationStanding, run: KeptRun) -> str:
    """Say what the run shown found."""
    if not standing.is_whole:
        return str(run.result["sentence"])
    row, areas = standing.pooled, len(standing.rows_together)
    if row is None:
        return not_pooled_sentence(standing.fund_name, areas)
    return whole_sentence(
        row,
        measure_name(standing.measure).lower(),
        (standing.fund_name, areas - 1),
        is_synthetic=run.result["provenance"] == "synthetic",
    )


def figures(standing: EvaluationStanding) -> Markup:
    """Write the key figures of the run shown."""
    run = standing.run
    if run is None or (standing.is_whole and standing.pooled is None):
        return ""
    row = standing.pooled if standing.is_whole else run.result
    held: Mapping[str, Any] = row or {}
    counted_as = str(run.result["provenance"])
    shown = [_change(held, counted_as), _seen(held, counted_as)]
    shown.append(_as_rare(run))
    if standing.is_whole:
        shown += [_areas_told(standing), _repays(run)]
    else:
        shown += [_delivered(run), _strength(run)]
    return key_figures(shown)


def value_piece(standing: EvaluationStanding) -> Markup:
    """Write what an offence prevented cost and what the odds are, or why not."""
    run = standing.run
    value: Mapping[str, Any] = (run.result.get("value") or {}) if run else {}
    if run is None or not value:
        return ""
    verdict, causes = str(run.result["verdict"]), bool(run.result.get("names_cause"))
    return (
        element("p", text(even_sentence(value)) + marks(["assumed"]), class_="sub")
        + key_figures(_worth_figures(value, str(run.result["provenance"])))
        + element("p", text(caution(verdict, names_cause=causes)), class_="sub")
    )


def _worth_figures(value: Mapping[str, Any], provenance: str) -> list[KeyFigure]:
    """Give price and odds, marked as the counts and as the unit costs beneath."""
    sure = tuple(sorted({"assumed", provenance}))
    price, odds = price_figure(value), odds_figure(value)
    is_priced = value.get("cost_per_prevented") in {"interval", "floor"}
    has_odds = value.get("bcr_above_one") is not None
    return [
        KeyFigure("Cost per crime prevented", *price, sure if is_priced else ()),
        KeyFigure("Chance that benefit exceeds cost", *odds, sure if has_odds else ()),
    ]


def stale_piece(standing: EvaluationStanding, stale: Sequence[StaleRun]) -> Markup:
    """Say which runs are older than what they were read from, and what moved."""
    if not stale:
        return ""
    items = [
        element(
            "p",
            text(
                f"Out of date: run {run.run_id[:SHORT]} of "
                f"{standing.area_name(run.area)}: {'; '.join(run.moved)}."
            ),
        )
        for run in stale
    ]
    do = "Run again to read what is held now." if standing.may_run else ""
    said = element("p", text(f"{do} {_command(standing)}".strip()))
    return element("div", *items, said, class_="note warn", role="status")


def care_piece(standing: EvaluationStanding) -> Markup:
    """List what stands between the figure and a claim: gates, then caveats."""
    run = standing.run
    if run is None or standing.is_whole:
        return ""
    gates = run.result.get("gate_results") or ()
    caveats = run.result.get("caveats") or ()
    passed = sum(gate["state"] == "passed" for gate in gates)
    number = "All" if passed == len(gates) else f"{passed} of {len(gates)}"
    title = f"{number} checks between the figure and a claim are passed"
    return (
        element("h2", text(title))
        + element("ul", *map(_gate, gates), class_="todo")
        + _folded(f"Read with care: {counted(len(caveats), 'caveat')}", caveats)
    )


def moved_piece(standing: EvaluationStanding) -> Markup:
    """Say that displacement cannot be told; nothing where rings are listed."""
    run = standing.run
    if run is None or standing.is_whole or run.result.get("rings"):
        return ""
    heard = element("p", text(NO_RINGS), class_="sub")
    return element("h2", text("Whether crime moved next door cannot be told")) + heard


def run_piece(standing: EvaluationStanding) -> Markup:
    """Link the run's report and its files, and say how to make it again."""
    run = standing.run
    if run is None:
        return ""
    report = f"/files/run/{run.run_id}/{REPORT}"
    links = [
        element("a", text("Open the report"), href=report, target="_blank"),
        element("a", text("Download it"), href=f"{report}?keep=yes", download=""),
    ]
    files = [
        element(
            "li",
            element(
                "a",
                text(path.name),
                href=f"/files/run/{run.run_id}/{path.name}",
                download="",
            )
            + text(f": {ABOUT[path.name]}"),
        )
        for path in sorted(run.folder.iterdir())
        if path.name in ABOUT and path.name != REPORT
    ]
    again = f"Make it again and compare: fundtrack evaluate --repeat {run.run_id}"
    held = element("ul", *files, class_="files")
    more = element("details", element("summary", text("Every file of the run")) + held)
    return (
        element("h2", text(f"Run {run.run_id}"))
        + element("p", " · ".join(links), class_="files")
        + more
        + element("p", text(again), class_="sub")
    )


def who_piece(standing: EvaluationStanding) -> Markup:
    """Say who can plan and run, to a reader who cannot."""
    if standing.may_run:
        return ""
    names = [standing.name(person) for person in standing.able]
    who = f"{listed(names)} can" if names else "Nobody holds a role that may"
    return element("p", text(f"{who} plan and run evaluations."), class_="sub")


def _nothing_run(standing: EvaluationStanding) -> Markup:
    """Say that nothing was run for this choice, and what to do about it."""
    what = measure_name(standing.measure).lower()
    if not standing.places:
        head = f"Nothing of {standing.fund_name} can be evaluated yet"
        steps: Iterable[str] = NO_PLACES
    else:
        where = "" if standing.is_whole else f" in {standing.area_name(standing.area)}"
        done = f"changed in {what}{where}"
        head = f"What {standing.fund_name} {done} has not been evaluated yet"
        steps = NOT_RUN
    told = {"fund": standing.fund, "button": run_button(standing)}
    items = [element("li", text(step.format(**told))) for step in steps]
    return element("h1", text(f"{head}.")) + element("ol", *items)


def run_button(standing: EvaluationStanding) -> str:
    """Give the words of the button that runs what is shown."""
    again = " again" if standing.run else ""
    if standing.is_whole:
        return f"Run all areas{again}"
    return f"Run {standing.area_name(standing.area)}{again}"


def _before(standing: EvaluationStanding, run: KeptRun) -> str:
    if not standing.is_whole:
        return before_sentence(run.result)
    row = standing.pooled
    if row is None:
        return "the areas are not put together, so each stands for itself below."
    return before_whole_sentence(row, len(standing.rows_together) - 1)


def _about(standing: EvaluationStanding, run: KeptRun) -> str:
    place = "all areas together"
    if not standing.is_whole:
        place = standing.area_name(standing.area)
    told = str(run.result.get("registered_at") or "")[:10]
    day = f" of {long_day(date.fromisoformat(told))}" if told else ""
    return (
        f"{standing.fund_name}, {place}, {measure_name(standing.measure).lower()}. "
        f"Run {run.run_id}{day}, snapshot {str(run.result['snapshot'])[:SHORT]}."
    )


def _change(row: Mapping[str, Any], provenance: str) -> KeyFigure:
    effect = row.get("effect_pct")
    if effect is None:
        return KeyFigure("Likeliest change", NOT_ESTIMABLE, "a check bars an estimate")
    fits = interval(row["ci_low_pct"], row["ci_high_pct"])
    return KeyFigure(
        "Likeliest change",
        signed_pct(effect),
        f"anything from {fits} fits (95%)",
        (provenance,),
    )


def _seen(row: Mapping[str, Any], provenance: str) -> KeyFigure:
    smallest = row.get("mde_pct")
    if smallest is None:
        return KeyFigure(
            "Could have seen", "nothing", "with the months and places held"
        )
    return KeyFigure(
        "Could have seen",
        f"−{smallest:.0f}%",
        "or a larger fall, four times in five",
        (provenance,),
    )


def _as_rare(run: KeptRun) -> KeyFigure:
    found = read_placebos(run)
    if found is None:
        return KeyFigure("Untouched places", "–", "none was drawn for this run")
    holm = run.result.get("p_holm")
    after = f"; {holm:.3f} after Holm" if holm is not None else ""
    return KeyFigure(
        "Untouched sets that changed as much",
        f"{found.as_much:,} of {len(found.statistics):,}",
        f"p = {run.result['p']:.3f}{after}",
        (str(run.result["provenance"]),),
    )


def _delivered(run: KeptRun) -> KeyFigure:
    share = run.result.get("delivered_pct")
    months = run.result.get("months_after")
    by = month_name(Month.parse(months[-1])) if months else "the last month"
    if share is None:
        return KeyFigure("Delivered", "not known", "no plan of delivery is held")
    return KeyFigure("Delivered", f"{share:.0f}%", f"of what was planned, by {by}")


def _repays(run: KeptRun) -> KeyFigure:
    even = (run.result.get("value") or {}).get("break_even")
    if even is None:
        return KeyFigure("To repay its cost", NOT_ESTIMABLE, "no cost or price is held")
    return KeyFigure(
        "To repay its cost",
        counted(round(even), "offence"),
        "would have to be prevented",
        ("assumed",),
    )


def _strength(run: KeptRun) -> KeyFigure:
    level = run.result.get("maryland_level")
    if level is None:
        return KeyFigure("Strength of evidence", "none", "nothing was estimated")
    return KeyFigure("Strength of evidence", f"{level} of 5", "on the Maryland scale")


def _areas_told(standing: EvaluationStanding) -> KeyFigure:
    rows = [row for row in standing.rows_together if row["run"]]
    named = sum(row["verdict"] in {"reduction", "increase"} for row in rows)
    return KeyFigure(
        "Areas that show a change",
        f"{named} of {len(rows)}",
        "each beside the others, p after Holm",
    )


def _gate(gate: Mapping[str, str]) -> Markup:
    tone = {"passed": "good", "failed": "stop"}.get(gate["state"], "warn")
    state = element("span", text(gate["state"].capitalize()), class_=f"state {tone}")
    fact = gate_words(gate["gate"], gate["fact"])
    bars = "" if gate["state"] == "passed" else BARS.get(gate["bars"], "")
    return element("li", state, element("span", text(f"{fact}{bars}.")))


def _folded(title: str, caveats: Sequence[Mapping[str, str]]) -> Markup:
    if not caveats:
        return ""
    items = [
        element("li", text(f"{it['rule']}: {in_words(it['text'])}")) for it in caveats
    ]
    held = element("ul", *items, class_="files")
    return element("details", element("summary", text(title)) + held)


def _command(standing: EvaluationStanding) -> str:
    return f"Also: fundtrack evaluate --fund {standing.fund}"
