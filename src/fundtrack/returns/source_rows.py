"""The sheet Provenance: all that a return was made from, and by whom."""

from collections.abc import Iterator
from datetime import datetime

from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Value
from fundtrack.returns.papers import Papers
from fundtrack.returns.rules import RULES_SHA256

STEPS = "return_"


def source_rows(papers: Papers, layout: Layout) -> list[dict[str, Value]]:
    """Name everything that decides a return's figures, with its hash and moment."""
    return [*_books(papers), *_made_by(papers, layout), *_steps(papers)]


def _books(papers: Papers) -> Iterator[dict[str, Value]]:
    setting, sources = papers.setting, papers.sources
    for row in sources.cut_off:
        yield _row(
            ("Data cut-off", "last entry that is known"),
            row["hash"],
            (row["recorded_at"], "", row["entry"]),
        )
    yield _row(
        ("Snapshot", setting.snapshot), setting.head_hash, (None, "", setting.head_seq)
    )
    for row in sources.files:
        told = f"{row['file']}, {row['entries']} entries of the fund"
        moment = (row["taken_in_at"], setting.name(row["person"]), row["entry"])
        yield _row(("File taken in", told), row["sha256"], moment)


def _made_by(papers: Papers, layout: Layout) -> Iterator[dict[str, Value]]:
    terms = papers.figures.scope.terms
    version = f"version {terms.version} ({terms.provenance})"
    yield _row(("Agreement", version), "", (None, "", terms.entry))
    yield _row(("Rules of the checks", "rules.toml"), RULES_SHA256)
    yield _row(("Layout", layout.name), layout.sha256)
    yield _row(("Program", papers.setting.program), "")


def _steps(papers: Papers) -> Iterator[dict[str, Value]]:
    setting = papers.setting
    for row in papers.sources.steps:
        step = row["step"].removeprefix(STEPS)
        moment = (row["recorded_at"], setting.name(row["person"]), row["seq"])
        yield _row(("Step", step), "", moment)


def _row(
    what: tuple[str, str],
    sha256: str,
    when: tuple[datetime | None, str, int | None] = (None, "", None),
) -> dict[str, Value]:
    moment, person, entry = when
    return {
        "what": what[0],
        "named": what[1],
        "sha256": sha256,
        "moment": f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "",
        "person": person,
        "entry": entry,
    }
