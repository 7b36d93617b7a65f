"""Scenarios and questions in the files of other programs.

In come a `Course` and the bytes of tables, texts and questions; out come scenarios with what
could not be read of a file, and the course in forms that others open. Every word of a file is
taken or named, and nothing in one can run.
"""
