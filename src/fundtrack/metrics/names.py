"""Names as people write them, and the ids the books use."""

from fundtrack.domain.cells import ANY
from fundtrack.errors import UnknownName
from fundtrack.metrics.position import Reader


def area_names(books: Reader) -> dict[str, str]:
    """Give the full name of every area by its id, in the registers' order."""
    return {row["area"]: row["name"] for row in books.rows("areas")}


def fund_names(books: Reader) -> dict[str, str]:
    """Give the full name of every fund by its id, in the registers' order."""
    return {row["fund"]: row["name"] for row in books.rows("funds")}


def area_id(books: Reader, written: str) -> str:
    """Find an area by its id or its full name, capitals aside.

    Raises:
        UnknownName: listing the areas the registers hold.
    """
    return _found("area", written, area_names(books))


def fund_id(books: Reader, written: str) -> str:
    """Find a fund by its id or its full name, capitals aside.

    Raises:
        UnknownName: listing the funds the registers hold.
    """
    return _found("fund", written, fund_names(books))


def _found(kind: str, written: str, names: dict[str, str]) -> str:
    if written == ANY:
        return ANY
    wanted = written.strip().casefold()
    for known, name in names.items():
        if wanted in {known.casefold(), name.casefold()}:
            return known
    raise UnknownName(kind, written, list(names))
