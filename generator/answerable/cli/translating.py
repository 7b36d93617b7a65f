"""`answerable i18n`: what a course lacks in another language, and files to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from answerable.cli.common import EPILOG, config_option, short

if TYPE_CHECKING:
    from answerable.localisation.parts import Part
    from answerable.project import Project
    from answerable.reading.load import Report


@click.group(epilog=EPILOG)
def i18n() -> None:
    """Offer the course in further languages."""


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("languages", nargs=-1, metavar="[LANGUAGE]…")
def status(config_file: Path, languages: tuple[str, ...]) -> int:
    """Say what is missing or outdated, in the LANGUAGES named or in all that the course has.

    Exit code 1 if anything is.
    """
    from answerable.localisation.parts import missing_terms, parts

    project, report = _loaded(config_file)
    offered = {one.course.language: one.course for one in report.translations}
    lacking = False
    if not offered and not languages:
        click.echo("The course has one language. `answerable i18n add course LANGUAGE` begins one.")
    for language in languages or offered:
        found = parts(report, project.course_folder, _docs(project), language)
        lacking |= _print_parts(language, found)
        if course := offered.get(language):
            words = missing_terms(course, _titles(project.config.nav))
            lacking |= bool(words)
            if words:
                click.echo(f"  no `terms`   {', '.join(words)}")
    return int(lacking)


def _print_parts(language: str, found: Sequence[Part]) -> bool:
    complete = sum(part.state == "complete" for part in found)
    click.echo(f"{language}: {complete} of {len(found)} parts are complete.")
    lacking = [part for part in found if part.state != "complete"]
    order = ("outdated", "unconfirmed", "missing")
    for part in sorted(lacking, key=lambda part: order.index(part.state)):
        file = part.original if part.state == "missing" else part.translation
        click.echo(f"  {part.state:<11}  {part.name}  ({file.as_posix()})")
    return bool(lacking)


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.argument("language")
def add(config_file: Path, names: tuple[str, ...], language: str) -> int:
    """Begin the translation of NAME into LANGUAGE, such as `wrong-address de`.

    NAME is the id of a scenario, a page such as `index.md`, or `course` for course.yml, with which
    a language begins. The new file holds the original's texts. No file is ever overwritten.
    """
    from answerable.localisation.files import begun
    from answerable.localisation.parts import COURSE, missing_terms
    from answerable.writing.changes import Change, write

    project, report = _loaded(config_file)
    assert report.course is not None  # noqa: S101  # else `_loaded` has raised
    chosen = _chosen(project, report, names, language)
    for part in chosen:
        if part.translation.exists():
            raise click.UsageError(f"{part.translation.as_posix()} is there already.")
    words = missing_terms(report.course, _titles(project.config.nav))
    changes = [
        Change(part.translation, None, begun(part, words if part.name == COURSE else ()))
        for part in chosen
    ]
    write(changes)
    for change in changes:
        click.echo(f"Wrote {short(change.path.resolve())}.", err=True)
    return 0


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.argument("language")
def confirm(config_file: Path, names: tuple[str, ...], language: str) -> int:
    """Note that the translation of NAME into LANGUAGE fits the original as it is now.

    NAME as for `add`, or `all`. `status` then counts it as complete until the original changes.
    """
    from answerable.localisation.files import confirmed
    from answerable.writing.changes import Change, write

    project, report = _loaded(config_file)
    chosen = _chosen(project, report, names, language)
    changes = []
    for part in chosen:
        if part.translation.exists():
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


def _loaded(config_file: Path) -> tuple[Project, Report]:
    from answerable.failure import BuildFailed
    from answerable.project import load_project
    from answerable.reading.load import load_course

    project = load_project(config_file)
    report = load_course(project.course_folder)
    if report.course is None:
        raise BuildFailed(report.diagnostics)
    return project, report


def _chosen(
    project: Project, report: Report, names: Sequence[str], language: str
) -> tuple[Part, ...]:
    from answerable.localisation.parts import parts
    from answerable.reading.fields import closest, is_language

    if not is_language(language):
        raise click.UsageError(f"{language} is no language code, such as `de` or `pt-BR`.")
    found = {
        part.name: part for part in parts(report, project.course_folder, _docs(project), language)
    }
    if tuple(names) == (ALL,):
        return tuple(found.values())
    for name in names:
        if name not in found:
            meant = closest(name, found)
            hint = f" Did you mean `{meant}`?" if meant else ""
            raise click.UsageError(f"There is nothing called {name} to translate.{hint}")
    return tuple(found[name] for name in dict.fromkeys(names))


def _docs(project: Project) -> Path:
    docs, here = Path(project.config.docs_dir), Path.cwd()
    return docs.relative_to(here) if docs.is_relative_to(here) else docs


def _titles(nav: Any) -> Iterator[str]:
    """The titles that mkdocs.yml gives to sections and pages."""
    for entry in nav if isinstance(nav, list) else ():
        if isinstance(entry, dict):
            for title, inner in entry.items():
                yield title
                yield from _titles(inner)
