"""A month's pack: drafted and shown by one person, released by another, then frozen."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts import packs
from fundtrack.acts.backups import backup
from fundtrack.acts.packs import draft_pack
from fundtrack.acts.packs import release_pack
from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.restoring import restore
from fundtrack.acts.session import Session
from fundtrack.acts.verification import verify
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.packs import NothingDrafted
from fundtrack.errors import FiguresRefused
from fundtrack.errors import NoRoom
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from fundtrack.metrics.packs import month_history
from fundtrack.metrics.packs import releases
from fundtrack.periods import Month
from fundtrack.store.ledger import Ledger
from fundtrack.store.ledger import open_ledger
from tests import builders
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.test_outcomes import RUN

MARCH = Month(2024, 3)
PUBLISHED = RUN | {"provenance": "published", "sentence": "We cannot tell in March."}
EFFECT = "effect/SSF5/blackpool/asb"
PAGES = ["blackpool.html", "index.html", "lancaster.html"]


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in April, one evaluation run, nothing drafted yet."""
    office = open_office(workspace)
    keep_run(office, "r1", **PUBLISHED)
    return office


def keep_run(office: Office, name: str, **result: object) -> None:
    """Keep a finished evaluation."""
    folder = office.workspace.runs / name
    folder.mkdir(parents=True)
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


def test_a_draft_says_draft_on_every_page_and_in_every_name(office: Office) -> None:
    drafted = draft_pack(office.session("finance.officer"), MARCH)
    folder = office.workspace.packs / "2024-03-DRAFT"
    names = [f"{name.removesuffix('.html')}-DRAFT.html" for name in PAGES]
    assert (drafted.state, drafted.version) == ("draft", 1)
    assert sorted(drafted.files) == names
    assert sorted(path.name for path in folder.iterdir()) == [*names, "manifest.json"]
    pages = [(folder / name).read_text("utf-8") for name in names]
    assert all("<title>DRAFT: " in page for page in pages)
    assert all("not released, nothing may be quoted" in page for page in pages)
    assert verify(office.session("auditor")).is_ok


def test_what_is_made_up_is_shown_and_not_offered_for_quotation(office: Office) -> None:
    drafted = draft_pack(office.session("finance.officer"), MARCH)
    offered = {each.key: each.why_not for each in drafted.sentences}
    assert offered == {
        "money/office": "its figures are made up",
        "money/blackpool": "its figures are made up",
        EFFECT: "",
        "money/lancaster": "its figures are made up",
    }
    said = list(drafted.in_words())
    assert f"  {EFFECT}: We cannot tell in March." in said
    assert said[-1] == (
        "a signatory releases it with: fundtrack pack 2024-03 --release"
    )


def test_a_release_is_an_event_with_each_files_hash(office: Office) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    done = release_pack(office.session("cfo"), MARCH)
    assert (done.state, done.released_by) == ("released", "Cfo")
    assert sorted(done.files) == PAGES
    with office.session("auditor").reading() as books:
        (held,) = releases(books)
        row = books.rows("entries", entries=[done.entry])[0]
    assert (row["kind"], held.name, held.person) == (
        "pack_released",
        "2024-03-v1",
        "cfo",
    )
    assert (held.files, held.sentences) == (done.files, done.sentences)
    assert held.drafted_by == "finance.officer"
    assert not (office.workspace.packs / "2024-03-DRAFT").exists()
    assert verify(office.session("auditor")).packs_ok
    assert next(iter(done.in_words())).startswith(
        "pack of 2024-03, version 1: released by Cfo, drafted by Finance.Officer"
    )


