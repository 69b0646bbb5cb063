from datetime import UTC
from datetime import datetime

from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import Told
from fundtrack.runs.orders import Wanted
from fundtrack.runs.orders import order_line
from fundtrack.runs.orders import read_order
from fundtrack.runs.orders import read_step
from fundtrack.runs.orders import step_line

AT = datetime(2024, 4, 5, 12, 30, tzinfo=UTC).replace(tzinfo=None)


def test_an_order_is_one_line_and_the_same_when_read() -> None:
    more = {"start": "2024-02", "worthwhile_pct": 10.0}
    order = Order("/w", "eve", AT, Wanted.PLAN, "SSF5", "burglary", ["a"], True, more)
    line = order_line(order)
    assert line.count("\n") == 1
    assert read_order(line) == order


def test_a_step_is_one_line_and_the_same_when_read() -> None:
    step = Step(Told.AREA, "blackpool", "failed", "r1", "cell 3:\nno month is held")
    assert step_line(step).count("\n") == 1
    assert read_step(step_line(step)) == step
