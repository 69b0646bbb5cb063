"""Registers that only returns read: who is an individual, and what is declared."""

from enum import StrEnum

from fundtrack.domain.register_columns import FUND
from fundtrack.domain.register_columns import SURE
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register


class SupplierType(StrEnum):
    """What a supplier is; the name of an individual is never printed in a return."""

    INDIVIDUAL = "individual"
    COMPANY = "company"
    CHARITY = "charity"
    PUBLIC_BODY = "public-body"
    OTHER = "other"


class Subject(StrEnum):
    """What a funder wants declared with every return, in the order of printing."""

    FRAUD = "fraud-or-irregularity"
    CONFLICT = "conflict-of-interest"
    OTHER_GRANT = "money-to-another-grant"
    PROCUREMENT = "procurement-exception"


SUPPLIERS = Register(
    "Suppliers",
    "What a supplier is, by its name in the finance system. A return prints "
    "“individual (redacted)” for the name of an individual, wherever it stands",
    (
        Column(
            "Supplier",
            "supplier",
            Reads.TEXT,
            "The name as the finance system has it; capitals do not count",
            "A N OTHER",
            is_required=True,
        ),
        Column(
            "Type",
            "type",
            Reads.CHOICE,
            "What it is",
            "individual",
            is_required=True,
            choices=tuple(SupplierType),
        ),
        *SURE,
    ),
)
DECLARATIONS = Register(
    "Declarations",
    "What is declared with a quarter's return, by whom: one row for each subject",
    (
        FUND,
        Column(
            "Quarter",
            "quarter",
            Reads.QUARTER,
            "The quarter of the return",
            "2023-24 Q4",
            is_required=True,
        ),
        Column(
            "Subject",
            "subject",
            Reads.CHOICE,
            "What it is about",
            "conflict-of-interest",
            is_required=True,
            choices=tuple(Subject),
        ),
        Column(
            "Something to declare",
            "declared",
            Reads.YES_NO,
            "No: there was none; yes: say it in words",
            "no",
            is_required=True,
        ),
        Column("In words", "words", Reads.TEXT, "What it is", ""),
        Column(
            "Declared by",
            "declared_by",
            Reads.TEXT,
            "Who says so, with their post",
            "J Smith, finance officer",
            is_required=True,
        ),
        Column(
            "Declared on",
            "on",
            Reads.DAY,
            "The day it was said",
            "12/04/2024",
            is_required=True,
        ),
        *SURE,
    ),
)
RETURN_KINDS = {SUPPLIERS.sheet: "supplier", DECLARATIONS.sheet: "declaration"}
"""The kind of event that records a row of each sheet."""
