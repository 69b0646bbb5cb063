"""The `fundtrack` command: global options, exit codes, and our own bugs in one line."""

import json
import math
import sys
import traceback
import uuid
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import click

from fundtrack import __version__
from fundtrack.cli import asking
from fundtrack.cli import claiming
from fundtrack.cli import closing
from fundtrack.cli import coding
from fundtrack.cli import evaluating
from fundtrack.cli import filling
from fundtrack.cli import ingesting
from fundtrack.cli import installing
from fundtrack.cli import keeping
from fundtrack.cli import layouts
from fundtrack.cli import measuring
from fundtrack.cli import mending
from fundtrack.cli import national
from fundtrack.cli import packing
from fundtrack.cli import planning
from fundtrack.cli import quartering
from fundtrack.cli import recording
from fundtrack.cli import returning
from fundtrack.cli import safekeeping
from fundtrack.cli import scheduling
from fundtrack.cli import showing
from fundtrack.cli import underspending
from fundtrack.cli.answers import as_json
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.config import Workspace
from fundtrack.config import workspace_folder
from fundtrack.errors import UserError
from fundtrack.errors import WrongArgument
from fundtrack.errors import WrongCall

FLAGS = ("--json",)
WITH_WORD = ("--workspace", "--as", "--wait", "--password-file")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fundtrack")
@click.option("--workspace", metavar="DIR", help="The office's folder.")
@click.option("--json", "is_json", is_flag=True, help="Answer with one JSON object.")
@click.option("--as", "person", metavar="PERSON", help="Act as this person.")
@click.option(
    "--password-file",
    metavar="PATH",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File that holds the password of whoever acts, where one is asked.",
)
@click.option(
    "--wait",
    type=float,
    default=30.0,
    metavar="SECONDS",
    help="How long to wait for another writer; 30 unless told.",
)
@click.pass_context
def command_line(
    context: click.Context,
    *,
    workspace: str | None,
    is_json: bool,
    person: str | None,
    password_file: Path | None,
    wait: float,
) -> None:
    """One set of books for a commissioner's grants: money in, effect, return."""
    if not 0 <= wait < math.inf:
        raise WrongArgument("--wait must be a number of seconds, nought or more")
    folder = Workspace(workspace_folder(workspace))
    context.obj = Desk(folder, is_json, person, password_file, wait)


for family in (
    keeping,
    ingesting,
    measuring,
    layouts,
    claiming,
    asking,
    recording,
    coding,
    mending,
    quartering,
    planning,
    evaluating,
    national,
    returning,
    filling,
    closing,
    safekeeping,
    installing,
    scheduling,
    packing,
    underspending,
    showing,
):
    for verb in family.VERBS:
        command_line.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code (contract: exit codes)."""
    typed = global_options_first(sys.argv[1:] if arguments is None else arguments)
    is_json = "--json" in typed
    _log_bugs(typed, is_json=is_json)
    try:
        left = command_line.main(
            args=typed, prog_name="fundtrack", standalone_mode=False
        )
    except click.Abort:
        return _refuse(WrongCall("stopped before it was done"), is_json=is_json)
    except click.ClickException as error:
        return _refuse(WrongCall(_what_was_wrong(error)), is_json=is_json)
    except UserError as error:
        return _refuse(error, is_json=is_json)
    # Out of standalone mode, click gives the code of Exit as what the command gave.
    return left if isinstance(left, int) else 0


def global_options_first(typed: Sequence[str]) -> list[str]:
    """Move global options to the front, so that they may be typed after the verb."""
    front: list[str] = []
    rest: list[str] = []
    words = list(typed)
    while words:
        word = words.pop(0)
        name, is_joined, _ = word.partition("=")
        if word == "--":
            rest += [word, *words]
            break
        if word in FLAGS or (name in WITH_WORD and is_joined):
            front.append(word)
        elif word in WITH_WORD and words:
            front += [word, words.pop(0)]
        else:
            rest.append(word)
    return front + rest


def _what_was_wrong(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return f"name one of the commands below\n\n{error.format_message()}"
    return f"{error.format_message().removesuffix('.')}; see fundtrack --help"


def _refuse(error: UserError, *, is_json: bool) -> int:
    if is_json:
        refusal = {
            "error": str(error),
            "exit_code": error.exit_code,
            "findings": as_json(error.findings),
        }
        click.echo(json.dumps(refusal, ensure_ascii=False))
    click.echo(f"fundtrack: {error}", err=True)
    if len(error.findings) > 1:
        for line in findings_in_words(error.findings):
            click.echo(line, err=True)
    return error.exit_code


def _workspace_typed(typed: Sequence[str]) -> str | None:
    """Find the folder after `--workspace`, before the words are known to be right."""
    named = None
    for at, word in enumerate(typed):
        name, is_joined, joined = word.partition("=")
        if name == "--workspace":
            following = "".join(typed[at + 1 : at + 2])
            named = joined if is_joined else following
    return named


def _log_bugs(typed: Sequence[str], *, is_json: bool) -> None:
    named = _workspace_typed(typed)

    def report(
        kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        number = uuid.uuid4().hex[:8]
        folder = workspace_folder(named)
        log = Workspace(folder).log if folder.is_dir() else Path("fundtrack.log")
        place = f"details are in {log}"
        try:
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{number} {' '.join(typed)}\n")
                traceback.print_exception(kind, bug, trace, file=file)
        except OSError as error:
            place = f"details could not be written to {log} ({error.strerror})"
        said = (
            f"this is a fault of the program (id {number}); "
            f"nothing was changed by the step that failed; {place}"
        )
        if is_json:
            answer = {"error": said, "exit_code": 1, "findings": []}
            click.echo(json.dumps(answer, ensure_ascii=False))
        sys.stderr.write(f"fundtrack: {said}\n")

    sys.excepthook = report
