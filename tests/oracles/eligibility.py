"""What an agreement does not pay, told again: word by word, rule by rule.

A rule here is a mapping of the cells of its row; a line one of what its file says.
"""

from collections.abc import Mapping
from collections.abc import Sequence

Row = Mapping[str, object]


def refused_by(rules: Sequence[Row], line: Row, cell: str) -> str:
    """The first rule by name, at the version of the line's day, that refuses it."""
    fund, _, _, heading, kind, _ = cell.split("/")
    names = sorted({str(rule["rule"]) for rule in rules if rule["fund"] == fund})
    for name in names:
        version: Row | None = None
        for rule in rules:
            is_it = (rule["fund"], rule["rule"]) == (fund, name)
            if not is_it or str(rule["on"]) > str(line["dated"]):
                continue
            if version is None or str(rule["on"]) >= str(version["on"]):
                version = rule
        if version is None or line["pence"] == 0:
            continue
        if version.get("heading") not in {None, heading}:
            continue
        if version.get("kind") in {None, kind} and _fits(version, line):
            return name
    return ""


def _fits(rule: Row, line: Row) -> bool:
    for text in ("supplier", "category", "reference", "description"):
        wanted = rule.get(text)
        if wanted is None:
            continue
        words = " ".join(str(line.get(text, "")).lower().split())
        said = [" ".join(each.lower().split()) for each in str(wanted).split(";")]
        exact = rule.get("compare") == "exact"
        if not [each for each in said if (each == words if exact else each in words)]:
            return False
    least, most = rule.get("least"), rule.get("most")
    pence = int(str(line["pence"]))
    if least is not None and pence < int(str(least)):
        return False
    return most is None or pence <= int(str(most))
