from statistics import NormalDist

import pytest

from fundtrack.evaluation.student import t_quantile
from fundtrack.evaluation.student import two_sided_p

TABLE = [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (19, 2.093), (60, 2.000)]


@pytest.mark.parametrize(("freedom", "published"), TABLE)
def test_quantile_and_p_are_those_of_the_tables(
    freedom: float, published: float
) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(published, abs=0.0006)
    assert two_sided_p(published, freedom) == pytest.approx(0.05, abs=0.0001)
    assert two_sided_p(-published, freedom) == two_sided_p(published, freedom)


def test_many_degrees_of_freedom_are_the_normal_distribution() -> None:
    normal = NormalDist().inv_cdf(0.975)
    assert t_quantile(0.975, 1e6) == pytest.approx(normal)
    assert t_quantile(0.975, 1999) == pytest.approx(normal, abs=0.002)
    assert two_sided_p(normal, 1e6) == pytest.approx(0.05)
    assert two_sided_p(0, 7.5) == pytest.approx(1)
