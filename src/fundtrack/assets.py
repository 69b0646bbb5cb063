"""Find what travels with the program: notebooks, dashboards, the example's data.

In the wheel these stand in `fundtrack/_assets`; in a clone they are the folders at
the top, where people look for them.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_IN_WHEEL = _PACKAGE / "_assets"
_IN_CLONE = _PACKAGE.parents[1]


def asset(*parts: str) -> Path:
    """Give the path of a file or folder, such as `asset("data", "example")`."""
    top = _IN_WHEEL if is_installed() else _IN_CLONE
    return top.joinpath(*parts)


def is_installed() -> bool:
    """Whether this program came as a wheel; in a clone it did not."""
    return _IN_WHEEL.is_dir()
