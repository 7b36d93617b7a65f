"""Converts characters of symbol fonts, such as Wingdings, into the characters that they show."""

from __future__ import annotations

_GREEK = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SYMBOL = {ord(letter): greek for letter, greek in _GREEK.items()} | {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒",
    0xE5: "∑", 0xA2: "′", 0xB2: "″", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xC5: "⊕", 0xCE: "∈",
}  # fmt: skip
"""Adobe's Symbol encoding, from Unicode's VENDORS/ADOBE/symbol.txt."""

_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x46: "☞",
    0x45: "☜", 0x47: "☝", 0x48: "☟", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xB2: "✧",
    0xD8: "➢", 0xDB: "⇠", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
"""Wingdings, with the characters that Unicode added for it (ISO/IEC JTC1/SC2/WG2 N4384)."""

_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_PRIVATE = range(0xF020, 0xF100)
"""Where programs store the 8-bit characters of such fonts."""


def symbol(font: str, sign: str) -> str | None:
    """What a character shows in a font; None if that can't be known without the font."""
    known = _FONTS.get(font.casefold())
    code = ord(sign)
    if code not in _PRIVATE:
        return sign if known is None or sign.isspace() else known.get(code, sign)
    code -= 0xF000
    if known is not None:
        return known.get(
            code,
            chr(code) if chr(code).isspace() or chr(code) in "()+,./;:[]?!%0123456789" else None,
        )
    # If the font isn't named, these are almost always bullets, and Wingdings has most of them.
    return _WINGDINGS.get(code) or _SYMBOL.get(code) if code > 0x7F else None
