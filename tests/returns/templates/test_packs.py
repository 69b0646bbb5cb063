"""The packs that travel with the program: made again alike, mapped whole, filled."""

import subprocess
import sys
from pathlib import Path

import pytest

from fundtrack.assets import asset
from fundtrack.errors import UnknownName
from fundtrack.returns.templates.filling import fill
from fundtrack.returns.templates.inputs import inputs_of
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.packs import MAP
from fundtrack.returns.templates.packs import WORKBOOK
from fundtrack.returns.templates.packs import Pack
from fundtrack.returns.templates.packs import find_pack
from fundtrack.returns.templates.packs import packs
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.placing import misplaced
from fundtrack.returns.templates.reading import read_funder_workbook
from tests.conftest import ROOT
from tests.returns.templates import forms

NAMES = [pack.name for pack in packs()]


def workbook(pack: Pack) -> FunderWorkbook:
    return read_funder_workbook(WORKBOOK, pack.workbook.read_bytes())


def test_the_packs_are_found_by_their_names() -> None:
    assert NAMES == ["hotspot-labour", "safer-streets-quarterly"]
    with pytest.raises(UnknownName, match="hotspot-labour, safer-streets-quarterly"):
        find_pack("hotspots")


def test_a_pack_says_that_it_is_not_the_funders_form() -> None:
    about = {pack.name: pack.about for pack in packs()}
    assert about == {
        "hotspot-labour": "Made up to show such a claim; no funder's form",
        "safer-streets-quarterly": "Our reconstruction, not the Home Office form",
    }
    sheets = workbook(find_pack("safer-streets-quarterly")).sheets
    notices = {sheet.cell((2, 1)).text for sheet in sheets}
    assert notices == {"Our reconstruction, not the Home Office form."}


def test_the_builder_makes_the_same_packs_again(tmp_path: Path) -> None:
    builder = ROOT / "data" / "templates" / "builder"
    subprocess.run([sys.executable, str(builder), str(tmp_path)], check=True)
    for name in NAMES:
        for part in (WORKBOOK, MAP):
            kept = asset("data", "templates", name, part).read_bytes()
            assert (tmp_path / name / part).read_bytes() == kept, (name, part)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_pack_is_mapped_where_it_stands(name: str) -> None:
    pack = find_pack(name)
    held = workbook(pack)
    filled = {cell.at for cell in pack.cells if cell.does is Does.FILL}
    checked = {cell.at for cell in pack.cells if cell.does is Does.CHECK}
    inputs = inputs_of(held)
    assert filled == {each.address for each in inputs if not each.is_total}
    assert checked <= {each.address for each in inputs if each.is_total}
    assert misplaced(held, pack.cells) == []
    assert all(cell.near.any for cell in pack.cells)


@pytest.mark.parametrize(
    ("name", "checks"), [("hotspot-labour", 7), ("safer-streets-quarterly", 10)]
)
def test_a_pack_is_filled_and_its_totals_come_to_ours(name: str, checks: int) -> None:
    pack = find_pack(name)
    made = fill(workbook(pack), pack.cells, forms.registry())
    assert made.findings == ()
    told = {cell.figure: cell.written for cell in made.cells}
    assert told["table/*/*/*/eligible"] == "709.01"
    assert told["claim/so-far"] == "1139.01"
    assert sum(cell.does == "check" for cell in made.cells) == checks
