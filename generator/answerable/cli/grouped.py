"""A click group whose help lists the commands under headings, with their whole first sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

_WHOLE = 1000
"""A limit longer than any first sentence, so that click wraps sentences and doesn't cut them."""


class Grouped(click.Group):
    """A group that shows its commands under headings."""

    def __init__(
        self, *, headings: Mapping[str, Sequence[click.Command]] | None = None, **settings: Any
    ) -> None:
        """`headings`: the commands under each heading, in the order of the help.

        Without them, the commands that are added later are listed under “Commands”.
        """
        super().__init__(subcommand_metavar="COMMAND [ARGUMENTS]", **settings)
        self.headings = headings
        for commands in (headings or {}).values():
            for command in commands:
                self.add_command(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        width = max(map(len, names))
        headings = self.headings or {"Commands": [self.commands[name] for name in names]}
        for heading, commands in headings.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        (str(command.name).ljust(width), command.get_short_help_str(_WHOLE))
                        for command in commands
                    ]
                )
