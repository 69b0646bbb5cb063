"""Documents packed so that the same members give the same bytes."""

import io
import zipfile
from pathlib import Path

import pytest

from fundtrack.returns.frozen import Differing
from fundtrack.returns.frozen import differing_bytes
from fundtrack.returns.packing import LONG
from fundtrack.returns.packing import Member
from fundtrack.returns.packing import packed
from fundtrack.returns.packing import unpacked

MEMBERS = [Member("b", [b"one ", b"two"]), Member("a", [b"x" * (LONG + 1)])]


def test_members_keep_their_order_and_short_ones_are_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(MEMBERS))) as held:
        entries = held.infolist()
    assert [(it.filename, it.compress_type, it.file_size) for it in entries] == [
        ("b", zipfile.ZIP_STORED, 7),
        ("a", zipfile.ZIP_DEFLATED, LONG + 1),
    ]
    assert {(it.create_system, it.date_time[0]) for it in entries} == {(0, 1980)}
    assert unpacked(packed(MEMBERS)) == {"b": b"one two", "a": b"x" * (LONG + 1)}


def test_what_was_packed_by_another_machine_holds_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "r.ods", "w") as other:
        for each in MEMBERS:
            other.writestr(each.name, b"".join(each.pieces))
    assert differing_bytes(tmp_path, {"r.ods": packed(MEMBERS)}) == []


@pytest.mark.parametrize("held", [b"other", packed([MEMBERS[0]]), None])
def test_a_document_that_holds_something_else_differs(
    tmp_path: Path, held: bytes | None
) -> None:
    if held:
        (tmp_path / "r.ods").write_bytes(held)
    found = differing_bytes(tmp_path, {"r.ods": packed(MEMBERS)})
    assert [it.place for it in found] == ["r.ods"]


def test_a_file_of_another_kind_is_compared_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_bytes(packed(MEMBERS))
    found = differing_bytes(tmp_path, {"r.html": b"page"})
    assert found[0] == Differing("r.html", found[0].frozen, found[0].again)


def test_a_damaged_document_holds_nothing() -> None:
    written = packed(MEMBERS)
    cut = written[:60] + b"\xff" * 20 + written[80:]
    assert unpacked(cut) is None
