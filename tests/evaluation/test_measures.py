import pytest

from fundtrack.domain.crime_types import NEIGHBOURHOOD_CRIME
from fundtrack.domain.crime_types import CrimeType
from fundtrack.errors import UnknownName
from fundtrack.evaluation.measures import DEFAULT_MEASURE
from fundtrack.evaluation.measures import find_measure
from fundtrack.evaluation.measures import read_measures


def test_neighbourhood_crime_is_the_sum_the_domain_names() -> None:
    assert find_measure(DEFAULT_MEASURE).crime_types == NEIGHBOURHOOD_CRIME


def test_measure_is_found_by_name_or_id_whatever_the_capitals() -> None:
    assert find_measure("neighbourhood CRIME") == find_measure("neighbourhood-crime")


def test_measures_count_types_that_are_published_and_name_their_source() -> None:
    measures = read_measures()
    counted = {each for measure in measures for each in measure.crime_types}
    assert counted <= set(CrimeType)
    assert all(measure.source for measure in measures)


def test_unknown_measure_lists_those_there_are() -> None:
    with pytest.raises(UnknownName, match="neighbourhood-crime"):
        find_measure("happiness")
