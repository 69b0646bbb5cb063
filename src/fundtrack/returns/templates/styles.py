"""Cell formats that show a day, for cells whose own would show a number."""

import re

from fundtrack.returns.templates.spans import Element
from fundtrack.returns.templates.spans import elements
from fundtrack.returns.templates.spans import spliced
from fundtrack.returns.templates.spans import without

DAY_FORMAT = 14
"""The format that every program writes as its user's own short date."""
_COUNT = re.compile(rb'count="\d+"')


class DayStyles:
    """The formats of a workbook, and those added for days."""

    def __init__(self, file: str, part: bytes) -> None:
        self._part = part
        found = elements(file, part, frozenset({"cellXfs", "xf"})) if part else []
        bodies = [it for it in found if it.name == "cellXfs"]
        self._body: Element | None = bodies[0] if bodies else None
        self._formats = [it for it in found if bodies and it.within is bodies[0]]
        self._added: dict[str, bytes] = {}

    def dated(self, style: str) -> str:
        """Give a format like another that shows a day, the same if there is none."""
        if self._body is None or int(style) >= len(self._formats):
            return style
        if style not in self._added:
            self._added[style] = self._day_like(self._formats[int(style)])
        return str(len(self._formats) + list(self._added).index(style))

    @property
    def part(self) -> bytes:
        """The formats as a part of the workbook."""
        if self._body is None or not self._added:
            return self._part
        body, added = self._body, b"".join(self._added.values())
        count = len(self._formats) + len(self._added)
        tag = self._part[body.start : body.inner]
        counted = _COUNT.sub(f'count="{count}"'.encode(), tag, count=1)
        return spliced(
            self._part,
            [
                (body.start, body.inner, counted),
                (body.inner_end, body.inner_end, added),
            ],
        )

    def _day_like(self, like: Element) -> bytes:
        tag = self._part[like.start : like.inner]
        rest = self._part[like.inner : like.end]
        end = b"/>" if like.is_closed_at_once else b">"
        tag = without(tag[: -len(end)], "numFmtId", "applyNumberFormat").rstrip()
        said = f' numFmtId="{DAY_FORMAT}" applyNumberFormat="1"'.encode()
        return tag + said + end + rest
