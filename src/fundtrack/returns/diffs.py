"""What differs between two versions of a return, field by field."""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.money import Pence
from fundtrack.returns.claim_rows import OF_VERSIONS
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value

NOT_COMPARED = frozenset(
    {
        "cover",
        "signing",
        "contents",
        "figures",
        "lineage",
        "checks",
        "queries",
        "sources",
        "notes",
    }
)
"""Sections that say how a return was made, not what it says."""
IDENTIFYING = frozenset({Kind.TEXT, Kind.NUMBER, Kind.DAY})
LEADING = 3
"""How many texts of a row name it while the rest of its texts may change."""
NAMED_BY = frozenset({Kind.NUMBER})
"""What names one thing, such as an entry: rows that differ in it are two rows."""
SOURCE = "figure"
"""The field that names a sum's figure or source; it counts what was known when."""

Row = tuple[Value, ...]
Key = Callable[[Sequence[Column], Row], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs; a row that came or went has one for each sum in it.

    `before` and `after` are None where the row was not there; sums are whole pence.
    """

    sheet: str
    row: str
    field: str
    before: Value
    after: Value
    change_pence: Pence | None


def changed_fields(
    layout: Layout, before: Iterable[Sheet], after: Iterable[Sheet]
) -> tuple[FieldChange, ...]:
    """List the fields that differ, sheet by sheet in the layout's order.

    Rows are matched by everything in them that is no sum, share or count; those left
    over by their first texts, if they name the same entry. Where a sum is from is not
    compared.
    """
    compared = [it.name for it in layout.sheets if it.rows not in NOT_COMPARED]
    old = {sheet.name: sheet for sheet in before}
    new = {sheet.name: sheet for sheet in after}
    held = old | new
    return tuple(
        change
        for name in compared
        if name in held
        for change in _sheet_changes(held[name], _rows(old, name), _rows(new, name))
        if change.row.split(", ")[0] not in OF_VERSIONS
    )


def _rows(sheets: Mapping[str, Sheet], name: str) -> list[Row]:
    return list(sheets[name].rows) if name in sheets else []


def _sheet_changes(
    shown: Sheet, old: list[Row], new: list[Row]
) -> Iterator[FieldChange]:
    name, columns = shown.name, shown.columns
    for key in (_all_but_sums, _leading, _first):
        old, new, pairs = _matched(columns, old, new, key)
        for left, right in pairs:
            yield from _row_changes(name, columns, left, right)
    for row in old:
        yield from _row_changes(name, columns, row, None)
    for row in new:
        yield from _row_changes(name, columns, None, row)


def _matched(
    columns: Sequence[Column], old: list[Row], new: list[Row], key: Key
) -> tuple[list[Row], list[Row], list[tuple[Row, Row]]]:
    """Pair the rows of equal keys, in order; give what is left over and the pairs."""
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in old:
        waiting[key(columns, row)].append(row)
    pairs, left = [], []
    for row in new:
        same = waiting[key(columns, row)]
        if same:
            pairs.append((same.pop(0), row))
        else:
            left.append(row)
    return [row for rows in waiting.values() for row in rows], left, pairs


def _all_but_sums(columns: Sequence[Column], row: Row) -> tuple[str, ...]:
    return tuple(
        _said(value)
        for column, value in zip(columns, row, strict=True)
        if column.kind in IDENTIFYING and column.shows != SOURCE
    )


def _leading(columns: Sequence[Column], row: Row) -> tuple[str, ...]:
    return _texts(columns, row)[:LEADING] + _numbers(columns, row)


def _first(columns: Sequence[Column], row: Row) -> tuple[str, ...]:
    return _texts(columns, row)[:1] + _numbers(columns, row)


def _texts(columns: Sequence[Column], row: Row) -> tuple[str, ...]:
    return tuple(
        _said(value)
        for column, value in zip(columns, row, strict=True)
        if column.kind is Kind.TEXT and column.shows != SOURCE
    )


def _numbers(columns: Sequence[Column], row: Row) -> tuple[str, ...]:
    return tuple(
        str(value)
        for column, value in zip(columns, row, strict=True)
        if column.kind in NAMED_BY
    )


def _row_changes(
    sheet: str, columns: Sequence[Column], before: Row | None, after: Row | None
) -> Iterator[FieldChange]:
    shown = after or before or ()
    named = ", ".join(it for it in _texts(columns, shown)[:LEADING] if it)
    is_whole = before is None or after is None
    for at, column in enumerate(columns):
        was = before[at] if before else None
        now = after[at] if after else None
        if column.shows == SOURCE or (is_whole and column.kind not in MONEY):
            continue
        if _said(was) != _said(now):
            yield FieldChange(
                sheet, named, column.heading, was, now, _change(column, was, now)
            )


def _said(value: Value) -> str:
    return "" if value is None else str(value)


def _change(column: Column, was: Value, now: Value) -> Pence | None:
    if column.kind not in MONEY:
        return None
    return Pence(int(now or 0) - int(was or 0))  # type: ignore[arg-type]
