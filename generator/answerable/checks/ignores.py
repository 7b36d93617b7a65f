"""Comments that silence findings: `# answerable: ignore[AN005] reason`.

At the end of a line, the comment applies to that line; on a line of its own, to the next line that
isn't a comment. `# answerable: ignore-file[AN005] reason` applies to the whole file. Errors can't
be ignored, and an ignore that ignores nothing is reported, so that none outlives its reason.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from answerable.diagnostics import Diagnostic, Edit, Location, Severity
from answerable.model import CourseFile
from answerable.source.read.names import did_you_mean
from answerable.source.read.positions import Source, Span
from answerable.source.write.comments import Comment, comments_of

_COMMENT = re.compile(r"#\s*answerable:\s*(ignore|ignore-file)\s*\[([^\]]*)\]")
_MARK = re.compile(r"#\s*answerable:")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One code that a comment names. `line` is the line that it applies to, 0 for the whole file.

    `where` is the code in the comment, or the comment itself if it can't be understood; then `code`
    is empty. `removal` is the edit that removes the code.
    """

    code: str
    line: int
    where: Location
    removal: tuple[Edit, ...] = ()


def ignores_in(source: Source) -> tuple[Ignore, ...]:
    """Return the ignores of a file. A file that can't be read has none."""
    if source.value is None or not any(_MARK.search(line) for line in source.lines):
        return ()
    return tuple(_ignores(source))


def apply_ignores(
    found: Iterable[Diagnostic], ignores: Collection[Ignore], known: Mapping[str, Severity]
) -> Iterator[Diagnostic]:
    """Yield the findings that remain, and problems with the ignores themselves.

    `known` has all codes with their usual severities.
    """
    used: set[Ignore] = set()
    for diagnostic in found:
        taking = {ignore for ignore in ignores if _takes(ignore, diagnostic)}
        used |= taking
        if not taking:
            yield diagnostic
    for ignore in ignores:
        if problem := _no_such_code(ignore.code, ignore.where, known):
            yield problem
        elif ignore not in used:
            message = f"There is no {ignore.code} here to ignore."
            hint = "delete it; `answerable check --fix` does that for you"
            yield Diagnostic("AN320", Severity.WARNING, message, ignore.where, hint, ignore.removal)


def check_settings(
    file: CourseFile, source: Source, known: Mapping[str, Severity]
) -> Iterator[Diagnostic]:
    """Yield problems with the codes under `checks` in course.yml."""
    checks = file.checks
    for field, codes in (
        ("ignore", checks.ignore),
        ("notes", checks.notes),
        ("warnings", checks.warnings),
        ("errors", checks.errors),
    ):
        for place, code in enumerate(codes):
            if problem := _no_such_code(code, source.at("checks", field, place), known):
                yield problem


def _ignores(source: Source) -> Iterator[Ignore]:
    found = comments_of(source).found
    comments: set[int] = {comment.line for comment in found if comment.alone}
    for comment in found:
        if not _MARK.match(comment.text):
            continue
        end = comment.column + len(comment.text)
        match = _COMMENT.match(comment.text)
        if match is None:
            yield Ignore("", 0, source.locate(Span(comment.line, comment.column, end)))
            continue
        line = comment.line if not comment.alone else _next(comment.line, comments, source.lines)
        codes = re.findall(r"[^\s,]+", match[2])
        for code in codes:
            start = comment.column + comment.text.index(code, match.start(2))
            where = source.locate(Span(comment.line, start, start + len(code)))
            removal = _removal(comment, match, [one for one in codes if one != code], source)
            yield Ignore(code, 0 if match[1] == "ignore-file" else line, where, removal)


def _removal(
    comment: Comment, match: re.Match[str], others: Sequence[str], source: Source
) -> tuple[Edit, ...]:
    """Remove a code from a comment, or the whole comment and the space before it if it has no other
    code.
    """
    line, column = comment.line, comment.column
    end = column + len(comment.text)
    if others:
        text = f"{comment.text[: match.start(2)]}{', '.join(others)}{comment.text[match.end(2) :]}"
        return (Edit(source.path, line, column, line, end, text),)
    if comment.alone:
        return (Edit(source.path, line, 1, line + 1, 1, ""),)
    before = len(source.lines[line - 1][: column - 1].rstrip())
    return (Edit(source.path, line, before + 1, line, end, ""),)


def _next(line: int, comments: set[int], lines: Sequence[str]) -> int:
    while line in comments and line < len(lines):
        line += 1
    return line


def _takes(ignore: Ignore, diagnostic: Diagnostic) -> bool:
    return (
        diagnostic.code == ignore.code
        and diagnostic.severity is not Severity.ERROR
        and diagnostic.location.path == ignore.where.path
        and ignore.line in (0, diagnostic.location.line)
    )


def _no_such_code(code: str, where: Location, known: Mapping[str, Severity]) -> Diagnostic | None:
    if not code:
        message = "This comment can't be understood."
        hint = "write it like this:\n  # answerable: ignore[AN005] There is no other way."
    elif code not in known:
        message = f"There is no code `{code}`."
        hint = did_you_mean(code, known, "write the code that the check prints")
    elif known[code] is Severity.ERROR:
        message = f"`{code}` is an error, and errors can't be ignored."
        hint = f"fix what it reports: `answerable explain {code}` tells you how"
    else:
        return None
    return Diagnostic("AN321", Severity.WARNING, message, where, hint)
