"""The command line: thin functions around the core, one handler for what goes wrong.

Exit codes: 0 done; 1 the course or the build has problems, and they are printed; 2 the command
line is wrong; 3 a defect of Answerable itself.
"""

from __future__ import annotations

import datetime
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from answerable import __version__
from answerable.diagnostics import (
    Diagnostic,
    Severity,
    render_github,
    render_json,
    render_text,
)

EPILOG = """\b
Exit codes: 0 done, 1 the course or the build has problems (printed),
2 the command line is wrong, 3 a defect of Answerable itself."""

config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="mkdocs.yml",
    show_default=True,
    help="The project's mkdocs.yml.",
)
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="answerable")
def cli() -> None:
    """Turn scenario files into a training site with quizzes, and into printable cards."""


@cli.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), default="scenarios")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations in GitHub Actions.",
)
@strict_option
def check(folder: Path, output_format: str, strict: bool) -> int:
    """Check the scenario files in FOLDER (default: scenarios) and say all that is wrong."""
    from answerable.check import check_course

    report = check_course(folder, datetime.date.today())
    if output_format == "json":
        click.echo(render_json(report.diagnostics))
    elif output_format == "github":
        click.echo(render_github(report.diagnostics), nl=False)
    else:
        _print(report.diagnostics)
        if report.course is not None:
            scenarios, modules = len(report.course.scenarios), len(report.course.modules)
            click.echo(f"Checked {scenarios} scenarios in {modules} modules.", err=True)
    limit = Severity.WARNING if strict else Severity.ERROR
    return int(any(d.severity >= limit for d in report.diagnostics))


@cli.command(epilog=EPILOG)
@config_option
@strict_option
@click.option(
    "--pages-only",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the generated pages and assets to the empty folder DIR instead, for another "
    "engine that reads MkDocs' files.",
)
@click.option(
    "--offline-zip",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Make a zip instead, with the site to be opened from a folder, without a server.",
)
def build(
    config_file: Path, strict: bool, pages_only: Path | None, offline_zip: Path | None
) -> int:
    """Check the course, build the site with its cards, verify it, and swap it in.

    Whatever fails, the site that is published already stays as it was.
    """
    from answerable.build import build_archive, build_site, write_pages

    if pages_only and offline_zip:
        raise click.UsageError("Choose one of --pages-only and --offline-zip.")
    today = datetime.date.today()
    if pages_only is not None:
        count = write_pages(config_file, pages_only, strict=strict, today=today)
        click.echo(f"Wrote {count} pages to {pages_only}.", err=True)
        return 0
    if offline_zip is not None:
        archive, notes = build_archive(config_file, strict=strict, today=today, progress=_Steps())
        offline_zip.parent.mkdir(parents=True, exist_ok=True)
        offline_zip.write_bytes(archive)
        _print(notes)
        click.echo(f"Wrote {offline_zip}. Unpack it, and open its index.html.", err=True)
        return 0
    folder, notes = build_site(config_file, strict=strict, today=today, progress=_Steps())
    _print(notes)
    click.echo(f"The site is in {_short(folder)}.", err=True)
    return 0


@cli.command(epilog=EPILOG)
@config_option
@click.option("-a", "--address", metavar="HOST:PORT", help="Default: dev_addr, or 127.0.0.1:8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
def serve(config_file: Path, address: str | None, open_browser: bool) -> int:
    """Preview the site on this machine; a saved file shows at once."""
    from answerable.build import serve_site

    serve_site(config_file, address=address, open_browser=open_browser)
    return 0


@cli.command(epilog=EPILOG)
@config_option
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="Four cards on a sheet, printed on both sides, flipped on the long edge.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the PDF. Default: cards-<paper>.pdf",
)
def cards(config_file: Path, paper: str, output: Path | None) -> int:
    """Make the printable cards as a PDF."""
    from answerable.build import make_cards

    target = output or Path(f"cards-{paper}.pdf")
    pdf, notes = make_cards(
        config_file, paper="letter" if paper == "letter" else "a4", today=datetime.date.today()
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(pdf)
    _print(notes)
    click.echo(f"Wrote {target}. Print at 100%, two-sided, flipped on the long edge.", err=True)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the only place where errors end. Returns the exit code."""
    from answerable.failure import BuildFailed

    try:
        return int(cli.main(arguments, standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BuildFailed as error:
        _print(error.diagnostics)
        click.echo("Nothing was changed.", err=True)
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"error: {place}{error.strerror or error}", err=True)
        return 1
    except Exception:
        traceback.print_exc()
        click.echo(
            f"\nThis is a defect of Answerable {__version__}. Please report the lines above.",
            err=True,
        )
        return 3


class _Steps:
    """Shows on a terminal what goes on, and how long each step took."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def __call__(self, step: str) -> None:
        if sys.stderr.isatty():
            elapsed = time.monotonic() - self.started
            click.secho(f"{elapsed:6.1f} s  {step} …", err=True, dim=True)


def _print(diagnostics: Sequence[Diagnostic]) -> None:
    if diagnostics:
        click.echo(render_text(diagnostics, color=sys.stderr.isatty()), err=True, nl=False)


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    sys.exit(main())
