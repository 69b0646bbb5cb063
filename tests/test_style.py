"""What of STYLE.md a machine can see and ruff and mypy do not."""

import ast
import re
from pathlib import Path

import pytest

from tests.source_tree import PACKAGE
from tests.source_tree import ROOT
from tests.source_tree import cells_of
from tests.source_tree import code_lines
from tests.source_tree import modules
from tests.source_tree import project_files

MODULE_LINES = 400
FUNCTION_LINES = 40
NOTEBOOK_LINES = 60
CELL_LINES = 15
DASHBOARD_LINES = 15

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DASHBOARDS = sorted((ROOT / "dashboards").glob("*.ipynb"))
QUERIES = sorted((PACKAGE / "store" / "queries").glob("*.sql"))

SERVED = (".css", ".html", ".j2", ".js", ".json", ".mjs", ".py", ".svg", ".ipynb")
FETCHES = re.compile(
    r"""<(script|link|img|iframe|source|video|audio)[^>]+(src|href)\s*=\s*["']?(https?:)?//"""
    r"""|@import\s+(url\()?["']?(https?:)?//|url\(["']?(https?:)?//"""
    r"""|from\s+["']https?://|import\(["']https?://|fetch\(["'`]https?://"""
    r"""|cdn\.|unpkg|jsdelivr|googleapis""",
)
REGISTRIES = re.compile("|".join(["py" + "pi", "pythonhost" + "ed", "npm" + "js"]))
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
WRONG_WORDS = re.compile(
    r"\bcontrol (group|area|place)|statistically significant", re.IGNORECASE
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def where(path: Path) -> str:
    """Give a file's place in the clone."""
    return path.relative_to(ROOT).as_posix()


def body_lines(function: Function) -> int:
    """Count the lines of a function without its docstring."""
    first = function.body[0]
    said = first if ast.get_docstring(function) is not None else None
    whole = (function.end_lineno or 0) - function.lineno + 1
    return whole - ((said.end_lineno or 0) - said.lineno + 1 if said else 0)


def longest(sources: list[Path], limit: int) -> dict[str, int]:
    """Give the files over a limit of lines."""
    lines = {where(path): len(path.read_text("utf-8").splitlines()) for path in sources}
    return {path: count for path, count in lines.items() if count > limit}


def test_no_module_is_longer_than_one_idea() -> None:
    sources = [module.path for module in modules("src", "tests", "benchmarks")]
    assert longest(sources, MODULE_LINES) == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{where(module.path)}:{node.name}": body_lines(node)
        for module in modules("src", "tests", "benchmarks")
        for node in ast.walk(module.tree)
        if isinstance(node, Function) and body_lines(node) > FUNCTION_LINES
    }
    assert long == {}


def test_no_module_is_a_copy_for_one_round() -> None:
    copies = [
        module.name
        for module in modules("src")
        if re.search(r"(_r(ound)?)?_?\d+$", module.path.stem)
    ]
    assert copies == []


@pytest.mark.parametrize("notebook", NOTEBOOKS + DASHBOARDS, ids=where)
def test_a_notebook_is_kept_without_outputs(notebook: Path) -> None:
    cells = cells_of(notebook)
    assert [cell["outputs"] for cell in cells if cell["outputs"]] == []
    assert {cell["execution_count"] for cell in cells} <= {None}


@pytest.mark.parametrize("notebook", NOTEBOOKS + DASHBOARDS, ids=where)
def test_a_notebook_names_and_orders_but_defines_nothing(notebook: Path) -> None:
    refused = (
        ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.For | ast.While
    )
    source = "\n".join(cell["source"] for cell in cells_of(notebook))
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, refused)]
    assert found == []
    assert not re.search(r"\bSELECT\b", source)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=where)
def test_an_evaluation_notebook_is_short_and_starts_with_parameters(
    notebook: Path,
) -> None:
    cells = cells_of(notebook)
    lines = [code_lines(cell["source"]) for cell in cells]
    assert sum(lines) <= NOTEBOOK_LINES
    assert max(lines) <= CELL_LINES
    assert "parameters" in cells[0]["metadata"].get("tags", [])
    text = "\n".join(cell["source"] for cell in cells_of(notebook, "markdown"))
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=where)
def test_a_dashboard_only_calls_its_page(dashboard: Path) -> None:
    assert sum(code_lines(cell["source"]) for cell in cells_of(dashboard)) <= (
        DASHBOARD_LINES
    )


@pytest.mark.parametrize("query", QUERIES, ids=where)
def test_a_query_says_what_it_is_for_and_what_a_row_is(query: Path) -> None:
    head = re.match(r"(--.*\n)+", query.read_text(encoding="utf-8"))
    assert head
    assert re.match(r"-- Purpose: \S", head[0])
    assert re.search(r"^-- Grain: \S", head[0], re.MULTILINE)


@pytest.mark.parametrize("query", QUERIES, ids=where)
def test_a_query_names_exactly_the_values_it_takes(query: Path) -> None:
    head, statement = split_query(query)
    used = set(re.findall(r"\$\w+", statement))
    named = set(re.findall(r"\$\w+(?![\w.]*\.\.\.)", head))
    families = tuple(re.findall(r"(\$\w+_)\.\.\.", head))
    if "$c0" not in used:
        assert named == {name for name in used if not name.startswith(families)}


@pytest.mark.parametrize("query", QUERIES, ids=where)
def test_a_query_is_one_statement_in_a_fixed_order(query: Path) -> None:
    _, statement = split_query(query)
    assert statement.count(";") == 1
    last = statement.rpartition("ORDER BY")[2]
    assert re.fullmatch(r"\s[\w\s.,()*+-]+;\s*", last)


def split_query(query: Path) -> tuple[str, str]:
    """Part a query file into its header and its statement, without other comments."""
    lines = query.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("--")]
    rest = [re.sub(r"--.*", "", line) for line in lines if not line.startswith("--")]
    return "\n".join(head), "\n".join(rest)


def test_nothing_that_is_served_fetches_from_another_host() -> None:
    fetching = [
        f"{where(path)}: {found[0]}"
        for folder in ("src", "dashboards", "notebooks")
        for path in project_files(*SERVED)
        if path.is_relative_to(ROOT / folder)
        and (found := FETCHES.search(path.read_text(encoding="utf-8")))
    ]
    assert fetching == []


def test_no_file_names_a_package_registry() -> None:
    endings = (".py", ".toml", ".md", ".lock", ".sql", ".ipynb", ".yml", ".cfg", "")
    naming = [
        where(path)
        for path in project_files(*endings)
        if REGISTRIES.search(path.read_text(encoding="utf-8"))
    ]
    assert naming == []


def test_nothing_is_left_to_do() -> None:
    endings = (".py", ".sql", ".md", ".toml", ".ipynb", ".css", ".mjs", ".j2", "")
    left = [
        where(path)
        for path in project_files(*endings)
        if UNFINISHED.search(path.read_text(encoding="utf-8"))
    ]
    assert left == []


def test_one_word_for_one_thing() -> None:
    wrong = [
        f"{where(path)}: {found[0]}"
        for folder in ("src", "dashboards", "notebooks")
        for path in project_files(".py", ".sql", ".ipynb", ".mjs", ".j2", ".toml")
        if path.is_relative_to(ROOT / folder)
        and (found := WRONG_WORDS.search(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []
