"""Join PDFs, and add what Typst can't write: how to print them, and where a print shop cuts."""

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


def finish(parts: Sequence[bytes], turned_on: Edge | None, *, bleed: float = 0) -> bytes:
    """Join tagged PDFs by Typst, ask viewers to print at 100 %, and mark the trim.

    `turned_on` is the edge on which the paper turns between its two sides, None for one-sided
    printing; `bleed` is how much is cut off at each edge, in mm. The bytes depend only on the
    arguments.
    """
    first, *more = parts
    with pikepdf.open(io.BytesIO(first)) as document:
        for part in more:
            with pikepdf.open(io.BytesIO(part)) as opened:
                _append(document, opened)
        hints = document.Root.ViewerPreferences
        hints.PrintScaling = pikepdf.Name("/None")
        hints.Duplex = _DUPLEX[turned_on]
        if bleed:
            for page in document.pages:
                left, bottom, right, top = (float(edge) for edge in page.mediabox)
                cut = bleed * _POINTS
                page.trimbox = pikepdf.Array([left + cut, bottom + cut, right - cut, top - cut])
                page.bleedbox = pikepdf.Array([left, bottom, right, top])
        out = io.BytesIO()
        document.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
        return out.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _append(whole: pikepdf.Pdf, part: pikepdf.Pdf) -> None:
    """Append a tagged PDF with its structure and bookmarks.

    In PDF (ISO 32000-1, 14.7) pages and links refer to their tags by a number, which is a key in
    the parent tree. The numbers of later parts are raised by as many as the earlier parts use.
    """
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
    """Add another part's bookmarks. Cards that leave their texts out have none."""
    if "/First" not in more:
        return
    bookmark: pikepdf.Object | None = more.First
    while bookmark is not None:
        bookmark.Parent = outlines
        bookmark = bookmark.get("/Next")
    if "/Last" in outlines:
        outlines.Last.Next, more.First.Prev = more.First, outlines.Last
    else:
        outlines.First = more.First
    outlines.Last = more.Last
    outlines.Count = int(outlines.get("/Count", 0)) + int(more.Count)
