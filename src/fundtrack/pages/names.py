"""The six pages, in the order of the bar."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageName:
    """A page: its address, its name in the bar, and whether it exists yet."""

    name: str
    title: str
    is_built: bool = False

    @property
    def module(self) -> str:
        """The module that builds it."""
        return self.name.replace("-", "_")


PAGES = (
    PageName("overview", "Overview", is_built=True),
    PageName("spend", "Spend", is_built=True),
    PageName("outcomes", "Outcomes", is_built=True),
    PageName("evaluation", "Evaluation", is_built=True),
    PageName("returns", "Returns", is_built=True),
    PageName("data-health", "Data health", is_built=True),
)
