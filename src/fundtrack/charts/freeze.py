"""Write the frozen specs anew from the chart functions.

Run `python -m fundtrack.charts.freeze` after changing a chart; a test fails until
then.
"""

import json
from pathlib import Path

from fundtrack.charts import effect
from fundtrack.charts import evaluation
from fundtrack.charts import holdings
from fundtrack.charts import money_map
from fundtrack.charts import outcomes
from fundtrack.charts import specifications
from fundtrack.charts import spend
from fundtrack.charts import value

SPECS = Path(__file__).parent / "specs"
CHARTS = (
    spend.money_by_area,
    spend.money_by_heading,
    spend.money_over_the_year,
    spend.money_by_stage,
    effect.effect_by_area,
    evaluation.treated_against_comparators,
    evaluation.placebo_spread,
    evaluation.delivery_by_month,
    holdings.months_held,
    money_map.money_map,
    outcomes.crime_by_month,
    outcomes.rate_by_district,
    outcomes.rate_map,
    specifications.specification_curve,
    value.prevented_and_break_even,
    value.value_sensitivities,
)


def frozen_texts() -> dict[str, str]:
    """Draw every chart, wide and narrow, as the text of its spec's file by name."""
    texts = {}
    for chart in CHARTS:
        for ending, narrow in (("", False), ("_narrow", True)):
            spec = chart(narrow=narrow).to_dict()
            name = f"{chart.__name__}{ending}.json"
            texts[name] = json.dumps(spec, indent=1, ensure_ascii=False) + "\n"
    return texts


def main() -> None:
    """Write every spec's file."""
    SPECS.mkdir(exist_ok=True)
    for name, text in frozen_texts().items():
        (SPECS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
