"""Make every workbook of the example office.

Run: python data/example/builder [FOLDER]
Without a folder the workbooks beside this script are written anew.
"""

import sys
from pathlib import Path

from extracts import write_extracts

FOLDER = Path(__file__).parents[1]


def main(folder: Path) -> None:
    """Write the workbooks into a folder."""
    write_extracts(folder)


main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
