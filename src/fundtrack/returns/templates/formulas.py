"""Work out the plain formulas of a funder's workbook: sums, differences, choices.

Only what a form's totals are made of; anything else is left to a spreadsheet program.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import ROUND_HALF_UP
from decimal import Decimal
from decimal import DivisionByZero
from decimal import InvalidOperation

from fundtrack.returns.layouts import Value
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.pages import Place
from fundtrack.returns.templates.pages import place_of
from fundtrack.returns.templates.written import Number
from fundtrack.returns.templates.written import Written

DEEPEST = 100
MOST_IN_RANGE = 20_000
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*|\.\d+)"
    r'|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<ref>(?:'(?:[^']|'')+'!|[A-Za-z_][\w.]*!)?\$?[A-Za-z]{1,3}\$?\d+"
    r"(?::\$?[A-Za-z]{1,3}\$?\d+)?)(?![\w(])"
    r"|(?P<name>[A-Za-z][\w.]*)\("
    r"|(?P<sign><>|<=|>=|[-+*/(),;<>=&]))"
)

Held = Decimal | str | None
Scope = Mapping[tuple[str, Place], Written]
"""What was written into cells, by sheet and place."""


class CannotWork(Exception):
    """A formula that only a spreadsheet program can work out."""


@dataclass(slots=True)
class Worker:
    """Works out formulas over a workbook with values written into it."""

    workbook: FunderWorkbook
    filled: Scope
    _known: dict[tuple[str, Place], Held] = field(default_factory=dict)
    _depth: int = 0

    def value(self, sheet: str, place: Place) -> Held:
        """Give what a cell comes to.

        Raises:
            CannotWork: when only a spreadsheet program can tell.
        """
        at = (sheet, place)
        if at not in self._known:
            self._known[at] = self._worked(sheet, place)
        return self._known[at]

    def _worked(self, sheet: str, place: Place) -> Held:
        if (sheet, place) in self.filled:
            return _held(self.filled[sheet, place])
        page = self.workbook.sheet(sheet)
        if page is None:
            raise CannotWork
        cell = page.cell(place)
        if not cell.formula:
            return _held(cell.holds)
        if self._depth > DEEPEST:
            raise CannotWork
        self._depth += 1
        try:
            return _Formula(self, sheet, cell.formula).worked()
        except (DivisionByZero, InvalidOperation) as error:
            raise CannotWork from error
        finally:
            self._depth -= 1


def _held(value: Written | Value) -> Held:
    if isinstance(value, Number):
        return Decimal(value.digits)
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return str(value) if value else None
    if isinstance(value, int | float):
        return Decimal(repr(value))
    return Decimal(value.toordinal() - _DAY_NOUGHT)


_DAY_NOUGHT = date(1899, 12, 30).toordinal()


class _Formula:
    def __init__(self, worker: Worker, sheet: str, formula: str) -> None:
        self._worker = worker
        self._sheet = sheet
        self._tokens = list(_tokens(formula.removeprefix("=")))
        self._at = 0

    def worked(self) -> Held:
        found = self._compared()
        if self._at != len(self._tokens):
            raise CannotWork
        return found

    def _next(self, *signs: str) -> str:
        kind, text = self._peek()
        if kind == "sign" and text in signs:
            self._at += 1
            return text
        return ""

    def _peek(self) -> tuple[str, str]:
        at = self._at
        return self._tokens[at] if at < len(self._tokens) else ("", "")

    def _compared(self) -> Held:
        left = self._added()
        while sign := self._next("<", ">", "=", "<=", ">=", "<>"):
            left = _comparison(sign, left, self._added())
        return left

    def _added(self) -> Held:
        left = self._multiplied()
        while sign := self._next("+", "-"):
            right = _number(self._multiplied())
            left = _number(left) + (right if sign == "+" else -right)
        return left

    def _multiplied(self) -> Held:
        left = self._one()
        while sign := self._next("*", "/"):
            right = _number(self._one())
            left = _number(left) * right if sign == "*" else _number(left) / right
        return left

    def _one(self) -> Held:
        if sign := self._next("-", "+"):
            found = _number(self._one())
            return -found if sign == "-" else found
        if self._next("("):
            found_within = self._compared()
            self._close()
            return found_within
        kind, text = self._peek()
        self._at += 1
        if kind == "number":
            return Decimal(text)
        if kind == "text":
            return text[1:-1].replace('""', '"') or None
        if kind == "ref" and ":" not in text:
            return self._range(text)[0]
        if kind == "name":
            return self._function(text.upper())
        raise CannotWork

    def _close(self) -> None:
        if not self._next(")"):
            raise CannotWork

    def _function(self, name: str) -> Held:
        if name not in _FUNCTIONS:
            raise CannotWork
        given: list[list[Held]] = []
        while not self._next(")"):
            if given and not self._next(",", ";"):
                raise CannotWork
            given.append(self._argument())
        return _FUNCTIONS[name](given)

    def _argument(self) -> list[Held]:
        kind, text = self._peek()
        if kind == "ref" and ":" in text:
            self._at += 1
            return self._range(text)
        return [self._compared()]

    def _range(self, written: str) -> list[Held]:
        sheet, _, cells = written.rpartition("!")
        name = sheet.strip("'").replace("''", "'") or self._sheet
        first, _, last = cells.partition(":")
        start, end = place_of(first), place_of(last or first)
        if start is None or end is None:
            raise CannotWork
        if (end[0] - start[0] + 1) * (end[1] - start[1] + 1) > MOST_IN_RANGE:
            raise CannotWork
        return [
            self._worker.value(name, (row, column))
            for row in range(start[0], end[0] + 1)
            for column in range(start[1], end[1] + 1)
        ]


def _tokens(formula: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = formula.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise CannotWork
        found.append((str(token.lastgroup), str(token[str(token.lastgroup)])))
        at = token.end()
    return found


def _number(value: Held) -> Decimal:
    if isinstance(value, str):
        raise CannotWork
    return value or Decimal(0)


def _comparison(sign: str, left: Held, right: Held) -> Decimal:
    if isinstance(left, str) or isinstance(right, str):
        if sign not in {"=", "<>"}:
            raise CannotWork
        is_same = str(left or "").casefold() == str(right or "").casefold()
        return Decimal(is_same == (sign == "="))
    first, second = _number(left), _number(right)
    return Decimal(
        {
            "<": first < second,
            ">": first > second,
            "=": first == second,
            "<=": first <= second,
            ">=": first >= second,
            "<>": first != second,
        }[sign]
    )


def _numbers(given: list[list[Held]]) -> list[Decimal]:
    return [each for part in given for each in part if isinstance(each, Decimal)]


def _sum(given: list[list[Held]]) -> Decimal:
    return sum(_numbers(given), Decimal(0))


def _round(given: list[list[Held]]) -> Decimal:
    places = int(_number(given[1][0])) if len(given) > 1 else 0
    step = Decimal(1).scaleb(-places)
    return _number(given[0][0]).quantize(step, ROUND_HALF_UP)


def _if(given: list[list[Held]]) -> Held:
    is_so = bool(_number(given[0][0]))
    taken = given[1:2] if is_so else given[2:3]
    return taken[0][0] if taken else Decimal(is_so)


_FUNCTIONS: Mapping[str, Callable[[list[list[Held]]], Held]] = {
    "SUM": _sum,
    "ROUND": _round,
    "IF": _if,
    "ABS": lambda given: abs(_number(given[0][0])),
    "MAX": lambda given: max(_numbers(given), default=Decimal(0)),
    "MIN": lambda given: min(_numbers(given), default=Decimal(0)),
}
