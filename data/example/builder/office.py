"""The example's funds, agreements, people, and what was promised and delivered."""

from datetime import date

RECIPIENT = "Police and Crime Commissioner for Lancashire"
HOME_OFFICE = "Home Office"
REPORT = "Annual report 2023-24"
PRESS = "Lancaster Guardian and Lancashire Telegraph, 26 October 2023"
REVISED = "GOV.UK, Safer Streets Fund round five, updated 6 August 2024"

PEOPLE = (
    ("finance.officer", "Finance officer (example)", "finance"),
    ("budget.holder", "Budget holder (example)", "budget-holder"),
    ("reviewer", "Reviewer (example)", "reviewer"),
    ("cfo", "Chief finance officer (example)", "signatory"),
    ("evaluator", "Evaluator (example)", "evaluator"),
    ("auditor", "Auditor (example)", "auditor"),
    ("admin", "Administrator (example)", "admin"),
)

FUNDS = (
    ("SSF1", "Safer Streets Fund round 1", "grant", HOME_OFFICE,
     "Burglary and theft: gates, locks, lights, cameras", "GOV.UK, round one"),
    ("SSF2", "Safer Streets Fund round 2", "grant", HOME_OFFICE,
     "Neighbourhood crime: lighting, cameras, environment", "GOV.UK, round two"),
    ("SSF4", "Safer Streets Fund round 4", "grant", HOME_OFFICE,
     "Anti-social behaviour and violence against women and girls in public",
     "GOV.UK, round four"),
    ("SSF5", "Safer Streets Fund round 5", "grant", HOME_OFFICE,
     "Anti-social behaviour, burglary, violence against women and girls in public",
     PRESS),
    ("OPDEF", "Operation Defender", "local", RECIPIENT,
     "Burglary and robbery: every scene attended, prolific offenders", REPORT),
    ("SLNFC", "Safer Lancashire Neighbourhoods Fund: community strand", "local",
     RECIPIENT, "Small grants to community groups", f"{REPORT}, page 16"),
    ("SLNFI", "Safer Lancashire Neighbourhoods Fund: police innovation strand",
     "local", RECIPIENT, "Small grants to police teams", f"{REPORT}, page 16"),
    ("FCRIME", "Fighting Crime grants", "local", RECIPIENT,
     "Cameras, patrols, festive policing", f"{REPORT}, page 16"),
)  # fmt: skip
"""Short name, name, kind, funder, purpose, source."""

TERMS = (
    ("SSF1", 1, date(2020, 7, 30), date(2020, 7, 30), date(2021, 6, 30), 0, None),
    ("SSF2", 1, date(2021, 6, 30), date(2021, 6, 30), date(2022, 3, 31), 20, None),
    ("SSF4", 1, date(2022, 10, 1), date(2022, 10, 1), date(2023, 9, 30), 50, None),
    ("SSF5", 1, date(2023, 10, 26), date(2023, 10, 1), date(2025, 3, 31), 0, 900_000),
)
"""Fund, version, counts from, funding starts and ends, match in %, capital cap."""

CUT_TERMS = (
    ("SSF5", 2, date(2024, 8, 6), date(2023, 10, 1), date(2025, 3, 31), 0, 740_000),
)

JOINT = "the joint £288,000 less Lancaster's £64,300"
PAID_OUT = "the sum of the payments published in April and June 2021"
BALANCE = "the balance of “over £700k” for both places"

AWARDS = (
    ("SSF1", 1, "announced", "burnley", None, 549_000.00, date(2020, 7, 30),
     "published", "Lancashire commissioner, 11 March 2021", "also given as £550k"),
    ("SSF1", 1, "announced", "skelmersdale", None, 151_000.00, date(2020, 7, 30),
     "assumed", "Lancashire commissioner, 30 July 2020", BALANCE),
    ("SSF1", 2, "varied", "burnley", None, 557_000.00, date(2021, 3, 31),
     "assumed", "Published spending over £500", PAID_OUT),
    ("SSF1", 2, "varied", "skelmersdale", None, 197_500.00, date(2021, 3, 31),
     "assumed", "Published spending over £500", PAID_OUT),
    ("SSF2", 1, "agreed", "blackburn", None, 432_000.00, date(2021, 6, 30),
     "published", "Lancashire Telegraph, June 2021", "the round's cap"),
    ("SSF4", 1, "agreed", "preston", None, 146_568.00, date(2022, 10, 1),
     "published", "Local press, October 2022", None),
    ("SSF5", 1, "announced", "pennine", None, 400_000.00, date(2023, 10, 26),
     "published", PRESS, None),
    ("SSF5", 1, "announced", "blackpool", None, 311_000.00, date(2023, 10, 26),
     "published", PRESS, None),
    ("SSF5", 1, "announced", "west-lancashire", None, 223_700.00, date(2023, 10, 26),
     "published", PRESS, JOINT),
    ("SSF5", 1, "announced", "lancaster", None, 64_300.00, date(2023, 10, 26),
     "published", PRESS, None),
    ("SLNFC", 1, "agreed", "force-wide", "2023-24", 509_832.58, date(2023, 4, 1),
     "published", f"{REPORT}, page 16", "61 awards"),
    ("SLNFI", 1, "agreed", "force-wide", "2023-24", 184_108.16, date(2023, 4, 1),
     "published", f"{REPORT}, page 16", "10 awards"),
    ("FCRIME", 1, "agreed", "wyre", "2023-24", 40_000.00, date(2023, 4, 1),
     "published", f"{REPORT}, page 16", "cameras"),
    ("FCRIME", 1, "agreed", "fylde", "2023-24", 25_000.00, date(2023, 4, 1),
     "published", f"{REPORT}, page 16", "cameras"),
    ("FCRIME", 1, "agreed", "force-wide", "2023-24", 233_957.49, date(2023, 4, 1),
     "published", f"{REPORT}, page 16",
     "£58,236.00 for patrols in four councils and £175,721.49 for festive policing"),
)  # fmt: skip
"""Fund, version, state, area, year, pounds, counts from, how sure, source, reason."""

