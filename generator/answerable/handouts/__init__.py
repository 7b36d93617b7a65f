"""Course -> paper and slides.

Each function takes a `Course` and options, and returns PDF or HTML as bytes or text, along with
warnings about texts that were left out. Nothing here writes a file, but what took long to make is
kept in the user's cache folder. Only `typeset` uses Typst.
"""
