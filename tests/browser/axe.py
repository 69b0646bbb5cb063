"""What axe-core, the usual checker of accessibility, has to say of a page."""

from importlib.metadata import files

from playwright.sync_api import Page

BAD = {"serious", "critical"}
SOURCE = next(
    held.read_text()
    for held in files("axe-playwright-python") or ()
    if held.name == "axe.min.js"
)
RUN = "options => axe.run(document, { resultTypes: ['violations'], ...options })"
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What depends on colours, and may therefore differ at night."""


def findings(page: Page, options: dict[str, list[str]] | None = None) -> list[str]:
    """Name what is serious or critical on the page as it stands now, and where."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(SOURCE)
    return [
        f"{found['id']}: {place['target']} {place['failureSummary']}"
        for found in page.evaluate(RUN, options or {})["violations"]
        if found["impact"] in BAD
        for place in found["nodes"]
    ]
