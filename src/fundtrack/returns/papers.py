"""What is printed around a return's figures: its life, its office, its provenance."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.findings import Finding
from fundtrack.money import Pence
from fundtrack.returns.deliveries import Delivered
from fundtrack.returns.figures import Figures
from fundtrack.returns.later_moves import LaterMoves
from fundtrack.returns.narratives import Narrative
from fundtrack.returns.outcomes import Found
from fundtrack.returns.queries import Query
from fundtrack.returns.rules import Waiver
from fundtrack.returns.sources import NO_SOURCES
from fundtrack.returns.sources import Sources
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a return was made and from what; `names` are of people and of areas."""

    office: str
    is_example: bool
    snapshot: str
    head_seq: int
    head_hash: str
    program: str
    names: Mapping[str, str]

    def name(self, known_as: str) -> str:
        """The full name of a person or an area, its id where there is none."""
        return self.names.get(known_as, known_as)


@dataclass(frozen=True, slots=True)
class Signing:
    """Who did what to the return, and when."""

    return_id: str
    version: int
    steps: tuple[StepTaken, ...]

    def step(self, state: ReturnState) -> StepTaken | None:
        """The last step into a state, None when nobody took it."""
        taken = [step for step in self.steps if step.state is state]
        return taken[-1] if taken else None

    @property
    def state(self) -> ReturnState:
        """How far the return has come."""
        return self.steps[-1].state


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything that the sheets of a return are made of.

    `earlier_claim_pence` is what the version before claimed, `moved` what the ledger
    did beneath it since; None for the first version.
    """

    figures: Figures
    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...]
    awards: list[Row]
    outputs: list[Row]
    found: tuple[Found, ...]
    signing: Signing
    setting: Setting
    delivered: Delivered
    narratives: tuple[Narrative, ...] = ()
    queries: tuple[Query, ...] = ()
    suspense: Sequence[Row] = ()
    earlier_claim_pence: Pence | None = None
    moved: LaterMoves | None = None
    sources: Sources = NO_SOURCES
