"""The six pages, in the order of the bar."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageName:
    """A page: its address and its name in the bar."""

    name: str
    title: str

    @property
    def module(self) -> str:
        """The module that builds it."""
        return f"fundtrack.pages.{self.name.replace('-', '_')}.page"


PAGES = (
    PageName("overview", "Overview"),
    PageName("spend", "Spend"),
    PageName("outcomes", "Outcomes"),
    PageName("evaluation", "Evaluation"),
    PageName("returns", "Returns"),
    PageName("data-health", "Data health"),
)


def page_named(name: str) -> PageName:
    """Give the page at an address."""
    return next(page for page in PAGES if page.name == name)
