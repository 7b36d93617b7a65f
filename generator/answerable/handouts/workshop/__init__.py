"""Plan a workshop: what happens when, with which scenarios, and what has to be printed for it.

This is independent of how it is shown: `sheets` puts it on paper, `site` on a page.
"""
