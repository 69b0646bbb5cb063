"""Start the kernel of one page, at little cost.

DuckDB loads pandas, when it is installed, as soon as a query is given a value: a second
and 70 MB for a page that only ever asks for plain rows. A module that is None counts as
not installed.
"""

import sys

from ipykernel import kernelapp


def keep_light() -> None:
    """Keep the frame library out of this process."""
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]


def main() -> None:
    """Run a kernel with the connection file that the server names."""
    keep_light()
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
