"""Course -> findings that no single field shows.

In comes a `Course`; out come findings with code, file, line and remedy. A rule is a function with a
code, and its docstring is its documentation.
"""
