"""`answerable i18n`: what a course lacks in another language, and files to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.common import EPILOG, config_option
from answerable.diagnostics import short, visible

if TYPE_CHECKING:
    from answerable.localisation.parts import Part, Standing
    from answerable.model import Course
    from answerable.project import Project
    from answerable.reading.languages import Translation


class _Language(click.ParamType[str]):
    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from answerable.reading.names import as_language, is_language

        language = as_language(value)
        if not is_language(language):
            self.fail(f"{value} is no language code, such as `de` or `pt-BR`.", param, ctx)
        return language


@click.group(epilog=EPILOG)
def i18n() -> None:
    """Offer the course in further languages."""


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("languages", type=_Language(), nargs=-1, metavar="[LANGUAGE]…")
def status(config_file: Path, languages: tuple[str, ...]) -> int:
    """Say what is missing or outdated, in the LANGUAGES named or in all that the course has.

    Exit code 1 if anything is.
    """
    from answerable.project import standing

    project, course, offered = _loaded(config_file)
    wanted = [_as_offered(one, offered) for one in languages] or list(offered)
    found = [standing(project, course, one, offered.get(one)) for one in wanted]
    if not offered and not languages:
        click.echo("The course has one language. `answerable i18n add course LANGUAGE` begins one.")
    for one in found:
        _print(one)
    return 0 if all(one.complete for one in found) else 1


def _print(standing: Standing) -> None:
    from answerable.localisation.parts import LACKING

    complete = len(standing.of_state("complete"))
    click.echo(f"{standing.language}: {complete} of {len(standing.parts)} parts are complete.")
    for state in LACKING:
        for part in standing.of_state(state):
            file = part.translation if part.begun else part.original
            still = ", still as the original" if part.untouched else ""
            click.echo(visible(f"  {state:<11}  {part.name}  ({file.as_posix()}{still})"))
    if standing.terms:
        click.echo(visible(f"  no `terms`   {', '.join(standing.terms)}"))


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.argument("language", type=_Language())
def add(config_file: Path, names: tuple[str, ...], language: str) -> int:
    """Begin the translation of NAME into LANGUAGE, such as `wrong-address de`.

    NAME is the id of a scenario, a page such as `index.md`, or `course` for course.yml, with which
    a language begins. The new file holds the original's texts. No file is ever overwritten.
    """
    from answerable.localisation.files import begun
    from answerable.localisation.parts import COURSE, missing_terms
    from answerable.project import standing
    from answerable.writing.changes import Change, write

    project, course, offered = _loaded(config_file)
    language = _as_offered(language, offered)
    chosen = _chosen(standing(project, course, language, offered.get(language)), names)
    for part in chosen:
        if part.begun:
            raise click.UsageError(f"{part.translation.as_posix()} is there already.")
    words = missing_terms(course, project.titles)
    changes = [
        Change(part.translation, None, begun(part, words if part.name == COURSE else ()))
        for part in chosen
    ]
    write(changes)
    for change in changes:
        click.echo(visible(f"Wrote {short(change.path.resolve())}."), err=True)
    return 0


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.argument("language", type=_Language())
def confirm(config_file: Path, names: tuple[str, ...], language: str) -> int:
    """Note that the translation of NAME into LANGUAGE fits the original as it is now.

    NAME as for `add`, or `all`. `status` then counts it as complete until the original changes.
    A translation that still holds the original's texts is confirmed by its name alone: then its
    words are the same in both languages.
    """
    from answerable.localisation.files import confirmed
    from answerable.project import standing
    from answerable.writing.changes import Change, write

    project, course, offered = _loaded(config_file)
    language = _as_offered(language, offered)
    chosen = _chosen(standing(project, course, language, offered.get(language)), names)
    changes = []
    for part in chosen:
        if part.untouched and names == (ALL,):
            click.echo(visible(f"Still to translate: {part.translation.as_posix()}"), err=True)
        elif part.begun:
            before = part.translation.read_bytes()
            after = confirmed(before.decode("utf-8-sig"), part)
            if after.encode() != before:
                changes.append(Change(part.translation, before, after))
        elif names != (ALL,):
            raise click.UsageError(f"There is no {part.translation.as_posix()} yet.")
    write(changes)
    click.echo(f"Confirmed {len(changes)} of {len(chosen)} parts.", err=True)
    return 0


ALL = "all"


def _loaded(config_file: Path) -> tuple[Project, Course, dict[str, Translation]]:
    """The project, its course, and what there is of it in other languages."""
    from answerable.failure import BuildFailed
    from answerable.project import load_project
    from answerable.reading.load import load_course

    project = load_project(config_file)
    report = load_course(project.course_folder)
    if report.course is None:
        raise BuildFailed(report.diagnostics)
    return project, report.course, {one.course.language: one for one in report.translations}


def _as_offered(language: str, offered: Iterable[str]) -> str:
    """A language as the names of the course's files spell it, if they have it."""
    return next((one for one in offered if one.lower() == language.lower()), language)


def _chosen(standing: Standing, names: Sequence[str]) -> tuple[Part, ...]:
    from answerable.reading.names import closest

    if tuple(names) == (ALL,):
        return standing.parts
    found = {part.name: part for part in standing.parts}
    for name in names:
        if name not in found:
            meant = closest(name, found)
            hint = f" Did you mean `{meant}`?" if meant else ""
            raise click.UsageError(f"There is nothing called {name} to translate.{hint}")
    return tuple(found[name] for name in dict.fromkeys(names))
