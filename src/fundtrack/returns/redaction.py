"""Keep the names of individuals out of a return; the entry numbers stay."""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from functools import cache

from fundtrack.domain.return_registers import SupplierType
from fundtrack.metrics.position import Reader
from fundtrack.returns.layouts import Value

Rows = list[dict[str, Value]]

REDACTED = "individual (redacted)"
"""What stands for the name."""
OF_PEOPLE_WHO_SIGN = frozenset({"cover"})
"""Sections that name officers, who must be named whatever else they are."""
FIELDS = frozenset(
    {
        *("supplier", "description", "reference", "coding", "supported_by", "about"),
        *("said", "detail", "text", "words", "question", "answer", "reason", "issue"),
    }
)
"""Fields in which a supplier's name can stand."""


def read_supplier_types(books: Reader, known: int) -> dict[str, str]:
    """Read what each supplier is, by its name in small letters."""
    rows = books.rows("supplier_types", known=known)
    return {same_name(row["supplier"]): row["type"] for row in rows}


def same_name(written: str) -> str:
    """Bring a supplier's name to the form in which names are compared."""
    return " ".join(written.casefold().split())


def individuals(types: Mapping[str, str]) -> list[str]:
    """Name the suppliers that are individuals."""
    return [name for name, type_ in types.items() if type_ == SupplierType.INDIVIDUAL]


def redacted(sections: Mapping[str, Rows], names: Iterable[str]) -> dict[str, Rows]:
    """Replace the names of individuals in the rows of every section.

    Args:
        names: of the individuals; capitals and the width of gaps do not count.
    """
    written = sorted(names, key=len, reverse=True)
    if not written:
        return dict(sections)
    either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in written)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    replace = cache(lambda text: pattern.sub(REDACTED, text))
    return {
        name: rows
        if name in OF_PEOPLE_WHO_SIGN
        else [
            {
                key: replace(shown)
                if key in FIELDS and isinstance(shown, str)
                else shown
                for key, shown in row.items()
            }
            for row in rows
        ]
        for name, rows in sections.items()
    }
