"""The page of published answers names each test that reproduces one, and no other."""

import ast
import re

from tests.source_tree import ROOT
from tests.source_tree import modules

PAGE = (ROOT / "docs" / "published-answers.md").read_text(encoding="utf-8")
LISTED = re.findall(r"`(test_\w+)`", PAGE)


def held_tests() -> set[str]:
    return {
        node.name
        for module in modules("tests/evaluation")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_each_answer_on_the_page_is_a_test() -> None:
    assert set(LISTED) - held_tests() == set()
    assert len(LISTED) == len(set(LISTED))


def test_each_test_of_a_published_answer_is_on_the_page() -> None:
    reproducing = {name for name in held_tests() if "reproduced" in name}
    assert reproducing - set(LISTED) == set()
