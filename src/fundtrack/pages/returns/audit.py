"""The auditor's corner of the Returns page: a sample that the same seed draws again."""

from ipywidgets import HTML
from ipywidgets import VBox

from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.pages.forms import Field
from fundtrack.pages.forms import FieldKind
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.parts import Part
from fundtrack.pages.returns.acts import audit_files
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.pages.returns.tables import sample_table
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.table import DataTable
from fundtrack.returns.samples import monetary_sample
from fundtrack.sentences.phrases import counted

SAMPLE = "sample"
PACK = "pack"
SIZE = 25
SEED = 1
LARGEST = 60 << 20
"""A larger file does not fit into one message to the browser."""

SAYS = (
    "Lines are drawn with a chance in proportion to their pounds. The same return, "
    "number and seed give the same lines again."
)


class ReturnAudit:
    """Draws a sample of a return's lines and hands over the auditor's folder."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._head = HTML()
        self._forms = Forms("audit", self._done)
        self._table = DataTable("sample")
        self._parts = {it: Part(session, it) for it in (self._forms, self._table)}
        boxes = [self._parts[it].box for it in (self._forms, self._table)]
        self.widget = VBox([self._head, *boxes])
        self.widget.add_class("audit")
        self._standing: ReturnStanding | None = None

    def show(self, standing: ReturnStanding) -> None:
        """Offer a sample of the return chosen; an earlier one goes."""
        self._standing = standing
        is_begun = standing.papers is not None
        heading = element("h2", text("Sample for audit"))
        says = element("p", text(SAYS), class_="sub")
        self._head.value = heading + says if is_begun else ""
        with self._parts[self._forms].filled():
            self._forms.show(_offers(standing) if is_begun else ())
        with self._parts[self._table].filled():
            self._table.show(None)

    def _done(self, name: str, values: Values) -> None:
        standing = self._standing
        if standing is None or standing.filed is None or standing.papers is None:
            return
        size, seed = int(values["size"]), int(values["seed"])
        if name == PACK:
            self._hand_over(standing.filed.return_id, size, seed)
            return
        lines = standing.papers.figures.listing.eligible
        sample = monetary_sample(lines, size, seed)
        pence = Pence(sum(each.line.pence for each in sample))
        heading = (
            f"{counted(len(sample), 'line')} of {len(lines):,} drawn, "
            f"{show_pence(pence)}, seed {seed}"
        )
        self._table.show(
            sample_table(standing, sample),
            heading=heading,
            sub="Each with its source cell and why it is in the sample.",
            files="yes",
            note=standing.copy_note,
            come="yes",
        )
        self._forms.show(_offers(standing), heading, comes=False)

    def _hand_over(self, return_id: str, size: int, seed: int) -> None:
        made = audit_files(self._session.acting(), return_id, size, seed)
        if len(made) > LARGEST:
            raise WrongArgument(
                f"the pack of {return_id} is too large for the browser; write it with "
                f"fundtrack return audit-pack {return_id} --size {size} --seed {seed}"
            )
        self._forms.give_file(f"audit-{return_id}-{seed}.zip", made)


def _offers(standing: ReturnStanding) -> list[Offer]:
    fields = (
        Field("size", "How many draws", FieldKind.COUNT, str(SIZE)),
        Field("seed", "Seed", FieldKind.COUNT, str(SEED), "Any whole number."),
    )
    drawn = Offer(SAMPLE, "Draw a sample", "Draw it", "", fields)
    says = (
        "One file with every line, the sample with its papers, who decided, the "
        "waivers, what was recorded late and what is missing."
    )
    pack = Offer(PACK, "Save the auditor's folder", "Save it", says, fields)
    return [drawn] if standing.person is None else [drawn, pack]
