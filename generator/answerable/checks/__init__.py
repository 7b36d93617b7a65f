"""Find problems in a course that no single field shows.

The input is a `Course`; the output is findings with code, file, line and remedy. A rule is a
function with a code, and its docstring is its documentation.
"""
