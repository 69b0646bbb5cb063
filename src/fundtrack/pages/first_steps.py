"""What an empty office is told: five numbered steps, the next one with its way."""

from collections.abc import Collection

from fundtrack.metrics.first_steps import steps_taken
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.names import PAGES
from fundtrack.sentences.empty import DONE
from fundtrack.sentences.empty import NOTHING_HELD
from fundtrack.sentences.empty import NOTHING_PUBLISHED
from fundtrack.sentences.empty import STEPS
from fundtrack.sentences.empty import Step
from fundtrack.store.snapshot import Books


def nothing_held(books: Books) -> Markup:
    """Say that the books are empty, what was done so far and what to do next."""
    return element("h1", text(NOTHING_HELD)) + _steps(steps_taken(books))


def nothing_published() -> Markup:
    """Say that there is no snapshot yet, and what to do about it."""
    return element("h1", text(NOTHING_PUBLISHED)) + _steps(())


def _steps(taken: Collection[str]) -> Markup:
    following = next((step for step in STEPS if step.name not in taken), None)
    drawn = []
    for step in STEPS:
        if step is following:
            words = text(step.words) + _way_to(step)
            drawn.append(element("li", words, aria_current="step"))
        elif step.name in taken:
            done = element("span", text(DONE), class_="state good")
            drawn.append(element("li", f"{text(step.words)} {done}"))
        else:
            drawn.append(element("li", text(step.words)))
    return element("ol", *drawn, class_="first")


def _way_to(step: Step) -> Markup:
    return "".join(
        " " + element("a", text(f"Do it on {page.title}"), href=f"/{page.name}")
        for page in PAGES
        if page.name == step.page
    )
