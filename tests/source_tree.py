"""The project's own files, as the tests of layers, style and docs read them."""

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "fundtrack"
GENERATED = {".venv", ".venv-next", "workspace", "build", "dist", "htmlcov"}


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file and its syntax tree."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """The dotted name, such as `fundtrack.store.ledger`."""
        parts = self.path.relative_to(SOURCE).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @property
    def room(self) -> str:
        """The package or module directly under `fundtrack`; empty for the root."""
        return self.name.partition(".")[2].partition(".")[0]

    def imports(self) -> Iterator[str]:
        """Give every module and name imported anywhere in the file, in full."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Parse every Python file under these folders of the clone."""
    return tuple(
        Module(path, ast.parse(path.read_text(encoding="utf-8")))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


def project_files(*endings: str) -> Iterator[Path]:
    """Give the files of the clone with these endings, without what is made anew."""
    for top in sorted(ROOT.iterdir()):
        if top.name in GENERATED or (top.name.startswith(".") and top.name != ".ci"):
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*.*")):
            if path.is_file() and path.suffix in endings:
                yield path


def cells_of(notebook: Path, kind: str = "code") -> list[dict[str, Any]]:
    """Give the cells of one kind, each with its source as text."""
    cells: list[dict[str, Any]] = json.loads(notebook.read_text("utf-8"))["cells"]
    return [
        cell | {"source": "".join(cell["source"])}
        for cell in cells
        if cell["cell_type"] == kind
    ]


def code_lines(source: str) -> int:
    """Count the lines that are neither empty nor only a comment."""
    lines = (line.strip() for line in source.splitlines())
    return sum(1 for line in lines if line and not line.startswith("#"))
