"""The words by which funders ask for figures, as their forms have been seen to."""

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, ...]] = {
    "identity/recipient": (
        "recipient",
        "grant recipient",
        "recipient name",
        "recipient legal name",
        "name of organisation",
        "organisation",
        "police and crime commissioner",
    ),
    "identity/office": ("office", "name of office"),
    "identity/fund": (
        "grant",
        "grant scheme",
        "fund",
        "scheme",
        "programme",
        "grant name",
    ),
    "identity/agreement": (
        "agreement reference",
        "grant agreement reference",
        "grant reference",
        "grant reference number",
        "reference",
    ),
    "identity/agreement-version": ("agreement version", "version of agreement"),
    "identity/legal-power": ("legal power", "power"),
    "identity/funding-starts": ("funding period start", "funding period from"),
    "identity/funding-ends": ("funding period end", "funding period to"),
    "identity/year": ("financial year", "year"),
    "identity/quarter": ("quarter", "claim period", "reporting period", "period"),
    "identity/quarter-starts": (
        "period start",
        "period from",
        "first day of quarter",
        "from",
    ),
    "identity/quarter-ends": ("period end", "period to", "last day of quarter", "to"),
    "identity/return": ("claim reference", "return", "our reference"),
    "identity/version": ("claim version", "version of claim", "version"),
    "identity/original-or-revised": ("original or revised", "original revised"),
    "identity/status": ("status", "claim status"),
    "identity/prepared-by": ("prepared by", "completed by"),
    "identity/prepared-on": ("prepared on", "date prepared", "date completed"),
    "identity/reviewed-by": ("reviewed by", "checked by"),
    "identity/reviewed-on": ("reviewed on", "date reviewed", "date checked"),
    "declaration/words": ("declaration", "certificate"),
    "declaration/name": ("certified by", "name of signatory", "signatory", "signed by"),
    "declaration/on": ("certified on", "date of signature", "date signed"),
    "narrative/progress": (
        "progress",
        "progress in quarter",
        "summary of progress",
        "progress against plan",
        "describe progress",
        "describe progress in quarter",
    ),
    "narrative/variance": (
        "variance narrative",
        "explanation of variance",
        "explain any variance",
        "reasons for variance",
    ),
    "narrative/underspend": (
        "underspend",
        "explain any underspend",
        "underspend reason",
    ),
    "narrative/forward-look": (
        "forward look",
        "next quarter",
        "plans for next quarter",
    ),
    "award/total": (
        "maximum sum of award",
        "total award",
        "total grant",
        "grant awarded",
        "award",
    ),
    "award/year": ("maximum sum", "award in year", "maximum sum for year"),
    "award/capital": ("award capital", "capital award", "capital grant"),
    "award/revenue": ("award revenue", "revenue award", "revenue grant"),
    "award/capital-limit": ("capital limit", "maximum capital"),
    "claim/before": (
        "claimed before",
        "prior claims",
        "previously claimed",
        "claimed to date before this claim",
        "previous claims",
    ),
    "claim/balance": ("balance before claim", "balance before this claim"),
    "claim/eligible": ("eligible expenditure to date", "eligible spending to date"),
    "claim/above-maximum": ("above maximum sum", "spending above maximum"),
    "claim/now": (
        "claim",
        "this claim",
        "claim this period",
        "claim this quarter",
        "claim for quarter",
        "claimed this quarter",
        "amount claimed",
        "total claim",
        "total claimed this quarter",
    ),
    "claim/so-far": (
        "cumulative claimed",
        "claimed so far",
        "claimed including this claim",
    ),
    "claim/remaining": ("remaining", "balance remaining", "remaining of award"),
    "reconciliation/ledger": ("ledger", "ledger total", "ledger for this claim"),
    "reconciliation/items": ("reconciling items",),
    "reconciliation/difference": ("difference", "unreconciled difference"),
}
"""What a label may say where it asks for a figure that a return has once."""

MEASURES: Mapping[str, tuple[str, ...]] = {
    "budget": (
        "year budget",
        "budget",
        "approved budget",
        "annual budget",
        "allocation",
        "full year budget",
    ),
    "profile": (
        "profile",
        "profile to date",
        "planned spend to date",
        "profiled spend",
    ),
    "actual": (
        "actual",
        "actuals",
        "actual spend",
        "spend",
        "actual expenditure",
        "expenditure",
        "paid",
        "actual paid in period",
        "spend in quarter",
        "actual in quarter",
        "actual this quarter",
        "spend this quarter",
    ),
    "accruals": (
        "accruals",
        "accrued",
        "accruals at period end",
        "accruals this quarter",
    ),
    "reversals": ("reversals", "reversal of prior accrual", "reversal of accruals"),
    "eligible": (
        "eligible",
        "eligible expenditure",
        "eligible expenditure in period",
        "eligible this quarter",
        "eligible spend",
    ),
    "cumulative": (
        "cumulative",
        "cumulative eligible",
        "to date",
        "spend to date",
        "eligible to date",
        "cumulative spend",
    ),
    "to_come": (
        "forecast remaining quarters",
        "forecast to come",
        "remaining forecast",
    ),
    "outturn": (
        "outturn",
        "forecast outturn",
        "full year forecast",
        "year end forecast",
    ),
    "variance": ("variance", "variance to budget", "over under spend"),
}
"""What a label may say where it asks for a column of the financial table."""

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "staff": ("staff", "staffing", "salaries", "staff costs", "pay", "employee costs"),
    "overtime": ("overtime", "police overtime", "rest day working"),
    "travel": ("travel", "travel and subsistence"),
    "training": ("training",),
    "equipment": ("equipment", "capital equipment"),
    "premises": ("premises",),
    "vehicle": ("vehicle", "vehicles", "vehicle costs"),
    "communications": ("communications", "communication", "publicity"),
    "evaluation": ("evaluation",),
    "cctv": ("cctv", "cameras"),
    "lighting": ("lighting", "street lighting"),
}
"""Other words for cost headings; a heading's own name always counts."""

SPELT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "identity/quarter": (
        (r"q[1-4]", "identity/quarter-alone"),
        (r"[1-4]", "identity/quarter-number"),
        (r"[a-z]+ to [a-z]+", "identity/quarter-months"),
    ),
    "identity/year": ((r"[0-9]{4}/[0-9]{2}", "identity/year-with-stroke"),),
}
"""How a list may spell a figure, and the name of the figure spelt so."""

LABOUR = frozenset({"staff", "overtime", "pay", "salaries", "agency-staff"})
"""Headings that are labour where a form parts labour from the rest."""

TOTAL = frozenset({"total", "totals", "grand total", "all", "overall", "sum"})
LABOUR_WORDS = frozenset({"labour", "labour costs", "total labour"})
OTHER_WORDS = frozenset(
    {"non-labour", "non labour", "non-labour costs", "non labour costs"}
)
SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "in",
        "of",
        "on",
        "or",
        "our",
        "the",
        "this",
        "to",
        "your",
        "£",
        "gbp",
    ]
)
"""Words that tell nothing."""
