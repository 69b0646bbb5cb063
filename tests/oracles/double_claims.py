"""What is claimed twice, told again: every bill is laid beside every other.

A bill here is (entry, fund, supplier, reference, pence, day).
"""

from collections.abc import Sequence
from datetime import date

Bill = tuple[int, str, str, str, int, date]


def invoices_twice(bills: Sequence[Bill], fund: str) -> list[tuple[int, int]]:
    """Pairs of equal bills of other quarters or funds, one of them of the fund."""
    found = []
    for one in bills:
        for other in bills:
            is_later = other[1] != fund or one[0] < other[0]
            if one[1] != fund or not is_later or one[2:5] != other[2:5]:
                continue
            is_payment = one[1] != other[1] and one[5] == other[5]
            is_bill = one[4] > 0 and _is_elsewhere(one, other)
            if is_payment or (is_bill and _net(bills, one) > 1):
                found.append((one[0], other[0]))
    return sorted(found)


def _is_elsewhere(one: Bill, other: Bill) -> bool:
    quarters = {(day.year, (day.month - 1) // 3) for day in (one[5], other[5])}
    return one[1] != other[1] or len(quarters) > 1


def _net(bills: Sequence[Bill], one: Bill) -> int:
    net = 0
    for bill in bills:
        if bill[2:4] == one[2:4] and abs(bill[4]) == one[4]:
            net += 1 if bill[4] > 0 else -1
    return net
