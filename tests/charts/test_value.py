from fundtrack.charts.frozen import frozen_spec
from fundtrack.charts.images import chart_svg
from fundtrack.charts.value import prevented_and_break_even
from fundtrack.charts.value import value_sensitivities

ROWS = [
    {"place": "Fewer than expected", "low": -10, "high": 90, "at": 40},
    {"place": "Needed to repay the cost", "low": 12, "high": 31, "at": 12},
]


def test_frozen_specs_are_what_the_functions_draw() -> None:
    for chart in (prevented_and_break_even, value_sensitivities):
        name = chart.__name__
        assert frozen_spec(name) == chart().to_dict()
        assert frozen_spec(f"{name}_narrow") == chart(narrow=True).to_dict()


def test_spans_are_held_to_nought_offences_and_to_a_ratio_of_one() -> None:
    for chart, line in ((prevented_and_break_even, 0), (value_sensitivities, 1)):
        (held_to,) = [
            layer for layer in chart().to_dict()["layer"] if layer["name"] == "held_to"
        ]
        assert held_to["encoding"]["x"]["datum"] == line


def test_drawing_names_its_rows() -> None:
    drawn = chart_svg("prevented_and_break_even", ROWS, width=500)
    assert "Fewer than expected" in drawn
    assert "offences fewer than expected" in drawn
