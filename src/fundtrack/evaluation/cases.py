"""A case: all that an evaluation looks at, laid out before anything is estimated."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date

import pandas as pd

from fundtrack.domain.evaluation_plans import Standing
from fundtrack.evaluation.breaks import Break
from fundtrack.evaluation.comparators import TREATED
from fundtrack.evaluation.comparators import Comparators
from fundtrack.evaluation.measures import Measure
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.windows import Windows
from fundtrack.metrics.delivery_dates import Delivery
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class Purchase:
    """What was paid for in a quarter under one heading."""

    heading: str
    quarter_starts: date
    pence: Pence
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The place under study and how well the counts can see it.

    `covered_pct` is the share of its wards' small areas that the footprint holds;
    `placed_pct` the share of the force's offences that carry a place.
    """

    fund_name: str
    area_name: str
    force: str
    why: str
    provenance: str
    covered_pct: float
    placed_pct: float


@dataclass(frozen=True, slots=True)
class Registration:
    """The plan that a run follows: its id, its hash and when it was registered.

    All three are empty where none was registered and the run follows the plan that it
    makes itself. `departures` says in words where the run does not follow the plan
    that stands.
    """

    plan: str = ""
    hash: str = ""
    registered_at: str = ""
    standing: Standing = Standing.RETROSPECTIVE
    departures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What is compared with what, and on which counts.

    `panel` holds wards by months (only those compared); `places` says of each ward
    its name, district, force and standing; `shared` names funds that touch treated
    places and comparators alike, `overlaps` those with money in the treated places.
    `history` holds the treated wards and the comparators by every month held from
    three years before the start to the last one compared; `family_ps` the p-value of
    each other comparison of the family, 1 where it could not be made; `unheld` the
    comparators of the plan whose months are not held; `revised` the months compared
    whose files were taken in more than once; `counts_file` the panel file read.
    """

    plan: Plan
    measure: Measure
    site: Site
    windows: Windows
    panel: pd.DataFrame
    places: pd.DataFrame
    comparators: Comparators
    breaks: tuple[Break, ...]
    shared: tuple[str, ...]
    overlaps: tuple[str, ...]
    purchases: tuple[Purchase, ...]
    snapshot: str
    registration: Registration = Registration()
    delivery: Delivery | None = None
    history: pd.DataFrame = field(default_factory=pd.DataFrame)
    family_ps: Mapping[str, float] = field(default_factory=dict)
    unheld: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    counts_file: str = ""

    @property
    def treated(self) -> tuple[str, ...]:
        """The wards the money was meant for."""
        return tuple(self.places.index[self.places["standing"] == TREATED])

    @property
    def has_treated_counts(self) -> bool:
        """Whether the panel holds every treated ward, and there is one."""
        return bool(self.treated) and set(self.treated) <= set(self.panel.index)

    @property
    def pre(self) -> list[str]:
        """The months before, as the panel's columns name them."""
        return [str(month) for month in self.windows.pre]

    @property
    def post(self) -> list[str]:
        """The months after, as the panel's columns name them."""
        return [str(month) for month in self.windows.post]

    @property
    def is_synthetic(self) -> bool:
        """Whether the counts are made up."""
        return self.windows.provenance == "synthetic"

    @property
    def compared(self) -> pd.DataFrame:
        """The panel's rows that are compared: treated wards and comparators."""
        return self.panel.loc[[*self.treated, *self.comparators.wards]]
