"""Gather what needs somebody, for the list on Overview and for `status`."""

from collections.abc import Iterable

from fundtrack.domain.cells import ANY
from fundtrack.metrics.agreements import certified_unsent
from fundtrack.metrics.agreements import returns_due
from fundtrack.metrics.attention import last_tie_out
from fundtrack.metrics.attention import refused
from fundtrack.metrics.attention import suspense
from fundtrack.metrics.attention import waivers
from fundtrack.metrics.position import Selection
from fundtrack.metrics.pressing import pressing
from fundtrack.metrics.run_freshness import Result
from fundtrack.metrics.run_freshness import stale_runs
from fundtrack.metrics.virements import waiting
from fundtrack.sentences.needs import GOOD
from fundtrack.sentences.needs import Need
from fundtrack.sentences.needs import refused_need
from fundtrack.sentences.needs import return_needs
from fundtrack.sentences.needs import suspense_need
from fundtrack.sentences.needs import tie_out_need
from fundtrack.sentences.needs import unsent_need
from fundtrack.sentences.needs import virement_need
from fundtrack.sentences.needs import waiver_need
from fundtrack.sentences.register_needs import Named
from fundtrack.sentences.register_needs import calm
from fundtrack.sentences.register_needs import hardest_first
from fundtrack.sentences.register_needs import register_needs
from fundtrack.sentences.run_needs import stale_needs
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.snapshot import Books

MOST = 6
"""More than this on one page is read by nobody."""


def page_needs(
    books: Books, selection: Selection, named: Named, results: Iterable[Result] = ()
) -> list[Need]:
    """List what needs somebody, the hardest first, and what is in order; not too much.

    Every fund is asked for: what waits does not depend on what is looked at.

    Args:
        results: what the evaluations found, oldest first.
    """
    return calm(_every(books, selection, named, results), MOST)


def all_needs(
    books: Books, selection: Selection, named: Named, results: Iterable[Result] = ()
) -> list[Need]:
    """List all that needs somebody about the fund selected, the hardest first."""
    found = _every(books, selection, named, results)
    return hardest_first(need for need in found if need.tone != GOOD)


def _every(
    books: Books, selection: Selection, named: Named, results: Iterable[Result]
) -> list[Need]:
    on, known, fund = selection.as_at, selection.known, selection.fund
    due = [it for it in returns_due(books, known, on) if fund in {ANY, it.fund}]
    lines = [it for it in suspense(books, known) if fund in {ANY, it.fund}]
    rows = [it for it in refused(books, known) if fund in {ANY, it.fund}]
    moves = [it for it in waiting(books, known) if fund in {ANY, it.from_cell.fund}]
    named_due = {it.begun for it in due}
    unsent = [
        return_id
        for return_id, of in certified_unsent(books, known).items()
        if fund in {ANY, of} and return_id not in named_due
    ]
    runs = [it for it in stale_runs(books, results) if fund in {ANY, it.fund}]
    found = [
        *return_needs(due, named.funds, on, bank_holidays()),
        *[unsent_need(each) for each in unsent],
        suspense_need(lines, on),
        refused_need(rows),
        *register_needs(pressing(books, selection, bank_holidays()), named, on),
        *[virement_need(each, named.areas) for each in moves],
        *stale_needs(runs, named),
    ]
    if fund == ANY:
        found.append(tie_out_need(last_tie_out(books, known)))
        found += [waiver_need(each) for each in waivers(books, known, on)]
    return [need for need in found if need]
