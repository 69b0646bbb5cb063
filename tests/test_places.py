"""Places: official codes, and small areas that changed between the censuses."""

import pytest

from fundtrack.errors import UnknownName
from fundtrack.places import district_boundaries
from fundtrack.places import districts
from fundtrack.places import districts_of
from fundtrack.places import find_district
from fundtrack.places import find_force
from fundtrack.places import forces
from fundtrack.places import other_district_codes
from fundtrack.places import small_areas
from fundtrack.places import wards

WITH_WARDS = ("lancashire", "leicestershire")


def test_a_force_is_found_by_its_slug_and_by_the_name_in_its_rows() -> None:
    assert find_force("lancashire") is find_force("Lancashire Constabulary")
    assert find_force("lancashire").police_area == "E23000003"
    assert forces()["btp"].police_area == ""


def test_an_unknown_force_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="no police force “narnia”"):
        find_force("narnia")


def test_lancashire_has_fourteen_districts_each_with_its_partnership() -> None:
    found = districts_of(find_force("lancashire"))
    assert [(at.name, at.code, at.partnership) for at in found] == [
        ("Blackburn with Darwen", "E06000008", "E22000150"),
        ("Blackpool", "E06000009", "E22000151"),
        ("Burnley", "E07000117", "E22000152"),
        ("Chorley", "E07000118", "E22000153"),
        ("Fylde", "E07000119", "E22000154"),
        ("Hyndburn", "E07000120", "E22000155"),
        ("Lancaster", "E07000121", "E22000156"),
        ("Pendle", "E07000122", "E22000157"),
        ("Preston", "E07000123", "E22000158"),
        ("Ribble Valley", "E07000124", "E22000159"),
        ("Rossendale", "E07000125", "E22000160"),
        ("South Ribble", "E07000126", "E22000161"),
        ("West Lancashire", "E07000127", "E22000162"),
        ("Wyre", "E07000128", "E22000163"),
    ]
    assert {at.kind for at in found[:2]} == {"unitary authority"}
    assert {at.kind for at in found[2:]} == {"non-metropolitan district"}


@pytest.mark.parametrize("written", ["E07000127", "West Lancashire", "west-lancashire"])
def test_a_district_is_found_by_code_name_or_hyphened_name(written: str) -> None:
    assert find_district(written).code == "E07000127"


def test_an_unknown_district_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="no district “Atlantis”"):
        find_district("Atlantis")


def test_an_unchanged_small_area_is_one_place_in_both_vintages() -> None:
    found = small_areas()["E01012571"]
    assert (found.vintage, found.lsoa_2021, found.district) == (
        "both",
        "E01012571",
        "E06000008",
    )
    assert wards()[str(found.ward)].name == "Audley & Queen's Park"


def test_a_split_small_area_is_never_joined_to_one_of_its_parts() -> None:
    chorley_008a = small_areas()["E01024919"]
    assert (chorley_008a.vintage, chorley_008a.lsoa_2021) == ("2011", None)
    assert (chorley_008a.ward, chorley_008a.district) == (None, "E07000118")


def test_a_split_small_area_keeps_the_ward_that_holds_all_its_parts() -> None:
    split = [
        at
        for at in small_areas().values()
        if at.lsoa_2021 is None and at.district == "E07000123"
    ]
    assert split
    assert all(at.ward for at in split)


def test_a_small_area_cut_by_a_district_border_lies_in_no_district() -> None:
    assert small_areas()["E01023964"].district is None


def test_small_areas_of_abolished_districts_lie_in_their_successor() -> None:
    held = {at.district for at in small_areas().values()}
    assert "E06000063" in held
    assert "E07000026" not in held


def test_the_links_reach_all_of_england_and_wales_but_for_wards() -> None:
    areas = small_areas().values()
    vintages = {"2011": {"2011", "both"}, "2021": {"2021", "both"}}
    counted = {
        year: sum(area.vintage in held for area in areas)
        for year, held in vintages.items()
    }
    assert counted == {"2011": 34753, "2021": 35672}
    held = districts().values()
    assert len({district.partnership for district in held}) == 301
    assert all(district.partnership and district.police_area for district in held)
    of_wards = {districts()[ward.district].police_area for ward in wards().values()}
    assert of_wards == {find_force(name).police_area for name in WITH_WARDS}


def test_a_code_of_another_year_leads_to_a_district_of_2024() -> None:
    codes = other_district_codes()
    assert codes["E07000026"] == "E06000063"
    assert not set(codes) & set(districts())
    assert set(codes.values()) <= set(districts())


def test_the_districts_of_lancashire_have_outlines() -> None:
    outlines = district_boundaries()
    assert set(outlines) == {at.code for at in districts_of(find_force("lancashire"))}
    assert {outline["type"] for outline in outlines.values()} <= {
        "Polygon",
        "MultiPolygon",
    }
