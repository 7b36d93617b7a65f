"""Course -> slides for a workshop: one HTML file that needs nothing but a browser."""

from answerable.handouts.slides.document import make_slides

__all__ = ["make_slides"]
