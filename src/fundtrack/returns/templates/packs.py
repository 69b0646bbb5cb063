"""Template packs: funders' workbooks with their maps, which travel with the program."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from fundtrack.assets import asset
from fundtrack.errors import UnknownName
from fundtrack.returns.templates.maps import TemplateMap
from fundtrack.returns.templates.maps import map_from_toml

MAP = "map.toml"
WORKBOOK = "workbook.xlsx"


@dataclass(frozen=True, slots=True)
class Pack:
    """A template pack: what it is, what it is not, and the map of its workbook."""

    name: str
    title: str
    about: str
    cells: TemplateMap
    workbook: Path


def packs() -> tuple[Pack, ...]:
    """List the packs by name."""
    folder = asset("data", "templates")
    return tuple(read_pack(path) for path in sorted(folder.glob(f"*/{MAP}")))


def find_pack(name: str) -> Pack:
    """Find a pack by its name.

    Raises:
        UnknownName: listing the packs there are.
    """
    held = {pack.name: pack for pack in packs()}
    if name not in held:
        raise UnknownName("template pack", name, list(held))
    return held[name]


def read_pack(path: Path) -> Pack:
    """Read a pack from its map."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Pack(
        name=path.parent.name,
        title=said["title"],
        about=said["about"],
        cells=map_from_toml(said),
        workbook=path.with_name(WORKBOOK),
    )
