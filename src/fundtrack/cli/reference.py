"""The page of commands, written from the commands themselves: `make docs`."""

from collections.abc import Iterator

import click

from fundtrack.cli.app import command_line

HEAD = """# Commands

Written by `make docs` from the program's own help. `--json` anywhere on the line
answers with one JSON object; money in it is whole pence.

"""


def reference() -> str:
    """Write what every verb does, takes and offers, as Markdown."""
    parts = [_section(words, command) for words, command in _verbs(command_line, ())]
    return HEAD + "\n".join(parts)


def _verbs(
    command: click.Command, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _verbs(command.commands[name], (*words, name))


def _section(words: tuple[str, ...], command: click.Command) -> str:
    called = " ".join(("fundtrack", *words))
    context = click.Context(command, info_name=called)
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"## {called}", "", f"`{called} {usage}`", ""]
    lines += [" ".join((command.help or "").split()), ""]
    options = [each for each in command.params if isinstance(each, click.Option)]
    for option in options:
        written, told = option.get_help_record(context) or ("", "")
        lines.append(f"- `{written}`: {' '.join(told.split())}")
    return "\n".join([*lines, ""] if options else lines)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
