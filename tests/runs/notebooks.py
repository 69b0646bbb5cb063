"""Small notebooks that end in every way a notebook can."""

import json
from pathlib import Path
from typing import Any

from fundtrack.runs.handing import HandedOver

PARAMETERS = """\
workspace: str = ""
snapshot: str = ""
panel: str = ""
fund: str = ""
area: str = ""
measure: str = ""
run: str = ""
count: int = 1
free = 2
"""

RESULT = {
    "fund": "SSF1",
    "area": "burnley",
    "area_name": "Burnley",
    "measure": "burglary",
    "verdict": "inconclusive",
    "sentence": "We cannot tell.",
    "plan": "{}",
    "snapshot": "0123456789abcdef",
    "plan_hash": "f" * 64,
    "provenance": "published",
    "treated": ["W1"],
    "effect_pct": -10.0,
    "ci_low_pct": -20.0,
    "ci_high_pct": 1.0,
    "p": 0.2,
    "mde_pct": 30.0,
    "log_rr": -0.1,
    "se": 0.1,
    "panel": {"wards": ["W1", "W2"], "months": ["2021-01"], "offences": [[1], [2]]},
    "placebo_log_rrs": [0.1],
    "placebo_ses": [0.2],
}

HANDS_OVER = f"""\
from fundtrack.runs.handing import HandedOver; display(HandedOver({RESULT!r}))
"""


def executed() -> dict[str, Any]:
    """A notebook as it comes back when it handed its result over."""
    data = HandedOver(RESULT)._repr_mimebundle_()
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def write(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write a notebook of a parameters cell and other code cells."""
    sources = [(parameters, ["parameters"]), *((cell, []) for cell in cells)]
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "execution_count": None,
                "metadata": {"tags": tags},
                "outputs": [],
                "source": source,
            }
            for number, (source, tags) in enumerate(sources)
        ],
        "metadata": {
            "kernelspec": {
                "name": "python3",
                "language": "python",
                "display_name": "Python 3",
            }
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
