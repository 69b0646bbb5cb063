"""Dirty finance extracts: real layouts, made-up rows, mutated as people mutate them.

`dirty_file` writes one file from a seed and says how many rows with something in them
stand below its headings, so that a test can ask what became of each.
"""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from pathlib import Path

from tests import workbooks

LAYOUTS: tuple[tuple[str, ...], ...] = (
    ("Expenditure Category", "Date", "Total Invoice Amount", "SUPPLIER"),
    ("* Expenditure Category", "* Date", "TOTAL", "* SUPPLIER FINAL"),
    (
        "Service Cost Centre",
        "Description",
        "HBC ref no",
        "Name",
        "Date",
        "Net Amount(£)",
    ),
    ("Department Area", "Line", "Name:  ", "Payment Date", "Amount Paid"),
    workbooks.CODED,
)
"""Headings as real publishers write them."""

SHEETS = ("Apr 20", "Apr", "Jan '24", "APR 24", "Sheet1", "Data & more")
FIRST_DAY = date(2023, 4, 1)
GARBAGE = (
    "#N/A",
    "n/k",
    "TBC",
    "-",
    "£",
    "()",
    "1,2,3",
    "0x1F",
    "NaN",
    "inf",
    "'",
    "12/13/14",
)


@dataclass
class Table:
    """A table while it is being mutated: its headings, rows, and what is above it."""

    headings: list[str]
    rows: list[list[object]]
    above: list[list[object]] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """How many rows below the headings hold something that can be seen."""
        return sum(any(_is_seen(cell) for cell in row) for row in self.rows)

    def column(self, *words: str) -> int:
        """Find the column whose heading has one of the words in it."""
        return next(
            at
            for at, heading in enumerate(self.headings)
            if any(word in heading.lower() for word in words)
        )


@dataclass(frozen=True)
class DirtyFile:
    """A file that was written; `rows` is None where its bytes were mutated."""

    path: Path
    rows: int | None
    mutations: tuple[str, ...]


Mutation = Callable[[random.Random, Table], None]


def dirty_file(folder: Path, seed: int) -> DirtyFile:
    """Write one file; the same seed gives the same file."""
    chance = random.Random(seed)  # noqa: S311 - dirt, not secrets
    layout = chance.choice(LAYOUTS)
    names = chance.sample(SHEETS, chance.randint(1, 2))
    tables = {name: _table(chance, layout) for name in names}
    done = chance.sample(list(MUTATIONS), chance.randint(0, 4))
    done.sort(key="lost heading".__eq__)
    for name in done:
        for table in tables.values():
            MUTATIONS[name](chance, table)
    write = chance.choice([_as_workbook, _as_text])
    path = write(chance, folder / f"dirty-{seed}", tables)
    text = path.suffix == ".csv"
    rows = sum(
        t.filled for t in (list(tables.values())[:1] if text else tables.values())
    )
    if chance.random() < 0.25:
        _spoil(chance, path)
        return DirtyFile(path, None, (*done, "bytes"))
    return DirtyFile(path, rows, tuple(done))


def _table(chance: random.Random, layout: tuple[str, ...]) -> Table:
    table = Table(list(layout), [])
    dates, money = table.column("date"), table.column("amount", "total")
    for line in range(chance.randint(1, 12)):
        row: list[object] = [f"{heading} {line % 3} (synthetic)" for heading in layout]
        if layout is workbooks.CODED:
            row[:5] = workbooks.CELL
        row[dates] = FIRST_DAY + timedelta(days=chance.randrange(366))
        row[money] = round(chance.uniform(-900, 90_000), 2)
        table.rows.append(row)
    return table


def _blank_rows(chance: random.Random, table: Table) -> None:
    for _ in range(chance.randint(1, 4)):
        blank = [chance.choice(["", " ", "\u00a0"])] * chance.randint(0, 3)
        table.rows.insert(chance.randint(0, len(table.rows)), list[object](blank))


def _title_above(chance: random.Random, table: Table) -> None:
    table.above = [["Payments over £500"], [], ["Published", "monthly"]]
    del table.above[chance.randint(0, 3) :]


def _columns_turned(chance: random.Random, table: Table) -> None:
    order = chance.sample(range(len(table.headings)), len(table.headings))
    table.headings = [table.headings[at] for at in order]
    table.rows = [
        [row[at] if at < len(row) else "" for at in order] for row in table.rows
    ]


def _helper_columns(chance: random.Random, table: Table) -> None:
    heading = chance.choice(["Column1", "", "VAT code", "Line"])
    table.headings.append(heading)
    width = len(table.headings)
    for at, row in enumerate(table.rows):
        if any(_is_seen(cell) for cell in row):
            table.rows[at] = [*row, *[""] * (width - 1 - len(row)), f"{row[0]}{at}"]


def _odd_amounts(chance: random.Random, table: Table) -> None:
    at = table.column("amount", "total")
    styles: list[Callable[[float], object]] = [
        lambda pounds: f"£{pounds:,.2f}",
        lambda pounds: f"({abs(pounds):,.2f})",
        lambda pounds: f"{abs(pounds):.2f} CR",
        lambda pounds: f"{abs(pounds):.2f}-",
        lambda pounds: f"{pounds:,.2f}".replace(",", " "),
        lambda pounds: f"{pounds:,.2f}".translate(str.maketrans(",.", ".,")),
        lambda pounds: pounds + 1e-11,
        lambda _: chance.choice(GARBAGE),
        lambda _: "",
    ]
    for row in table.rows:
        if at < len(row) and isinstance(row[at], float) and chance.random() < 0.5:
            row[at] = chance.choice(styles)(float(str(row[at])))


