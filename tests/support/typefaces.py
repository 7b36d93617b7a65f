"""Find fonts for the tests of other writing systems; as a script, install them if allowed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.support import chromium

NOTO = Path("/usr/share/fonts/truetype/noto")
FONTS: Mapping[str, tuple[Path, ...]] = {
    "ar": (NOTO / "NotoNaskhArabic-Regular.ttf", NOTO / "NotoNaskhArabic-Bold.ttf"),
    "he": (NOTO / "NotoSansHebrew-Regular.ttf", NOTO / "NotoSansHebrew-Bold.ttf"),
    "ja": (Path("/usr/share/fonts/opentype/ipafont-gothic/ipagp.ttf"),),
}
EMOJI = NOTO / "NotoColorEmoji.ttf"
PACKAGES = ("fonts-noto-core", "fonts-noto-color-emoji", "fonts-ipafont-gothic")
MISSING = f"Fonts are not installed: sudo apt-get install {' '.join(PACKAGES)}"


def found() -> bool:
    """Whether all fonts are where Debian's packages install them."""
    return all(file.exists() for file in (*(f for fs in FONTS.values() for f in fs), EMOJI))


if __name__ == "__main__":
    if not found():
        chromium.install_packages(PACKAGES)
    if not found():
        print(f"{MISSING}\nThe tests that need them will be skipped.")  # noqa: T201
