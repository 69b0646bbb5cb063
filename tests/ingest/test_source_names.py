"""A source is named after its files, whatever period they are of."""

from pathlib import Path

import pytest

from fundtrack.ingest.source_names import source_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pcc-2023-24.xlsx", "pcc"),
        ("Finance extract April 2024 (2).xlsx", "finance-extract"),
        ("finance-extract-2025-02.xlsx", "finance-extract"),
        ("council_spend_Q3_v2.csv", "council-spend"),
        ("hill council/April-2023.csv", "hill-council"),
        ("/2023/2006.csv", "2006"),
    ],
)
def test_a_source_is_named_without_its_period(path: str, name: str) -> None:
    assert source_name(Path(path)) == name
