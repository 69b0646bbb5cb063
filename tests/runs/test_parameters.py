import json
from pathlib import Path

import pytest

from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.runs.batches import evaluation_notebook
from fundtrack.runs.parameters import check_parameters
from fundtrack.runs.parameters import declared_parameters
from tests.runs.notebooks import write


def test_evaluation_notebook_declares_what_it_takes() -> None:
    notebook = json.loads(evaluation_notebook().read_text(encoding="utf-8"))
    books = ("workspace", "snapshot", "panel", "run")
    question = ("fund", "area", "measure", "plan")
    people_say = ("evaluator", "mechanism", "moderators", "implementation")
    assert declared_parameters(notebook) == dict.fromkeys(
        (*books, *question, *people_say), "str"
    )


def test_notebook_without_a_parameters_cell_takes_none() -> None:
    assert declared_parameters({"cells": []}) == {}


def test_mistyped_name_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    path = write(tmp_path / "n.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    with pytest.raises(UnknownName, match=r"“araa”.*area.*measure"):
        check_parameters(path, notebook, {"araa": "burnley"})


@pytest.mark.parametrize("given", [{"count": "3"}, {"count": True}, {"fund": 5}])
def test_wrong_type_is_refused(tmp_path: Path, given: dict[str, object]) -> None:
    path = write(tmp_path / "n.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    with pytest.raises(WrongArgument, match=r"n\.ipynb takes a"):
        check_parameters(path, notebook, given)


def test_parameter_without_a_known_type_takes_anything(tmp_path: Path) -> None:
    path = write(tmp_path / "n.ipynb", parameters="when: date = None")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    check_parameters(path, notebook, {"when": 5})
