"""The evaluation needs no statistics library; one that did would be asked for late."""

import ast

import pytest

from tests.source_tree import modules


@pytest.mark.parametrize("library", ["scipy", "statsmodels", "sklearn"])
def test_no_module_asks_for_a_statistics_library_when_it_is_imported(
    library: str,
) -> None:
    asking = [
        module.name
        for module in modules("src")
        for node in module.tree.body
        for name in _names(node)
        if name.partition(".")[0] == library
    ]
    assert asking == []


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [str(node.module)] if isinstance(node, ast.ImportFrom) else []
