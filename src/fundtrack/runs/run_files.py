"""What a finished run leaves in its folder: files for people, for R and for Stata."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RESULT = "result.json"
REPORT = "report.html"
EXECUTED = "notebook.ipynb"
PLAN = "plan.json"
PLAN_TABLE = "plan.csv"
PANEL = "panel.csv"
PLACEBOS = "placebos.csv"
SERIES = "series.csv"
ESTIMATES = "estimates.csv"
AREAS = "areas.csv"
SPECIFICATIONS = "specifications.csv"
LEFT_OUT = "left_out.csv"
PROVENANCE = "provenance.json"
README = "README.txt"

ABOUT = {
    REPORT: "the report; opens in any browser, without a network",
    EXECUTED: "the notebook as it ran",
    RESULT: "the result with every figure of the report, as JSON",
    ESTIMATES: "a row for each estimate: effect, interval, p, and what they rest on",
    AREAS: "a row for the fund and for each of its areas, with the run each comes from",
    SPECIFICATIONS: "a row for each other way to ask, and what it would have said",
    LEFT_OUT: "the planned effect again, without each comparator and each district",
    SERIES: "offences by month: treated wards, comparators, and what was expected",
    PANEL: "offences by ward and month: every count the estimate is made of",
    PLACEBOS: "the log change and standard error of each placebo set",
    PLAN: "the plan, its hash and when it was registered, as JSON",
    PLAN_TABLE: "the plan, a row for each thing it fixes",
    PROVENANCE: "snapshot, plan, code, parameters, seed, libraries, file hashes",
}
"""What each file of a run's folder is, for who opens the folder."""

ROWS = {
    "estimates": ESTIMATES,
    "areas_table": AREAS,
    "specifications": SPECIFICATIONS,
    "left_out": LEFT_OUT,
}
"""The lists of rows that a result may hold, each a table of its own."""

KEPT_APART = (
    "panel",
    "placebo_log_rrs",
    "placebo_ses",
    "plan",
    "specifications",
    "left_out",
)
"""What a result hands over and is kept in files of its own."""


@dataclass(frozen=True, slots=True)
class RunFiles:
    """What a finished run consists of, ready to be written.

    `provenance` says what it was made from: snapshot, code, parameters, libraries.
    """

    result: Mapping[str, Any]
    executed: str
    report: str
    registered_at: str
    provenance: Mapping[str, Any]


def texts(name: str, files: RunFiles) -> dict[str, str]:
    """Write every file of a run as text, by its name."""
    result = dict(files.result) | {"run_id": name, "registered_at": files.registered_at}
    written = {EXECUTED: files.executed, REPORT: files.report}
    written |= dict(_tables(result))
    for key in KEPT_APART:
        result.pop(key, None)
    written[RESULT] = as_text(result)
    hashes = {
        file: hashlib.sha256(text.encode()).hexdigest()
        for file, text in written.items()
    }
    provenance = {"run_id": name, **files.provenance, "files": hashes}
    written[PROVENANCE] = as_text(provenance)
    written[README] = _readme(written, str(files.provenance["reproduce"]))
    return written


def as_text(held: Mapping[str, Any]) -> str:
    """Write a mapping as JSON that people can read and compare line by line."""
    return json.dumps(held, indent=1, ensure_ascii=False) + "\n"


def _tables(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Write what a result holds as tables; a run of another notebook holds fewer."""
    if "plan" in result:
        plan = json.loads(result["plan"])
        yield PLAN, as_text(_registered(plan, result))
        yield PLAN_TABLE, _plan_csv(plan, result)
    if "panel" in result:
        yield PANEL, _panel_csv(result["panel"], set(result["treated"]))
    if "placebo_log_rrs" in result:
        pairs = zip(result["placebo_log_rrs"], result["placebo_ses"], strict=True)
        yield PLACEBOS, as_csv(("log_rr", "se"), pairs)
    if result.get("series"):
        columns = result["series"]
        yield SERIES, as_csv(columns, zip(*columns.values(), strict=True))
    for key, file in ROWS.items():
        if result.get(key):
            rows = result[key]
            yield file, as_csv(rows[0], (row.values() for row in rows))


def _registered(plan: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    """Say when a plan was registered; one that a run made itself, when it ran."""
    return {
        "plan": plan,
        "id": result.get("plan_id", ""),
        "hash": result["plan_hash"],
        "registered_at": result.get("plan_registered_at") or result["registered_at"],
        "standing": result.get("standing", ""),
        "retrospective": result.get("retrospective", True),
    }


def _plan_csv(plan: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    held = {**plan, "hash": result["plan_hash"]}
    rows = ((name, _cell(given)) for name, given in sorted(held.items()))
    return as_csv(("name", "fixed_at"), rows)


def _panel_csv(panel: Mapping[str, Any], treated: set[str]) -> str:
    """Write the counts in long form; what is known of a ward stands in every row."""
    known = {
        key: panel[key] for key in ("names", "districts", "forces") if key in panel
    }
    rows = (
        (
            ward,
            *(column[at] for column in known.values()),
            "treated" if ward in treated else "comparator",
            month,
            offences,
        )
        for at, (ward, counts) in enumerate(
            zip(panel["wards"], panel["offences"], strict=True)
        )
        for month, offences in zip(panel["months"], counts, strict=True)
    )
    said = (key.removesuffix("s") for key in known)
    return as_csv(("ward", *said, "standing", "month", "offences"), rows)


def _readme(written: Iterable[str], reproduce: str) -> str:
    width = max(len(file) for file in ABOUT)
    lines = [f"{file:<{width}}  {ABOUT[file]}" for file in written]
    return "\n".join(
        [
            "What this run left behind. Tables are UTF-8, a comma between cells; an",
            "empty cell is a figure that could not be estimated. Counts are offences.",
            "",
            *lines,
            "",
            "Make it again, on the very snapshot it was made from, and compare:",
            f"  {reproduce}",
            "",
            'In R: panel <- read.csv("panel.csv")',
            "In Stata: import delimited using panel.csv, varnames(1)",
            "",
        ]
    )


def as_csv(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Write rows under headings; lists in a cell are parted by `|`."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([_cell(held) for held in row] for row in rows)
    return written.getvalue()


def _cell(held: object) -> object:
    if isinstance(held, list | tuple):
        return "|".join(str(each) for each in held)
    return str(held).lower() if isinstance(held, bool) else held
