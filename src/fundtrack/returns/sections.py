"""The rows of a return's sheets, section by section, out of its papers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from datetime import timedelta

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import UNSPLIT
from fundtrack.domain.figures import FigureId
from fundtrack.returns.claim_rows import claim_rows
from fundtrack.returns.claim_rows import marks
from fundtrack.returns.claim_rows import reconciliation_rows
from fundtrack.returns.covers import cover_rows
from fundtrack.returns.covers import day_in_words
from fundtrack.returns.deliveries import delivered_rows
from fundtrack.returns.eligibility import ineligible_rows
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.layouts import lay_out
from fundtrack.returns.lineage_rows import figure_rows
from fundtrack.returns.lineage_rows import lineage_rows
from fundtrack.returns.listing import ACCRUAL
from fundtrack.returns.listing import REVERSAL
from fundtrack.returns.listing import Line
from fundtrack.returns.papers import Papers
from fundtrack.returns.queries import query_rows
from fundtrack.returns.redaction import individuals
from fundtrack.returns.redaction import redacted
from fundtrack.returns.redaction import same_name
from fundtrack.returns.rules import RULES
from fundtrack.returns.sign_sheet import sign_sheet_rows
from fundtrack.returns.source_rows import source_rows
from fundtrack.returns.support import PAID_AHEAD
from fundtrack.returns.support import listing_rows
from fundtrack.returns.support import paid_ahead
from fundtrack.returns.table import TO_COME_COLUMNS
from fundtrack.returns.table import TableRow
from fundtrack.returns.table import remaining

BANNER = "EXAMPLE, not a return: "
Rows = list[dict[str, Value]]


def sheets(papers: Papers, layout: Layout) -> tuple[Sheet, ...]:
    """Make every sheet of a return."""
    made: dict[str, Rows] = {
        "cover": cover_rows(papers, layout),
        "signing": sign_sheet_rows(papers),
        "claim": claim_rows(papers),
        "awards": _awards(papers),
        "table": [table_row(papers, row) for row in papers.figures.table],
        "listing": [
            row
            for line in papers.figures.listing.eligible
            for row in listing_rows(_line(papers, line), line, papers.figures.supported)
        ],
        "ineligible": ineligible_rows(papers.figures),
        "accruals": _accruals(papers),
        "reconciliation": reconciliation_rows(papers),
        "outcomes": _outcomes(papers),
        "outputs": output_rows(papers),
        **delivered_rows(papers.delivered, papers.setting.name),
        "narratives": _narratives(papers),
        "queries": query_rows(papers.queries, papers.setting.name),
        "checks": _checks(papers),
        "waivers": _waivers(papers),
        "sources": source_rows(papers, layout),
        **_lineage(papers, _headings(layout, heading_words(papers))),
        "notes": note_rows(layout),
    }
    made = redacted(made, individuals(papers.delivered.supplier_types))
    words = heading_words(papers)
    layout = _with_something(layout, made)
    made["contents"] = [
        {
            "sheet": sheet.name,
            "holds": sheet.about.format_map(words),
            "rows": len(made[sheet.rows]),
        }
        for sheet in layout.sheets
        if sheet.rows not in {"cover", "contents"}
    ]
    return lay_out(layout, made, words, BANNER * papers.setting.is_example)


def note_rows(layout: Layout) -> Rows:
    """Number the notes of a layout."""
    return [
        {"note": f"Note {number}", "text": text}
        for number, text in enumerate(layout.notes, start=1)
    ]


def _with_something(layout: Layout, made: Mapping[str, Rows]) -> Layout:
    """Leave out the sheets that are only there when they hold something."""
    kept = [it for it in layout.sheets if made.get(it.rows) or not it.only_if_filled]
    return replace(layout, sheets=tuple(kept))


def heading_words(papers: Papers) -> dict[str, str]:
    """Give what `{year}` and the like stand for in the headings of a return."""
    scope = papers.figures.scope
    return {
        "fund": scope.fund_name,
        "quarter": str(scope.quarter),
        "year": scope.year,
        "starts": day_in_words(scope.starts),
        "ends": day_in_words(scope.ends),
    }


def _awards(papers: Papers) -> Rows:
    counting = max((row["version"] for row in papers.awards), default=0)
    return [
        {
            **row,
            "area": _any(papers, row["area"]),
            "kind": "any" if row["spend_kind"] == ANY else row["spend_kind"],
            "year": "any" if row["financial_year"] == ANY else row["financial_year"],
            "counts": "yes" if row["version"] == counting else "replaced",
        }
        for row in papers.awards
    ]


def _any(papers: Papers, area: str) -> str:
    return "all" if area == ANY else papers.setting.name(area)


def table_row(papers: Papers, row: TableRow) -> dict[str, Value]:
    """Show a row of the financial table."""
    is_total = row.cell.area == ANY
    names = {UNSPLIT: "not yet shared out", ANY: "Total" if is_total else ""}
    to_come = {f"forecast_q{it.number}" for it in remaining(papers.figures.scope)}
    said: dict[str, Value] = {
        name: row.pence(name)
        for name in row.figures
        if name in to_come or name not in TO_COME_COLUMNS
    }
    area = papers.setting.name(row.cell.area)
    return said | {
        "area": names.get(row.cell.area, area),
        "heading": "all" if is_total else names.get(row.cell.heading, row.cell.heading),
        "kind": "all" if is_total else names.get(row.cell.kind, row.cell.kind),
        "variance_share": row.variance_share,
        "budget_marks": marks(row.budget_marks),
        "actual_marks": marks(row.actual_marks),
    }


def _line(papers: Papers, line: Line) -> dict[str, Value]:
    cell = line.cell
    return {
        "entry": line.entry,
        "dated": line.dated,
        "supplier": line.supplier,
        "description": line.description,
        "reference": line.reference,
        "area": papers.setting.name(cell.area),
        "project": cell.project,
        "heading": cell.heading,
        "kind": cell.kind,
        "year": cell.year,
        "what": line.kind.replace("_", " "),
        "pence": line.pence,
        "part": _part(papers, line),
        "evidence": papers.delivered.evidence.get(line.entry, ""),
        "supplier_type": papers.delivered.supplier_types.get(
            same_name(line.supplier), ""
        ).replace("-", " "),
        "coding": _coding(papers, line),
        "attribution": line.attribution,
        "provenance": line.provenance,
        "file": line.file,
        "sheet": line.sheet,
        "row": line.row,
        "reversed_on": line.reversed_on,
        "reversal": line.reversal,
        "vat": ("known" if line.knows_vat else "unknown") if line.is_bill else "",
        "net": line.net,
        "recoverable_vat": line.recoverable_vat,
        "irrecoverable_vat": line.irrecoverable_vat,
    }


def _part(papers: Papers, line: Line) -> str:
    """Say whether the line is of the quarter, came late, or was returned before."""
    scope = papers.figures.scope
    if line.dated >= scope.quarter_starts:
        return str(scope.quarter)
    late = scope.is_late(line.entry, line.dated)
    return "earlier quarter, came late" if late else "an earlier return"


def _coding(papers: Papers, line: Line) -> str:
    if line.kind in {ACCRUAL, REVERSAL}:
        return f"entered by {papers.setting.name(line.person)}"
    return line.coding


def _accruals(papers: Papers) -> Rows:
    """What is owed or paid ahead at the quarter's end, and what the quarter undid."""
    figures = papers.figures
    scope, lines = figures.scope, figures.listing.eligible
    owed = [
        _line(papers, line)
        for line in lines
        if (line.kind == ACCRUAL and _is_open(line, scope.ends))
        or (line.kind == REVERSAL and line.dated >= scope.quarter_starts)
    ]
    prepaid = [
        {**_line(papers, line), "what": PAID_AHEAD, "pence": ahead}
        for line in lines
        if (ahead := paid_ahead(line, figures.supported))
    ]
    return [*owed, *prepaid]


