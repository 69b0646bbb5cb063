"""Make a wheel again from a program that a wheel installed: pip keeps none."""

import hashlib
from base64 import urlsafe_b64encode
from importlib.metadata import Distribution
from pathlib import Path
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile
from zipfile import ZipInfo

MADE_BY_PIP = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}


def repacked(installed: Distribution, folder: Path) -> Path:
    """Write the wheel that an installed program came from, and give its path.

    What pip made while it installed (its own notes, compiled files, the start scripts)
    is left out: pip makes it again.
    """
    name = f"{installed.name}-{installed.version}"
    wheel = folder / f"{name}-py3-none-any.whl"
    record = f"{name}.dist-info/RECORD"
    lines = []
    with ZipFile(wheel, "w", ZIP_DEFLATED) as packed:
        for member, path in _members(installed):
            content = path.read_bytes()
            packed.writestr(ZipInfo(member), content, ZIP_DEFLATED)
            held = urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            lines.append(f"{member},sha256={held.decode()},{len(content)}")
        whole = "\n".join([*lines, f"{record},,", ""])
        packed.writestr(ZipInfo(record), whole, ZIP_DEFLATED)
    return wheel


def _members(installed: Distribution) -> list[tuple[str, Path]]:
    """List what the wheel held, by name in the wheel, in order."""
    listed = installed.files or []
    kept = [
        (each.as_posix(), Path(str(each.locate())))
        for each in listed
        if ".." not in each.parts
        and each.suffix != ".pyc"
        and each.name not in MADE_BY_PIP
    ]
    return sorted(kept)
