"""Findings in a file -> the fields of a form that they are about."""

from __future__ import annotations

import re
from bisect import bisect_right

from answerable.diagnostics import Diagnostic
from answerable.source.read.positions import Keys, Source

_NAMED = re.compile(r"`([a-z_]+)`")


def field_of(finding: Diagnostic, source: Source) -> Keys:
    """The path of keys of the field that a finding is about; empty if it is about the file."""
    where = finding.location
    if where.keys:
        return where.keys
    if where.line:
        starts = sorted(
            (span.line, span.column, keys)
            for spans in (source.keys, source.values)
            for keys, span in spans.items()
        )
        places = [start[:2] for start in starts]
        at = bisect_right(places, (where.line, where.column or 10**6))
        return starts[at - 1][2] if at else ()
    # A field that is missing has no line, so the message names it.
    named = _NAMED.findall(finding.message)
    return (named[0],) if named and named[0] not in (source.value or {}) else ()
