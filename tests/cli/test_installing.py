"""What whoever installs the program asks it for: a bundle, a unit for systemd."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fundtrack.acts import bundles
from fundtrack.cli import main
from fundtrack.config import Workspace

HARDENED = {
    "CapabilityBoundingSet": "",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "OOMPolicy": "continue",
    "Restart": "on-failure",
}


def unit_of(office: Workspace, capsys: pytest.CaptureFixture[str], *given: str) -> str:
    """What service prints."""
    folder = str(office.folder)
    assert main(["--workspace", folder, "service", *given]) == 0
    return capsys.readouterr().out


def lines_of(unit: str) -> dict[str, str]:
    """A unit's settings by name."""
    lines = [it for it in unit.splitlines() if "=" in it and not it.startswith("#")]
    return {name: value for name, _, value in (it.partition("=") for it in lines)}


def test_a_unit_serves_this_workspace_with_this_installation(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = workspace.folder / "cert.pem"
    certificate.write_text("", encoding="ascii")
    given = ("--account", "money", "--host", "0.0.0.0")  # noqa: S104 - words alone
    unit = unit_of(workspace, capsys, *given, "--certificate", str(certificate))
    told = lines_of(unit)
    folder = workspace.folder.resolve()
    program = Path(sys.executable).with_name("fundtrack")
    assert told["ExecStart"] == (
        f'"{program}" "--workspace" "{folder}" "serve" "--host" "0.0.0.0" '
        f'"--certificate" "{folder}/cert.pem"'
    )
    assert (told["User"], told["WorkingDirectory"]) == ("money", str(folder))
    assert told["ReadWritePaths"] == f'"{folder}"'
    assert HARDENED.items() <= told.items()
    assert "@" not in unit


def test_what_means_something_to_systemd_is_only_a_letter(
    tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = shutil.copytree(workspace.folder, tmp_path / 'a "100%" $HOME')
    told = lines_of(unit_of(Workspace(odd), capsys))
    assert f'"{tmp_path}/a \\"100%%\\" $$HOME"' in told["ExecStart"]
    assert told["WorkingDirectory"] == f'{tmp_path}/a "100%%" $HOME'


def test_a_line_break_and_a_folder_without_an_office_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = str(workspace.folder)
    account = "money\nExecStartPre=/bin/true"
    assert main(["--workspace", folder, "service", "--account", account]) == 2
    assert main(["--workspace", str(tmp_path / "none"), "service"]) == 3


def test_systemd_understands_the_unit(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    unit = tmp_path / "fundtrack.service"
    unit.write_text(unit_of(workspace, capsys), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    said = [it for it in run.stderr.splitlines() if "fundtrack.service" in it]
    assert [it for it in said if "is not executable" not in it] == []


def test_a_bundle_s_figures_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = bundles.Bundle("b", "0.1.0", "3.11", "linux-x86_64", 109, 130, 136_500_000)
    monkeypatch.setattr(bundles, "bundle", lambda _: made)
    assert main(["bundle", "b"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "b: 109 wheels, 136 MB",
        "fundtrack 0.1.0 for Python 3.11 on linux-x86_64",
    ]
    assert main(["--json", "bundle", str(tmp_path / "b")]) == 0
    assert json.loads(capsys.readouterr().out)["wheels"] == 109
