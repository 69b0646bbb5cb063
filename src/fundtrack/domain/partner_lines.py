"""What the office answers to a row of a partner's claim, and why.

Refused is what cannot count under the agreement as it stands; queried is what may
count once the partner has answered.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import Agreement
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import VatIs
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import Quarter

_REFUSED, _QUERIED = Answer.REFUSED, Answer.QUERIED


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said about one cell of a row, and how hard it weighs."""

    rule: str
    answer: Answer
    key: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A line of spending that could be read."""

    supplier: str
    what: str
    delivered_on: date
    net_pence: Pence
    vat_pence: Pence
    vat_is: VatIs | None
    evidence: str
    cell: Cell

    @property
    def cost_pence(self) -> Pence:
        """Net, and the VAT that the partner does not get back.

        Source: usual eligibility rule, net of recoverable VAT.
        """
        lost = self.vat_pence if self.vat_is is VatIs.IRRECOVERABLE else 0
        return Pence(self.net_pence + lost)

    @property
    def likeness(self) -> tuple[object, ...]:
        """What two records of the same bill have in common."""
        return (
            self.supplier.casefold(),
            self.what.casefold(),
            self.delivered_on,
            self.net_pence,
            self.evidence.casefold(),
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery of an output that could be read."""

    output: str
    count: int
    starts: date
    ends: date
    place: str


@dataclass(frozen=True, slots=True)
class ClaimSetting:
    """What the rows of a claim are judged by.

    `cells` are those the partner may spend on in the quarter's year, `later_cells` in
    that of the next quarter, which it forecasts; `outputs` what it may deliver by the
    words of the list, with fund, area and project; `before` says where a bill was
    accepted before; `agreements` is by fund.
    """

    quarter: Quarter
    cells: Collection[Cell]
    later_cells: Collection[Cell]
    outputs: Mapping[str, Cell]
    agreements: Mapping[str, Agreement]
    before: Mapping[tuple[object, ...], str]
    is_signed: bool


def answer_to(remarks: Iterable[Remark]) -> Answer:
    """Give the answer to a row: the hardest of what was said about it."""
    said = {remark.answer for remark in remarks}
    if _REFUSED in said:
        return _REFUSED
    return _QUERIED if _QUERIED in said else Answer.ACCEPTED


def line_remarks(line: ClaimLine, setting: ClaimSetting) -> Iterator[Remark]:
    """Say all that stands against a line of spending."""
    if line.cell not in setting.cells:
        yield Remark(
            "claim-other-cell",
            _REFUSED,
            "cell",
            f"{line.cell} is no budget of yours in {line.cell.year}",
            "choose a budget cell from the list",
        )
    else:
        yield from _day_remarks(
            line.delivered_on, setting, line.cell.fund, "delivered_on"
        )
    if not line.cost_pence:
        yield Remark(
            "claim-no-money",
            _REFUSED,
            "net",
            "the line claims nothing",
            "write what it cost, or leave the line out",
        )
    yield from _vat_remarks(line)
    if not line.evidence:
        yield Remark(
            "claim-no-evidence",
            _QUERIED,
            "evidence",
            "there is no evidence reference",
            "write the invoice or ledger number of its papers",
        )
    held = setting.before.get(line.likeness)
    if held:
        yield Remark(
            "claim-line-before",
            _REFUSED,
            "evidence",
            f"the same bill was accepted already, in {held}",
            "leave the line out, or say what sets the two apart",
        )
    yield from _statement_remarks(setting, "supplier")


def delivery_remarks(delivery: Delivery, setting: ClaimSetting) -> Iterator[Remark]:
    """Say all that stands against a delivery of outputs."""
    delivered = setting.outputs.get(delivery.output)
    if delivered is None:
        yield Remark(
            "claim-other-output",
            _REFUSED,
            "output",
            f"“{delivery.output}” is no output of your agreement",
            "choose an output from the list",
        )
    else:
        yield from _day_remarks(delivery.starts, setting, delivered.fund, "starts")
    if delivery.ends < delivery.starts:
        yield Remark(
            "claim-days-turned",
            _REFUSED,
            "ends",
            "the last day lies before the first",
            "correct one of the two days",
        )
    if not delivery.place:
        yield Remark(
            "claim-no-place",
            _QUERIED,
            "place",
            "no place is named",
            "write where it was delivered",
        )
    yield from _statement_remarks(setting, "output")


def forecast_remarks(
    cell: Cell, quarter: Quarter, setting: ClaimSetting
) -> Iterator[Remark]:
    """Say all that stands against a forecast figure."""
    if cell not in setting.later_cells:
        yield Remark(
            "claim-other-cell",
            _REFUSED,
            "cell",
            f"{cell} is no budget of yours",
            "choose a budget cell from the list",
        )
    if quarter.dates.start <= setting.quarter.dates.start:
        yield Remark(
            "claim-forecast-past",
            _REFUSED,
            "quarter",
            f"{quarter} is not after {setting.quarter}",
            "forecast the quarters still to come",
        )


def twice_remark(line: ClaimLine) -> Remark:
    """Say that a bill stands twice in one form."""
    return Remark(
        "claim-line-twice",
        _QUERIED,
        "evidence",
        f"the bill {line.evidence or line.what} stands twice in the form",
        "leave one of the two out, or say what sets them apart",
    )


def _day_remarks(
    day: date, setting: ClaimSetting, fund: str, key: str
) -> Iterator[Remark]:
    agreement = setting.agreements.get(fund)
    quarter = setting.quarter
    if agreement is not None and day not in agreement.period:
        yield Remark(
            "claim-outside-agreement",
            _REFUSED,
            key,
            f"{day} is outside the agreement, {agreement.period.start} to "
            f"{agreement.period.last_day}",
            "correct the day, or leave the row out",
        )
    elif day not in quarter.dates:
        yield Remark(
            "claim-outside-quarter",
            _QUERIED,
            key,
            f"{day} is outside {quarter}",
            f"correct the day, or move the row to the form of {Quarter.of(day)}",
        )


def _vat_remarks(line: ClaimLine) -> Iterator[Remark]:
    if line.vat_pence and line.vat_is in {None, VatIs.NONE}:
        yield Remark(
            "claim-vat-unsaid",
            _QUERIED,
            "vat_is",
            f"{show_pence(line.vat_pence)} of VAT is given, and not whether you get it "
            "back",
            "write recoverable or irrecoverable",
        )


def _statement_remarks(setting: ClaimSetting, key: str) -> Iterator[Remark]:
    if not setting.is_signed:
        yield Remark(
            "claim-unsigned",
            _QUERIED,
            key,
            "the finance officer's statement is not signed",
            "have the sheet Statement filled in: name, role and day",
        )
