"""`answerable import`, `export` and `template`: exchange scenarios with other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.common import EPILOG, one_of, print_diagnostics
from answerable.cli.outputs import NewPath, is_stream, output_file
from answerable.diagnostics import in_quotes, short, visible
from answerable.source.storage.files import write_file

if TYPE_CHECKING:
    from answerable.exchange.scenarios.planning.outcome import PlannedScenario

_TITLE_WIDTH = 36
_PLACE_WIDTH = 34
_MOST_NAMED = 10
_FOLDER = Path("scenarios")

folder_option = click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=_FOLDER,
    show_default=True,
    help="The folder of the course.",
)


@click.command("import", epilog=EPILOG)
@click.argument(
    "files",
    type=click.Path(path_type=Path, readable=False),
    nargs=-1,
    required=True,
    metavar="FILE…",
)
@folder_option
@click.option("--module", help="The module for scenarios whose file doesn't name one.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--incomplete",
    is_flag=True,
    help="Also import scenarios with missing parts; a line `# to do` marks each gap.",
)
@click.option(
    "--map",
    "titles",
    metavar="TITLE=COLUMN",
    multiple=True,
    help='What the title of a column means: --map "Antwort=accountable reply". With nothing '
    "after the equals sign, the column is left out. Can be repeated; remembered in columns.txt "
    "in the course.",
)
@click.option("--yes", is_flag=True, help="Change existing scenarios without asking.")
def import_(
    files: tuple[Path, ...],
    folder: Path,
    module: str | None,
    dry_run: bool,
    incomplete: bool,
    titles: tuple[str, ...],
    yes: bool,
) -> int:
    """Import scenarios from Excel, Word, text or GIFT files.

    Shows what was understood and what wasn't, with row or line. Changes to existing scenarios are
    shown before they are made.

    Writes a new file for each new scenario, and changes existing scenarios, their translations and
    course.yml; `columns.txt` next to it keeps what you said about columns. Either everything is
    written or nothing; with --dry-run, nothing is.
    """
    from answerable.exchange.scenarios.course import language_of, own_names_of
    from answerable.exchange.scenarios.files import read_file
    from answerable.exchange.scenarios.planning.plan import plan_import
    from answerable.exchange.scenarios.planning.remembered import Remembered
    from answerable.source.write.changes import diff, write

    maps = _maps(titles)
    told = Remembered.of(folder).with_more(maps)
    language, named = language_of(folder), own_names_of(folder)
    found = [read_file(file, told.titles, language, named) for file in files]
    if asked := _asked(title for one in found for title in one.unread):
        told = told.with_more(asked)
        found = [read_file(file, told.titles, language, named) for file in files]
    _name_unused(maps, [title for one in found for title in one.titles])
    plan = plan_import(found, folder, module=module, incomplete=incomplete)
    click.echo(_table(plan.entries), nl=False)
    print_diagnostics((*told.diagnostics, *plan.diagnostics))
    taken = f"{plan.taken} of {plan.seen} imported. " if plan.taken < plan.seen else ""
    if plan.has_errors or (plan.seen and not plan.taken):
        none = f"0 of {plan.seen} imported. " if plan.seen else ""
        click.echo(f"{none}Nothing was changed.", err=True)
        return 1
    plan.changes += told.changes
    changed = [one for one in plan.changes if one.before is not None]
    own = [one for one in plan.changes if one.path in plan.own]
    if own or dry_run:
        click.echo(diff(plan.changes if dry_run else changed), nl=False)
    written = [one for one in plan.changes if isinstance(one.after, str)]  # not the pictures
    new = sum(one.before is None and one not in told.changes for one in written)
    if plan.missing:
        click.echo(_only_here(plan.missing, folder), err=True)
    if not plan.changes:
        all_ = "all of these" if taken else "all of this"
        click.echo(f"{taken}Nothing was changed. The course already has {all_}.", err=True)
        return 0
    if dry_run:
        found_out = f"{_count(new, 'new scenario')}, {_count(len(own), 'changed')}"
        click.echo(
            f"{taken}{found_out}. Nothing was changed. To import, leave out --dry-run.", err=True
        )
        return 0
    if own and not yes:
        click.confirm(f"Change {_count(len(own), 'scenario')} as shown?", abort=True, err=True)
    write(plan.changes)
    done = f"Wrote {_count(new, 'new scenario')}, changed {_count(len(own), 'scenario')}"
    checking = "answerable check" + ("" if folder == _FOLDER else f" {in_quotes(folder)}")
    click.echo(f"{taken}{done} in {short(folder)}. Next: {checking}", err=True)
    return 0


def _maps(given: Iterable[str]) -> dict[str, str]:
    """The custom titles that `--map` explains, with their meanings. Raises `click.BadParameter`."""
    from answerable.exchange.scenarios.tables.titles import folded, parsed

    pairs: dict[str, str] = {}
    seen: dict[str, str] = {}
    for text in given:
        pair = parsed(text)
        if pair is None:
            message = (
                f"“{text}” isn't understood: write it like “Antwort=accountable reply”, with a"
            )
            message += " title from the template after the sign, or nothing to leave the column out"
            raise click.BadParameter(message, param_hint="--map")
        title, ours = pair
        if seen.setdefault(folded(title), ours) != ours:
            message = f"“{title}” is given two meanings; a column can have only one"
            raise click.BadParameter(message, param_hint="--map")
        pairs[title] = ours
    return pairs


def _name_unused(maps: Iterable[str], titles: Sequence[str]) -> None:
    """Report titles in `--map` that no table has: they may be misspelt."""
    from answerable.exchange.scenarios.tables.titles import folded

    known = {folded(title) for title in titles}
    for title in maps:
        if folded(title) not in known:
            click.echo(f"--map: no column has the title “{title}”; is it misspelt?", err=True)


def _asked(titles: Iterable[str]) -> dict[str, str]:
    """The meanings of unknown titles, asked for in a terminal; empty elsewhere."""
    from answerable.exchange.scenarios.tables.titles import meant_by

    def column(answer: str) -> str:
        if not answer.strip():
            return ""
        if meant := meant_by(answer):
            return meant.title
        raise click.BadParameter("no column has this title: type one from the template, or nothing")

    if not sys.stdin.isatty():
        return {}
    return {
        title: str(
            click.prompt(
                f"What does the column “{visible(title)}” contain? (Enter: leave it out)",
                default="",
                show_default=False,
                value_proc=column,
                err=True,
            )
        )
        for title in dict.fromkeys(titles)
    }


def _only_here(ids: Sequence[str], folder: Path) -> str:
    """The note about scenarios that are in the course but not in a table of the whole course."""
    shown = ", ".join(f"`{name}`" for name in ids[:_MOST_NAMED])
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return (
        f"Only in the course, and left as they are: {shown}{more}.\n"
        "To retire one, write `retired` in its column “Status”, or `status: retired` in its "
        f"file in {short(folder)}."
    )


def _table(entries: Sequence[PlannedScenario]) -> str:
    """What was understood, one line per scenario."""
    if not entries:
        return ""
    rows = [("where", "scenario", "in the course", "", "understood")]
    rows += [
        (
            f"{Path(entry.draft.where.path).name}:{entry.draft.where.line}",
            _cut(entry.title or "(no title)", _TITLE_WIDTH),
            _cut(entry.place, _PLACE_WIDTH),
            entry.state,
            entry.summary,
        )
        for entry in entries
    ]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return "".join(_row(row, widths) for row in rows)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (visible(cell).ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip() + "\n"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 2].rstrip() + " …"


def _count(number: int, noun: str) -> str:
    plain = noun.endswith("ed") or number == 1
    return f"{number} {noun}" if plain else f"{number} {noun}s"


@click.command(epilog=EPILOG)
@click.argument("kind", type=one_of("xlsx", "csv"))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=_FOLDER)
@click.option(
    "-o",
    "--output",
    type=NewPath(),
    help="Where to write the table. Default: scenarios.xlsx or scenarios.csv",
)
def export(kind: str, folder: Path, output: Path | None) -> int:
    """Write the course as a table, to edit and import again.

    There is one row for each scenario in FOLDER.

    Writes one new file in the current folder, scenarios.xlsx or scenarios.csv unless you name
    another. No file is ever overwritten.
    """
    from answerable.exchange.scenarios.course import export_course

    target = output_file(output or Path(f"scenarios.{kind}"), f".{kind}")
    content = export_course(folder, "csv" if kind == "csv" else "xlsx")
    _write_new(target, content)
    click.echo(f"Wrote {target} ({len(content):,} bytes).", err=True)
    click.echo(f"After editing it: {_import_of(target, folder)}", err=True)
    return 0


@click.command(epilog=EPILOG)
@click.option(
    "--xlsx",
    "target",
    type=NewPath(),
    required=True,
    metavar="FILE",
    help="Where to write the workbook, such as new.xlsx.",
)
@folder_option
def template(target: Path, folder: Path) -> int:
    """Make an empty Excel workbook for new scenarios.

    It has an explanation of every column, drop-down lists and an example.

    Writes one new file, the workbook that you name. No file is ever overwritten.
    """
    from answerable.exchange.scenarios.course import template_for

    target = output_file(target, ".xlsx")
    _write_new(target, template_for(folder))
    click.echo(
        f"Wrote {target}. After filling it in: {_import_of(target, folder)} --dry-run", err=True
    )
    return 0


def _import_of(file: Path, folder: Path) -> str:
    """The command that imports a file into the course in `folder`."""
    into = "" if folder == _FOLDER else f" --into {in_quotes(folder)}"
    return f"answerable import {in_quotes(file)}{into}"


def _write_new(target: Path, content: bytes) -> None:
    """Write a file that must not exist yet, because it may be somebody's work."""
    try:
        write_file(target, content, new=not is_stream(target))
    except FileExistsError:
        raise click.UsageError(
            f"{target} already exists, and may be somebody's work. Move it, or choose another name."
        ) from None
