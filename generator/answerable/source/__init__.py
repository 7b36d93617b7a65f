"""Files -> Course, and values -> files.

In come the bytes of scenario files, of `course.yml` and of their translations; out go a
`Course`, or everything that is wrong with it, with file, line and remedy. Nothing else reads or
writes YAML, and nothing is written but whole: the old file or the new one.
"""