def test_a_draft_made_as_the_books_are_let_go_keeps_its_pages(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def then_drafted(
        workspace: Workspace, clock: Clock, wait_seconds: float
    ) -> Iterator[Ledger]:
        with open_ledger(workspace, clock, wait_seconds) as ledger:
            yield ledger
        draft_pack(office.session("finance.officer"), MARCH)

    draft_pack(office.session("finance.officer"), MARCH)
    monkeypatch.setattr(packs, "open_ledger", then_drafted)
    release_pack(office.session("cfo"), MARCH)
    assert (office.workspace.packs / "2024-03-DRAFT" / "manifest.json").is_file()


def test_the_released_page_says_who_cleared_what_and_when(office: Office) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    release_pack(office.session("cfo"), MARCH)
    page = office.workspace.packs / "2024-03-v1" / "blackpool.html"
    text = page.read_text("utf-8")
    assert "Cleared by Cfo on 16 April 2024. Source: <code>run r1</code>" in text
    assert "Version 1, released by Cfo on 16 April 2024" in text
    assert "DRAFT" not in text


def test_a_sentence_held_back_is_said_and_not_cleared(office: Office) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    done = release_pack(office.session("cfo"), MARCH, [EFFECT])
    assert {each.key for each in done.sentences if each.is_cleared} == set()
    page = office.workspace.packs / "2024-03-v1" / "blackpool.html"
    assert "Not for quotation: held back by whoever released" in page.read_text("utf-8")


@pytest.mark.parametrize("person", ["finance.officer", "reviewer", "auditor"])
def test_only_a_signatory_releases(office: Office, person: str) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    with pytest.raises(NotAllowed, match=r"who can: all\.hands, cfo"):
        release_pack(office.session(person), MARCH)
    assert not (office.workspace.packs / "2024-03-v1").exists()


def test_whoever_drafted_it_does_not_release_it(office: Office) -> None:
    draft_pack(office.session("all.hands"), MARCH)
    with pytest.raises(NotAllowed, match="having drafted it; who can: cfo"):
        release_pack(office.session("all.hands"), MARCH)


def test_a_pack_nobody_drafted_is_not_released(office: Office) -> None:
    with pytest.raises(NothingDrafted):
        release_pack(office.session("cfo"), MARCH)
    draft_pack(office.session("finance.officer"), MARCH)
    release_pack(office.session("cfo"), MARCH)
    with pytest.raises(NothingDrafted):
        release_pack(office.session("cfo"), MARCH)


def test_an_auditor_drafts_nothing_and_a_month_must_have_ended(office: Office) -> None:
    with pytest.raises(NotAllowed, match="draft a month's pack"):
        draft_pack(office.session("auditor"), MARCH)
    with pytest.raises(WrongArgument, match="2024-04 has not ended"):
        draft_pack(office.session("finance.officer"), MARCH.plus(1))
    assert not office.workspace.packs.exists()


def test_a_draft_whose_pages_cannot_be_written_is_no_draft(office: Office) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    office.record(builders.actual(1_000, date(2024, 3, 28), row=9))
    with office.session("cfo").reading() as books:
        before = month_history(books, MARCH).waiting
    aside = office.workspace.packs / ".2024-03-DRAFT.new"
    aside.write_text("no folder can be made here", encoding="utf-8")
    with pytest.raises(NoRoom):
        draft_pack(office.session("finance.officer"), MARCH)
    with office.session("cfo").reading() as books:
        assert month_history(books, MARCH).waiting == before
    assert (office.workspace.packs / "2024-03-DRAFT").is_dir()


def test_a_draft_that_would_say_something_else_now_is_not_released(
    office: Office,
) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    keep_run(office, "r2", **(PUBLISHED | {"sentence": "It fell."}))
    with pytest.raises(FiguresRefused, match="draft it again"):
        release_pack(office.session("cfo"), MARCH)
    draft_pack(office.session("finance.officer"), MARCH)
    done = release_pack(office.session("cfo"), MARCH)
    assert [it.sentence for it in done.sentences if it.is_cleared] == ["It fell."]


def test_what_is_released_is_what_was_shown_though_the_books_went_on(
    office: Office,
) -> None:
    drafted = draft_pack(office.session("finance.officer"), MARCH)
    office.record(builders.actual(1_000, date(2024, 3, 28), row=9))
    done = release_pack(office.session("cfo"), MARCH)
    assert done.sentences == drafted.sentences
    assert done.snapshot == drafted.snapshot


def test_a_draft_whose_snapshot_is_gone_has_to_be_drafted_again(office: Office) -> None:
    drafted = draft_pack(office.session("finance.officer"), MARCH)
    (office.workspace.published / f"{drafted.snapshot}.duckdb").unlink()
    with pytest.raises(FiguresRefused, match="which it was read from, is gone"):
        release_pack(office.session("cfo"), MARCH)


def test_a_second_release_stands_beside_the_first_and_says_what_changed(
    office: Office,
) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    release_pack(office.session("cfo"), MARCH)
    kept = office.workspace.packs / "2024-03-v1"
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    office.record(builders.actual(1_000, date(2024, 3, 28), row=9))
    drafted = draft_pack(office.session("finance.officer"), MARCH)
    done = release_pack(office.session("cfo"), MARCH)
    assert (drafted.version, done.version) == (2, 2)
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    money, blackpool = (change.partition(" Now: ")[2] for change in done.changes)
    assert money.startswith("£870 of the £2,000 for 2023-24 was not spent by 31 March")
    assert blackpool.startswith("Blackpool has spent £1,010 of £1,200 for 2023-24;")
    page = (office.workspace.packs / "2024-03-v2" / "index.html").read_text("utf-8")
    assert "What changed since version 1" in page
    with office.session("auditor").reading() as books:
        history = month_history(books, MARCH)
    assert [it.version for it in history.releases] == [1, 2]
    assert (history.waiting, history.next_version) == (None, 3)


def test_a_second_version_that_says_the_same_says_so(office: Office) -> None:
    for _ in range(2):
        draft_pack(office.session("finance.officer"), MARCH)
        done = release_pack(office.session("cfo"), MARCH)
    assert done.changes == []
    page = (office.workspace.packs / "2024-03-v2" / "index.html").read_text("utf-8")
    assert "No sentence reads otherwise." in page


def test_packs_of_two_months_wait_apart(office: Office) -> None:
    february = draft_pack(office.session("finance.officer"), MARCH.plus(-1))
    draft_pack(office.session("finance.officer"), MARCH)
    done = release_pack(office.session("cfo"), MARCH.plus(-1))
    assert (february.as_at, done.as_at) == (date(2024, 2, 29), date(2024, 2, 29))
    assert (office.workspace.packs / "2024-03-DRAFT").is_dir()


def test_a_pack_tampered_with_is_found(office: Office) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    release_pack(office.session("cfo"), MARCH)
    folder = office.workspace.packs / "2024-03-v1"
    (folder / "index.html").write_text("all is well", encoding="utf-8")
    (folder / "lancaster.html").unlink()
    (folder / "manifest.json").unlink()
    (office.workspace.packs / "2024-03-v7").mkdir()
    found = verify(office.session("auditor"))
    assert not found.packs_ok
    assert [(it.place, it.message) for it in found.findings] == [
        ("packs/2024-03-v1/index.html", "it was changed or is missing"),
        ("packs/2024-03-v1/lancaster.html", "it was changed or is missing"),
        (
            "packs/2024-03-v1",
            "its manifest does not name the files that were released",
        ),
        ("packs/2024-03-v7", "the books released no such pack"),
    ]
    assert "a released pack is not as released" in found.in_words()


def test_what_is_unusual_is_said_before_anybody_releases(office: Office) -> None:
    ingest_registers(office.session("finance.officer"), [milestones(office)])
    drafted = draft_pack(office.session("finance.officer"), MARCH)
    states = [it.state for it in drafted.unusual]
    assert "1 late" in states
    blackpool = office.workspace.packs / "2024-03-DRAFT" / "blackpool-DRAFT.html"
    assert "Cameras live, planned for 1 March 2024, 30 days late" in (
        blackpool.read_text("utf-8")
    )
    (delivery,) = [it for it in drafted.sentences if it.key == "delivery/blackpool"]
    assert delivery.is_cleared
    assert all(source.startswith("entry ") for source in delivery.sources)


def test_a_backup_holds_what_was_released_and_not_the_draft(
    office: Office, tmp_path: Path
) -> None:
    draft_pack(office.session("finance.officer"), MARCH)
    release_pack(office.session("cfo"), MARCH)
    draft_pack(office.session("finance.officer"), MARCH)
    backup(office.session("finance.officer"), tmp_path / "b.zip")
    restored = Workspace(tmp_path / "again")
    restore(restored, tmp_path / "b.zip", office.now)
    assert [path.name for path in restored.packs.iterdir()] == ["2024-03-v1"]
    assert verify(Session(restored, "auditor", office.now)).packs_ok


def milestones(office: Office) -> Path:
    """A register with one milestone that is late, and one to come."""
    path = office.workspace.folder / "milestones.csv"
    rows = (
        "Fund,Area,Project,Milestone,Planned,Forecast,Reached,RAG,Counts from",
        "SSF5,blackpool,town-centre-cctv,cameras live,01/03/2024,,,amber,01/02/2024",
        "SSF5,blackpool,town-centre-cctv,review,30/04/2024,,,green,01/02/2024",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    return path
