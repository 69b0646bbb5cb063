"""The crime panel: counts by LSOA, month and type, in one file named by its content."""

from fundtrack.config import Workspace


def build_panel(workspace: Workspace) -> str:
    """Build the panel file if the lake or reference counts changed, and name it."""
    return ""