def _odd_dates(chance: random.Random, table: Table) -> None:
    at = table.column("date")
    styles: list[Callable[[date], object]] = [
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day:%d-%b-%y}",
        lambda day: f"{day:%Y-%m-%d}",
        lambda day: f"{day:%m/%d/%Y}",
        lambda day: (day - date(1899, 12, 30)).days,
        lambda day: f"{day:%B %Y}",
        lambda _: chance.choice(GARBAGE),
        lambda _: "",
    ]
    for row in table.rows:
        if at < len(row) and isinstance(row[at], date) and chance.random() < 0.5:
            row[at] = chance.choice(styles)(date.fromisoformat(str(row[at])))


def _totals(chance: random.Random, table: Table) -> None:
    at = table.column("amount", "total")
    row: list[object] = [""] * len(table.headings)
    row[at] = round(sum(each[at] for each in table.rows if _has(each, at)), 2)  # type: ignore[misc]
    if chance.random() < 0.6:
        row[(at + 1) % len(row)] = chance.choice(["Total", "GRAND TOTAL", "Total:"])
    table.rows.insert(chance.choice([len(table.rows), len(table.rows) // 2]), row)


def _is_seen(cell: object) -> bool:
    return cell is not None and bool(str(cell).strip())


def _has(row: list[object], at: int) -> bool:
    return at < len(row) and isinstance(row[at], float)


def _notes(chance: random.Random, table: Table) -> None:
    at = chance.randrange(len(table.headings))
    table.rows.append([*[""] * at, "* VAT is left out"])
    table.rows.append(["Report run by", "a person", "page 2"])


def _repeats(chance: random.Random, table: Table) -> None:
    table.rows.extend(list(row) for row in chance.choices(table.rows, k=2))


def _garbage_cells(chance: random.Random, table: Table) -> None:
    for row in table.rows:
        for at in range(len(row)):
            if chance.random() < 0.1:
                row[at] = chance.choice([*GARBAGE, "", None, 0, 1e300, -1])


def _short_rows(chance: random.Random, table: Table) -> None:
    for row in table.rows:
        if chance.random() < 0.3:
            del row[chance.randint(0, len(row)) :]


def _long_text(chance: random.Random, table: Table) -> None:
    row = chance.choice(table.rows)
    row[:1] = [chance.choice(['say "so", twice', "two\nlines", "a;b\tc|d", "x" * 5000])]


def _lost_heading(chance: random.Random, table: Table) -> None:
    at = chance.randrange(len(table.headings))
    table.headings[at] = chance.choice(["", "Pounds", table.headings[0], "When"])


MUTATIONS: dict[str, Mutation] = {
    "blank rows": _blank_rows,
    "title above": _title_above,
    "columns turned": _columns_turned,
    "helper columns": _helper_columns,
    "odd amounts": _odd_amounts,
    "odd dates": _odd_dates,
    "totals": _totals,
    "notes": _notes,
    "repeats": _repeats,
    "garbage cells": _garbage_cells,
    "short rows": _short_rows,
    "long text": _long_text,
    "lost heading": _lost_heading,
}


def _as_workbook(chance: random.Random, stem: Path, tables: dict[str, Table]) -> Path:
    sheets: dict[str, list[list[object]]] = {
        name: [*table.above, [*table.headings], *table.rows]
        for name, table in tables.items()
    }
    if chance.random() < 0.3:
        sheets["Notes"] = [["Notes"], ["Nothing here is a payment"]]
    return workbooks.workbook(stem.with_suffix(".xlsx"), sheets)


def _as_text(chance: random.Random, stem: Path, tables: dict[str, Table]) -> Path:
    table = next(iter(tables.values()))
    mark = chance.choice([",", ",", ";", "\t"])
    end = chance.choice(["\n", "\r\n", "\r"])
    rows: list[list[object]] = [*table.above, [*table.headings], *table.rows]
    lines = [mark.join(_quoted(cell, mark) for cell in row) for row in rows]
    encoding = chance.choice(["cp1252", "utf-8", "utf-8-sig", "utf-16"])
    path = stem.with_suffix(".csv")
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def _quoted(cell: object, mark: str) -> str:
    text = "" if cell is None else str(cell)
    if any(one in text for one in (mark, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _spoil(chance: random.Random, path: Path) -> None:
    """Change bytes of a file, or of a part within a packed one."""
    content = path.read_bytes()
    if path.suffix == ".csv" or chance.random() < 0.3:
        path.write_bytes(_spoilt(chance, content))
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = _spoilt(chance, parts[name])
    with zipfile.ZipFile(path, "w") as packed:
        for each, part in parts.items():
            packed.writestr(each, part)


def _spoilt(chance: random.Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(spoilt) + 1)
        new = bytes(
            chance.choices(b'0123456789<>"= \x00\xff,;', k=chance.randint(0, 9))
        )
        spoilt[at : at + chance.randint(0, 9)] = new
    return bytes(spoilt)
