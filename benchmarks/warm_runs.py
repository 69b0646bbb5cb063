"""How soon a notebook has run, beside papermill with the kernel it starts itself.

Run: PYTHONPATH=. python benchmarks/warm_runs.py
Prints seconds, by the clock, of one run that does nothing (limit 0.6), of eight that
read rows and draw a chart (limit 4.5, four at once), and how many of two hundred that
were run eight at once failed (limit 0). Beside them what papermill takes for the first
two with a kernel of its own, one after the other, as its users run it. Each is measured
when the notebooks' imports are in memory already. Exits 1 when a limit is passed.
"""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import papermill

from fundtrack.errors import UserError
from fundtrack.kernels.parents import end_parents
from fundtrack.runs.execution import execute

TRIVIAL = ["area = 'pennine'"]
REALISTIC = [
    "rows: int = 100_000",
    "import altair as alt\nimport duckdb\nimport pandas as pd\nimport vl_convert",
    "con = duckdb.connect()",
    """months = con.execute(
    'SELECT i % 48 AS month, count(*) AS offences FROM range($n) AS t(i) '
    'GROUP BY month ORDER BY month', {'n': rows}
).df()""",
    "months['rolling'] = months.offences.rolling(3).mean()",
    "chart = alt.Chart(months).mark_line().encode(x='month', y='rolling')",
    "svg = vl_convert.vegalite_to_svg(chart.to_json())\nprint(len(svg))",
]
TRIVIAL_LIMIT, EIGHT_LIMIT = 0.6, 4.5
REPEATS, AT_ONCE, MANY, MANY_AT_ONCE = 5, 4, 200, 8


def write(path: Path, cells: list[str]) -> Path:
    """Write a notebook whose first cell holds its parameters."""
    made: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {"tags": ["parameters"] * (number == 0)},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(cells)
    ]
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def stock(path: Path) -> None:
    """Run a notebook as papermill does by itself."""
    papermill.execute_notebook(path, None, kernel_name="python3", progress_bar=False)


def ours(path: Path) -> None:
    """Run a notebook as the runner does."""
    execute(path, {})


def clock(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def middle(run: Callable[[Path], None], path: Path) -> float:
    """Give the median of some runs."""
    return sorted(clock(lambda: run(path)) for _ in range(REPEATS))[REPEATS // 2]


def failed(path: Path) -> int:
    """Run a notebook two hundred times and count the runs that failed."""

    def fails(_: int) -> bool:
        try:
            ours(path)
        except UserError as error:
            print(error)
            return True
        return False

    with ThreadPoolExecutor(MANY_AT_ONCE) as pool:
        return sum(pool.map(fails, range(MANY)))


def eight(path: Path) -> float:
    """Give the seconds of eight runs, four at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return clock(lambda: list(pool.map(ours, [path] * 8)))


def main() -> int:
    """Measure, print, and say whether a limit was passed."""
    with TemporaryDirectory() as folder:
        trivial = write(Path(folder) / "trivial.ipynb", TRIVIAL)
        realistic = write(Path(folder) / "realistic.ipynb", REALISTIC)
        ours(trivial)
        stock(trivial)
        one, one_stock = middle(ours, trivial), middle(stock, trivial)
        all_eight = eight(realistic)
        all_stock = sum(clock(lambda: stock(realistic)) for _ in range(8))
        lost = failed(trivial)
    end_parents()
    print(f"trivial: {one:.2f} s, papermill {one_stock:.2f} s, {one_stock / one:.1f} x")
    print(
        f"eight: {all_eight:.1f} s, papermill {all_stock:.1f} s, "
        f"{all_stock / all_eight:.1f} x"
    )
    print(f"of {MANY} runs, {MANY_AT_ONCE} at once, {lost} failed")
    return int(one > TRIVIAL_LIMIT or all_eight > EIGHT_LIMIT or lost > 0)


if __name__ == "__main__":
    sys.exit(main())
