"""`answerable i18n`: list what is missing in other languages, start and confirm translations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.common import EPILOG, config_option
from answerable.cli.grouped import Grouped
from answerable.diagnostics import counted, short, visible

if TYPE_CHECKING:
    from answerable.authoring.translate.parts import Translatable, TranslationStatus
    from answerable.build.mkdocs.project import Project
    from answerable.model import Course
    from answerable.source.read.languages import Translation


class _Language(click.ParamType[str]):
    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from answerable.source.read.names import as_language, is_language

        language = as_language(value)
        if not is_language(language):
            self.fail(f"{value} isn't a language code such as `de` or `pt-BR`.", param, ctx)
        return language


@click.group(cls=Grouped, epilog=EPILOG)
def i18n() -> None:
    """Offer the course in more languages."""


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("languages", type=_Language(), nargs=-1, metavar="[LANGUAGE]…")
def status(config_file: Path, languages: tuple[str, ...]) -> int:
    """List what is missing or outdated in other languages.

    Looks at the LANGUAGEs you name, or at all the course's languages. The exit code is 1 if
    anything is missing or outdated.

    Writes nothing; the list is only printed.
    """
    from answerable.build.languages import translation_status

    project, course, offered = _loaded(config_file)
    wanted = [_as_offered(one, offered) for one in languages] or list(offered)
    found = [translation_status(project, course, one, offered.get(one)) for one in wanted]
    if not offered and not languages:
        click.echo(
            "The course has only one language. `answerable i18n add course LANGUAGE` starts "
            "another."
        )
    for one in found:
        _print(one)
    return 0 if all(one.complete for one in found) else 1


def _print(status: TranslationStatus) -> None:
    from answerable.authoring.translate.parts import LACKING

    complete, left_out = (len(status.of_state(state)) for state in ("complete", "left out"))
    needed = len(status.parts) - left_out
    aside = f" {counted(left_out, 'untranslated scenario')} left out." if left_out else ""
    click.echo(f"{status.language}: {complete} of {needed} parts are complete.{aside}")
    for state in LACKING:
        for part in status.of_state(state):
            file = part.translation if part.begun else part.original
            still = ", same as the original" if part.untouched else ""
            still = f", as in the original: {', '.join(part.left)}" if part.left else still
            click.echo(visible(f"  {state:<11}  {part.name}  ({file.as_posix()}{still})"))
    if status.terms:
        _print_words("terms", status.terms)
    if status.label_words:
        _print_words("label_words", status.label_words)


def _print_words(field: str, words: Sequence[str]) -> None:
    listed = ", ".join(words)
    click.echo(visible(f"  {'missing':<11}  `{field}`: {listed}  (not there, or still “…”)"))


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.argument("language", type=_Language())
def add(config_file: Path, names: tuple[str, ...], language: str) -> int:
    """Start the translation of a scenario, a page or course.yml.

    NAME is the id of a scenario, a page such as `index.md`, or `course` for course.yml, which is
    where a new language starts. LANGUAGE is a code such as `de`.

    Writes a new file next to each original, containing the original's texts. No file is ever
    overwritten.
    """
    from answerable.authoring.translate.files import beginnings
    from answerable.build.languages import translation_status
    from answerable.source.write.changes import write

    project, course, offered = _loaded(config_file)
    language = _as_offered(language, offered)
    chosen = _chosen(translation_status(project, course, language, offered.get(language)), names)
    for part in chosen:
        if part.begun:
            raise click.UsageError(f"{part.translation.as_posix()} already exists.")
    changes = beginnings(course, project.titles, language, chosen)
    write(changes)
    for change in changes:
        click.echo(visible(f"Wrote {short(change.path.resolve())}."), err=True)
    return 0


@i18n.command(epilog=EPILOG)
@config_option
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.argument("language", type=_Language())
def confirm(config_file: Path, names: tuple[str, ...], language: str) -> int:
    """Confirm that a translation matches its original again.

    NAME is the same as for `add`, or `all`. `status` then counts the translation as complete until
    the original changes. `all` skips translations that still have most of the original's texts; if
    the words really are the same in both languages, confirm them by name.

    Writes to the translation which version of the original it matches.
    """
    from answerable.authoring.translate.files import confirmations
    from answerable.build.languages import translation_status
    from answerable.source.write.changes import write

    project, course, offered = _loaded(config_file)
    language = _as_offered(language, offered)
    chosen = _chosen(translation_status(project, course, language, offered.get(language)), names)
    ready = []
    for part in chosen:
        if (part.untouched or part.left) and names == (ALL,):
            click.echo(visible(f"Still to translate: {part.translation.as_posix()}"), err=True)
        elif part.begun:
            ready.append(part)
        elif names != (ALL,):
            raise click.UsageError(f"{part.translation.as_posix()} doesn't exist yet.")
    changes = confirmations(ready)
    write(changes)
    click.echo(f"Confirmed {len(changes)} of {len(chosen)} parts.", err=True)
    return 0


ALL = "all"


def _loaded(config_file: Path) -> tuple[Project, Course, dict[str, Translation]]:
    """The project, its course, and the course's translations by language."""
    from answerable.build.mkdocs.project import load_project
    from answerable.diagnostics.failure import BuildFailed
    from answerable.source.read.load import load_course

    project = load_project(config_file)
    report = load_course(project.course_folder)
    if report.course is None:
        raise BuildFailed(report.diagnostics)
    return project, report.course, {one.course.language: one for one in report.translations}


def _as_offered(language: str, offered: Iterable[str]) -> str:
    """A language tag, spelled as in the names of the course's files if it is there."""
    return next((one for one in offered if one.lower() == language.lower()), language)


def _chosen(status: TranslationStatus, names: Sequence[str]) -> tuple[Translatable, ...]:
    from answerable.source.read.names import closest

    if tuple(names) == (ALL,):
        return status.parts
    found = {part.name: part for part in status.parts}
    for name in names:
        if name not in found:
            meant = closest(name, found)
            hint = f" Did you mean `{meant}`?" if meant else ""
            raise click.UsageError(f"There is nothing called {name} to translate.{hint}")
    return tuple(found[name] for name in dict.fromkeys(names))