def _is_open(line: Line, ends: date) -> bool:
    return (line.reversed_on or ends + timedelta(days=1)) > ends


def _outcomes(papers: Papers) -> Rows:
    return [
        {
            "area": papers.setting.name(found.area),
            "measure": found.measure.replace("-", " "),
            "detectable_pct": found.detectable_pct,
            "months": found.months,
            "before": found.treated_before,
            "after": found.treated_after,
            "comparators": found.comparators,
            "effect_pct": found.effect_pct,
            "interval": found.interval,
            "verdict": found.verdict,
            "sentence": found.sentence,
            "caveats": found.caveats,
            "counts": "synthetic" if found.is_synthetic else found.provenance,
            "run": found.run_id,
        }
        for found in papers.found
    ]


def output_rows(papers: Papers) -> Rows:
    """List what was delivered against its targets."""
    return [{**row, "area": _any(papers, row["area"])} for row in papers.outputs]


def _narratives(papers: Papers) -> Rows:
    return [
        {
            "section": said.section.replace("-", " "),
            "area": papers.setting.name(said.area),
            "heading": said.heading,
            "kind": said.kind,
            "text": said.text,
            "person": papers.setting.name(said.person),
            "provenance": said.provenance,
            "entry": said.entry,
        }
        for said in papers.narratives
    ]


def _checks(papers: Papers) -> Rows:
    rows: Rows = []
    for rule in RULES.values():
        found = [each for each in papers.findings if each.rule == rule.id]
        rows.extend(
            {
                "rule": rule.id,
                "asks": rule.asks,
                "result": "warning" if each.severity == "warn" else "blocks",
                "said": f"{each.place}: {each.message}" if each.place else each.message,
                "fix": each.fix,
            }
            for each in found
        )
        if not found:
            passed: dict[str, Value] = {"result": "passed", "said": "", "fix": ""}
            rows.append({"rule": rule.id, "asks": rule.asks, **passed})
    return rows


def _waivers(papers: Papers) -> Rows:
    return [
        {
            "rule": waiver.rule,
            "person": waiver.person,
            "given_on": waiver.given_on,
            "until": waiver.until,
            "reason": waiver.reason,
            "entry": waiver.entry,
        }
        for waiver in papers.waivers
    ]


def _headings(layout: Layout, words: Mapping[str, str]) -> dict[str, str]:
    """Give the headings of the financial table by the fields they show."""
    return {
        column.shows: column.heading.format_map(words)
        for sheet in layout.sheets
        if sheet.rows == "table"
        for column in sheet.columns
    }


def _lineage(papers: Papers, headings: Mapping[str, str]) -> dict[str, Rows]:
    lineage = papers.figures.lineage
    lines = lineage.shared()
    places = _places(papers, headings)
    return {
        "figures": figure_rows(lineage, lines, places),
        "lineage": lineage_rows(lineage, lines),
    }


def _places(papers: Papers, headings: Mapping[str, str]) -> dict[FigureId, str]:
    """Say where in the return each figure stands."""
    figures = papers.figures
    places = {figures.claimed_before.id: "Claim: claimed before"}
    if figures.awarded_in_year:
        places[figures.awarded_in_year] = f"Claim: maximum sum for {figures.scope.year}"
    places[figures.awarded] = "Claim: maximum sum of the award"
    for row in papers.figures.table:
        said = table_row(papers, row)
        where = f"Financial table: {said['area']}, {said['heading']}, {said['kind']}"
        for name, heading in headings.items():
            if figure := row.figures.get(name):
                places[figure.id] = f"{where}: {heading}"
    return places
