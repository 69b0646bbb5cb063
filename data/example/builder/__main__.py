"""Make every workbook of the example office, and the page docs/registers.md.

Run: python data/example/builder [FOLDER]
Without a folder the workbooks beside this program and the page are written anew; with
one, the workbooks are written there.
"""

import sys
from pathlib import Path

from claims import write_claims
from extracts import write_extracts
from registers import write_both

from fundtrack.domain.register_page import registers_page

HERE = Path(__file__).parents[1]
PAGE = HERE.parents[1] / "docs" / "registers.md"


def main(named: list[str]) -> None:
    """Write the workbooks into the folder named, or everything into its place."""
    folder = Path(named[0]) if named else HERE
    write_both(folder)
    write_extracts(folder)
    write_claims(folder)
    if not named:
        PAGE.write_text(registers_page(), encoding="utf-8")


main(sys.argv[1:])
