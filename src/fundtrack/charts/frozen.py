"""Frozen chart specs: what pages load, without the library that made them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

Spec = dict[str, Any]


@cache
def frozen_spec(name: str) -> Spec:
    """Read a spec of `specs/` by its name, such as `money_by_area`."""
    written = files("fundtrack.charts") / "specs" / f"{name}.json"
    spec: Spec = json.loads(written.read_text(encoding="utf-8"))
    return spec


def both_widths(name: str) -> dict[str, Spec]:
    """Give a chart's wide spec and its narrow one, for a phone."""
    return {"wide": frozen_spec(name), "narrow": frozen_spec(f"{name}_narrow")}
