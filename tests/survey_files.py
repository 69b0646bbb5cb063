"""Survey files for tests: rows under the form's headings."""

import csv
from pathlib import Path

HEADINGS = (
    *("Question", "Area", "Comparison area", "Wave", "Respondents", "Numerator"),
    "Source",
)
SAFE = "How safe do you feel after dark?"
Row = tuple[str, ...]


def asked(
    wave: str,
    numerator: int,
    respondents: int,
    area: str = "Burnley",
    comparison: str = "",
) -> Row:
    """One question's row: safe after dark."""
    return (
        *(SAFE, area, comparison, wave, str(respondents), str(numerator)),
        f"Residents, {wave}",
    )


def survey_file(
    folder: Path,
    *rows: Row,
    name: str = "residents.csv",
    headings: Row = HEADINGS,
) -> Path:
    """Write a survey as CSV."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path
