"""Course -> paper and slides.

In comes a `Course` with what is to be printed of it; out come PDF files and HTML files as
bytes, and what was left out of them and why. Nothing here writes a file, and `typeset` alone
knows Typst.
"""
