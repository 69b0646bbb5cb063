"""The plans registered for a fund, each version with its hash, for whoever checks."""

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.pages.evaluation.standing import EvaluationStanding
from fundtrack.pages.evaluation.standing import measure_name
from fundtrack.pages.widgets.table import DataTable
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

HASH_SHOWN = 16


def show_plans(table: DataTable, standing: EvaluationStanding) -> None:
    """List the plans of the fund, the newest first; nothing before there is one."""
    if not standing.plans:
        table.show(None)
        return
    versions = counted(len(standing.plans), "version")
    table.show(
        plans_table(standing),
        heading=f"Plans registered: {versions}",
        sub="What was fixed before the result. A run follows the newest plan of its "
        "outcome and area; one that does not is exploratory and shown nowhere.",
        files="yes",
        note=standing.copy_note,
    )


def plans_table(standing: EvaluationStanding) -> Table:
    """Table each version: when, by whom, how far ahead of its data, and its hash."""
    rows = tuple(
        TableRow(
            {
                "plan": plan.plan,
                "on": plan.registered_at.date(),
                "kind": "retrospective" if plan.is_retrospective else "prospective",
                "what": listed([measure_name(it).lower() for it in plan.measures]),
                "areas": listed([standing.area_name(it) for it in plan.areas]),
                "person": standing.name(plan.person),
                "hash": plan.hash[:HASH_SHOWN],
            }
        )
        for plan in reversed(standing.plans)
    )
    columns = (
        Column("plan", "Plan"),
        Column("on", "Registered", Kind.DAY),
        Column("kind", "Against its data"),
        Column("what", "Outcome"),
        Column("areas", "Areas"),
        Column("person", "By"),
        Column("hash", "Hash"),
    )
    return Table("Plans registered for the fund", columns, rows)
