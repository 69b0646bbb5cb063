"""Guess which source a file of spending comes from, by its name."""

import re
from pathlib import Path

_PARTS = re.compile(r"[\W_]+")
_PERIODS = re.compile(
    r"\d.*|q[1-4]|p\d+|fy\d*|v\d+|copy|final|"
    r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\w{0,6}\d*",
    re.IGNORECASE,
)


def source_name(path: Path) -> str:
    """Name a source after a file, its period left out: `pcc-2023-24.xlsx` is pcc.

    A file that is named for its period alone, such as `April-2023.csv`, is named
    after its folder.
    """
    for named in (path.stem, path.resolve().parent.name):
        parts = [part for part in _PARTS.split(named) if part]
        kept = [part for part in parts if not _PERIODS.fullmatch(part)]
        if kept:
            return "-".join(kept).lower()
    return path.stem.lower()
