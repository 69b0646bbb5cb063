"""The filters of the Returns page: fund, quarter, version."""

from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Option

NOTHING = " (no return)"


def return_filters(standing: ReturnStanding) -> tuple[Filter, ...]:
    """Offer the funds, the quarters of the one chosen, and their versions."""
    return _funds(standing), _quarters(standing), _versions(standing)


def _funds(standing: ReturnStanding) -> Filter:
    asking = {line.fund for line in standing.calendar}
    options = [
        Option(fund, name, "" if fund in asking else NOTHING)
        for fund, name in standing.funds.items()
    ]
    return Filter("fund", "Fund", tuple(options))


def _quarters(standing: ReturnStanding) -> Filter:
    mine = [it for it in reversed(standing.calendar) if it.fund == standing.fund]
    newest = {it.quarter: it for it in reversed(mine)}
    options = [
        Option(line.quarter, line.quarter, "" if line.return_id else " (not begun)")
        for line in sorted(newest.values(), key=lambda it: it.quarter, reverse=True)
    ]
    return Filter("quarter", "Quarter", tuple(options) or (Option("", "None"),))


def _versions(standing: ReturnStanding) -> Filter:
    options = [
        Option(it.return_id, f"Version {it.version}: {it.state}")
        for it in standing.versions
        if it.return_id
    ]
    return Filter("version", "Version", tuple(options) or (Option("", "None yet"),))
