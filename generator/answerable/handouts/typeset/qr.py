"""Make QR codes as vector graphics."""

from __future__ import annotations

import io
from functools import cache


@cache
def qr_svg(url: str) -> str:
    """The QR code of an address (level M) without its quiet zone, as SVG text.

    The mask is fixed, because every mask can be read, and comparing all eight takes four times as
    long.
    """
    # Imported here because every check loads this module, and few draw a code.
    import segno

    code = segno.make(url, error="m", micro=False, mask=0)
    out = io.BytesIO()
    code.save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()
