"""Decode pictures and save them again, so that nothing of the author's file is published.

A published picture has no metadata, such as where it was taken and by whom, is turned as the camera
says, and has colours for screens. It is a WebP, which all browsers since 2020 show.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.model.picture import Original
from answerable.source.media import drawings
from answerable.source.media.bounded import content_of
from answerable.source.media.unusable import UnusableError
from answerable.source.storage.kept import hash_of, kept, kept_value

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 30_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 16_000
"""Pixels. No telephone takes larger pictures, and a WebP's sides have at most 16,383."""

_KIND = "pictures"
_QUALITY = 80  # percent
PICTURE_ENDINGS = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
    "GIF": (".gif",),
}
"""The formats that are decoded, with how their files' names end."""

DRAWING = ".svg"
ENDINGS = (*chain.from_iterable(PICTURE_ENDINGS.values()), DRAWING)
"""How the names of pictures' files end."""

_SAVE_AS = "save it as a JPEG or PNG with any program that shows it"


def original(file: Path) -> Original:
    """What is known of a picture's file. All of it is decoded, unless the same was decoded before.

    Raises `UnusableError`, and `OSError` if it can't be read.
    """
    content = _content(file)
    name = hash_of(content)
    ending = file.suffix.lower()
    width, height = kept_value(
        _KIND, [b"size", name.encode(), ending.encode()], lambda: _size(content, ending)
    )
    return Original.of(file, content=name, width=width, height=height)


def cleaned(file: Path) -> bytes:
    """A picture in the format of its file, as wide as the widest that is published, and with
    nothing else that the file says. A drawing stays a drawing.

    Raises `UnusableError`, and `OSError` if it can't be read.
    """
    if file.suffix.lower() == DRAWING:
        return drawings.cleaned(_content(file))
    picture = original(file)
    made_from = [b"cleaned", picture.content.encode(), file.suffix.encode()]
    return kept(_KIND, made_from, lambda: _in_its_format(picture))


def _in_its_format(picture: Original) -> bytes:
    whole, kind = _read_again(picture)
    width = picture.widths[-1]
    return _encoded(whole.resize((width, picture.height_at(width))), kind)


def is_picture(content: bytes, ending: str) -> bool:
    """Whether a file with this content, and a name that ends like this, could be published."""
    try:
        _size(content, ending)
    except UnusableError:
        return False
    return len(content) <= MOST_BYTES


def published(picture: Original, width: int, *, clear: bool = False) -> bytes:
    """A picture as a WebP of this width, one of `picture.widths`. Its clear parts are white, as on
    paper: what is drawn in black would not be seen on a dark page. If `clear`, they stay clear.

    Raises `UnusableError` and `OSError` if the file is no longer what it was.
    """
    return _all_widths(picture, clear)[width]


@lru_cache(maxsize=4)  # an output asks for one width after the other
def _all_widths(picture: Original, clear: bool) -> Mapping[int, bytes]:
    made_from = [picture.content.encode(), str(clear).encode()]
    return kept_value(_KIND, made_from, lambda: _made(picture, clear))


def _made(picture: Original, clear: bool) -> Mapping[int, bytes]:
    whole, _ = _read_again(picture)
    whole = whole if clear else _on_white(whole)
    made = {}
    for width in reversed(picture.widths):  # each from the one before: that is quicker
        size = (width, picture.height_at(width))
        whole = whole.resize(size) if whole.size != size else whole
        stream = io.BytesIO()
        whole.save(stream, "WEBP", quality=_QUALITY, exif=b"", xmp=b"", icc_profile=b"")
        made[width] = stream.getvalue()
    return made


def _read_again(picture: Original) -> tuple[Image.Image, str]:
    """A picture in full size, with nothing else that its file says, and the file's format."""
    content = _content(picture.file)
    if hash_of(content) != picture.content:
        raise UnusableError("The picture has changed while it was read.", "try again")
    with _opened(content, picture.file.suffix.lower()) as image:
        return _for_screens(image), _format(image)


def for_paper(picture: Original, width: int) -> bytes:
    """The same as a JPEG: a PDF holds it as it is, and thus takes less space."""
    made_from = [b"paper", picture.content.encode(), str(width).encode()]
    return kept_value(_KIND, made_from, lambda: _encoded(_decoded(picture, width), "JPEG"))


def for_press(picture: Original, width: int) -> bytes:
    """The same as a JPEG in CMYK, with as much black as possible, as other colours in print."""
    made_from = [b"press", picture.content.encode(), str(width).encode()]
    return kept(_KIND, made_from, lambda: _encoded(_in_cmyk(_decoded(picture, width)), "JPEG"))


def _in_cmyk(image: Image.Image) -> Image.Image:
    from PIL import Image, ImageChops, ImageMath

    parts = image.convert("RGB").split()
    lightest = ImageChops.lighter(ImageChops.lighter(parts[0], parts[1]), parts[2])

    def plate(part: Image.Image) -> Image.Image:
        """How much of an ink is needed besides black, which takes away most of the light."""
        made: Image.Image = ImageMath.lambda_eval(
            lambda of: of["convert"](
                (of["most"] - of["part"]) * 255 / of["max"](of["most"], 1), "L"
            ),
            most=lightest,
            part=part,
        )
        return made

    return Image.merge("CMYK", (*map(plate, parts), ImageChops.invert(lightest)))


