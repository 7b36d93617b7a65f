"""`answerable new`, `add` and `stale`: start a course or a scenario, and list what is due."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.authoring.scaffold.topics import TOPICS
from answerable.cli.common import EPILOG, print_diagnostics
from answerable.diagnostics import in_quotes, short, visible

if TYPE_CHECKING:
    from answerable.authoring.scaffold.new import Created


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", metavar="TEXT", help="The name of the course.")
@click.option("--owner", metavar="TEXT", help="Who keeps the scenarios up to date.")
@click.option("--url", metavar="URL", help="Where the course will be published, if you know.")
@click.option(
    "--topic",
    type=click.Choice(TOPICS),
    default=TOPICS[0],
    help="What the examples are about, and which words the course uses.",
)
def new(folder: Path, title: str | None, owner: str | None, url: str | None, topic: str) -> int:
    """Start a course in FOLDER that is ready to build.

    It comes with three examples, pages and all settings. In a terminal, the command asks for
    anything that the options don't say.

    Writes the files of the course to FOLDER. Existing files are never touched.
    """
    from answerable.authoring.scaffold.new import OWNER, THIS_MACHINE, Answers, course_files, create
    from answerable.authoring.scaffold.new import default_title as title_of
    from answerable.authoring.scaffold.origin import requirement

    answers = Answers(
        title=_answer("--title", title, "Name of the course", title_of(folder), _line),
        owner=_answer("--owner", owner, "Who keeps it up to date", OWNER, _line),
        url=_answer("--url", url, "Its web address, if you know it", THIS_MACHINE, _url),
        topic=topic,
    )
    created = create(folder, course_files(answers, datetime.date.today(), requirement()))
    _report(folder, created)
    return 0


def _answer(
    option: str, given: str | None, question: str, default: str, checked: Callable[[str], str]
) -> str:
    """The value given as an option, otherwise the answer in a terminal, otherwise the default.

    `checked` raises `click.BadParameter` for an invalid value; in a terminal, the question is asked
    again.
    """
    if given is None and sys.stdin.isatty():
        return str(click.prompt(question, default=default, value_proc=checked))
    try:
        return checked(default if given is None else given)
    except click.BadParameter as error:
        error.param_hint = option
        raise


def _line(text: str) -> str:
    from answerable.authoring.scaffold.templates import one_line

    try:
        return one_line(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _url(text: str) -> str:
    from urllib.parse import urlsplit

    url = text.strip()
    try:
        parts = urlsplit(url)
        complete = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        complete = False
    if not complete or not url.isprintable() or " " in url:
        message = "an address starts with https://, such as https://training.example.com/course/"
        raise click.BadParameter(message)
    return url


def _report(folder: Path, created: Created) -> None:
    place = short(folder.resolve())
    if created.kept:
        click.echo(f"Left as they were: {', '.join(created.kept)}.", err=True)
    own = folder / "mkdocs.yml"
    if own.name in created.kept and b"answerable" not in own.read_bytes():
        click.echo(
            "Your mkdocs.yml needs `docs_dir: content`, `name: material` and `font: false` under"
            " `theme:`, `- search` and `- answerable` under `plugins:`.",
            err=True,
        )
    if not created.written:
        click.echo("Everything was already there.", err=True)
        return
    click.echo(f"Wrote {len(created.written)} files to {place}. Next:", err=True)
    if place != Path():
        click.echo(f"  cd {in_quotes(place)}", err=True)
    click.echo("  answerable serve --open", err=True)


@click.command(epilog=EPILOG)
@click.argument("title")
@click.option(
    "-m", "--module", metavar="FOLDER", help="The module. Not needed if there is only one."
)
@click.option("--id", "scenario_id", metavar="ID", help="Its id. Default: made from the title.")
@click.option(
    "--owner", metavar="TEXT", help="Who keeps it up to date. Default: the owner of most others."
)
@click.option(
    "--scenarios",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="scenarios",
    show_default=True,
    help="The folder of the course.",
)
def add(
    title: str, module: str | None, scenario_id: str | None, owner: str | None, folder: Path
) -> int:
    """Start a scenario called TITLE, with every required field.

    Comments in the file explain what goes where.

    Writes one new file to the folder of its module, and adds it to course.yml if scenarios are
    listed there. No file is ever overwritten.
    """
    from answerable.authoring.scaffold.add import add_scenario
    from answerable.authoring.scaffold.templates import one_line

    try:
        added = add_scenario(
            folder,
            one_line(title),
            module=module,
            scenario_id=scenario_id,
            owner=owner,
            today=datetime.date.today(),
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    print_diagnostics(added.notes)
    click.echo(
        f"Wrote {short(added.file.resolve())}. Replace each “…” with your own words.", err=True
    )
    return 0


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), default="scenarios")
@click.option(
    "--days",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Also list what is due within N days from today.",
)
def stale(folder: Path, days: int) -> int:
    """List scenarios that are due for review, by owner.

    Looks in FOLDER (default: scenarios). The exit code is 1 if there are any.

    Writes nothing; the list is only printed.
    """
    from answerable.authoring.overview.upkeep import by_owner, due, in_words, undated
    from answerable.diagnostics.failure import BuildFailed
    from answerable.source.read.load import load_course

    report = load_course(folder)
    if report.course is None:
        raise BuildFailed(report.diagnostics)
    found = due(report.course, datetime.date.today(), days)
    for owner, group in by_owner(found).items():
        click.secho(visible(owner or "No owner"), bold=True)
        for one in group:
            file = short((folder / one.scenario.path).resolve())
            click.echo(visible(f"  {one.scenario.review_by}  {in_words(one.days):<18}  {file}"))
    missing = len(undated(report.course))
    click.echo(
        f"{len(found)} of {len(report.course.scenarios)} scenarios are due"
        + (f", and {missing} have no `review_by`." if missing else "."),
        err=True,
    )
    return int(bool(found))
