from fundtrack.charts.frozen import frozen_spec
from fundtrack.charts.images import chart_svg
from fundtrack.charts.specifications import specification_curve

ROWS: list[dict[str, object]] = [
    {"rank": 1, "effect_pct": -20, "low_pct": -30, "high_pct": -8},
    {
        "rank": 2,
        "effect_pct": -12,
        "low_pct": -25,
        "high_pct": 3,
        "planned_pct": -12,
        "label": "as planned",
    },
]


def test_frozen_specs_are_what_the_function_draws() -> None:
    assert frozen_spec("specification_curve") == specification_curve().to_dict()
    narrow = frozen_spec("specification_curve_narrow")
    assert narrow == specification_curve(narrow=True).to_dict()


def test_drawing_marks_the_planned_one() -> None:
    drawn = chart_svg("specification_curve", ROWS, width=500)
    assert drawn.count("as planned") >= 1
    assert "−20%" in drawn or "-20%" in drawn