def in_dots(picture: Original, width: int) -> bytes:
    """The same as a PNG of black dots on white, which a printer without greys can print."""
    made_from = [b"dots", picture.content.encode(), str(width).encode()]
    return kept_value(
        _KIND, made_from, lambda: _encoded(_decoded(picture, width).convert("1"), "PNG")
    )


def filling(picture: Original, width: int, height: int) -> bytes:
    """A WebP of exactly this size in pixels, filled by the middle of the picture."""
    made_from = [str(part).encode() for part in ("filling", picture.content, width, height)]
    return kept_value(_KIND, made_from, lambda: _filled(picture, width, height))


def _filled(picture: Original, width: int, height: int) -> bytes:
    from PIL import ImageOps

    whole = _decoded(picture, picture.widths[-1]).convert("RGB")
    return _encoded(ImageOps.fit(whole, (width, height)), "WEBP")


def in_box(picture: Original, width: int, height: int, ground: str | None = None) -> bytes:
    """A PNG of exactly this size in pixels, with the whole picture in its middle: on a colour, with
    some room around it, or on nothing.
    """
    made_from = [str(part).encode() for part in ("box", picture.content, width, height, ground)]
    return kept_value(_KIND, made_from, lambda: _boxed(picture, width, height, ground))


def _boxed(picture: Original, width: int, height: int, ground: str | None) -> bytes:
    from PIL import Image, ImageOps

    whole = _decoded(picture, picture.widths[-1], clear=True).convert("RGBA")
    room = 0.6 if ground else 1
    inner = ImageOps.contain(whole, (round(width * room), round(height * room)))
    box = Image.new("RGBA", (width, height), ground or (0, 0, 0, 0))
    box.alpha_composite(inner, ((width - inner.width) // 2, (height - inner.height) // 2))
    return _encoded(box, "PNG")


def _decoded(picture: Original, width: int, *, clear: bool = False) -> Image.Image:
    from PIL import Image

    return Image.open(io.BytesIO(published(picture, width, clear=clear)))


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image

    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image)
    return paper


def _encoded(image: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, quality=_QUALITY, optimize=True)
    return stream.getvalue()


def _content(file: Path) -> bytes:
    return content_of(file, MOST_BYTES, "picture", _smaller())


def _smaller() -> str:
    return "save a smaller copy of it, for example 1600 pixels wide, and name that"


def _size(content: bytes, ending: str) -> tuple[int, int]:
    """Width and height as the picture is seen. Decodes all of it."""
    with _opened(content, ending) as image:
        return _upright(image).size


def _upright(image: Image.Image) -> Image.Image:
    """The picture turned as the camera says."""
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # what nobody can read says nothing
        return image


def _opened(content: bytes, ending: str) -> Image.Image:
    """The decoded picture."""
    from PIL import Image, UnidentifiedImageError  # slow to import, and most courses need none

    drawing = ending == DRAWING
    if drawing:
        content, ending = drawings.drawn(content), ".png"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is lower
        try:
            image = Image.open(io.BytesIO(content), formats=tuple(PICTURE_ENDINGS))
        except UnidentifiedImageError:
            raise UnusableError("This isn't a picture that can be read.", _SAVE_AS) from None
        except Image.DecompressionBombError:
            raise UnusableError("The picture has too many pixels.", _smaller()) from None
        except Exception as error:
            raise _damaged() from error
    try:
        _require_sound(image, ending)
        image.load()
    except UnusableError:
        raise
    except Exception as error:  # whatever a decoder makes of a damaged file
        raise _damaged() from error
    if drawing and not image.getbbox():
        raise UnusableError("There is nothing to be seen in the drawing.", _SAVE_AS)
    return image


def _damaged() -> UnusableError:
    hint = f"copy it again from where it comes from, or {_SAVE_AS}"
    return UnusableError("The picture is damaged, or not complete.", hint)


def _require_sound(image: Image.Image, ending: str) -> None:
    kind = _format(image)
    if ending not in PICTURE_ENDINGS[kind]:
        message = f"The file's name ends in `{ending}`, but it is a {kind}."
        raise UnusableError(message, f"let its name end in `{PICTURE_ENDINGS[kind][0]}`")
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        message = (
            f"The picture is too large: {width:,} x {height:,} pixels, but only "
            f"{MOST_PIXELS / 1e6:.0f} million are allowed, and {LONGEST_SIDE:,} on a side."
        )
        raise UnusableError(message, _smaller())
    if image.format != "MPO" and getattr(image, "is_animated", False):
        message = "The picture moves, and nothing in a course may move by itself."
        raise UnusableError(message, "save one of its pictures as a PNG")


def _format(image: Image.Image) -> str:
    return "JPEG" if image.format == "MPO" else image.format or ""  # an MPO is a camera's JPEG


def _for_screens(image: Image.Image) -> Image.Image:
    """The picture upright, in the colours of screens, and without anything else in the file."""
    from PIL import Image

    colours = image.info.get("icc_profile")
    image = _upright(image)
    clear = image.has_transparency_data
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    if colours:
        image = _in_screen_colours(image, colours)
    mode = "RGBA" if clear else "RGB"
    clean = Image.new(mode, image.size)
    clean.paste(image.convert(mode))
    return clean


def _in_screen_colours(image: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms

    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(image, found, screen, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that nobody can read
        return image
    return made or image