CUT_AWARD = (
    ("SSF5", 2, "varied", None, None, 820_000.00, date(2024, 8, 6),
     "published", f"{REVISED}; {REPORT}, page 7",
     "how it is shared among the areas is not public"),
)  # fmt: skip

PROJECTS = {
    "alley-gates": ("Alley gates", "ALLEY_GATES"),
    "home-security": ("Home security kits and workshops", "HOME_SECURITY_KIT"),
    "street-lighting": ("Street lighting", "STREET_LIGHTING"),
    "neighbourhood-cctv": ("Neighbourhood cameras", "CCTV_FIXED"),
    "environment": ("Cleaner streets and greens", "GREENSPACE"),
    "park-cctv": ("Park cameras", "CCTV_FIXED"),
    "street-monitors": ("Street monitors", "WARDENS_PATROL"),
    "night-time-training": ("Night-time economy training", "NTE_TRAINING"),
    "taxi-marshal": ("Taxi marshal", "WARDENS_PATROL"),
    "diversion": ("Diversion for young people", "YOUTH_DIVERSION"),
    "town-centre-cctv": ("Town centre cameras", "CCTV_FIXED"),
    "greenspace": ("Greenspace investment", "GREENSPACE"),
    "town-link-radio": ("Town-link radio", "TOWN_LINK_RADIO"),
    "schools-asb-work": ("Work on anti-social behaviour in schools", "EDUCATION"),
    "fc-community-trust": ("Blackpool FC Community Trust sessions", "YOUTH_DIVERSION"),
    "early-intervention": ("Early intervention", "YOUTH_DIVERSION"),
    "late-night-venues": ("Cameras at late-night venues", "CCTV_FIXED"),
    "safety-training": ("Training of venue staff and students", "NTE_TRAINING"),
    "community-grants": ("Community grants", "NHW_COMMUNITY"),
    "innovation-grants": ("Police innovation grants", "NHW_COMMUNITY"),
    "town-cctv": ("Town cameras", "CCTV_FIXED"),
    "additional-patrols": ("Additional patrols", "WARDENS_PATROL"),
    "festive-policing": ("Bank holiday and festive policing", "WARDENS_PATROL"),
    "nice2share": ("Nice2Share camera register", "CCTV_FIXED"),
    "op-vulture": ("Operation Vulture against shop theft", "WARDENS_PATROL"),
    "burglary-teams": ("Dedicated burglary teams", "WARDENS_PATROL"),
    "scene-training": ("Crime-scene training house", "EDUCATION"),
    "super-cocooning": ("Super cocooning: neighbours revisited", "TARGET_HARDENING"),
    "defender-patrols": ("Operation Defender patrols", "WARDENS_PATROL"),
    "stations": ("Police stations re-opened", "NHW_COMMUNITY"),
}
"""By short name: the full name and the kind of work."""

STATED = "the page gives no figure; the target is made up"
OUTPUTS = (
    ("SSF5", "pennine", "town-centre-cctv", "cameras installed", "camera", 24, None),
    ("SSF5", "pennine", "greenspace", "greens improved", "site", 5, None),
    ("SSF5", "pennine", "town-link-radio", "radios in use", "radio", 120, None),
    ("SSF5", "blackpool", "town-centre-cctv", "cameras installed", "camera", 18, None),
    ("SSF5", "blackpool", "street-lighting", "lamps fitted", "lamp", 85, None),
    ("SSF5", "blackpool", "schools-asb-work", "school sessions", "session", 60, None),
    ("SSF5", "blackpool", "fc-community-trust", "youth sessions", "session", 90, None),
    ("SSF5", "west-lancashire", "town-centre-cctv", "cameras installed", "camera", 16,
     None),
    ("SSF5", "west-lancashire", "early-intervention", "young people helped", "person",
     45, None),
    ("SSF5", "lancaster", "late-night-venues", "venues fitted", "venue", 12, None),
    ("SSF5", "lancaster", "safety-training", "people trained", "person", 300,
     None),
    ("OPDEF", "force-wide", "burglary-teams", "scenes attended",
     "scene", 4000, f"every residential burglary and robbery; {STATED}"),
    ("OPDEF", "force-wide", "burglary-teams", "posts in burglary teams", "post", 60,
     f"a team in every area; {STATED}"),
    ("OPDEF", "force-wide", "scene-training", "officers trained", "person", 400, None),
    ("OPDEF", "force-wide", "super-cocooning", "neighbours revisited", "home", 6000,
     None),
    ("OPDEF", "force-wide", "stations", "stations re-opened", "station", 3,
     f"the page names no fund; {STATED}"),
    ("FCRIME", "force-wide", "op-vulture", "action days", "day", 12,
     f"the page names no fund; {STATED}"),
    ("FCRIME", "force-wide", "nice2share", "cameras registered", "camera", 3000,
     f"the page names no fund; {STATED}"),
)  # fmt: skip
"""Fund, area, project, output, unit, made-up target, and why."""
