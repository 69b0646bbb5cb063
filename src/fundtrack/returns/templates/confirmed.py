"""The layouts that a fund's returns are filled by, as the books hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.domain.return_templates import ReturnTemplate
from fundtrack.errors import UnknownName
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.returns.templates.maps import TemplateMap
from fundtrack.returns.templates.maps import map_sha256
from fundtrack.returns.templates.maps import read_map
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class ConfirmedTemplate:
    """A layout that stands, and the entry that confirmed it."""

    template: ReturnTemplate
    entry: int

    @property
    def cells(self) -> TemplateMap:
        """Its map."""
        return read_map(self.template.map_text)

    def as_facts(self) -> dict[str, str | int]:
        """Say which it is, as a manifest keeps it."""
        return {
            "layout": self.template.layout,
            "version": self.template.version,
            "entry": self.entry,
            "sha256": self.template.sha256,
            "map_sha256": map_sha256(self.cells),
        }


def confirmed_templates(books: Reader, fund: str) -> tuple[ConfirmedTemplate, ...]:
    """List the layouts that stand for a fund, `*` for all, by fund and name."""
    last = {(row["fund"], row["layout"]): row for row in _rows(books, fund)}
    return tuple(
        ConfirmedTemplate(
            ReturnTemplate(**{key: row[key] for key in row if key != "entry"}),
            row["entry"],
        )
        for _, row in sorted(last.items())
        if row["map_text"]
    )


def last_version(books: Reader, fund: str, layout: str) -> int:
    """Give the number of the newest version there was, nought before the first."""
    rows = _rows(books, fund)
    return max((row["version"] for row in rows if row["layout"] == layout), default=0)


def confirmed_template(books: Reader, fund: str, layout: str) -> ConfirmedTemplate:
    """Find one layout of a fund.

    Raises:
        UnknownName: listing those that the fund has.
    """
    held = confirmed_templates(books, fund)
    found = [each for each in held if each.template.layout == layout]
    if not found:
        raise UnknownName(
            f"layout of {fund}", layout, [each.template.layout for each in held]
        )
    return found[0]


def _rows(books: Reader, fund: str) -> Sequence[Row]:
    return books.rows("funder_layouts", fund=fund, known=LAST_ENTRY)
