"""Add to a PDF what Typst can't write: how to print it, and where a print shop cuts it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from answerable.handouts.typeset.papers import INCH, Edge

_DUPLEX = {
    None: pikepdf.Name.Simplex,
    "long-edge": pikepdf.Name.DuplexFlipLongEdge,
    "short-edge": pikepdf.Name.DuplexFlipShortEdge,
}
_POINTS = 72 / INCH  # per mm


def finish(pdf: bytes, turned_on: Edge | None, *, bleed: float = 0) -> bytes:
    """Ask viewers to print at 100 %, and mark the trim.

    `turned_on` is the edge on which the paper turns between its two sides, None for one-sided
    printing; `bleed` is how much is cut off at each edge, in mm. The bytes depend only on the
    arguments.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        hints = document.Root.ViewerPreferences
        hints.PrintScaling = pikepdf.Name("/None")
        hints.Duplex = _DUPLEX[turned_on]
        if bleed:
            for page in document.pages:
                left, bottom, right, top = (float(edge) for edge in page.mediabox)
                cut = bleed * _POINTS
                page.trimbox = pikepdf.Array([left + cut, bottom + cut, right - cut, top - cut])
                page.bleedbox = pikepdf.Array([left, bottom, right, top])
        return saved(document)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def saved(document: pikepdf.Pdf) -> bytes:
    """The document as a file; the same content gives the same bytes."""
    out = io.BytesIO()
    document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def join(parts: Sequence[bytes]) -> bytes:
    """Join several tagged PDFs by Typst into one, with their structure and bookmarks.

    In PDF (ISO 32000-1, 14.7) pages and links refer to their tags by a number, which is a key in
    the parent tree. The numbers of later parts are raised by as many as the earlier parts use.
    """
    if len(parts) == 1:
        return parts[0]
    with pikepdf.open(io.BytesIO(parts[0])) as whole:
        for part in parts[1:]:
            with pikepdf.open(io.BytesIO(part)) as document:
                _append(whole, document)
        return saved(whole)


def _append(whole: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    root, tags = whole.Root, whole.Root.StructTreeRoot
    first_key = int(tags.ParentTreeNextKey)
    for page in part.pages:
        page.obj.StructParents = int(page.obj.StructParents) + first_key
        for annotation in page.obj.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + first_key
    whole.pages.extend(part.pages)

    more = part.Root.StructTreeRoot
    # All in one call, so that objects that they share are copied only once.
    copied = whole.copy_foreign(
        part.make_indirect(
            pikepdf.Dictionary(
                Parent=more.K[0], Keys=more.ParentTree.Nums, Outlines=part.Root.Outlines
            )
        )
    )
    document = tags.K[0]
    for element in copied.Parent.K:
        element.P = document
        document.K.append(element)
    numbers = iter(copied.Keys)
    for key, value in zip(numbers, numbers, strict=True):
        tags.ParentTree.Nums.append(int(key) + first_key)
        tags.ParentTree.Nums.append(value)
    tags.ParentTreeNextKey = first_key + int(more.ParentTreeNextKey)
    _add_bookmarks(root.Outlines, copied.Outlines)


def _add_bookmarks(outlines: pikepdf.Object, more: pikepdf.Object) -> None:
    bookmark: pikepdf.Object | None = more.First
    while bookmark is not None:
        bookmark.Parent = outlines
        bookmark = bookmark.get("/Next")
    outlines.Last.Next, more.First.Prev = more.First, outlines.Last
    outlines.Last = more.Last
    outlines.Count = int(outlines.Count) + int(more.Count)
