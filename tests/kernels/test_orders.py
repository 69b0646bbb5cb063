import pytest

from fundtrack.kernels.orders import KernelOrder
from fundtrack.kernels.orders import answer_line
from fundtrack.kernels.orders import order_line
from fundtrack.kernels.orders import read_answer
from fundtrack.kernels.orders import read_order


def test_an_order_comes_through_the_socket_whole() -> None:
    order = KernelOrder(["-f", "£.json"], {"FUND": "SSF5\n"}, "/srv/office")
    line = order_line(order)
    assert read_order(line) == order
    assert line.count(b"\n") == 1


def test_an_answer_names_the_process() -> None:
    assert read_answer(answer_line(42)) == 42


@pytest.mark.parametrize("cut", [b"", b'{"arguments": ["-f'])
def test_what_was_cut_short_is_no_order_and_no_answer(cut: bytes) -> None:
    with pytest.raises(ValueError, match="line 1"):
        read_order(cut)
    with pytest.raises(ValueError, match="line 1"):
        read_answer(cut)
