"""What a page asks a process of its own to do, and what that says of each step.

Both are lines of JSON, so that a page needs none of what runs an evaluation.
"""

import json
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Wanted(StrEnum):
    """What an order asks for."""

    RUN = "run"
    PLAN = "plan"


class Told(StrEnum):
    """What a step tells of: one area's end, a plan, a refusal, or the very end."""

    AREA = "area"
    PLANNED = "planned"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to do, for whom and at which moment, as `Wanted` names it.

    `fund` and `measure` are ids; `areas` of the fund, all of them where none is
    named. `more` are further facts of a plan.
    """

    workspace: str
    person: str
    at: datetime
    wanted: Wanted
    fund: str
    measure: str
    areas: Sequence[str] = ()
    is_example: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing told: of which area, how it ended, by which run or plan, in words."""

    told: Told
    area: str = ""
    status: str = ""
    name: str = ""
    words: str = ""


def order_line(order: Order) -> str:
    """Write an order as one line."""
    return json.dumps({**asdict(order), "at": order.at.isoformat()}) + "\n"


def read_order(line: str) -> Order:
    """Read an order."""
    said = json.loads(line)
    at, wanted = datetime.fromisoformat(said.pop("at")), Wanted(said.pop("wanted"))
    return Order(at=at, wanted=wanted, **said)


def step_line(step: Step) -> str:
    """Write a step as one line."""
    return json.dumps(asdict(step)) + "\n"


def read_step(line: str) -> Step:
    """Read a step."""
    said = json.loads(line)
    return Step(told=Told(said.pop("told")), **said)
