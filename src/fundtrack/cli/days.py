"""The days that a command takes: of this office's time, not slips of the keyboard."""

from datetime import datetime

import click

from fundtrack.periods import YEARS


class Day(click.DateTime):
    """A day written 2024-03-05, of a year that an office can speak of."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read the day, refusing years such as 0203 and 9999."""
        read: datetime = super().convert(value, param, ctx)
        if read.year not in YEARS:
            self.fail(f"{value!r} is not of the years {YEARS[0]} to {YEARS[-1]}")
        return read
