"""`answerable build` and `serve`: make a course's site, and preview it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

import click

from answerable.build.packages import PACKAGES, Package
from answerable.cli.common import (
    EPILOG,
    Command,
    StepTimer,
    config_option,
    one_of,
    print_diagnostics,
    strict_option,
)
from answerable.cli.outputs import NewPath, output_file, output_folder
from answerable.cli.trusting import allowed_for, trust_option
from answerable.diagnostics import short
from answerable.source.storage.files import write_file


def _package_options(command: Command) -> Command:
    """Add an option for each kind of file that a site can be packed into."""
    for option, about in reversed({one.option: one.about for one in PACKAGES}.items()):
        if option:
            command = click.option(
                f"--{option.replace('_', '-')}", type=NewPath(), metavar="FILE", help=about
            )(command)
    return command


@click.command(epilog=EPILOG)
@config_option
@strict_option
@click.option(
    "--author",
    is_flag=True,
    help="Add the author's page (author/), which shows how the course is balanced and what is due.",
)
@click.option(
    "--cards-by-module",
    is_flag=True,
    help="Offer cards for each module, instead of for the whole course. With more than 300 "
    "scenarios, a site offers none without this option.",
)
@click.option(
    "--pages-only",
    type=NewPath(folder=True),
    metavar="DIR",
    help="Instead, write the generated pages and assets to the empty folder DIR, for another "
    "engine that reads MkDocs' files.",
)
@_package_options
@click.option(
    "--scorm-edition",
    type=one_of(*(one.version for one in PACKAGES if one.version)),
    default="1.2",
    show_default=True,
    help="The SCORM version: nearly every platform accepts 1.2; 2004 keeps more.",
)
@trust_option
def build(
    config_file: Path,
    strict: bool,
    trust: bool,
    author: bool,
    cards_by_module: bool,
    pages_only: Path | None,
    scorm_edition: str,
    **files: Path | None,
) -> int:
    """Build the site with its cards, after checking the course.

    The new site is verified before it replaces the old one. If anything fails, the old one stays as
    it was.

    Writes the site to the folder `site`, or to the `site_dir` in mkdocs.yml, with the cards in
    `site/cards`. With --pages-only, --offline-zip or --scorm, it writes only what that option
    names. What takes long is also kept in your cache folder, which makes the next build faster.
    """
    from answerable.build.site import build_course, write_pages

    asked = {option: file for option, file in files.items() if file is not None}
    if len(asked) + (pages_only is not None) > 1:
        raise click.UsageError("Choose one of --pages-only, --offline-zip and --scorm.")
    if author and (pages_only or asked):
        raise click.UsageError("The author's page can only be added to a whole site.")
    if cards_by_module and pages_only:
        raise click.UsageError("With --pages-only, no cards are made.")
    today = datetime.date.today()
    if pages_only is not None:
        output_folder(pages_only)
        count = write_pages(config_file, pages_only, strict=strict, today=today)
        click.echo(f"Wrote {count} pages to {pages_only}.", err=True)
        return 0
    targets = {option: output_file(file, ".zip") for option, file in asked.items()}
    package = _package(targets, scorm_edition)
    made, notes = build_course(
        config_file,
        package,
        strict=strict,
        author=author,
        cards_by_module=cards_by_module,
        today=today,
        progress=StepTimer(),
        allowed=allowed_for(config_file, trust=trust),
    )
    if isinstance(made, Path):
        said = f"The site is in {short(made)}."
    else:
        (target,) = targets.values()
        write_file(target, made)
        said = f"Wrote {target}. {package.what_next}"
    print_diagnostics(notes)
    click.echo(said, err=True)
    return 0


def _package(asked: Iterable[str], version: str) -> Package[Path | bytes]:
    """The package that one of these options asks for; without any, the site."""
    option = next(iter(asked), "")
    return next(one for one in PACKAGES if one.option == option and one.version in ("", version))


class _Address(click.ParamType[str]):
    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from answerable.build.preview import address_of

        try:
            address_of(value)
        except ValueError:
            self.fail(f"{value} isn't a HOST:PORT such as 127.0.0.1:8001.", param, ctx)
        return value


@click.command(epilog=EPILOG)
@config_option
@click.option(
    "-a",
    "--address",
    type=_Address(),
    metavar="HOST:PORT",
    help="Default: dev_addr, or 127.0.0.1:8000.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in your browser.")
@trust_option
def serve(config_file: Path, address: str | None, open_browser: bool, trust: bool) -> int:
    """Preview the site on this computer while you write.

    Drafts are included, and the page updates on every save. If something is wrong with a file, the
    page says so until you fix it. Stop with Ctrl+C.

    Writes nothing to the course.
    """
    from answerable.build import preview

    def started(url: str, taken: int | None) -> None:
        if taken is not None:
            click.echo(f"Port {taken} is in use, so another one is used.", err=True)
        click.echo(f"The preview is at {url} (stop with Ctrl+C).", err=True)

    def built(state: preview.State, seconds: float) -> None:
        print_diagnostics(state.problems or state.warnings)
        if not state.problems:
            click.echo(f"Built in {seconds:.1f} s.", err=True)

    preview.serve(
        config_file,
        address=address,
        open_browser=open_browser,
        allowed=allowed_for(config_file, trust=trust),
        started=started,
        built=built,
    )
    return 0
