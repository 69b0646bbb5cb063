"""What a specification curve says: how much hangs on the choices that were made."""

import pandas as pd

from fundtrack.charts.tables import signed_pct
from fundtrack.evaluation.specifications import SpecificationCurve
from fundtrack.sentences.phrases import counted

NOTHING = "Nothing was estimated, so no other way of asking is shown."


def curve_sentence(curve: SpecificationCurve | None) -> str:
    """Say how many ways were tried, how many agree, and how far apart they lie."""
    if curve is None:
        return NOTHING
    primary = curve.rows[curve.rows["is_primary"]]["effect_pct"].dropna()
    if not len(primary):
        return NOTHING
    same = round(curve.same_sign_share * curve.estimated)
    rare = round(curve.rare_share * curve.estimated)
    side = "fewer" if primary.iloc[0] < 0 else "more"
    said = (
        f"Of {counted(curve.asked, 'way')} to ask, {curve.estimated:,} could be "
        f"answered: {same:,} of them say {side} offences, as the planned one does, and "
        f"{rare:,} with a p of 0.05 or less. Answers lie between "
        f"{signed_pct(curve.lowest_pct)} and {signed_pct(curve.highest_pct)}, half of "
        f"them below {signed_pct(curve.median_pct)}. The planned way alone is read by "
        "the verdict."
    )
    planned = curve.rows.loc[curve.rows["is_primary"], "measure"]
    refused = _refused(curve.rows[curve.rows["measure"].isin(planned)])
    return f"{said} {refused}" if refused else said


def left_out_sentence(left: pd.DataFrame | None) -> str:
    """Say how far the planned effect moves when one comparator or district is gone."""
    if left is None or not len(left):
        return "The effect cannot be worked out without one comparator or another."
    said = []
    for kind, each in (("ward", "comparator"), ("district", "district of comparators")):
        effects = left.loc[left["kind"] == kind, "effect_pct"]
        if len(effects):
            said.append(
                f"without any one {each} between {signed_pct(effects.min())} and "
                f"{signed_pct(effects.max())}"
            )
    return f"The planned effect lies {', '.join(said)}."


def _refused(rows: pd.DataFrame) -> str:
    reasons = sorted(set(rows["refused"]) - {""})
    if not reasons:
        return ""
    number = {reason: int((rows["refused"] == reason).sum()) for reason in reasons}
    listed = "; ".join(f"{reason} ({number[reason]})" for reason in reasons)
    return f"The others have no answer: {listed}."
