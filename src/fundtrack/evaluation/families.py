"""Several comparisons looked at together: one of them stands out by chance."""

from collections.abc import Mapping

NOT_SEEN = 1.0
"""The p-value of a comparison that could not be made: it takes none from the rest."""


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjust p-values for the family they are looked at in.

    Formula: sorted from the smallest, the k-th of m counts (m - k + 1) times, never
        less than those before it and never above 1.

    Returns:
        The adjusted p-value of each, by its name.

    Source: Holm (1979), A simple sequentially rejective multiple test procedure.
    """
    adjusted: dict[str, float] = {}
    so_far = 0.0
    for at, name in enumerate(sorted(p_values, key=lambda each: p_values[each])):
        so_far = max(so_far, (len(p_values) - at) * p_values[name])
        adjusted[name] = min(1.0, so_far)
    return {name: adjusted[name] for name in p_values}
