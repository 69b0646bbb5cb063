"""The registers: every sheet, its headings, their units and what they mean.

One definition makes the blank workbook of `init`, its notes, the page
docs/registers.md, and reads all of them back.
"""

from fundtrack.domain.coding_register import CODING_RULES
from fundtrack.domain.delivery_registers import ASSETS
from fundtrack.domain.delivery_registers import EVIDENCE
from fundtrack.domain.delivery_registers import MATCH
from fundtrack.domain.delivery_registers import MILESTONES
from fundtrack.domain.delivery_registers import ONWARD_GRANTS
from fundtrack.domain.delivery_registers import RISKS
from fundtrack.domain.eligibility_register import ELIGIBILITY
from fundtrack.domain.money_registers import ALLOCATIONS
from fundtrack.domain.money_registers import AWARDS
from fundtrack.domain.money_registers import FOOTPRINTS
from fundtrack.domain.money_registers import FORECASTS
from fundtrack.domain.money_registers import OUTPUTS
from fundtrack.domain.money_registers import PROFILES
from fundtrack.domain.office_registers import AREAS
from fundtrack.domain.office_registers import FUNDS
from fundtrack.domain.office_registers import PEOPLE
from fundtrack.domain.office_registers import PROJECTS
from fundtrack.domain.office_registers import TERMS
from fundtrack.domain.return_registers import DECLARATIONS
from fundtrack.domain.return_registers import SUPPLIERS

NOTES_SHEET = "Notes"

REGISTERS = (
    PEOPLE,
    FUNDS,
    AREAS,
    TERMS,
    PROJECTS,
    AWARDS,
    ALLOCATIONS,
    PROFILES,
    FORECASTS,
    FOOTPRINTS,
    OUTPUTS,
    MILESTONES,
    RISKS,
    ASSETS,
    MATCH,
    ONWARD_GRANTS,
    EVIDENCE,
    CODING_RULES,
    ELIGIBILITY,
    SUPPLIERS,
    DECLARATIONS,
)
"""Every register, in the order in which they are taken in."""
